//! What staff read on the panel, dot by dot.

use io_board::{
    KioskState, Mode, Network, Switch, Task,
    sim::{Command, Picture, png},
};

use crate::hall::{Hall, WELL, secs};

/// Compares a page with the picture of it that somebody has looked at and found good.
fn assert_page(name: &str, picture: &Picture) {
    insta::with_settings!({ snapshot_path => "../pages", prepend_module_to_snapshot => false }, {
        insta::assert_binary_snapshot!(&format!("{name}.png"), png(picture, 4));
    });
}

/// What the panel shows after a moment in which the kiosk says this of itself.
fn page(state: KioskState) -> Hall {
    let mut hall = Hall::met();
    hall.panel(state);
    hall.live(1);
    hall
}

#[test]
fn a_kiosk_that_is_well_says_so() {
    assert_page("waiting", page(WELL).talk.device.picture());
    let away = KioskState { mode: Mode::Serving, network: Network::Away, ..WELL };
    assert_page("serving-without-network", page(away).talk.device.picture());
}

#[test]
fn what_the_kiosk_asks_for_is_read_at_a_glance() {
    let tasks = [
        ("paper-low", Task::PaperLow),
        ("paper-out", Task::PaperOut),
        ("paper-jam", Task::PaperJam),
        ("check-printer", Task::CheckPrinter),
        ("check-card-reader", Task::CheckCardReader),
        ("check-scanner", Task::CheckScanner),
        ("check-network", Task::CheckNetwork),
        ("call-service", Task::CallService),
        ("help-visitor", Task::HelpVisitor),
    ];
    for (name, task) in tasks {
        let fault = if task == Task::CallService { 1201 } else { 0 };
        let state = KioskState { task, fault, ..WELL };
        assert_page(name, page(state).talk.device.picture());
    }
}

#[test]
fn what_the_board_sees_by_itself_comes_first() {
    for (name, switch) in [
        ("shut-upper-door", Switch::UpperDoor),
        ("shut-lower-door", Switch::LowerDoor),
        ("shut-paper-drawer", Switch::PaperDrawer),
        ("tampered", Switch::Tamper),
    ] {
        let mut hall = page(KioskState { task: Task::PaperLow, ..WELL });
        hall.moves(switch, true);
        hall.live(1);
        assert_page(name, hall.talk.device.picture());
    }
    let mut hall = page(WELL);
    hall.talk.tell_device(Command::Warm(Some(714)));
    hall.live(3);
    assert_page("too-hot", hall.talk.device.picture());
}

#[test]
fn a_kiosk_that_does_not_live_is_told_of_step_by_step() {
    let mut hall = Hall::met();
    assert_page("awaiting-kiosk", hall.talk.device.picture());
    hall.panel(WELL);
    hall.live(5);
    hall.run(secs(15));
    assert_page("no-heartbeat", hall.talk.device.picture());
    hall.run(secs(26));
    assert_page("restarting", hall.talk.device.picture());
    hall.run(secs(10_000));
    assert_page("given-up", hall.talk.device.picture());
}

#[test]
fn a_page_that_comes_back_is_the_same_dot_for_dot() {
    let mut hall = page(WELL);
    let before = *hall.talk.device.picture();
    hall.moves(Switch::UpperDoor, true);
    hall.live(1);
    assert_ne!(*hall.talk.device.picture(), before);
    hall.moves(Switch::UpperDoor, false);
    hall.live(1);
    assert_eq!(*hall.talk.device.picture(), before);
}

#[test]
fn a_sheet_less_costs_little_of_the_line_to_the_panel() {
    let mut hall = page(WELL);
    let full = hall.talk.device.panel_bytes();
    hall.panel(KioskState { sheets: Some(339), ..WELL });
    hall.live(1);
    let change = hall.talk.device.panel_bytes() - full;
    assert!(0 < change && change <= 128, "{change} bytes");
}
