//! The image on the emulated chip, with a kiosk on its line and hands on its switches.
//!
//! Where the emulator or the compiler is missing the tests say so and pass; with `CI` in the environment they fail.

mod desktop;
mod kiosk;

use anyhow::Context;
use board_core::FIRMWARE;
use board_proto::{
    Beep, Entry, Happening, Hello, KioskState, Mode, Network, Order, Pattern, Positions, Promise,
    Report, ResetReason, Slot, Switch, Task, Undertaking,
};
use desktop::Desktop;
use emulated::{Chip, Image, Key, Time, image_if_any};
use kiosk::Kiosk;

/// Data registers of the ports with the lamps, and with the relay.
const PORT_B: u32 = 0x4000_53fc;
const PORT_D: u32 = 0x4000_73fc;
const RELAY: u32 = 1 << 2;

/// What the stack is painted with before the firmware runs.
const PAINT: u32 = 0xcccc_cccc;

/// A board that has said hello to a kiosk.
fn greeted(image: &Image, time: Time) -> anyhow::Result<(Chip, Kiosk, Hello)> {
    let chip = Chip::start(image, time)?;
    let mut kiosk = Kiosk::on(chip.serial_port())?;
    let hello = kiosk.hears("a hello", hello)?;
    // While nobody read the line, wishes for a session piled up in it. Behind them comes this.
    kiosk.order(Order::Beep(Beep::Silence));
    kiosk.until("an answer", |kiosk| Ok(kiosk.is_through().then_some(())))?;
    Ok((chip, kiosk, hello))
}

fn hello(report: Report) -> Option<Hello> {
    match report {
        Report::Hello(hello) => Some(hello),
        _ => None,
    }
}

/// What happens next of what a kiosk is told, once; it is said to have been taken.
fn next_event(kiosk: &mut Kiosk) -> anyhow::Result<Entry> {
    let entry = kiosk.hears("an event", |report| match report {
        Report::Event(entry) => Some(entry),
        _ => None,
    })?;
    kiosk.order(Order::Taken(entry.number));
    Ok(entry)
}

/// The log, oldest entry first.
fn read_log(kiosk: &mut Kiosk) -> anyhow::Result<Vec<Entry>> {
    let mut log = Vec::new();
    kiosk.order(Order::ReadLog);
    kiosk.hears("the log", |report| {
        if let Report::LogEntry(entry) = report {
            log.push(entry);
        }
        (report == Report::LogEnd).then_some(())
    })?;
    Ok(log)
}

/// Opens the contact of a key that was not touched yet.
fn open(chip: &mut Chip, key: Key) -> anyhow::Result<()> {
    chip.hold(key, true)?;
    Ok(chip.hold(key, false)?)
}

#[test]
fn the_board_starts_and_says_who_it_is() -> anyhow::Result<()> {
    let Some(image) = image_if_any()? else { return Ok(()) };
    let (_chip, _kiosk, hello) = greeted(&image, Time::Real)?;
    assert_eq!(hello.firmware, FIRMWARE);
    assert_eq!((hello.reset, hello.boots), (ResetReason::PowerOn, 1));
    assert_eq!(hello.positions, Positions::default());
    Ok(())
}

#[test]
fn the_panel_shows_dot_for_dot_what_board_core_draws_on_a_desktop() -> anyhow::Result<()> {
    let Some(image) = image_if_any()? else { return Ok(()) };
    let (mut chip, mut kiosk, _) = greeted(&image, Time::Real)?;
    let waiting = KioskState {
        mode: Mode::Waiting,
        network: Network::Connected,
        sheets: Some(340),
        task: Task::Nothing,
        fault: 0,
    };
    let pages = [
        None,
        Some(waiting),
        Some(KioskState { mode: Mode::Serving, sheets: None, ..waiting }),
        Some(KioskState { task: Task::PaperLow, ..waiting }),
        Some(KioskState { task: Task::CheckPrinter, fault: 1043, ..waiting }),
        Some(KioskState { mode: Mode::Closed, network: Network::Away, ..waiting }),
    ];
    let mut desktop = Desktop::new();
    let mut compare = |kiosk: &mut Kiosk, chip: &mut Chip, open, state: Option<KioskState>| {
        let order = state.map(Order::Panel);
        desktop.hear(open, order);
        order.into_iter().for_each(|order| kiosk.order(order));
        let drawn = desktop.picture();
        let mut shown = chip.picture()?;
        let same = kiosk.until("the page", |_| {
            shown = chip.picture()?;
            Ok((shown == drawn).then_some(()))
        });
        same.with_context(|| format!("{open:?} {state:?}\n{drawn:?}\n{shown:?}"))
    };
    for page in pages {
        compare(&mut kiosk, &mut chip, Positions::default(), page)?;
    }
    open(&mut chip, Key::Up)?;
    let upper_door = Positions::default().with(Switch::UpperDoor, true);
    compare(&mut kiosk, &mut chip, upper_door, None)
}

#[test]
fn a_door_that_is_opened_is_told_of_once_and_so_is_its_shutting() -> anyhow::Result<()> {
    let Some(image) = image_if_any()? else { return Ok(()) };
    let (mut chip, mut kiosk, hello) = greeted(&image, Time::Real)?;
    let mut expected = hello.latest;
    assert_eq!(next_event(&mut kiosk)?.what, Happening::BoardPowered);
    let doors = [
        (Key::Up, Happening::UpperDoorOpened, Happening::UpperDoorShut),
        (Key::Down, Happening::LowerDoorOpened, Happening::LowerDoorShut),
        (Key::Left, Happening::PaperDrawerOpened, Happening::PaperDrawerShut),
        (Key::Right, Happening::TamperBroken, Happening::TamperWhole),
        (Key::Select, Happening::SomebodyNear, Happening::NobodyNear),
    ];
    for (key, opened, shut) in doors {
        open(&mut chip, key)?;
        for what in [opened, shut] {
            expected += 1;
            let entry = next_event(&mut kiosk)?;
            assert_eq!((entry.number, entry.what), (expected, what));
            chip.hold(key, true)?;
        }
    }
    Ok(())
}

#[test]
fn a_lamp_shines_where_the_kiosk_wants_a_card() -> anyhow::Result<()> {
    let Some(image) = image_if_any()? else { return Ok(()) };
    let (mut chip, mut kiosk, _) = greeted(&image, Time::Real)?;
    kiosk.order(Order::Heartbeat(None));
    for (slot, pin) in Slot::ALL.iter().zip(1..) {
        kiosk.order(Order::Lamp(*slot, Pattern::Steady));
        kiosk.until("the lamp", |_| Ok((chip.words(PORT_B, 1)? == [1 << pin]).then_some(())))?;
        kiosk.order(Order::Lamp(*slot, Pattern::Off));
        kiosk.until("darkness", |_| Ok((chip.words(PORT_B, 1)? == [0]).then_some(())))?;
    }
    Ok(())
}

#[test]
fn a_kiosk_whose_heart_stops_is_restarted_by_the_relay() -> anyhow::Result<()> {
    let Some(image) = image_if_any()? else { return Ok(()) };
    let (mut chip, mut kiosk, _) = greeted(&image, Time::Skipping)?;
    kiosk.order(Order::Heartbeat(None));
    kiosk.until("a heartbeat to arrive", |kiosk| Ok(kiosk.is_through().then_some(())))?;
    while chip.words(PORT_D, 1)?[0] & RELAY == 0 {}
    while chip.words(PORT_D, 1)?[0] & RELAY != 0 {}
    Ok(())
}

#[test]
fn a_hung_board_is_reset_by_its_own_watchdog_and_has_its_log_still() -> anyhow::Result<()> {
    let Some(image) = image_if_any()? else { return Ok(()) };
    let (mut chip, mut kiosk, before) = greeted(&image, Time::Real)?;
    open(&mut chip, Key::Down)?;
    while next_event(&mut kiosk)?.what != Happening::LowerDoorOpened {}
    chip.hold(Key::Down, true)?;
    while next_event(&mut kiosk)?.what != Happening::LowerDoorShut {}
    let known = read_log(&mut kiosk)?;

    chip.hang()?;
    chip.wait_for_reset()?;
    let after = kiosk.hears("another hello", hello)?;
    assert_eq!(after.reset, ResetReason::Watchdog);
    assert_eq!((after.boots, after.memory), (before.boots + 1, before.memory));
    let log = read_log(&mut kiosk)?;
    let (last, earlier) = log.split_last().context("the log is empty")?;
    assert_eq!(earlier, known);
    assert_eq!((last.what, last.boot), (Happening::BoardHung, after.boots));
    Ok(())
}

#[test]
fn a_board_that_is_reset_by_hand_does_not_blame_its_watchdog() -> anyhow::Result<()> {
    let Some(image) = image_if_any()? else { return Ok(()) };
    let (mut chip, mut kiosk, _) = greeted(&image, Time::Real)?;
    chip.reset()?;
    let after = kiosk.hears("another hello", hello)?;
    assert_eq!((after.reset, after.boots), (ResetReason::Unknown, 2));
    Ok(())
}

#[test]
fn nothing_in_the_image_can_panic() -> anyhow::Result<()> {
    let Some(image) = image_if_any()? else { return Ok(()) };
    let panics = image.symbols().filter(|symbol| symbol.contains("panic")).collect::<Vec<_>>();
    assert_eq!(panics, <[&str; 0]>::default());
    Ok(())
}

#[test]
fn the_stack_has_room_to_spare() -> anyhow::Result<()> {
    let Some(image) = image_if_any()? else { return Ok(()) };
    let (mut chip, mut kiosk, _) = greeted(&image, Time::Real)?;
    // All that the firmware does, at once.
    let promise = Promise { doing: Undertaking::Printing, within_s: 60 };
    for key in [Key::Up, Key::Down, Key::Left, Key::Right, Key::Select] {
        open(&mut chip, key)?;
        kiosk.order(Order::Heartbeat(Some(promise)));
        kiosk.order(Order::Panel(KioskState {
            mode: Mode::Serving,
            network: Network::Away,
            sheets: Some(340),
            task: Task::PaperLow,
            fault: 65535,
        }));
        kiosk.order(Order::Lamp(Slot::Paper, Pattern::Guide));
        next_event(&mut kiosk)?;
        chip.hold(key, true)?;
        read_log(&mut kiosk)?;
    }
    let (bottom, top) = (image.address("_stack_end")?, image.address("_stack_start")?);
    let words = usize::try_from((top - bottom) / 4)?;
    let stack = chip.words(bottom, words)?;
    let untouched = stack.iter().take_while(|word| **word == PAINT).count() * 4;
    println!("stack: {} of {} bytes used", words * 4 - untouched, words * 4);
    assert!(1024 <= untouched, "only {untouched} bytes of the stack were never used");
    Ok(())
}
