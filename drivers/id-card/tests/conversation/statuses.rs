//! Every status at every step.

use id_card::{
    Event, Trouble,
    sim::{self, Fault, Planned},
    wire::{Request, Status},
};

use crate::{
    cast::{lin_zhiyuan, zhou_mo},
    hall::{Hall, read, secs},
};

const EVERY_STEP: [Request; 6] = [
    Request::SamStatus,
    Request::SamId,
    Request::FindCard,
    Request::SelectCard,
    Request::ReadTextAndPhoto,
    Request::ReadNewAddresses,
];

fn every_status() -> impl Iterator<Item = Status> {
    Status::all_defined().chain([0x00, 0x50, 0xFF].map(Status::from_code))
}

fn hall_that_says(step: Request, status: Status, times: u32) -> Hall {
    let mut hall = Hall::with(sim::Options::default());
    hall.plan(Planned::next_to(step, Fault::Say(status)).times(times));
    hall.watch();
    hall.place(&lin_zhiyuan());
    hall
}

#[test]
fn a_status_said_once_never_keeps_a_card_from_being_read() {
    for step in EVERY_STEP {
        for status in every_status() {
            let mut hall = hall_that_says(step, status, 1);
            let events = hall.run(secs(30));
            let cards = events.iter().filter(|it| matches!(it, Event::CardRead(_))).count();
            assert_eq!(cards, 1, "{status:?} to {step:?}: {events:?}");
            assert!(events.contains(&read(&lin_zhiyuan())), "{status:?} to {step:?}");
            assert!(!events.contains(&Event::CardLifted), "{status:?} to {step:?}: {events:?}");
        }
    }
}

#[test]
fn a_status_said_for_ever_is_no_reason_to_ask_without_pause() {
    for step in EVERY_STEP {
        for status in every_status() {
            let mut hall = hall_that_says(step, status, u32::MAX);
            let events = hall.run(secs(60));
            let asked = hall.module.len();
            assert!(asked < 60 * 6, "{status:?} to {step:?}: {asked} requests a minute");
            let told = events.iter().filter(|it| matches!(it, Event::Trouble(_))).count();
            assert!(told <= 20, "{status:?} to {step:?}: {told} troubles a minute");

            hall.talk.tell_device(sim::Command::Forgive);
            hall.lift();
            hall.run(secs(10));
            hall.watch();
            hall.place(&zhou_mo());
            let events = hall.run(secs(30));
            assert!(events.contains(&read(&zhou_mo())), "{status:?} to {step:?}: {events:?}");
        }
    }
}

#[test]
fn after_every_trouble_with_the_reader_it_is_told_when_that_is_over() {
    for step in EVERY_STEP {
        for status in every_status() {
            let mut hall = hall_that_says(step, status, 7);
            let events = hall.run(secs(60));
            let last_trouble = events
                .iter()
                .rposition(|it| matches!(it, Event::Trouble(trouble) if trouble.is_about_reader()));
            let last_ready = events.iter().rposition(|it| matches!(it, Event::Ready { .. }));
            assert!(last_trouble < last_ready, "{status:?} to {step:?}: {events:?}");
        }
    }
}

/// What people are told first, when a card meets this status at each of its attempts.
fn told(step: Request, status: Status) -> Trouble {
    match status {
        Status::CardRefusedSam | Status::SamRefusedCard => Trouble::Refused,
        Status::VerificationFailed | Status::FingerprintFailed | Status::WrongInformationLength => {
            Trouble::DamagedData
        }
        Status::CardNotRecognised => Trouble::NotRecognised,
        Status::NoCard
        | Status::SelectFailed
        | Status::ReadFailed
        | Status::NotFoundYet
        | Status::NotPermitted
        | Status::NoRandomNumber
        | Status::Unknown(_) => Trouble::ReadInterrupted,
        Status::WrongChecksum | Status::WrongLength => Trouble::LineNoisy,
        Status::Unrecognised | Status::SelfTestFailed | Status::NotAuthorised => {
            Trouble::OutOfService(status)
        }
        Status::Success | Status::NoSuchItem | Status::CardFound | Status::WrongCommand => {
            Trouble::Protocol { asked: step.name(), got: status.code() }
        }
    }
}

#[test]
fn people_are_told_what_the_status_means() {
    for step in [Request::SelectCard, Request::ReadTextAndPhoto] {
        for status in every_status() {
            let mut hall = hall_that_says(step, status, u32::MAX);
            let events = hall.run(secs(30));
            let first = events.iter().find_map(|it| match it {
                Event::Trouble(trouble) => Some(*trouble),
                _ => None,
            });
            assert_eq!(first, Some(told(step, status)), "{status:?} to {step:?}: {events:?}");
        }
    }
}
