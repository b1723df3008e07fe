//! Noise, damage, delays and cut cables.

use id_card::{
    Event, Trouble,
    sim::{self, Fault, Planned, Refind},
    wire::{Request, Status},
};
use link::memory::{End, Faults};
use proptest::prelude::*;

use crate::{
    cast::{lin_zhiyuan, zhou_mo},
    hall::{Hall, millis, read, secs, trouble},
};

const EVERY_STEP: [Request; 6] = [
    Request::SamStatus,
    Request::SamId,
    Request::FindCard,
    Request::SelectCard,
    Request::ReadTextAndPhoto,
    Request::ReadNewAddresses,
];

/// Every fault that leaves the module in working order.
fn every_fault() -> Vec<Fault> {
    vec![
        Fault::Silent,
        Fault::Late(millis(400)),
        Fault::Late(millis(2600)),
        Fault::Say(Status::ReadFailed),
        Fault::OfFind,
        Fault::WrongChecksum,
        Fault::LengthField(0),
        Fault::LengthField(3),
        Fault::LengthField(2314),
        Fault::LengthField(2315),
        Fault::LengthField(0xFFFF),
        Fault::ShortPreamble,
        Fault::LongPreamble,
        Fault::NoiseBefore(40),
        Fault::NoiseAfter(40),
        Fault::ForeignFrame,
        Fault::TimeoutReply,
        Fault::Trickle(millis(1)),
        Fault::PauseAfterHead(secs(1)),
        Fault::WrongPartSizes,
        Fault::WrongId,
    ]
}

#[test]
fn a_fault_that_passes_never_keeps_a_card_from_being_read() {
    for refind in [Refind::Deny, Refind::Alternate, Refind::Allow] {
        for step in EVERY_STEP {
            for fault in every_fault() {
                let told = format!("{fault:?} on {step:?}, {refind:?}");
                let mut hall = Hall::with(sim::Options { refind, ..sim::Options::default() });
                hall.fault_on(step, fault);
                hall.watch();
                hall.place(&lin_zhiyuan());
                let events = hall.run(secs(30));
                assert!(events.contains(&read(&lin_zhiyuan())), "{told}: {events:?}");
                let silent = trouble(Trouble::ReaderSilent);
                assert!(!events.contains(&silent), "{told}: {events:?}");
            }
        }
    }
}

#[test]
fn a_late_answer_is_never_taken_for_the_answer_to_the_next_request() {
    for late in (800..4000).step_by(100) {
        let mut hall = Hall::watching(sim::Options::default());
        hall.place(&lin_zhiyuan());
        hall.fault_on(Request::ReadTextAndPhoto, Fault::Late(millis(late)));
        hall.run_until_answered(Request::ReadTextAndPhoto);
        // The first visitor gives up while the answer is still on its way.
        hall.lift();
        hall.place(&zhou_mo());
        let events = hall.run(secs(30));
        let cards: Vec<_> = events.iter().filter(|it| matches!(it, Event::CardRead(_))).collect();
        // Late within its limit it is the first visitor's card, whose removal is then noticed.
        if cards == [&read(&lin_zhiyuan())] {
            assert!(events.ends_with(&[Event::CardLifted]), "{late} ms late: {events:?}");
        } else {
            assert_eq!(cards, [&read(&zhou_mo())], "{late} ms late: {events:?}");
        }
    }
}

#[test]
fn a_silent_module_is_told_after_three_requests_and_found_again() {
    let mut hall = Hall::watching(sim::Options::default());
    hall.plan(Planned::next(Fault::Silent).times(u32::MAX));
    let silent_from = hall.now();
    assert_eq!(hall.next(), trouble(Trouble::ReaderSilent));
    assert!(hall.now() - silent_from < secs(6));
    let events = hall.run(secs(30));
    assert!(events.iter().all(|it| matches!(it, Event::TryRate(_))), "{events:?}");

    hall.talk.tell_device(sim::Command::Forgive);
    assert!(hall.run(secs(5)).iter().any(|it| matches!(it, Event::Ready { .. })));
    hall.place(&lin_zhiyuan());
    assert_eq!(hall.next(), read(&lin_zhiyuan()));
}

#[test]
fn a_cable_pulled_while_a_card_is_read_is_noticed_and_the_card_read_in_the_end() {
    for after in (0..1500).step_by(100) {
        let mut hall = Hall::watching(sim::Options::default());
        hall.place(&lin_zhiyuan());
        hall.run_until_answered(Request::FindCard);
        let read_before = hall.run(millis(after)).contains(&read(&lin_zhiyuan()));
        hall.talk.pull_cable();
        assert_eq!(hall.run(secs(60)), [Event::ReaderLost], "after {after} ms");
        hall.talk.plug_cable();
        assert_eq!(hall.next(), Event::ReaderBack);
        assert!(matches!(hall.next(), Event::Ready { .. }));
        let events = hall.run(secs(20));
        if read_before {
            assert_eq!(events, [], "the same card is still there");
        } else {
            assert_eq!(events, [read(&lin_zhiyuan())], "after {after} ms");
        }
    }
}

#[test]
fn a_card_lifted_while_the_cable_is_out_is_missed_afterwards() {
    let mut hall = Hall::watching(sim::Options::default());
    hall.place(&lin_zhiyuan());
    assert_eq!(hall.next(), read(&lin_zhiyuan()));
    hall.talk.pull_cable();
    hall.lift();
    assert_eq!(hall.run(secs(5)), [Event::ReaderLost]);
    hall.talk.plug_cable();
    let events = hall.run(secs(10));
    assert_eq!(events.last(), Some(&Event::CardLifted));
}

#[test]
fn power_that_goes_in_the_middle_of_an_answer_comes_back() {
    for sent in [0, 3, 7, 300, 1294] {
        let mut hall = Hall::watching(sim::Options::default());
        hall.fault_on(Request::ReadTextAndPhoto, Fault::PowerCutAfter(sent));
        hall.place(&lin_zhiyuan());
        let events = hall.run(secs(20));
        assert!(events.contains(&trouble(Trouble::ReaderSilent)), "{sent} bytes: {events:?}");
        hall.talk.tell_device(sim::Command::Power(true));
        let events = hall.run(secs(20));
        assert!(events.contains(&read(&lin_zhiyuan())), "{sent} bytes: {events:?}");
    }
}

#[test]
fn a_line_that_is_always_noisy_is_told() {
    let mut hall = Hall::watching(sim::Options::default());
    hall.plan(Planned::next(Fault::WrongChecksum).times(u32::MAX));
    assert_eq!(hall.next(), trouble(Trouble::LineNoisy));
    assert_eq!(hall.run(secs(30)), []);
}

/// A card is put down while both directions of the line are damaged so.
fn damaged(seed: u64, faults: Faults) -> (Hall, Vec<Event>) {
    let mut hall = Hall::with(sim::Options { seed, ..sim::Options::default() });
    hall.talk.wire.damage(End::Host, faults.clone());
    hall.talk.wire.damage(End::Device, faults);
    hall.watch();
    hall.place(&lin_zhiyuan());
    let events = hall.run(secs(30));
    (hall, events)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_befalls_the_bytes_the_next_card_is_read(
        seed in any::<u64>(),
        flip in prop::collection::vec((0..3000_usize, 1..=255_u8), 0..6),
        drop in prop::collection::vec(0..3000_usize, 0..4),
        insert in prop::collection::vec(
            (0..3000_usize, prop::collection::vec(any::<u8>(), 1..20)),
            0..4,
        ),
    ) {
        let (mut hall, _) = damaged(seed, Faults { flip, drop, insert, stall: None });
        for end in [End::Host, End::Device] {
            hall.talk.wire.damage(end, Faults::default());
        }
        hall.lift();
        hall.run(secs(5));
        hall.watch();
        hall.place(&zhou_mo());
        let events = hall.run(secs(30));
        prop_assert!(events.contains(&read(&zhou_mo())), "{:?}", events);
    }

    #[test]
    fn a_damaged_byte_never_changes_what_a_card_says(
        seed in any::<u64>(),
        place in 0..1500_usize,
        mask in 1..=255_u8,
    ) {
        let (_, events) = damaged(seed, Faults { flip: vec![(place, mask)], ..Faults::default() });
        prop_assert!(events.contains(&read(&lin_zhiyuan())));
    }

    #[test]
    fn whatever_hands_and_faults_do_nobody_gets_another_persons_card(
        seed in any::<u64>(),
        acts in prop::collection::vec((0..5_u8, 0..3000_u64, prop::sample::select(every_fault())), 1..12),
    ) {
        let mut hall = Hall::with(sim::Options { seed, ..sim::Options::default() });
        hall.watch();
        let mut events = Vec::new();
        for (act, pause, fault) in acts {
            match act {
                0 | 1 => hall.place(&lin_zhiyuan()),
                2 => hall.lift(),
                3 => hall.plan(Planned::next(fault)),
                _ => hall.talk.tell_device(sim::Command::Sam(sim::Sam::Healthy)),
            }
            events.extend(hall.run(millis(pause)));
        }
        hall.lift();
        hall.talk.tell_device(sim::Command::Forgive);
        events.extend(hall.run(secs(30)));
        // Every reading is followed by a removal before the next one, and all is over now.
        let mut lies_there = false;
        for event in &events {
            match event {
                Event::CardRead(_) => {
                    prop_assert!(!lies_there);
                    lies_there = true;
                }
                Event::CardLifted => {
                    prop_assert!(lies_there);
                    lies_there = false;
                }
                _ => {}
            }
        }
        prop_assert!(!lies_there);
        hall.watch();
        hall.place(&zhou_mo());
        let events = hall.run(secs(30));
        prop_assert!(events.contains(&read(&zhou_mo())), "{:?}", events);
    }
}
