use std::slice::from_ref;

use kiosk_core::case::PaperState::{self, Asked, Failed, Presented, Printed, Sent, Taken, Unknown};
use kiosk_core::document::{CopyKind, Document, DocumentId};
use kiosk_ledger::{FoundSheet, Ledger, LedgerError};
use proptest::prelude::*;
use uuid::Uuid;

use crate::cast::{at, guide_notice, voucher};

const STATES: [PaperState; 7] = [Asked, Sent, Printed, Presented, Taken, Failed, Unknown];

/// What each state leads to: the whole table.
const WAYS: [(PaperState, &[PaperState]); 7] = [
    (Asked, &[Sent, Failed]),
    (Sent, &[Printed, Presented, Taken, Failed, Unknown]),
    (Printed, &[Presented, Taken, Failed, Unknown]),
    (Presented, &[Taken, Failed, Unknown]),
    (Taken, &[]),
    (Failed, &[]),
    (Unknown, &[Printed, Presented, Taken, Failed]),
];

fn may_become(from: PaperState, to: PaperState) -> bool {
    from == to || WAYS.iter().any(|(state, ways)| *state == from && ways.contains(&to))
}

/// A ledger with a slip that was asked for.
fn with_slip() -> (Ledger, Document) {
    let mut ledger = Ledger::in_memory().unwrap();
    let slip = guide_notice();
    assert_eq!(ledger.ask_paper(&slip, at(0)).unwrap(), 1);
    (ledger, slip)
}

/// Brings the sheet that was just asked for into a state by the shortest way.
fn bring(ledger: &mut Ledger, document: DocumentId, state: PaperState) {
    if state != Asked {
        ledger.set_paper(document, Sent, at(1)).unwrap();
        ledger.set_paper(document, state, at(2)).unwrap();
    }
}

#[test]
fn a_sheet_goes_forward_and_never_back() {
    for from in STATES {
        for to in STATES {
            let (mut ledger, slip) = with_slip();
            bring(&mut ledger, slip.id, from);
            let done = ledger.set_paper(slip.id, to, at(3));
            let now = ledger.paper(slip.id).unwrap().unwrap();
            if may_become(from, to) {
                assert!(done.is_ok(), "{from:?} to {to:?}");
                assert_eq!(now, to);
            } else {
                assert!(matches!(done, Err(LedgerError::PaperPath { .. })), "{from:?} to {to:?}");
                assert_eq!(now, from);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_the_printer_says_a_sheet_keeps_to_its_ways_and_its_times(
        said in proptest::collection::vec(proptest::sample::select(&STATES[..]), 0..24),
    ) {
        let (mut ledger, slip) = with_slip();
        let mut history = vec![(Asked, at(0))];
        for (second, state) in (1..).zip(said) {
            let (from, _) = *history.last().unwrap();
            let done = ledger.set_paper(slip.id, state, at(second));
            prop_assert_eq!(done.is_ok(), may_become(from, state));
            if done.is_ok() && from != state {
                history.push((state, at(second)));
            }
        }
        let sheets = ledger.sheets(slip.id).unwrap();
        prop_assert_eq!(sheets[0].state, history.last().unwrap().0);
        prop_assert_eq!(&sheets[0].changes, &history);
    }
}

#[test]
fn after_a_power_cut_the_kiosk_says_what_it_knows_of_every_sheet() {
    let mut ledger = Ledger::in_memory().unwrap();
    let mut expected = Vec::new();
    for (serial, state) in (1..).zip(STATES) {
        let (case, document) = voucher("ZG1", serial);
        ledger.store_case(&case, from_ref(&document), at(0)).unwrap();
        bring(&mut ledger, document.id, state);
        let now = if matches!(state, Sent | Printed | Presented) { Unknown } else { state };
        expected.push((document, state, now));
    }
    let found = ledger.recover(at(3_600)).unwrap();
    let open: Vec<_> = expected
        .iter()
        .filter(|(_, was, _)| matches!(was, Asked | Sent | Printed | Presented))
        .map(|(document, was, now)| FoundSheet {
            document: document.id,
            form: document.form.clone(),
            copy: 1,
            was: *was,
            now: *now,
        })
        .collect();
    assert_eq!(found.len(), open.len());
    assert!(open.iter().all(|sheet| found.contains(sheet)));
    for (document, _, now) in &expected {
        assert_eq!(ledger.paper(document.id).unwrap(), Some(*now));
    }
    // What has become unknown stays so until somebody says otherwise; asked stays asked.
    assert_eq!(ledger.recover(at(3_700)).unwrap().len(), 1);
}

#[test]
fn a_sheet_that_failed_is_followed_by_another_of_the_same_number() {
    let mut ledger = Ledger::in_memory().unwrap();
    let (case, document) = voucher("ZG1", 1);
    ledger.store_case(&case, from_ref(&document), at(0)).unwrap();
    bring(&mut ledger, document.id, Failed);
    assert_eq!(ledger.ask_paper(&document, at(3)).unwrap(), 2);
    assert_eq!(ledger.paper(document.id).unwrap(), Some(Asked));
    bring(&mut ledger, document.id, Taken);
    assert!(matches!(ledger.ask_paper(&document, at(4)), Err(LedgerError::OriginalOut)));
    let marked = Document { copy: CopyKind::Reissue, ..document.clone() };
    assert_eq!(ledger.ask_paper(&marked, at(4)).unwrap(), 3);
    let states: Vec<_> =
        ledger.sheets(document.id).unwrap().iter().map(|sheet| (sheet.kind, sheet.state)).collect();
    assert_eq!(
        states,
        [(CopyKind::Original, Failed), (CopyKind::Original, Taken), (CopyKind::Reissue, Asked)]
    );
}

#[test]
fn a_sheet_that_was_never_sent_fails_when_another_is_asked_for() {
    let (mut ledger, slip) = with_slip();
    assert_eq!(ledger.ask_paper(&slip, at(5)).unwrap(), 2);
    let sheets = ledger.sheets(slip.id).unwrap();
    assert_eq!(sheets[0].changes, [(Asked, at(0)), (Failed, at(5))]);
    assert_eq!(sheets[1].changes, [(Asked, at(5))]);
}

#[test]
fn a_slip_may_be_printed_again_unmarked_and_is_no_certificate() {
    let (mut ledger, slip) = with_slip();
    bring(&mut ledger, slip.id, Taken);
    assert_eq!(ledger.ask_paper(&slip, at(5)).unwrap(), 2);
    assert_eq!(ledger.issued_to("").unwrap(), []);
    assert_eq!(ledger.outbox_depth().unwrap(), 0);
}

#[test]
fn no_certificate_is_printed_before_its_case_is_stored() {
    let mut ledger = Ledger::in_memory().unwrap();
    let (_, document) = voucher("ZG1", 1);
    assert!(matches!(ledger.ask_paper(&document, at(0)), Err(LedgerError::UnknownCase)));
    assert_eq!(ledger.sheets(document.id).unwrap(), []);
}

#[test]
fn nothing_is_known_of_paper_that_nobody_asked_for() {
    let mut ledger = Ledger::in_memory().unwrap();
    let nobodys = DocumentId(Uuid::now_v7());
    assert!(matches!(ledger.set_paper(nobodys, Sent, at(0)), Err(LedgerError::UnknownDocument)));
    assert_eq!(ledger.paper(nobodys).unwrap(), None);
    assert_eq!(ledger.sheets(nobodys).unwrap(), []);
}
