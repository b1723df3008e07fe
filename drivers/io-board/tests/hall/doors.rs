//! Doors, drawer, tamper contact, and people who come near.

use io_board::{
    Command, Event, Happening, ResetReason, Switch,
    client::{Client, Options},
    sim,
};

use crate::hall::{Hall, happenings, millis, secs};

#[test]
fn every_switch_is_told_within_a_moment_and_once_though_it_bounces() {
    for switch in Switch::ALL {
        let mut hall = Hall::met();
        hall.moves(*switch, true);
        let settled = if *switch == Switch::Proximity { millis(330) } else { millis(50) };
        assert_eq!(happenings(&hall.run(settled)), [Happening::of_switch(*switch, true)]);
        assert!(hall.talk.host.health().positions.is_on(*switch));
        hall.moves(*switch, false);
        assert_eq!(happenings(&hall.run(secs(1))), [Happening::of_switch(*switch, false)]);
        assert!(!hall.talk.host.health().positions.is_on(*switch));
    }
}

#[test]
fn doors_that_move_while_the_cable_is_out_are_told_afterwards_and_in_order() {
    let mut hall = Hall::met();
    hall.talk.pull_cable();
    hall.run(secs(5));
    for on in [true, false, true] {
        hall.moves(Switch::LowerDoor, on);
        hall.run(secs(20));
    }
    hall.talk.plug_cable();
    let events = hall.run(secs(1));
    assert_eq!(events[0], Event::BoardBack);
    assert!(matches!(events[1], Event::Ready(hello) if hello.positions.is_on(Switch::LowerDoor)));
    let mut told = happenings(&events);
    // Nobody's heart beat in that minute either, and the board has acted on it.
    told.retain(|what| *what != Happening::KioskRestarted);
    let expected =
        [Happening::LowerDoorOpened, Happening::LowerDoorShut, Happening::LowerDoorOpened];
    assert_eq!(told, expected);
}

#[test]
fn a_door_that_moves_while_the_board_is_hung_is_told_after_its_reset() {
    let mut hall = Hall::met();
    hall.talk.tell_device(sim::Command::Hang);
    hall.moves(Switch::UpperDoor, true);
    let events = hall.run(secs(2));
    assert!(
        events.iter().any(
            |event| matches!(event, Event::Ready(hello) if hello.reset == ResetReason::Watchdog)
        )
    );
    assert_eq!(happenings(&events), [Happening::BoardHung, Happening::UpperDoorOpened]);
    assert_eq!(hall.run(secs(5)), []);
}

#[test]
fn a_kiosk_that_starts_anew_hears_what_the_last_one_did_not_and_nothing_twice() {
    let mut hall = Hall::met();
    hall.moves(Switch::UpperDoor, true);
    assert_eq!(happenings(&hall.run(secs(1))), [Happening::UpperDoorOpened]);
    hall.talk.host = Client::new(Options::with_first_session(9));
    hall.moves(Switch::UpperDoor, false);
    hall.run(secs(1));
    hall.talk.plug_cable();
    let events = hall.run(secs(1));
    assert_eq!(happenings(&events), [Happening::UpperDoorShut]);
}

#[test]
fn more_than_the_board_can_keep_is_told_as_missed() {
    let mut hall = Hall::met();
    hall.talk.pull_cable();
    for _ in 0..100 {
        hall.moves(Switch::Proximity, true);
        hall.run(millis(400));
        hall.moves(Switch::Proximity, false);
        hall.run(millis(400));
    }
    hall.talk.plug_cable();
    let events = hall.run(secs(5));
    let missed = events.iter().find_map(|event| match event {
        Event::Missed(count) => Some(*count as usize),
        _ => None,
    });
    let told = happenings(&events);
    assert_eq!(told.len(), board_core::EVENTS);
    // The relay was pulled once in that time; everything else was somebody who came or went.
    let others = told.iter().filter(|what| what.is_logged()).count();
    assert!(others <= 1, "{told:?}");
    assert!((200..=201).contains(&(missed.unwrap() + told.len())), "{missed:?}");
}

#[test]
fn the_log_is_read_out_whole_over_resets_and_without_passers_by() {
    let mut hall = Hall::met();
    hall.moves(Switch::UpperDoor, true);
    hall.moves(Switch::Proximity, true);
    hall.live(5);
    hall.talk.tell_device(sim::Command::Reset);
    hall.live(5);
    hall.moves(Switch::UpperDoor, false);
    hall.live(5);
    hall.talk.tell_host(Command::ReadLog);
    let events = hall.live(1);
    let [Event::Log(log)] = &events[..] else { panic!("{events:?}") };
    let told: Vec<_> = log.iter().map(|entry| (entry.boot, entry.what)).collect();
    let expected = [
        (1, Happening::BoardPowered),
        (1, Happening::UpperDoorOpened),
        (2, Happening::BoardReset),
        (2, Happening::UpperDoorShut),
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_log_that_is_longer_than_its_memory_keeps_the_newest() {
    let mut hall = Hall::met();
    for turn in 0..100 {
        hall.moves(Switch::PaperDrawer, turn % 2 == 0);
        hall.live(1);
    }
    hall.talk.tell_host(Command::ReadLog);
    let events = hall.live(1);
    let [Event::Log(log)] = &events[..] else { panic!("{events:?}") };
    assert_eq!(log.len(), board_core::LOG);
    assert!(log.windows(2).all(|pair| pair[0].number < pair[1].number));
    assert_eq!(log.last().map(|entry| entry.what), Some(Happening::PaperDrawerShut));
}

#[test]
fn a_board_that_lost_its_power_begins_to_count_anew_and_nothing_is_lost() {
    let mut hall = Hall::met();
    hall.moves(Switch::UpperDoor, true);
    hall.live(3);
    hall.talk.tell_device(sim::Command::Power(false));
    hall.live(5);
    hall.talk.tell_device(sim::Command::Power(true));
    let told = happenings(&hall.live(2));
    // It wakes up with an open door of which it knows nothing.
    assert_eq!(told, [Happening::BoardPowered, Happening::UpperDoorOpened]);
    hall.moves(Switch::UpperDoor, false);
    assert_eq!(happenings(&hall.live(2)), [Happening::UpperDoorShut]);
}
