use std::os::unix::fs::PermissionsExt;

use kiosk_ledger::{Ledger, LedgerError};

#[test]
fn a_second_kiosk_on_the_same_ledger_is_refused_in_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let first = Ledger::open(&path).unwrap();
    for _ in 0..2 {
        let refused = Ledger::open(&path).unwrap_err();
        assert!(matches!(refused, LedgerError::InUse));
        assert_eq!(
            refused.to_string(),
            "the ledger is in use already: stop the other kiosk before starting this one"
        );
    }
    drop(first);
    Ledger::open(&path).unwrap();
}

#[test]
fn a_ledger_can_be_read_by_its_owner_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let mut ledger = Ledger::open(&path).unwrap();
    ledger.begin_snapshot().unwrap();
    let files: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(Result::unwrap).collect();
    assert!(files.len() > 1, "the log stands beside the ledger");
    for file in files {
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn a_file_that_is_no_ledger_and_a_folder_that_is_not_there_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    std::fs::write(&path, "参保凭证".repeat(500)).unwrap();
    assert!(matches!(Ledger::open(&path), Err(LedgerError::Corrupt)));
    let nowhere = folder.path().join("missing/ledger.db");
    assert!(matches!(Ledger::open(nowhere), Err(LedgerError::Storage(_))));
}
