use std::slice::from_ref;

use kiosk_core::case::{PaperState, Standing};
use kiosk_core::document::DocumentId;
use kiosk_ledger::Ledger;

use crate::cast::{SECRET, at, guide_notice, reissue, voucher};

fn settle(ledger: &mut Ledger, case: kiosk_core::case::CaseId) {
    ledger.set_standing(case, Standing::Accepted { serial: "1".to_owned() }).unwrap();
}

fn take(ledger: &mut Ledger, document: DocumentId) {
    ledger.set_paper(document, PaperState::Sent, at(1)).unwrap();
    ledger.set_paper(document, PaperState::Taken, at(2)).unwrap();
}

#[test]
fn content_is_forgotten_when_the_case_is_decided_the_paper_taken_and_the_time_over() {
    let mut ledger = Ledger::in_memory().unwrap();
    let [old, unsettled, in_the_mouth, young] =
        [(1, 0), (2, 0), (3, 0), (4, 100)].map(|(serial, stored)| {
            let (case, document) = voucher("ZG1", serial);
            ledger.store_case(&case, from_ref(&document), at(stored)).unwrap();
            (case, document)
        });
    for (case, _) in [&old, &in_the_mouth, &young] {
        settle(&mut ledger, case.id);
    }
    for (_, document) in [&old, &unsettled, &young] {
        take(&mut ledger, document.id);
    }
    ledger.set_paper(in_the_mouth.1.id, PaperState::Sent, at(1)).unwrap();

    assert_eq!(ledger.forget_settled_before(at(0)).unwrap(), 0);
    assert_eq!(ledger.forget_settled_before(at(100)).unwrap(), 1);
    assert_eq!(ledger.forget_settled_before(at(100)).unwrap(), 0);
    let left: Vec<_> = ledger.issued_to("ZG1").unwrap().iter().map(|paper| paper.case).collect();
    assert_eq!(left.len(), 3);
    assert!(!left.contains(&old.0.id));
    assert_eq!(ledger.case(old.0.id).unwrap(), Some(old.0));
    assert_eq!(ledger.paper(old.1.id).unwrap(), Some(PaperState::Taken));
}

#[test]
fn a_copy_that_waits_for_the_district_keeps_the_content_of_the_first() {
    let mut ledger = Ledger::in_memory().unwrap();
    let (case, document) = voucher("ZG1", 1);
    ledger.store_case(&case, from_ref(&document), at(0)).unwrap();
    settle(&mut ledger, case.id);
    // Nobody knows what became of the first sheet; the second one answers for it.
    ledger.set_paper(document.id, PaperState::Sent, at(1)).unwrap();
    ledger.recover(at(2)).unwrap();
    assert_eq!(ledger.forget_settled_before(at(100)).unwrap(), 0);
    let (copy, second) = reissue("ZG1", &case, &document);
    ledger.store_case(&copy, &[second], at(10)).unwrap();
    take(&mut ledger, document.id);
    assert_eq!(ledger.forget_settled_before(at(100)).unwrap(), 0);
    settle(&mut ledger, copy.id);
    assert_eq!(ledger.forget_settled_before(at(100)).unwrap(), 1);
}

#[test]
fn what_was_forgotten_and_what_no_case_holds_is_not_on_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let mut ledger = Ledger::open(&path).unwrap();
    let holds_secret = || {
        std::fs::read_dir(folder.path()).unwrap().any(|file| {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes())
        })
    };
    ledger.ask_paper(&guide_notice(), at(0)).unwrap();
    assert!(!holds_secret());
    let (case, document) = voucher("ZG1", 1);
    ledger.store_case(&case, from_ref(&document), at(0)).unwrap();
    assert!(holds_secret());
    settle(&mut ledger, case.id);
    take(&mut ledger, document.id);
    assert_eq!(ledger.forget_settled_before(at(100)).unwrap(), 1);
    assert!(!holds_secret());
}
