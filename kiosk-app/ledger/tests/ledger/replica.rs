use kiosk_core::person::InsuredPerson;
use kiosk_ledger::{Ledger, LedgerError};

use crate::cast::{at, lin_zhiyuan, somebody, zhou_mo};

fn with(people: &[InsuredPerson]) -> Ledger {
    let mut ledger = Ledger::in_memory().unwrap();
    ledger.begin_snapshot().unwrap();
    ledger.put_people(people).unwrap();
    ledger.finish_snapshot("1", at(0)).unwrap();
    ledger
}

fn knows(ledger: &Ledger, person: &InsuredPerson) -> bool {
    ledger.find_by_number(&person.id_number).unwrap().is_some()
}

#[test]
fn a_person_comes_out_of_the_replica_as_the_district_sent_them() {
    let ledger = with(&[lin_zhiyuan(), zhou_mo()]);
    for sent in [lin_zhiyuan(), zhou_mo()] {
        let record = ledger.find_by_number(&sent.id_number).unwrap().unwrap();
        assert!(record.person == sent);
        assert_eq!(record.as_of, at(0));
    }
    assert!(!knows(&ledger, &somebody(1)));
    assert_eq!(ledger.people_count().unwrap(), 2);
    assert_eq!(ledger.cursor().unwrap().as_deref(), Some("1"));
}

#[test]
fn before_the_first_snapshot_nobody_is_unknown_to_the_district() {
    let mut ledger = Ledger::in_memory().unwrap();
    let number = lin_zhiyuan().id_number;
    assert!(matches!(ledger.find_by_number(&number), Err(LedgerError::NoReplica)));
    assert!(matches!(ledger.apply_changes(&[], &[], "2", at(1)), Err(LedgerError::NoReplica)));
    assert!(matches!(ledger.touch_as_of(at(1)), Err(LedgerError::NoReplica)));
    assert_eq!((ledger.cursor().unwrap(), ledger.as_of().unwrap()), (None, None));
}

#[test]
fn two_records_of_one_number_are_one_person_with_unmerged_records() {
    let second = InsuredPerson { id: "ZG5001000000".to_owned(), ..lin_zhiyuan() };
    let ledger = with(&[lin_zhiyuan(), second, zhou_mo()]);
    let lin = ledger.find_by_number(&lin_zhiyuan().id_number).unwrap().unwrap().person;
    assert!(lin.unmerged);
    assert_eq!(lin.id, "ZG5001000000");
    assert_eq!(lin.enrolments.len(), 2);
    assert!(!ledger.find_by_number(&zhou_mo().id_number).unwrap().unwrap().person.unmerged);
}

#[test]
fn a_snapshot_is_seen_only_when_it_is_whole() {
    let mut ledger = with(&[lin_zhiyuan(), somebody(1)]);
    ledger.begin_snapshot().unwrap();
    ledger.put_people(&[zhou_mo(), InsuredPerson { deceased: true, ..lin_zhiyuan() }]).unwrap();
    assert!(!knows(&ledger, &zhou_mo()));
    assert!(!ledger.find_by_number(&lin_zhiyuan().id_number).unwrap().unwrap().person.deceased);
    assert_eq!(ledger.people_count().unwrap(), 2);

    ledger.put_people(&[somebody(2)]).unwrap();
    ledger.finish_snapshot("2", at(60)).unwrap();
    assert!(knows(&ledger, &zhou_mo()) && !knows(&ledger, &somebody(1)));
    assert!(ledger.find_by_number(&lin_zhiyuan().id_number).unwrap().unwrap().person.deceased);
    assert_eq!(ledger.people_count().unwrap(), 3);
    assert_eq!(ledger.as_of().unwrap(), Some(at(60)));
    assert!(matches!(ledger.put_people(&[]), Err(LedgerError::NoSnapshot)));
    assert!(matches!(ledger.finish_snapshot("3", at(61)), Err(LedgerError::NoSnapshot)));
}

#[test]
fn people_of_replaced_and_of_abandoned_snapshots_are_removed_bit_by_bit() {
    let crowd: Vec<_> = (0..10).map(somebody).collect();
    let mut ledger = with(&crowd);
    ledger.begin_snapshot().unwrap();
    ledger.put_people(&crowd[..7]).unwrap();
    ledger.begin_snapshot().unwrap();
    ledger.put_people(&crowd[..5]).unwrap();
    // Of the snapshots one is current, one under way, and seven people are of neither.
    assert_eq!(ledger.remove_replaced(5).unwrap(), 5);
    assert_eq!(ledger.remove_replaced(5).unwrap(), 2);
    assert_eq!(ledger.remove_replaced(5).unwrap(), 0);
    ledger.finish_snapshot("2", at(1)).unwrap();
    assert_eq!(ledger.remove_replaced(100).unwrap(), 10);
    assert_eq!(ledger.remove_replaced(100).unwrap(), 0);
    assert_eq!(ledger.people_count().unwrap(), 5);
    assert!(knows(&ledger, &somebody(4)) && !knows(&ledger, &somebody(5)));
}

#[test]
fn a_snapshot_that_a_restart_cut_off_begins_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let mut ledger = Ledger::open(&path).unwrap();
    ledger.begin_snapshot().unwrap();
    ledger.put_people(&[somebody(1)]).unwrap();
    drop(ledger);

    let mut ledger = Ledger::open(&path).unwrap();
    assert!(matches!(ledger.put_people(&[somebody(2)]), Err(LedgerError::NoSnapshot)));
    ledger.begin_snapshot().unwrap();
    ledger.put_people(&[somebody(2)]).unwrap();
    ledger.finish_snapshot("1", at(0)).unwrap();
    assert!(knows(&ledger, &somebody(2)) && !knows(&ledger, &somebody(1)));
    assert_eq!(ledger.remove_replaced(100).unwrap(), 1);
}

#[test]
fn changes_replace_whole_people_and_take_others_away() {
    let mut ledger = with(&[lin_zhiyuan(), zhou_mo()]);
    let changed = InsuredPerson { contributions: Vec::new(), account: None, ..lin_zhiyuan() };
    let gone = [zhou_mo().id, "ZG-never-here".to_owned()];
    ledger.apply_changes(&[changed.clone(), somebody(3)], &gone, "2", at(60)).unwrap();
    assert!(ledger.find_by_number(&changed.id_number).unwrap().unwrap().person == changed);
    assert!(!knows(&ledger, &zhou_mo()));
    assert!(knows(&ledger, &somebody(3)));
    assert_eq!(ledger.people_count().unwrap(), 2);
    assert_eq!(ledger.cursor().unwrap().as_deref(), Some("2"));
    assert_eq!(ledger.as_of().unwrap(), Some(at(60)));

    ledger.touch_as_of(at(90)).unwrap();
    assert_eq!(ledger.cursor().unwrap().as_deref(), Some("2"));
    assert_eq!(ledger.find_by_number(&changed.id_number).unwrap().unwrap().as_of, at(90));
}

#[test]
fn somebody_who_comes_twice_in_a_snapshot_is_taken_as_they_come_last() {
    let last = InsuredPerson { deceased: true, ..lin_zhiyuan() };
    let ledger = with(&[lin_zhiyuan(), last.clone()]);
    assert!(ledger.find_by_number(&last.id_number).unwrap().unwrap().person == last);
    assert_eq!(ledger.people_count().unwrap(), 1);
}
