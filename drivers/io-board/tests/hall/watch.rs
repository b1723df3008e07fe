//! The watch over the main computer.

use io_board::{
    Event, Happening, Promise, Undertaking,
    sim::{self, Command},
};

use crate::hall::{Hall, happenings, millis, secs};

/// The moments in whole seconds at which the relay was pulled.
fn pulls(hall: &Hall) -> Vec<u64> {
    let pulled = hall.seen.iter().filter(|(_, event)| *event == sim::Event::Relay(true));
    pulled.map(|(at, _)| at.as_secs()).collect()
}

#[test]
fn a_heart_that_beats_keeps_the_relay_still() {
    let mut hall = Hall::met();
    hall.live(1000);
    assert!(pulls(&hall).is_empty());
}

#[test]
fn a_client_whose_owner_is_silent_does_not_beat_for_it() {
    let mut hall = Hall::met();
    hall.live(5);
    // The line is well all the time: the board is asked whether it is there, and answers.
    let events = hall.run(secs(60));
    assert_eq!(happenings(&events), [Happening::KioskRestarted]);
    assert_eq!(pulls(&hall), [45]);
    assert!(!hall.talk.device.outputs().relay);
}

#[test]
fn a_kiosk_that_never_lives_again_is_restarted_four_times_and_then_given_up() {
    let mut hall = Hall::met();
    let told = happenings(&hall.run(secs(10_000)));
    assert_eq!(pulls(&hall).len(), 4);
    assert_eq!(told[4..], [Happening::KioskGivenUp]);
}

#[test]
fn a_board_that_is_reset_has_not_forgotten_how_often_it_has_tried() {
    let mut hall = Hall::met();
    hall.run(secs(1000));
    assert_eq!(pulls(&hall).len(), 3);
    hall.talk.tell_device(Command::Hang);
    hall.run(secs(20_000));
    assert_eq!(pulls(&hall).len(), 4);
}

#[test]
fn nobody_is_restarted_in_the_time_that_was_promised_though_the_board_is_reset_and_the_cable_out() {
    let mut hall = Hall::met();
    hall.live(10);
    hall.beat(Some(Promise { doing: Undertaking::Updating, within_s: 1200 }));
    hall.run(secs(100));
    hall.talk.pull_cable();
    hall.run(secs(100));
    hall.talk.tell_device(Command::Reset);
    hall.run(secs(990));
    assert!(pulls(&hall).is_empty());
    hall.talk.plug_cable();
    hall.live(100);
    assert!(pulls(&hall).is_empty());
    hall.run(secs(45));
    assert_eq!(pulls(&hall).len(), 1);
}

#[test]
fn a_heartbeat_that_waited_for_the_line_vouches_for_nobody() {
    let mut hall = Hall::met();
    hall.live(1);
    hall.talk.pull_cable();
    hall.beat(None);
    hall.run(secs(30));
    hall.talk.plug_cable();
    hall.run(secs(20));
    assert_eq!(pulls(&hall).len(), 1);
}

#[test]
fn a_hung_board_lets_go_of_the_relay_and_comes_back_with_its_log() {
    let mut hall = Hall::met();
    hall.run(secs(212));
    assert!(hall.talk.device.outputs().relay, "{:?}", hall.seen);
    hall.talk.tell_device(Command::Hang);
    hall.run(millis(600));
    assert!(!hall.talk.device.outputs().relay);
    hall.talk.tell_host(io_board::Command::ReadLog);
    let events = hall.run(secs(1));
    let log = events.iter().find_map(|event| match event {
        Event::Log(log) => Some(log.iter().map(|entry| entry.what).collect::<Vec<_>>()),
        _ => None,
    });
    let expected = [Happening::BoardPowered, Happening::KioskRestarted, Happening::BoardHung];
    assert_eq!(log.unwrap(), expected);
}
