//! Cables, versions, and boards that say nothing.

use io_board::{Client, Event, Options, Remedy, Trouble, client::Condition, sim::Command};
use link::{Line, Machine, Step};

use crate::hall::{Hall, millis, secs};

#[test]
fn a_board_is_met_within_a_moment_of_its_start() {
    let mut hall = Hall::new();
    assert!(matches!(hall.run(millis(70))[..], [Event::Ready(_), ..]));
    assert_eq!(hall.talk.host.health().condition, Condition::Ready);
}

#[test]
fn a_cable_that_is_pulled_and_put_back_is_told() {
    let mut hall = Hall::met();
    hall.talk.pull_cable();
    assert_eq!(hall.run(secs(5)), [Event::BoardLost]);
    assert_eq!(hall.talk.host.health().condition, Condition::LineDown);
    hall.talk.plug_cable();
    let events = hall.run(secs(1));
    assert!(matches!(events[..], [Event::BoardBack, Event::Ready(_), Event::Climate(_)]));
}

#[test]
fn a_board_without_power_is_missed_and_found_again() {
    let mut hall = Hall::met();
    hall.talk.tell_device(Command::Power(false));
    let silent = Trouble::BoardSilent;
    assert_eq!(hall.run(secs(60)), [Event::Trouble(silent)]);
    assert_eq!(hall.talk.host.health().condition, Condition::Failing(silent));
    assert_eq!(silent.remedy(), Remedy::CheckCable);
    hall.talk.tell_device(Command::Power(true));
    let events = hall.run(secs(1));
    assert!(matches!(events[0], Event::Ready(hello) if hello.boots == 1), "{events:?}");
}

#[test]
fn a_board_of_another_version_is_told_once_and_asked_again_and_again() {
    let mut client = Client::new(Options::with_first_session(1));
    client.line(secs(0), Line::Up);
    // Version 2, kind 4, session 0x1267, and nothing else of which version 1 knows.
    let later = [0x00, 0x09, 0x02, 0x04, 0x67, 0x12, 0x63, 0x33, 0x41, 0x55, 0x00];
    let mut events = Vec::new();
    let mut asked = 0;
    for second in 1..5 {
        client.received(secs(second), &later);
        loop {
            match client.poll(secs(second)) {
                Step::Happened(event) => events.push(event),
                Step::Send(_) => asked += 1,
                Step::WaitUntil(_) => break,
            }
        }
    }
    assert_eq!(events, [Event::Trouble(Trouble::Version(2))]);
    assert_eq!(asked, 4);
    assert_eq!(Trouble::Version(2).remedy(), Remedy::CallService);
    let text = Trouble::Version(2).to_string();
    assert_eq!(text, "the I/O board speaks version 2 and the kiosk 1; update the older one");
}

#[test]
fn a_line_at_rest_carries_a_ping_now_and_then_and_no_more() {
    let mut hall = Hall::met();
    let total = |hall: &Hall| {
        hall.talk.wire.total(link::memory::End::Host)
            + hall.talk.wire.total(link::memory::End::Device)
    };
    let before = total(&hall);
    hall.run(secs(30));
    // A ping and its answer are 26 bytes, two and a half times a second.
    assert!(total(&hall) - before < 30 * 80, "{}", total(&hall) - before);
}
