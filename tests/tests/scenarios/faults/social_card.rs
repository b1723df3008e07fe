//! The social-security card, its reader and its line.

use std::time::Duration;

use social_card::{
    sim::{Card, Fault, On, Planned},
    wire::{SlotError, StatusWord},
};
use tests::{Hall, Story, cast, hands::Device};

use super::{
    IN_TIME, READ, SLOT_OUT, SLOT_UNFINISHED as UNFINISHED, ends, millis, the_next_one_is_served,
    then_it_reads,
};

/// The messages to the reader and the commands to the card, by their codes, of both generations.
const SLOT_STEPS: [On; 9] = [
    On::Message(0x65),
    On::Message(0x62),
    On::Message(0x61),
    On::Instruction(0xA4),
    On::Instruction(0xB2),
    On::Instruction(0xC0),
    On::Instruction(0x84),
    On::Instruction(0x88),
    On::Instruction(0x82),
];

const UNREADABLE: &str = "社保卡读不出来";
const WORN: &str = "社保卡的芯片接触不好";
const MUTE: &str = "卡没有反应";

/// What becomes of READ RECORD, however often it is given, and what is said in the end.
fn faults_at_the_slot() -> Vec<(Fault, &'static str, Duration)> {
    vec![
        (Fault::Silent, UNFINISHED, millis(7_000)),
        (Fault::EchoOnly, UNFINISHED, millis(7_000)),
        (Fault::NoEcho, READ, millis(2_000)),
        (Fault::Late(millis(400)), READ, millis(8_000)),
        (Fault::Late(millis(5_200)), UNFINISHED, millis(7_000)),
        (Fault::WrongLrc, SLOT_OUT, millis(13_000)),
        (Fault::LengthField(0), SLOT_OUT, millis(13_000)),
        (Fault::LengthField(u32::MAX), SLOT_OUT, millis(13_000)),
        (Fault::WrongSequence, UNFINISHED, millis(7_000)),
        (Fault::Nak, SLOT_OUT, millis(2_000)),
        (Fault::CutAfter(1), SLOT_OUT, millis(13_000)),
        (Fault::CutAfter(7), SLOT_OUT, millis(13_000)),
        (Fault::Trickle(millis(2)), READ, millis(3_000)),
        (Fault::NoiseBefore(40), READ, millis(2_000)),
        (Fault::NoiseBetween(40), READ, millis(2_000)),
        (Fault::NoiseAfter(40), READ, millis(2_000)),
        (Fault::MoreTime(3), UNFINISHED, millis(13_000)),
        (Fault::Extension(3), UNFINISHED, millis(13_000)),
        (Fault::Notice(true), READ, millis(2_000)),
        (Fault::Notice(false), UNFINISHED, millis(2_000)),
        (Fault::Reset, UNFINISHED, millis(7_000)),
        (Fault::Garbled, UNREADABLE, millis(2_000)),
        (Fault::Fail(SlotError::Parity), WORN, millis(4_000)),
        (Fault::Fail(SlotError::Mute), WORN, millis(4_000)),
        (Fault::Pulled, UNFINISHED, millis(2_000)),
        (Fault::PulledAfter, UNFINISHED, millis(2_000)),
        (Fault::CardSays(vec![0x6F, 0x00]), UNFINISHED, millis(3_000)),
        (Fault::CardSays(vec![0x65, 0x81]), UNREADABLE, millis(2_000)),
    ]
}

#[test]
fn a_fault_of_the_social_card_that_lasts_is_named_in_time() -> Story {
    for (fault, end, within) in faults_at_the_slot() {
        let what = format!("{fault:?}");
        let mut hall = Hall::open(500);
        let always = Planned::next(On::Instruction(0xB2), fault).times(u32::MAX);
        hall.plan_in_slot(always);
        hall.insert_card("tan-guilan");
        ends(&mut hall, &[end], within, &what)?;
        hall.forgive();
        hall.pull_card();
        if end == READ {
            continue;
        }
        the_next_one_is_served(&mut hall, Device::Slot, &what)?;
        then_it_reads(&mut hall, Device::Slot, &what)?;
    }
    Ok(())
}

#[test]
fn a_fault_of_the_social_card_that_passes_is_put_right_or_named_at_every_command() -> Story {
    for key in ["tan-guilan", "lin-zhiyuan"] {
        for on in SLOT_STEPS {
            for (fault, ..) in faults_at_the_slot() {
                let what = format!("{fault:?} on {on:?}, {key}");
                let mut hall = Hall::open(501);
                // A card that is gone at the first look was never there.
                let unseen = on == On::Message(0x65) && fault == Fault::Pulled;
                hall.plan_in_slot(Planned::next(on, fault).after(u32::from(unseen)));
                hall.insert_card(key);
                let said = [READ, "林*远，您好", UNFINISHED, UNREADABLE, SLOT_OUT];
                ends(&mut hall, &said, IN_TIME, &what)?;
                hall.pull_card();
                the_next_one_is_served(&mut hall, Device::Slot, &what)?;
            }
        }
    }
    Ok(())
}

#[test]
fn a_card_that_is_no_social_card_or_lies_the_wrong_way_is_named() -> Story {
    let tan = || cast::card("tan-guilan").social_card().expect("she has one");
    let cards = [
        (vec![Card::bank()], "这是银行卡，不是社保卡"),
        (vec![Card::other(StatusWord::from_code(0x6A82))], "这张卡不是社保卡"),
        (vec![Card::other(StatusWord::from_code(0x6D00))], "这张卡不是社保卡"),
        // Locked by its issuer.
        (vec![Card::other(StatusWord::from_code(0x6A81))], UNREADABLE),
        (vec![Card::other(StatusWord::from_code(0x6983))], UNREADABLE),
        (vec![tan().upside_down()], MUTE),
        (vec![tan(), tan()], "放了不止一张卡"),
        (vec![Card::bank(), tan()], "放了不止一张卡"),
    ];
    for (in_the_slot, title) in cards {
        let mut hall = Hall::open(502);
        in_the_slot.into_iter().for_each(|card| hall.insert(card));
        ends(&mut hall, &[title], millis(3_000), title)?;
        hall.pull_card();
        the_next_one_is_served(&mut hall, Device::Slot, title)?;
        then_it_reads(&mut hall, Device::Slot, title)?;
    }
    Ok(())
}

#[test]
fn a_card_that_is_as_mute_the_other_way_round_is_not_turned_a_second_time() -> Story {
    let mut hall = Hall::open(503);
    for title in [MUTE, UNREADABLE] {
        let card = cast::card("tan-guilan").social_card().expect("she has one");
        hall.insert(card.upside_down());
        hall.wait_for(title)?;
        hall.pull_card();
        hall.pass(millis(2_000));
    }
    the_next_one_is_served(&mut hall, Device::Slot, "a mute card")
}

#[test]
fn a_social_card_pulled_at_any_moment_is_asked_for_again_and_read() -> Story {
    for key in ["tan-guilan", "lin-zhiyuan"] {
        // A card that is gone before the first look was never noticed.
        for after in (350..1_600).step_by(50) {
            let what = format!("{key} pulled after {after} ms");
            let mut hall = Hall::open(504);
            hall.insert_card(key);
            hall.pass(millis(after));
            let was_read = hall.title().ends_with("，您好");
            hall.pull_card();
            hall.pass(millis(500));
            let said = if was_read { "证件已拿走" } else { UNFINISHED };
            let is_late = !was_read && hall.title() == "证件已拿走";
            assert!(hall.title() == said || is_late, "{what}: {}", hall.title());
            hall.insert_card(key);
            hall.wait_until(&what, |hall| {
                // A proof that the card may have heard is not shown to it again at once.
                let spent = key == "lin-zhiyuan" && hall.title() == UNREADABLE;
                spent || hall.title().ends_with("，您好")
            })?;
        }
    }
    Ok(())
}

#[test]
fn a_third_generation_card_needs_the_district_and_others_do_not() -> Story {
    let mut hall = Hall::open(505);
    hall.cut_network();
    hall.pass(millis(40_000));
    hall.insert_card("lin-zhiyuan");
    ends(&mut hall, &["现在读不了这张社保卡"], IN_TIME, "no district")?;
    hall.pull_card();
    hall.insert_card("tan-guilan");
    hall.wait_for(READ)?;
    hall.pull_card();
    hall.wait_until("the welcome page", Hall::is_at_rest)?;
    // One that is there and does not answer.
    let mut hall = Hall::open(506);
    hall.network.round_trip = Duration::from_secs(60);
    hall.insert_card("lin-zhiyuan");
    ends(&mut hall, &["现在读不了这张社保卡"], IN_TIME, "a district that does not answer")?;
    hall.pull_card();
    hall.place_card("zhou-mo");
    hall.wait_for("周*，您好")
}
