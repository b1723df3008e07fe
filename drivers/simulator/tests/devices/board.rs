//! Doors that are opened, lamps that are lit, and a panel that is read.

use std::{
    fs,
    sync::mpsc::{Receiver, channel},
    time::{Duration, Instant},
};

use io_board::{
    Beep, Client, Command, Event, Happening, KioskState, Mode, Network, Options, Pattern,
    ResetReason, Slot, Task,
};
use link::{Handle, Port};
use serde_json::{Value, json};
use simulator::{Board, BoardFault, DeviceFault, DeviceName, Flap, Hand, HandError};

use crate::bench::{AT_MOST, Bench, say};

/// A kiosk that is well and waits for somebody.
const WELL: KioskState = KioskState {
    mode: Mode::Waiting,
    network: Network::Connected,
    sheets: Some(340),
    task: Task::Nothing,
    fault: 0,
};

/// The kiosk's own client at the board.
struct Kiosk {
    board: Handle<Command>,
    events: Receiver<Event>,
}

impl Kiosk {
    fn greeted(bench: &Bench) -> Self {
        let (tell, events) = channel();
        let port = Port::new(bench.simulator.dir().join("io-board"), 115_200);
        let client = Client::new(Options::with_first_session(4711));
        let board = link::run("board", port, &bench.clock, client, move |event| {
            let _ = tell.send(event);
        });
        let kiosk = Self { board: board.expect("a thread"), events };
        assert_eq!(kiosk.is_greeted(), ResetReason::PowerOn);
        kiosk
    }

    fn next(&self) -> Event {
        self.events.recv_timeout(AT_MOST).expect("something happens")
    }

    /// Waits for a hello; says why the board had started.
    fn is_greeted(&self) -> ResetReason {
        loop {
            if let Event::Ready(hello) = self.next() {
                return hello.reset;
            }
        }
    }

    fn next_happening(&self) -> Happening {
        loop {
            if let Event::Happened(entry) = self.next() {
                return entry.what;
            }
        }
    }

    /// Has the board do this, and waits until it has heard of it: what is read out comes last.
    fn orders(&self, bench: &Bench, orders: impl IntoIterator<Item = Command>) {
        orders.into_iter().for_each(|order| self.board.command(order));
        self.board.command(Command::ReadLog);
        while !matches!(self.next(), Event::Log(_)) {}
        settle(bench);
    }
}

/// Has the board do what it has to do at once.
fn settle(bench: &Bench) {
    bench.does(Hand::StepAway).expect("a board");
}

fn state(bench: &Bench) -> Value {
    say(bench.simulator.dir(), r#"{"do":"state"}"#)["io-board"].clone()
}

#[test]
fn lamps_and_beeper_do_as_the_kiosk_says_and_are_seen() {
    let bench = Bench::started();
    let kiosk = Kiosk::greeted(&bench);
    kiosk.orders(
        &bench,
        [
            Command::Heartbeat(None),
            Command::Lamp(Slot::IdCard, Pattern::Guide),
            Command::Lamp(Slot::Paper, Pattern::TakePaper),
            Command::Beep(Beep::TakePaper),
        ],
    );
    let lamps = json!({
        "id-card": "guide", "social-card": "off", "code-scanner": "off", "paper": "take-paper",
    });
    assert_eq!(state(&bench)["lamps"], lamps);
    assert_eq!(state(&bench)["beep"], json!("take-paper"));
    kiosk.orders(&bench, [Command::Lamp(Slot::IdCard, Pattern::Off)]);
    assert_eq!(state(&bench)["lamps"]["id-card"], json!("off"));
}

#[test]
fn a_door_that_is_opened_is_told_of_once_and_so_is_one_that_moved_while_the_cable_was_out() {
    let bench = Bench::started();
    let kiosk = Kiosk::greeted(&bench);
    assert_eq!(kiosk.next_happening(), Happening::BoardPowered);
    for (what, opened, shut) in [
        (Flap::UpperDoor, Happening::UpperDoorOpened, Happening::UpperDoorShut),
        (Flap::LowerDoor, Happening::LowerDoorOpened, Happening::LowerDoorShut),
        (Flap::PaperDrawer, Happening::PaperDrawerOpened, Happening::PaperDrawerShut),
        (Flap::Case, Happening::TamperBroken, Happening::TamperWhole),
    ] {
        bench.does(Hand::Open { what }).unwrap();
        assert_eq!(kiosk.next_happening(), opened);
        bench.does(Hand::Shut { what }).unwrap();
        assert_eq!(kiosk.next_happening(), shut);
    }
    bench.does(Hand::StepNear).unwrap();
    assert_eq!(kiosk.next_happening(), Happening::SomebodyNear);

    let device = DeviceName::IoBoard;
    bench.does(Hand::Unplug { device }).unwrap();
    bench.does(Hand::Open { what: Flap::UpperDoor }).unwrap();
    assert_eq!(state(&bench)["open"], json!(["upper-door"]));
    bench.does(Hand::Plug { device }).unwrap();
    assert_eq!(kiosk.next_happening(), Happening::UpperDoorOpened);
}

#[test]
fn the_panel_is_a_file_that_shows_what_board_core_draws() {
    let bench = Bench::started();
    let kiosk = Kiosk::greeted(&bench);
    let panel = || fs::read(bench.simulator.dir().join("panel.png")).expect("a picture");
    kiosk.orders(&bench, [Command::Heartbeat(None), Command::Panel(WELL)]);
    // Pages that somebody has looked at and found good.
    assert!(panel() == include_bytes!("../../../io-board/tests/pages/waiting.snap.png"));
    let waiting = bench.simulator.hands().panel().unwrap();

    bench.does(Hand::Open { what: Flap::UpperDoor }).unwrap();
    while kiosk.next_happening() != Happening::UpperDoorOpened {}
    settle(&bench);
    assert!(panel() == include_bytes!("../../../io-board/tests/pages/shut-upper-door.snap.png"));
    assert_ne!(bench.simulator.hands().panel(), Ok(waiting));
}

#[test]
fn a_kiosk_whose_heart_stops_is_restarted_by_the_relay() {
    let bench = Bench::started();
    let kiosk = Kiosk::greeted(&bench);
    kiosk.orders(&bench, [Command::Heartbeat(None)]);
    assert_eq!(state(&bench)["relay-pulled"], json!(false));
    for seconds in [11, 30] {
        bench.clock.skip(Duration::from_secs(seconds));
        settle(&bench);
    }
    let pulling = state(&bench);
    assert_eq!((&pulling["relay-pulled"], &pulling["restarts"]), (&json!(true), &json!(1)));
    bench.clock.skip(Duration::from_secs(5));
    settle(&bench);
    let released = state(&bench);
    assert_eq!((&released["relay-pulled"], &released["restarts"]), (&json!(false), &json!(1)));
}

#[test]
fn a_board_that_hangs_is_reset_and_told_anew_of_its_lamps() {
    let bench = Bench::started();
    let kiosk = Kiosk::greeted(&bench);
    kiosk.orders(&bench, [Command::Lamp(Slot::IdCard, Pattern::Guide)]);
    bench.does(Hand::Fault(DeviceFault::IoBoard { fault: BoardFault::Hang })).unwrap();
    assert_eq!(kiosk.is_greeted(), ResetReason::Watchdog);
    kiosk.orders(&bench, []);
    assert_eq!(state(&bench)["lamps"]["id-card"], json!("guide"));
    bench.does(Hand::ResetBoard).unwrap();
    assert_eq!(kiosk.is_greeted(), ResetReason::Button);
}

#[test]
fn heat_turns_the_fan_and_power_that_goes_darkens_everything() {
    let bench = Bench::started();
    let kiosk = Kiosk::greeted(&bench);
    kiosk.orders(&bench, [Command::Lamp(Slot::Paper, Pattern::Steady)]);
    assert_eq!((&state(&bench)["decidegrees"], &state(&bench)["fan"]), (&json!(250), &json!(0)));
    bench.does(Hand::Warm { decidegrees: 600 }).unwrap();
    bench.clock.skip(Duration::from_secs(3));
    settle(&bench);
    assert_eq!(state(&bench)["decidegrees"], json!(600));
    assert!(Some(0) < state(&bench)["fan"].as_u64());

    let device = DeviceName::IoBoard;
    bench.does(Hand::SwitchOff { device }).unwrap();
    let dark = state(&bench);
    assert_eq!((&dark["off"], &dark["fan"]), (&json!(true), &json!(0)));
    assert_eq!(dark["lamps"]["paper"], json!("off"));
    let panel = bench.simulator.hands().panel().unwrap();
    assert!(panel.grey.iter().all(|dot| *dot == 0));
    bench.does(Hand::SwitchOn { device }).unwrap();
    assert_eq!(kiosk.is_greeted(), ResetReason::PowerOn);

    let hands = bench.simulator.hands();
    drop(bench.simulator);
    assert_eq!(hands.panel(), Err(HandError::Ended));
}

/// Needs what `setup/firmware.sh` installs; without it this says so and passes, but for `CI`.
#[test]
fn the_image_on_an_emulated_chip_takes_the_boards_place() {
    if emulated::image_if_any().expect("an image").is_none() {
        return;
    }
    let bench = Bench::started_with(Board::Emulated);
    let kiosk = Kiosk::greeted(&bench);
    let orders = [Command::Heartbeat(None), Command::Panel(WELL)];
    let lamp = Command::Lamp(Slot::CodeScanner, Pattern::Guide);
    kiosk.orders(&bench, orders.into_iter().chain([lamp]));
    assert_eq!(state(&bench)["lamps"]["code-scanner"], json!("guide"));
    let give_up_at = Instant::now() + AT_MOST;
    let shows = |page: &[u8]| {
        while fs::read(bench.simulator.dir().join("panel.png")).expect("a picture") != page {
            assert!(Instant::now() < give_up_at, "the page never came");
            settle(&bench);
        }
    };
    shows(include_bytes!("../../../io-board/tests/pages/waiting.snap.png"));

    bench.does(Hand::Open { what: Flap::UpperDoor }).unwrap();
    while kiosk.next_happening() != Happening::UpperDoorOpened {}
    shows(include_bytes!("../../../io-board/tests/pages/shut-upper-door.snap.png"));
    bench.does(Hand::Shut { what: Flap::UpperDoor }).unwrap();
    assert_eq!(kiosk.next_happening(), Happening::UpperDoorShut);

    assert_eq!(bench.does(Hand::Warm { decidegrees: 600 }), Err(HandError::OwnThermometer));
    bench.does(Hand::Fault(DeviceFault::IoBoard { fault: BoardFault::Hang })).unwrap();
    assert_eq!(kiosk.is_greeted(), ResetReason::Watchdog);

    let device = DeviceName::IoBoard;
    bench.does(Hand::SwitchOff { device }).unwrap();
    bench.does(Hand::Open { what: Flap::LowerDoor }).unwrap();
    bench.does(Hand::SwitchOn { device }).unwrap();
    assert_eq!(kiosk.is_greeted(), ResetReason::PowerOn);
    while kiosk.next_happening() != Happening::LowerDoorOpened {}
}
