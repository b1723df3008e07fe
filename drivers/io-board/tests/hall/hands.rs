//! Lamps and the beeper.

use io_board::{Beep, Command, Pattern, Slot, sim};

use crate::hall::{Hall, WELL, millis, secs};

fn lamp(hall: &Hall, slot: Slot) -> u8 {
    hall.talk.device.outputs().lamps[usize::from(slot.code())]
}

/// How often a lamp goes on in so many milliseconds.
fn flashes(hall: &mut Hall, slot: Slot, ms: u64) -> usize {
    let mut lit = Vec::new();
    for _ in 0..ms / 20 {
        hall.run(millis(20));
        lit.push(0 < lamp(hall, slot));
    }
    lit.windows(2).filter(|pair| !pair[0] && pair[1]).count()
}

#[test]
fn a_lamp_that_guides_the_hand_never_goes_out_and_the_others_stay_dark() {
    let mut hall = Hall::met();
    hall.talk.tell_host(Command::Lamp(Slot::IdCard, Pattern::Guide));
    hall.live(1);
    for _ in 0..100 {
        hall.run(millis(30));
        assert!(0 < lamp(&hall, Slot::IdCard));
        assert_eq!(lamp(&hall, Slot::SocialCard), 0);
    }
}

#[test]
fn a_card_to_be_taken_flashes_faster_than_paper_to_be_taken() {
    let mut hall = Hall::met();
    hall.talk.tell_host(Command::Lamp(Slot::SocialCard, Pattern::TakeCard));
    hall.talk.tell_host(Command::Lamp(Slot::Paper, Pattern::TakePaper));
    hall.live(1);
    assert_eq!(flashes(&mut hall, Slot::SocialCard, 960 * 4), 8);
    assert_eq!(flashes(&mut hall, Slot::Paper, 1600 * 2), 2);
}

#[test]
fn a_board_that_was_reset_lights_its_lamps_again() {
    let mut hall = Hall::met();
    hall.talk.tell_host(Command::Lamp(Slot::Paper, Pattern::Steady));
    hall.live(1);
    assert_eq!(lamp(&hall, Slot::Paper), 255);
    hall.talk.tell_device(sim::Command::Reset);
    hall.run(millis(10));
    assert_eq!(lamp(&hall, Slot::Paper), 0);
    hall.run(secs(1));
    assert_eq!(lamp(&hall, Slot::Paper), 255);
}

#[test]
fn the_beeper_says_it_once_and_nothing_late() {
    let mut hall = Hall::met();
    hall.talk.tell_host(Command::Beep(Beep::Wrong));
    hall.run(millis(100));
    assert_eq!(hall.talk.device.outputs().tone, Some(700));
    hall.run(secs(1));
    assert_eq!(hall.talk.device.outputs().tone, None);
    hall.talk.pull_cable();
    hall.talk.tell_host(Command::Beep(Beep::Wrong));
    hall.run(secs(1));
    hall.talk.plug_cable();
    for _ in 0..50 {
        hall.run(millis(20));
        assert_eq!(hall.talk.device.outputs().tone, None);
    }
}

#[test]
fn a_kiosk_that_falls_silent_leaves_no_lamp_that_wants_a_card() {
    let mut hall = Hall::met();
    hall.talk.tell_host(Command::Lamp(Slot::IdCard, Pattern::Guide));
    hall.live(2);
    hall.run(secs(12));
    assert_eq!(lamp(&hall, Slot::IdCard), 0);
    hall.live(1);
    assert!(0 < lamp(&hall, Slot::IdCard), "it has come back, and wants the card as before");
}

#[test]
fn a_kiosk_that_outlives_its_restart_says_again_what_it_wants() {
    let mut hall = Hall::met();
    hall.talk.tell_host(Command::Lamp(Slot::Paper, Pattern::Steady));
    hall.panel(WELL);
    hall.live(2);
    let before = *hall.talk.device.picture();
    hall.run(secs(60));
    assert!(matches!(hall.seen.last(), Some((_, sim::Event::Relay(false)))));
    hall.live(1);
    assert_eq!(lamp(&hall, Slot::Paper), 255);
    assert_eq!(*hall.talk.device.picture(), before);
}
