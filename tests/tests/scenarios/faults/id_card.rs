//! The cards of the ID-card reader, the reader and its line.

use std::time::Duration;

use id_card::{
    sim::{Fault, Planned, Sam},
    wire::{Request, Status},
};
use tests::{Hall, Story, hands::Device};

use super::{
    IN_TIME, PLATE_OUT, PLATE_UNFINISHED as UNFINISHED, READ, ends, millis, the_next_one_is_served,
    then_it_reads,
};

const UNREADABLE: &str = "身份证读不出来";

/// The ways in which the reading itself goes wrong, however often it is tried.
fn faults_at_the_plate() -> Vec<(Fault, &'static str, Duration)> {
    vec![
        (Fault::Silent, UNFINISHED, millis(9_000)),
        (Fault::Late(millis(400)), READ, millis(3_000)),
        (Fault::Late(millis(2_600)), UNFINISHED, millis(11_000)),
        (Fault::Say(Status::ReadFailed), UNFINISHED, millis(4_000)),
        (Fault::Say(Status::CardNotRecognised), "这张卡不是身份证", millis(3_000)),
        (Fault::Say(Status::CardRefusedSam), UNREADABLE, millis(5_000)),
        (Fault::Say(Status::VerificationFailed), UNREADABLE, millis(4_000)),
        (Fault::OfFind, PLATE_OUT, millis(6_000)),
        (Fault::WrongChecksum, PLATE_OUT, millis(9_000)),
        (Fault::LengthField(0), PLATE_OUT, millis(9_000)),
        (Fault::LengthField(2315), PLATE_OUT, millis(9_000)),
        (Fault::ShortPreamble, UNFINISHED, millis(9_000)),
        (Fault::LongPreamble, READ, millis(3_000)),
        (Fault::NoiseBefore(40), READ, millis(3_000)),
        (Fault::NoiseAfter(40), READ, millis(3_000)),
        (Fault::ForeignFrame, READ, millis(3_000)),
        (Fault::TimeoutReply, PLATE_OUT, millis(10_000)),
        (Fault::Trickle(millis(1)), READ, millis(4_000)),
        (Fault::PauseAfterHead(millis(1_000)), PLATE_OUT, millis(12_000)),
        (Fault::WrongPartSizes, PLATE_OUT, millis(6_000)),
    ]
}

#[test]
fn a_fault_of_the_id_card_that_lasts_is_named_in_time() -> Story {
    for (fault, end, within) in faults_at_the_plate() {
        let what = format!("{fault:?}");
        let mut hall = Hall::open(510);
        hall.plan(Planned::next_to(Request::ReadTextAndPhoto, fault).times(u32::MAX));
        hall.place_card("tan-guilan");
        ends(&mut hall, &[end], within, &what)?;
        hall.forgive();
        hall.lift_card();
        if end == READ {
            continue;
        }
        the_next_one_is_served(&mut hall, Device::Reader, &what)?;
        then_it_reads(&mut hall, Device::Reader, &what)?;
    }
    Ok(())
}

#[test]
fn a_fault_of_the_id_card_that_passes_keeps_nobody_from_being_read() -> Story {
    let of_card = Fault::Say(Status::CardNotRecognised);
    for (fault, ..) in faults_at_the_plate().into_iter().filter(|(fault, ..)| *fault != of_card) {
        for request in [
            Request::SamStatus,
            Request::FindCard,
            Request::SelectCard,
            Request::ReadTextAndPhoto,
            Request::ReadNewAddresses,
        ] {
            let what = format!("{fault:?} on {request:?}");
            let mut hall = Hall::open(511);
            hall.plan(Planned::next_to(request, fault.clone()));
            hall.place_card("tan-guilan");
            ends(&mut hall, &[READ], millis(6_000), &what)?;
        }
    }
    Ok(())
}

#[test]
fn an_id_card_lifted_at_any_moment_is_asked_for_again_and_read() -> Story {
    for after in (400..2_000).step_by(50) {
        let what = format!("lifted after {after} ms");
        let mut hall = Hall::open(512);
        hall.place_card("tan-guilan");
        hall.pass(millis(after));
        hall.lift_card();
        hall.wait_until(&what, |hall| ["身份证没有读完", "证件已拿走"].contains(&hall.title()))?;
        hall.place_card("tan-guilan");
        hall.wait_until(&what, |hall| hall.title() == READ)?;
    }
    Ok(())
}

#[test]
fn two_id_cards_at_once_are_never_mixed_and_one_alone_is_read() -> Story {
    for seed in 513..533 {
        let mut hall = Hall::open(seed);
        hall.place_card("lin-zhiyuan");
        hall.place_card("tan-guilan");
        ends(&mut hall, &["身份证没有读完"], IN_TIME, "two cards")?;
        hall.lift_card();
        hall.place_card("tan-guilan");
        hall.wait_for(READ)?;
    }
    Ok(())
}

#[test]
fn a_security_module_that_is_dead_is_named_at_once_and_comes_back() -> Story {
    for sam in [Sam::Dead, Sam::NotAuthorised] {
        let mut hall = Hall::open(540);
        hall.break_module(sam);
        hall.place_card("tan-guilan");
        ends(&mut hall, &[PLATE_OUT], millis(5_000), "a dead module")?;
        hall.lift_card();
        the_next_one_is_served(&mut hall, Device::Reader, "a dead module")?;
        hall.break_module(Sam::Healthy);
        then_it_reads(&mut hall, Device::Reader, "a dead module")?;
    }
    Ok(())
}
