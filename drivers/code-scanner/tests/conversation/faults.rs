//! Codes that come late, in pieces, with noise, or not at all.

use code_scanner::{
    Code, Event, Trouble,
    sim::{Fault, Planned},
};
use link::memory::{End, Faults, Noise};

use crate::hall::{Hall, LIN, PAYMENT, millis, restless, secs, trouble, usual};

#[test]
fn a_code_that_comes_slowly_is_read_all_the_same() {
    for fault in [
        Fault::Late(secs(2)),
        Fault::Trickle(millis(50)),
        Fault::Pause { bytes: 11, pause: millis(60) },
    ] {
        let mut hall = Hall::watching(usual());
        hall.fault_on_code(fault.clone());
        hall.show(LIN);
        assert_eq!(hall.codes(secs(6)), [LIN], "{fault:?}");
    }
}

#[test]
fn a_code_that_comes_in_pieces_is_asked_for_again_and_read_then() {
    for fault in
        [Fault::CutAfter(11), Fault::Pause { bytes: 11, pause: millis(400) }, Fault::WrongEnd]
    {
        for engine in [usual(), restless()] {
            let mut hall = Hall::watching(engine);
            hall.fault_on_code(fault.clone());
            hall.show(LIN);
            let events = hall.run(secs(5));
            assert_eq!(events[0], trouble(Trouble::Garbled), "{fault:?}");
            let whole = |event: &Event| format!("{event:?}") == "Scanned(ElectronicCredential)";
            assert!(events.iter().any(whole), "{fault:?}: {events:?}");
        }
    }
}

#[test]
fn a_code_that_never_comes_is_looked_for_again() {
    let mut hall = Hall::watching(usual());
    hall.fault_on_code(Fault::Silent);
    hall.show(LIN);
    assert_eq!(hall.codes(secs(8)), [LIN]);
}

#[test]
fn codes_that_are_damaged_again_and_again_are_a_matter_for_staff() {
    let mut hall = Hall::watching(usual());
    hall.plan(Planned::next_code(Fault::CutAfter(20)).times(10));
    hall.show(LIN);
    let troubles = [trouble(Trouble::Garbled), trouble(Trouble::AllGarbled)];
    assert_eq!(hall.run(secs(6)), troubles);
    assert_eq!(hall.codes(secs(10)), [LIN], "and then it came whole");
}

#[test]
fn the_end_of_a_code_that_stalled_is_no_code_and_the_next_one_is() {
    for text in [LIN, PAYMENT] {
        let mut hall = Hall::watching(restless());
        let stall = Some((3, millis(500)));
        hall.talk.wire.damage(End::Host, Faults { stall, ..Faults::default() });
        hall.show(text);
        let events = hall.run(secs(6));
        assert_eq!(events[0], trouble(Trouble::Garbled));
        assert_eq!(events.len(), 2, "{events:?}");
        assert!(!matches!(events[1], Event::Scanned(Code::Other { .. })), "{events:?}");
    }
}

#[test]
fn noise_never_ends_the_watch() {
    for seed in 0..20 {
        for engine in [usual(), restless()] {
            let mut hall = Hall::watching(engine);
            make_noise(&mut hall, seed, 20_000);
            hall.show("www.example.cn");
            hall.run(secs(60));
            hall.take_away();
            make_noise(&mut hall, seed, 0);
            hall.run(secs(20));
            hall.show(LIN);
            assert_eq!(hall.codes(secs(8)), [LIN], "seed {seed}");
        }
    }
}

fn make_noise(hall: &mut Hall, seed: u64, per_million: u32) {
    for end in [End::Host, End::Device] {
        let noise = Noise { seed, flip_per_million: per_million, drop_per_million: per_million };
        hall.talk.wire.add_noise(end, noise);
    }
}
