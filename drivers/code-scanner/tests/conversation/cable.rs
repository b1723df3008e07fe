//! Cables, power, and engines that do not answer.

use code_scanner::{
    Event, Profile, Trouble,
    client::Condition,
    sim::{Fault, Planned},
    wire::Reply,
};

use crate::hall::{Hall, LIN, engines, restless, secs, trouble, usual, with};

#[test]
fn an_engine_that_is_pulled_out_and_put_back_reads_on() {
    for engine in engines() {
        let name = engine.profile.name.clone();
        let mut hall = Hall::watching(engine);
        hall.talk.pull_cable();
        assert_eq!(hall.run(secs(5)), [Event::ScannerLost]);
        assert_eq!(hall.talk.host.health().condition, Condition::LineDown);
        hall.talk.plug_cable();
        let events = hall.run(secs(10));
        assert_eq!(events.first(), Some(&Event::ScannerBack), "{name}");
        assert_eq!(events.last(), Some(&Event::Ready), "{name}");
        hall.show(LIN);
        assert_eq!(hall.codes(secs(8)), [LIN], "{name}");
    }
}

#[test]
fn an_engine_without_power_is_missed_and_found_again() {
    for engine in [usual(), restless()] {
        let mut hall = Hall::watching(engine);
        hall.power(false);
        assert_eq!(hall.run(secs(30)), [trouble(Trouble::ScannerSilent)]);
        let silent = Condition::Failing(Trouble::ScannerSilent);
        assert_eq!(hall.talk.host.health().condition, silent);
        hall.power(true);
        assert_eq!(hall.run(secs(10)), [Event::Ready]);
        hall.show(LIN);
        assert_eq!(hall.codes(secs(3)), [LIN]);
    }
}

#[test]
fn an_engine_that_starts_anew_is_set_up_anew() {
    let mut hall = Hall::watching(usual());
    hall.rest();
    hall.run(secs(1));
    hall.power(false);
    hall.power(true);
    hall.run(secs(3));
    assert!(hall.talk.device.is_looking(), "it came up as it left the factory");
    hall.run(secs(12));
    assert!(!hall.talk.device.is_looking());
    hall.watch();
    hall.show(LIN);
    assert_eq!(hall.codes(secs(3)), [LIN]);
}

#[test]
fn an_engine_that_starts_anew_in_place_of_a_code_reads_it_afterwards() {
    for engine in [usual(), restless()] {
        let mut hall = Hall::watching(engine);
        hall.fault_on_code(Fault::Reset);
        hall.show(LIN);
        assert_eq!(hall.codes(secs(15)), [LIN]);
    }
}

#[test]
fn answers_that_are_missing_late_damaged_or_refused_once_stop_nobody() {
    for fault in [
        Fault::Silent,
        Fault::Late(secs(2)),
        Fault::WrongEnd,
        Fault::CutAfter(4),
        Fault::NoiseBefore(5),
        Fault::NoiseAfter(5),
        Fault::Say(Reply::Damaged),
        Fault::Reset,
    ] {
        let mut hall = Hall::new(usual());
        hall.fault_on_answer(fault.clone());
        assert_eq!(hall.run(secs(8)), [Event::Ready], "{fault:?}");
        hall.fault_on_answer(fault.clone());
        hall.watch();
        hall.run(secs(8));
        hall.show(LIN);
        let events = hall.run(secs(8));
        assert!(matches!(&events[..], [Event::Scanned(_)]), "{fault:?}: {events:?}");
    }
}

#[test]
fn an_engine_that_hears_every_command_damaged_is_reported() {
    let mut hall = Hall::new(usual());
    hall.plan(Planned::next_answer(Fault::Say(Reply::Damaged)).times(30));
    assert_eq!(hall.run(secs(10)), [trouble(Trouble::LineNoisy)]);
}

#[test]
fn a_profile_of_another_model_is_reported() {
    let mut hall = Hall::new(usual());
    hall.plan(Planned::next_answer(Fault::Say(Reply::Refused(0x03))).times(30));
    assert_eq!(hall.run(secs(20)), [trouble(Trouble::Refused(0x03))]);

    let wire = link::memory::Wire::new(link::memory::Pace::Baud(9600));
    let client = code_scanner::Client::new(code_scanner::Options::with(usual().profile));
    let engine = code_scanner::sim::Engine::new(with(Profile::plain()));
    let mut hall = Hall { talk: link::memory::Conversation::new(client, engine, wire) };
    assert_eq!(hall.run(secs(60)), [trouble(Trouble::ScannerSilent)]);
}
