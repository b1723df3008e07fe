use kiosk_core::case::Case;
use kiosk_ledger::Ledger;
use proptest::prelude::*;
use tempfile::TempDir;

use crate::cast::{at, voucher};

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

fn reopened(disk: &Disk, log: &[u8]) -> (TempDir, Ledger) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    std::fs::write(&path, &disk.ledger).unwrap();
    std::fs::write(folder.path().join("ledger.db-wal"), log).unwrap();
    let ledger = Ledger::open(path).unwrap();
    (folder, ledger)
}

/// Sees that the ledger holds the first so many cases, each whole, and nothing else; tells how many.
fn whole_cases(disk: &Disk, ledger: &Ledger) -> usize {
    let due = ledger.due(100).unwrap();
    assert_eq!(due, disk.cases[..due.len()]);
    assert_eq!(ledger.issued_to("ZG1").unwrap().len(), due.len());
    for document in due.iter().flat_map(|case| &case.documents) {
        assert_eq!(ledger.sheets(document.id).unwrap().len(), 1);
    }
    due.len()
}

#[test]
fn a_power_cut_that_tears_the_log_leaves_no_half_case() {
    let disk = disk();
    let (_folder, ledger) = reopened(&disk, &disk.log);
    assert_eq!(whole_cases(&disk, &ledger), disk.cases.len());
    let mut seen = std::collections::BTreeSet::new();
    let config = ProptestConfig::with_cases(64);
    proptest::test_runner::TestRunner::new(config)
        .run(&(0..disk.log.len()), |kept| {
            let (_folder, ledger) = reopened(&disk, &disk.log[..kept]);
            whole_cases(&disk, &ledger);
            Ok(())
        })
        .unwrap();
    for eighth in 0..8 {
        let (_folder, ledger) = reopened(&disk, &disk.log[..disk.log.len() * eighth / 8]);
        seen.insert(whole_cases(&disk, &ledger));
    }
    assert!(seen.len() > 2, "the cuts fell between cases: {seen:?}");
}
