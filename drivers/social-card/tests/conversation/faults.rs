//! Noise, damage, delays, pulled cards, pulled cables: each ends in a named answer, in time.

use link::memory::{End, Noise};
use proptest::prelude::*;
use social_card::{
    Event, Generation, Options, Trouble,
    reading::Obstacle,
    sim::{self, Card, Fault, On, Planned},
    wire::{SlotError, StatusWord},
};

use crate::hall::{Hall, card, lin_zhiyuan, millis, person, secs, trouble, zhou_mo};

/// PowerOn, SetParameters, GetSlotStatus, PowerOff, and what goes to a card.
const EVERY_STEP: [On; 10] = [
    On::Message(0x6B),
    On::Message(0x65),
    On::Message(0x62),
    On::Message(0x61),
    On::Message(0x6F),
    On::Message(0x63),
    On::Instruction(0xA4),
    On::Instruction(0xC0),
    On::Instruction(0xB2),
    On::Instruction(0x84),
];

/// The longest time from a card in the slot to an answer: the card's own time, an authority's,
/// and the last look and power-off around it.
const IN_TIME: u64 = 12 + 8 + 3;

/// Every fault that leaves reader and card in working order.
fn every_fault() -> Vec<Fault> {
    vec![
        Fault::Silent,
        Fault::EchoOnly,
        Fault::NoEcho,
        Fault::Late(millis(400)),
        Fault::Late(millis(4900)),
        Fault::Late(millis(5200)),
        Fault::WrongLrc,
        Fault::LengthField(0),
        Fault::LengthField(3),
        Fault::LengthField(261),
        Fault::LengthField(u32::MAX),
        Fault::WrongSequence,
        Fault::Nak,
        Fault::CutAfter(1),
        Fault::CutAfter(7),
        Fault::Trickle(millis(2)),
        Fault::NoiseBefore(40),
        Fault::NoiseBetween(40),
        Fault::NoiseAfter(40),
        Fault::MoreTime(3),
        Fault::Extension(3),
        Fault::Notice(true),
        Fault::Reset,
        Fault::Fail(SlotError::Parity),
        Fault::Fail(SlotError::Mute),
    ]
}

#[test]
fn a_fault_that_passes_ends_in_the_person_or_in_a_named_answer_in_time() {
    for generation in [Generation::Second, Generation::Third] {
        for step in EVERY_STEP {
            for fault in every_fault() {
                let told = format!("{fault:?} on {step:?}, {generation:?}");
                let mut hall = Hall::watching();
                hall.fault_on(step, fault);
                hall.insert(card(lin_zhiyuan(generation)));
                let inserted_at = hall.now();
                let first = hall.next();
                assert!(hall.now() - inserted_at < secs(IN_TIME), "{told}: {first:?}");
                if let Event::CardRead(_) = first {
                    assert_eq!(person(&first).0, "林知远", "{told}");
                    continue;
                }
                assert!(matches!(first, Event::Trouble(_)), "{told}: {first:?}");
                // Whatever it was, it passes: the card is read where it is, or put in again.
                let mut events = hall.run(secs(10));
                hall.remove();
                events.extend(hall.run(secs(2)));
                hall.insert(card(lin_zhiyuan(generation)));
                events.extend(hall.run(secs(IN_TIME)));
                let read = events.iter().find(|it| matches!(it, Event::CardRead(_)));
                let read = read.unwrap_or_else(|| panic!("{told}: {first:?}, then {events:?}"));
                assert_eq!(person(read).0, "林知远", "{told}");
            }
        }
    }
}

#[test]
fn a_fault_on_a_proof_never_has_it_shown_twice() {
    let mut faults = every_fault();
    faults.push(Fault::CardSays(vec![0x63, 0xC1]));
    faults.push(Fault::CardSays(vec![0x69, 0x84]));
    faults.push(Fault::CardSays(vec![0x6F, 0x00]));
    for fault in faults {
        let told = format!("{fault:?}");
        let mut hall = Hall::watching();
        hall.fault_on(On::Instruction(0x82), fault);
        hall.insert(card(lin_zhiyuan(Generation::Third)));
        let first = hall.next();
        assert!(matches!(first, Event::CardRead(_) | Event::Trouble(_)), "{told}: {first:?}");
        hall.run(secs(60));
        assert_eq!(hall.given(0x82), 1, "{told}: {first:?}");
        let tries = hall.talk.device.card().and_then(Card::tries_left);
        assert_eq!(tries, Some(3), "{told}: the proof was right");
    }
}

#[test]
fn a_card_that_could_not_answer_a_proof_is_shown_one_again_after_another_card_took_it() {
    let mut hall = Hall::watching();
    hall.fault_on(On::Instruction(0x82), Fault::EchoOnly);
    hall.insert(card(lin_zhiyuan(Generation::Third)));
    assert_eq!(hall.next(), trouble(Trouble::CardTooSlow));
    hall.remove();
    hall.run(secs(1));
    hall.insert(card(lin_zhiyuan(Generation::Third)));
    assert_eq!(hall.next(), trouble(Trouble::Card(Obstacle::AuthenticationSpent)));
    for profile in [zhou_mo(Generation::Third), lin_zhiyuan(Generation::Third)] {
        let name = profile.name.clone();
        hall.remove();
        hall.run(secs(1));
        hall.watch();
        hall.insert(card(profile));
        assert_eq!(person(&hall.next()).0, name);
    }
}

#[test]
fn a_card_pulled_at_any_command_is_told_and_read_when_it_comes_back() {
    for generation in [Generation::Second, Generation::Third] {
        for fault in [Fault::Pulled, Fault::PulledAfter] {
            // One that is gone at the first look was never noticed.
            for after in 1..60 {
                let told = format!("{fault:?} after {after}, {generation:?}");
                let mut hall = Hall::watching();
                hall.insert(card(lin_zhiyuan(generation)));
                hall.plan(Planned::next(On::Any, fault.clone()).after(after));
                let first = hall.next();
                match first {
                    Event::CardRead(_) => {
                        assert_eq!(hall.next(), Event::CardLifted, "{told}");
                        continue;
                    }
                    Event::Trouble(Trouble::CardPulled | Trouble::HalfInserted) => {}
                    other => panic!("{told}: {other:?}"),
                }
                let shown_proof = hall.given(0x82) == 1;
                hall.insert(card(lin_zhiyuan(generation)));
                match hall.next() {
                    // Nobody knows what the card made of the proof.
                    Event::Trouble(Trouble::Card(Obstacle::AuthenticationSpent)) => {
                        assert!(shown_proof, "{told}");
                    }
                    read => assert_eq!(person(&read).0, "林知远", "{told}"),
                }
            }
        }
    }
}

#[test]
fn no_word_of_a_card_or_a_reader_makes_a_deadline_longer() {
    for fault in [Fault::MoreTime(1000), Fault::Extension(1000), Fault::EchoOnly] {
        let mut hall = Hall::watching();
        hall.insert(card(lin_zhiyuan(Generation::Second)));
        hall.plan(Planned::next(On::Instruction(0xB2), fault.clone()));
        let from = hall.now();
        assert_eq!(hall.next(), trouble(Trouble::CardTooSlow), "{fault:?}");
        assert!(hall.now() - from < secs(7), "{fault:?}");
    }
}

#[test]
fn a_card_that_is_slow_each_time_is_given_up_when_its_time_is_over() {
    let slow = sim::Options { card_answer: millis(3000), ..sim::Options::default() };
    let mut hall = Hall::with(Options::default(), slow);
    hall.watch();
    hall.run(secs(1));
    hall.insert(card(lin_zhiyuan(Generation::Second)));
    let from = hall.now();
    assert_eq!(hall.next(), trouble(Trouble::CardTooSlow));
    assert!(hall.now() - from < secs(13));
}

#[test]
fn worn_contacts_get_three_cold_resets() {
    for error in [SlotError::Parity, SlotError::BadTck, SlotError::BadTs, SlotError::ProcedureByte]
    {
        let mut hall = Hall::watching();
        hall.plan(Planned::next(On::Message(0x62), Fault::Fail(error)).times(u32::MAX));
        hall.insert(card(lin_zhiyuan(Generation::Second)));
        assert_eq!(hall.next(), trouble(Trouble::WornContacts(error)));
        let powered =
            hall.asked.iter().filter(|it| matches!(it, sim::Event::Asked { code: 0x62, .. }));
        assert_eq!(powered.count(), 3);
    }
}

#[test]
fn every_status_word_has_a_name_whenever_it_comes() {
    for instruction in [0xA4, 0xB2, 0xC0, 0x84, 0x88, 0x82] {
        for code in (0x6000..=0x6FFF).step_by(0x3F).chain([0x9302, 0x9303, 0x9401, 0x0000, 0x6A83])
        {
            let told = format!("{code:04X} to {instruction:02X}");
            let mut hall = Hall::watching();
            let says = Fault::CardSays(u16::to_be_bytes(code).to_vec());
            let always = Planned::next(On::Instruction(instruction), says).times(u32::MAX);
            hall.plan(always);
            hall.insert(card(lin_zhiyuan(Generation::Third)));
            let from = hall.now();
            let first = hall.next();
            assert!(matches!(first, Event::Trouble(_) | Event::CardRead(_)), "{told}: {first:?}");
            assert!(hall.now() - from < secs(IN_TIME), "{told}");
            assert!(hall.given(0x82) <= 1, "{told}");
        }
    }
}

#[test]
fn a_garbled_block_is_asked_for_again_and_the_card_is_not() {
    for after in 0..60 {
        let mut hall = Hall::watching();
        hall.plan(Planned::next(On::Message(0x6F), Fault::Garbled).after(after));
        hall.insert(card(lin_zhiyuan(Generation::Third)).in_blocks());
        assert_eq!(person(&hall.next()).0, "林知远", "after {after}");
        let powered =
            hall.asked.iter().filter(|it| matches!(it, sim::Event::Asked { code: 0x62, .. }));
        assert_eq!(powered.count(), 1, "after {after}");
    }
}

#[test]
fn a_card_that_loses_the_thread_once_is_reset_and_read() {
    for status in [StatusWord::NoDiagnosis, StatusWord::StateInvalid, StatusWord::NoCurrentFile] {
        let mut hall = Hall::watching();
        let says = Fault::CardSays(status.code().to_be_bytes().to_vec());
        hall.plan(Planned::next(On::Instruction(0xB2), says).after(4));
        hall.insert(card(lin_zhiyuan(Generation::Second)));
        assert_eq!(person(&hall.next()).0, "林知远", "{status:?}");
    }
}

#[test]
fn a_silent_reader_is_told_and_found_again() {
    let mut hall = Hall::watching();
    hall.plan(Planned::next(On::Any, Fault::Silent).times(u32::MAX));
    let from = hall.now();
    assert_eq!(hall.next(), trouble(Trouble::ReaderSilent));
    assert!(hall.now() - from < secs(5));
    assert_eq!(hall.run(secs(60)), [], "it is told once");
    hall.talk.tell_device(sim::Command::Forgive);
    assert!(matches!(hall.next(), Event::Ready { .. }));
    hall.insert(card(lin_zhiyuan(Generation::Second)));
    assert_eq!(person(&hall.next()).0, "林知远");
}

#[test]
fn a_reader_without_power_for_a_while_cannot_vouch_for_the_card_in_it() {
    let mut hall = Hall::watching();
    hall.insert(card(lin_zhiyuan(Generation::Second)));
    person(&hall.next());
    hall.talk.tell_device(sim::Command::Power(false));
    assert_eq!(hall.next(), trouble(Trouble::ReaderSilent));
    hall.talk.tell_device(sim::Command::Power(true));
    assert!(matches!(hall.next(), Event::Ready { .. }));
    assert_eq!(hall.next(), Event::CardLifted);
}

#[test]
fn a_cable_pulled_in_the_middle_of_a_command_is_noticed_and_the_card_read_in_the_end() {
    for after in (0..1500).step_by(37) {
        let mut hall = Hall::watching();
        hall.insert(card(lin_zhiyuan(Generation::Second)));
        let read_before = hall.run(millis(after)).iter().any(|it| matches!(it, Event::CardRead(_)));
        hall.talk.pull_cable();
        assert_eq!(hall.run(secs(60)), [Event::ReaderLost], "after {after} ms");
        hall.talk.plug_cable();
        assert_eq!(hall.next(), Event::ReaderBack);
        assert!(matches!(hall.next(), Event::Ready { .. }));
        if read_before {
            assert_eq!(hall.next(), Event::CardLifted);
        } else {
            assert_eq!(person(&hall.next()).0, "林知远", "after {after} ms");
        }
    }
}

#[test]
fn a_card_that_is_half_in_is_to_be_pushed() {
    let mut hall = Hall::watching();
    hall.insert(card(lin_zhiyuan(Generation::Second)).upside_down());
    hall.fault_on(On::Message(0x62), Fault::Pulled);
    assert_eq!(hall.next(), trouble(Trouble::HalfInserted));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn noise_never_makes_another_person(seed: u64, flips in 0u32..3000, drops in 0u32..3000) {
        let mut hall = Hall::watching();
        for end in [End::Host, End::Device] {
            let noise = Noise { seed, flip_per_million: flips, drop_per_million: drops };
            hall.talk.wire.add_noise(end, noise);
        }
        hall.insert(card(lin_zhiyuan(Generation::Third)));
        let events = hall.run(secs(60));
        for event in &events {
            if let Event::CardRead(_) = event {
                prop_assert_eq!(person(event).0, "林知远");
            }
        }
        let named = |it: &Event| matches!(it, Event::CardRead(_) | Event::Trouble(_));
        prop_assert!(events.iter().any(named), "{:?}", events);
        // A proof that was taken may be shown again; a wrong one never is.
        let tries = hall.talk.device.card().and_then(Card::tries_left);
        prop_assert_eq!(tries, Some(3));
    }
}
