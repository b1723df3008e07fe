use std::slice::from_ref;

use kiosk_core::case::{CaseId, CaseStep, PaperState, Standing, TimedStep};
use kiosk_core::document::{CopyKind, Document};
use kiosk_ledger::{Ledger, LedgerError};
use uuid::Uuid;

use crate::cast::{at, reissue, voucher};

fn accepted() -> Standing {
    Standing::Accepted { serial: "50011920261124000042".to_owned() }
}

#[test]
fn a_stored_case_is_there_whole_with_a_sheet_asked_and_waits_for_the_district() {
    let mut ledger = Ledger::in_memory().unwrap();
    let (case, document) = voucher("ZG1", 1);
    ledger.store_case(&case, from_ref(&document), at(3)).unwrap();
    assert_eq!(ledger.case(case.id).unwrap(), Some(case.clone()));
    assert_eq!(ledger.standing(case.id).unwrap(), Some(Standing::Unknown));
    assert_eq!(ledger.paper(document.id).unwrap(), Some(PaperState::Asked));
    assert_eq!(ledger.due(10).unwrap(), from_ref(&case));
    assert_eq!(ledger.outbox_depth().unwrap(), 1);

    let issued = ledger.issued_to("ZG1").unwrap();
    assert!(issued[0].document == document);
    assert_eq!((issued[0].case, issued[0].issued_at), (case.id, at(3)));
    assert_eq!(issued[0].matter, case.matter);
    assert_eq!(ledger.issued_to("ZG2").unwrap(), []);
}

#[test]
fn a_case_leaves_the_outbox_when_the_district_decides_and_only_then() {
    let mut ledger = Ledger::in_memory().unwrap();
    let (first, first_voucher) = voucher("ZG1", 1);
    let (second, second_voucher) = voucher("ZG2", 2);
    ledger.store_case(&first, &[first_voucher], at(3)).unwrap();
    // The clock was set back between the two: the order stays.
    ledger.store_case(&second, &[second_voucher], at(-3_600)).unwrap();
    assert_eq!(ledger.due(10).unwrap(), [first.clone(), second.clone()]);
    assert_eq!(ledger.due(1).unwrap(), from_ref(&first));

    ledger.delivery_failed(first.id, "timeout").unwrap();
    ledger.delivery_failed(first.id, "no-route").unwrap();
    let oldest = ledger.oldest_waiting().unwrap().unwrap();
    assert_eq!((oldest.case, oldest.since, oldest.attempts), (first.id, at(3), 2));
    assert_eq!(oldest.last_error.as_deref(), Some("no-route"));

    let refused = Standing::Refused { reason: "该人员已死亡，不能办理。".to_owned() };
    ledger.set_standing(first.id, refused.clone()).unwrap();
    ledger.set_standing(second.id, accepted()).unwrap();
    assert_eq!(ledger.standing(first.id).unwrap(), Some(refused));
    assert_eq!(ledger.standing(second.id).unwrap(), Some(accepted()));
    assert_eq!(ledger.due(10).unwrap(), []);
    assert_eq!(ledger.oldest_waiting().unwrap(), None);
    assert!(matches!(ledger.delivery_failed(first.id, "timeout"), Err(LedgerError::UnknownCase)));
}

#[test]
fn what_the_district_decided_does_not_change_any_more() {
    let mut ledger = Ledger::in_memory().unwrap();
    let (case, document) = voucher("ZG1", 1);
    ledger.store_case(&case, &[document], at(3)).unwrap();
    ledger.set_standing(case.id, accepted()).unwrap();
    ledger.set_standing(case.id, accepted()).unwrap();
    let other = Standing::Accepted { serial: "another".to_owned() };
    for otherwise in [other, Standing::Refused { reason: String::new() }, Standing::Unknown] {
        assert!(matches!(ledger.set_standing(case.id, otherwise), Err(LedgerError::Settled)));
    }
    assert_eq!(ledger.standing(case.id).unwrap(), Some(accepted()));
}

#[test]
fn a_case_that_is_sent_again_is_the_same_whatever_was_added_here() {
    let mut ledger = Ledger::in_memory().unwrap();
    let (case, document) = voucher("ZG1", 1);
    ledger.store_case(&case, &[document], at(3)).unwrap();
    let completed = TimedStep { step: CaseStep::Completed, at: at(9) };
    ledger.add_step(case.id, completed).unwrap();
    ledger.add_step(case.id, TimedStep { at: at(10), ..completed }).unwrap();
    assert_eq!(ledger.due(1).unwrap(), from_ref(&case));
    let mut steps = case.steps.clone();
    steps.push(completed);
    assert_eq!(ledger.case(case.id).unwrap().unwrap().steps, steps);
}

#[test]
fn a_case_that_nobody_stored_has_no_steps_and_no_standing() {
    let mut ledger = Ledger::in_memory().unwrap();
    let nobodys = CaseId(Uuid::now_v7());
    let step = TimedStep { step: CaseStep::Completed, at: at(0) };
    assert!(matches!(ledger.add_step(nobodys, step), Err(LedgerError::UnknownCase)));
    assert!(matches!(ledger.set_standing(nobodys, accepted()), Err(LedgerError::UnknownCase)));
    assert_eq!((ledger.case(nobodys).unwrap(), ledger.standing(nobodys).unwrap()), (None, None));
}

#[test]
fn a_case_is_stored_once_and_a_refused_store_leaves_nothing() {
    let mut ledger = Ledger::in_memory().unwrap();
    let (case, document) = voucher("ZG1", 1);
    ledger.store_case(&case, from_ref(&document), at(3)).unwrap();
    let again = ledger.store_case(&case, from_ref(&document), at(4));
    assert!(matches!(again, Err(LedgerError::CaseExists)));
    assert_eq!(ledger.sheets(document.id).unwrap().len(), 1);

    let (other, unnamed) = voucher("ZG1", 2);
    for documents in [vec![], vec![document], vec![unnamed.clone(), unnamed]] {
        let refused = ledger.store_case(&other, &documents, at(5));
        assert!(matches!(refused, Err(LedgerError::OtherDocuments)));
    }
    assert_eq!(ledger.case(other.id).unwrap(), None);
    assert_eq!(ledger.outbox_depth().unwrap(), 1);
}

#[test]
fn no_two_certificates_share_a_number() {
    let mut ledger = Ledger::in_memory().unwrap();
    let (case, document) = voucher("ZG1", 1);
    ledger.store_case(&case, from_ref(&document), at(3)).unwrap();
    let (other, with_the_same_number) = voucher("ZG2", 1);
    let double = ledger.store_case(&other, &[with_the_same_number], at(4));
    assert!(matches!(double, Err(LedgerError::NumberUsed)));
    assert_eq!(ledger.case(other.id).unwrap(), None);

    let changed = Document { content_hash: "0".repeat(64), ..document };
    let (copy, changed) = reissue("ZG1", &case, &changed);
    let forged = ledger.store_case(&copy, &[changed], at(5));
    assert!(matches!(forged, Err(LedgerError::NumberUsed)));
    assert_eq!(ledger.case(copy.id).unwrap(), None);
}

#[test]
fn a_second_copy_carries_the_number_of_the_first_and_says_so() {
    let mut ledger = Ledger::in_memory().unwrap();
    let (case, document) = voucher("ZG1", 1);
    ledger.store_case(&case, from_ref(&document), at(3)).unwrap();
    for state in [PaperState::Sent, PaperState::Unknown] {
        ledger.set_paper(document.id, state, at(4)).unwrap();
    }
    let (copy, second) = reissue("ZG1", &case, &document);
    let unmarked = Document { copy: CopyKind::Original, ..second.clone() };
    assert!(matches!(ledger.store_case(&copy, &[unmarked], at(60)), Err(LedgerError::OriginalOut)));
    ledger.store_case(&copy, &[second], at(60)).unwrap();
    assert_eq!(ledger.case(copy.id).unwrap(), Some(copy.clone()));
    let kinds: Vec<_> =
        ledger.sheets(document.id).unwrap().iter().map(|sheet| sheet.kind).collect();
    assert_eq!(kinds, [CopyKind::Original, CopyKind::Reissue]);

    // The copy came to nothing: the first sheet may still be in somebody's hand.
    ledger.set_paper(document.id, PaperState::Failed, at(61)).unwrap();
    assert_eq!(ledger.paper(document.id).unwrap(), Some(PaperState::Failed));
    let issued = ledger.issued_to("ZG1").unwrap();
    assert_eq!(issued.len(), 1);
    assert_eq!((issued[0].case, issued[0].paper), (case.id, PaperState::Unknown));
    assert!(issued[0].document == document);
}

#[test]
fn the_newest_certificate_comes_first() {
    let mut ledger = Ledger::in_memory().unwrap();
    for (serial, seconds) in [(1, 30), (2, 90), (3, 60)] {
        let (case, document) = voucher("ZG1", serial);
        ledger.store_case(&case, &[document], at(seconds)).unwrap();
    }
    let times: Vec<_> =
        ledger.issued_to("ZG1").unwrap().iter().map(|paper| paper.issued_at).collect();
    assert_eq!(times, [at(90), at(60), at(30)]);
}
