//! Codes that are shown, held, changed and taken away.

use code_scanner::{Code, Event, Profile, Trouble, sim, wire::Suffix};

use crate::hall::{
    Hall, LIN, PAYMENT, TAN, VOUCHER, engines, millis, restless, secs, trouble, usual, with,
};

#[test]
fn a_credential_is_read_once_from_every_kind_of_engine() {
    for engine in engines() {
        let name = engine.profile.name.clone();
        let mut hall = Hall::watching(engine);
        hall.show(LIN);
        assert_eq!(hall.codes(secs(2)), [LIN], "{name}");
        assert_eq!(hall.codes(secs(30)), [""; 0], "{name}, held there");
        hall.take_away();
        assert_eq!(hall.codes(secs(5)), [""; 0], "{name}");
        hall.show(VOUCHER);
        assert_eq!(hall.codes(secs(8)), [VOUCHER], "{name}");
    }
}

#[test]
fn a_code_is_read_with_every_suffix_and_with_identifiers() {
    for suffix in [Suffix::Cr, Suffix::Lf, Suffix::CrLf, Suffix::Tab, Suffix::None] {
        let engine = with(Profile { suffix, ..usual().profile });
        let mut hall = Hall::watching(sim::Options { identifies: true, ..engine });
        hall.show(LIN);
        assert_eq!(hall.codes(secs(2)), [LIN], "{suffix:?}");
    }
}

#[test]
fn a_wrong_code_is_told_and_the_right_one_after_it() {
    for engine in [usual(), restless()] {
        let mut hall = Hall::watching(engine);
        hall.show(PAYMENT);
        assert_eq!(hall.codes(secs(2)), ["Payment"]);
        hall.take_away();
        hall.show(LIN);
        assert_eq!(hall.codes(secs(2)), [LIN]);
    }
}

#[test]
fn two_codes_at_once_are_none_and_the_one_that_stays_is_read() {
    for engine in [usual(), restless()] {
        let mut hall = Hall::watching(engine);
        hall.show(LIN);
        hall.show(TAN);
        assert_eq!(hall.run(secs(2)), [trouble(Trouble::TwoCodes)]);
        hall.take_away();
        hall.show(TAN);
        assert_eq!(hall.codes(secs(2)), [TAN]);
    }
}

#[test]
fn nobody_is_read_while_nobody_waits() {
    for engine in engines() {
        let mut hall = Hall::new(engine);
        hall.show(LIN);
        assert_eq!(hall.run(secs(30)), [Event::Ready]);
    }
}

#[test]
fn the_light_is_off_while_nobody_waits() {
    let mut hall = Hall::watching(usual());
    assert!(hall.talk.device.is_looking());
    hall.rest();
    hall.run(secs(1));
    assert!(!hall.talk.device.is_looking());
}

#[test]
fn a_look_that_found_nothing_is_followed_by_another() {
    for engine in engines() {
        let mut hall = Hall::watching(engine);
        assert_eq!(hall.run(secs(60)), []);
        hall.show(LIN);
        assert_eq!(hall.codes(secs(2)), [LIN]);
    }
}

#[test]
fn a_code_that_is_held_there_before_somebody_waits_is_read_when_they_do() {
    let mut hall = Hall::new(restless());
    hall.show(LIN);
    assert_eq!(hall.run(secs(3)), [Event::Ready]);
    hall.watch();
    assert_eq!(hall.codes(secs(2)), [LIN]);
}

#[test]
fn the_code_of_the_last_visitor_that_comes_late_is_not_the_next_ones() {
    for late in [0, 50, 100] {
        let mut hall = Hall::watching(usual());
        hall.fault_on_code(sim::Fault::Late(millis(late)));
        hall.show(LIN);
        assert_eq!(hall.run(millis(300)), []);
        hall.take_away();
        hall.rest();
        assert_eq!(hall.run(millis(50)), []);
        hall.watch();
        assert_eq!(hall.run(secs(5)), [], "late by {late} ms");
        assert_eq!(hall.talk.host.health().damaged, 0);
    }
}

#[test]
fn a_visitor_who_still_holds_the_code_of_before_is_not_read_again() {
    let mut hall = Hall::watching(restless());
    hall.show(LIN);
    assert_eq!(hall.codes(secs(2)), [LIN]);
    hall.rest();
    hall.run(secs(20));
    hall.watch();
    assert_eq!(hall.codes(secs(20)), [""; 0]);
}

#[test]
fn events_say_nothing_of_what_is_in_a_code() {
    let mut hall = Hall::watching(usual());
    hall.show(LIN);
    let events = hall.run(secs(2));
    assert_eq!(format!("{events:?}"), "[Scanned(ElectronicCredential)]");
    assert!(matches!(&events[..], [Event::Scanned(Code::ElectronicCredential(_))]));
}
