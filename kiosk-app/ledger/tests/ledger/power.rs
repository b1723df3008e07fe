use std::collections::BTreeSet;

use kiosk_core::case::Case;
use kiosk_ledger::Ledger;
use proptest::test_runner::{Config, TestRunner};

use crate::cast::{at, case_rows, voucher};

/// A ledger with some cases, all of them still in the log beside it, as the disk holds it.
struct Disk {
    ledger: Vec<u8>,
    log: Vec<u8>,
    cases: Vec<Case>,
}

fn disk() -> Disk {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let mut ledger = Ledger::open(&path).unwrap();
    let mut cases = Vec::new();
    for serial in 1..=8 {
        let (case, document) = voucher("ZG1", serial);
        ledger.store_case(&case, &[document], at(serial.into())).unwrap();
        cases.push(case);
    }
    let read = |name: &str| std::fs::read(folder.path().join(name)).unwrap();
    Disk { ledger: read("ledger.db"), log: read("ledger.db-wal"), cases }
}

/// Starts the kiosk again on the disk with this much of the log. Sees that the ledger holds the
/// first so many cases, each whole, and nothing else; tells how many.
fn whole_cases(disk: &Disk, log: &[u8]) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    std::fs::write(&path, &disk.ledger).unwrap();
    std::fs::write(folder.path().join("ledger.db-wal"), log).unwrap();
    let ledger = Ledger::open(&path).unwrap();
    let due = ledger.due(100).unwrap();
    assert_eq!(due, disk.cases[..due.len()]);
    drop(ledger);
    assert_eq!(case_rows(&path), [due.len(); 3]);
    due.len()
}

#[test]
fn a_power_cut_that_tears_the_log_leaves_no_half_case() {
    let disk = disk();
    assert_eq!(whole_cases(&disk, &disk.log), disk.cases.len());
    let eighths = (0..8).map(|eighth| &disk.log[..disk.log.len() * eighth / 8]);
    let seen: BTreeSet<_> = eighths.map(|log| whole_cases(&disk, log)).collect();
    assert!(2 < seen.len(), "the cuts fell between cases: {seen:?}");
    let mut runner = TestRunner::new(Config::with_cases(64));
    let anywhere = runner.run(&(0..disk.log.len()), |kept| {
        whole_cases(&disk, &disk.log[..kept]);
        Ok(())
    });
    anywhere.unwrap();
}
