//! The I/O board: lamps and panel follow the screen, its doors end a visit, and its watchdog hears
//! of the kiosk's heart.
//!
//! The heart beats on a way through all that must live: the kiosk asks the display, the display's
//! thread answers once it has painted, the kiosk hears that, and only then tells the board. Where
//! any of them hangs, the board hears nothing and restarts the machine.

use std::time::Duration;

use io_board::{
    Beep, Command, Event, Happening, Hello, KioskState, Mode, Network, Pattern, Positions, Promise,
    Slot, Switch, Task, Undertaking,
};
use kiosk_core::{
    desk::{Desk, Hall},
    happenings::{self, Doors, PrinterState, ReaderHealth},
    identity::Reader,
    screen::{Page, SlotLook, View},
    time::Uptime,
    visit::{Visit, errand::Stage},
};

/// The board is patient for longer: one beat may be lost.
const BEAT_EVERY: Duration = Duration::from_secs(3);
/// A sheet is out within this; the printer's driver has given up by then.
const PRINTS_WITHIN_S: u16 = 120;

/// What the board was told, and when it is told again that the kiosk lives.
#[derive(Debug, Default)]
pub(crate) struct IoBoard {
    /// It has said hello, and no trouble since.
    ready: bool,
    beat_at: Uptime,
    wished: Option<([(Slot, Pattern); 4], KioskState)>,
    positions: Positions,
    page: Option<PageKind>,
}

/// The pages that the beeper announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PageKind {
    Known,
    TakePaper,
    TakeCard,
    Wrong,
    Other,
}

impl IoBoard {
    /// What the visit hears.
    pub(crate) fn heard(&mut self, event: Event, now: Uptime) -> Option<happenings::Event> {
        match event {
            Event::Ready(Hello { positions, reset, boots, .. }) => {
                tracing::info!(?reset, boots, "the I/O board works");
                // What it was told before is told again: it may have been reset.
                *self = Self { ready: true, beat_at: now, positions, ..Self::default() };
                Some(self.doors())
            }
            Event::Happened(entry) => {
                tracing::info!(number = entry.number, what = ?entry.what, "at the I/O board");
                self.stands(entry.what).then(|| self.doors())
            }
            Event::Missed(count) => {
                tracing::warn!(count, "the I/O board had no room for all that happened");
                None
            }
            Event::Trouble(trouble) => {
                tracing::warn!(%trouble, remedy = ?trouble.remedy(), "the I/O board is not used");
                self.lost()
            }
            Event::BoardLost => self.lost(),
            Event::Climate(_) | Event::Log(_) | Event::BoardBack => None,
        }
    }

    /// A board that is gone says nothing of its doors: service does not wait for it.
    fn lost(&mut self) -> Option<happenings::Event> {
        *self = Self::default();
        Some(self.doors())
    }

    /// Notes how a switch stands now; says whether it was a door's.
    fn stands(&mut self, what: Happening) -> bool {
        let (door, open) = match what {
            Happening::UpperDoorOpened => (Switch::UpperDoor, true),
            Happening::UpperDoorShut => (Switch::UpperDoor, false),
            Happening::LowerDoorOpened => (Switch::LowerDoor, true),
            Happening::LowerDoorShut => (Switch::LowerDoor, false),
            _ => return false,
        };
        self.positions = self.positions.with(door, open);
        true
    }

    fn doors(&self) -> happenings::Event {
        let open = [Switch::UpperDoor, Switch::LowerDoor]
            .into_iter()
            .any(|door| self.positions.is_on(door));
        happenings::Event::Doors(if open { Doors::Open } else { Doors::Shut })
    }

    /// When the display is asked next whether it paints.
    pub(crate) fn wakes_at(&self) -> Option<Uptime> {
        self.ready.then_some(self.beat_at)
    }

    /// Whether the display is to be asked now.
    pub(crate) fn asks(&mut self, now: Uptime) -> bool {
        let due = self.ready && self.beat_at <= now;
        if due {
            self.beat_at = now + BEAT_EVERY;
        }
        due
    }

    /// The display has painted and the kiosk has heard it: that is a beat.
    pub(crate) fn beat(&self, desk: &Desk) -> Option<Command> {
        let prints = matches!(desk.visit(), Visit::Errand(errand)
            if matches!(errand.stage, Stage::Printing { .. }));
        let promise = Promise { doing: Undertaking::Printing, within_s: PRINTS_WITHIN_S };
        let promise = prints.then_some(promise);
        self.ready.then_some(Command::Heartbeat(promise))
    }

    /// Lamps, beeper and panel as the screen is now.
    pub(crate) fn follow(&mut self, desk: &Desk, view: &View) -> Vec<Command> {
        if !self.ready {
            return Vec::new();
        }
        let mut commands = Vec::new();
        let (lamps, panel) = (lamps(desk.hall(), view), state(desk, view));
        // The driver tells the board what is new of it.
        if self.wished.replace((lamps, panel)) != Some((lamps, panel)) {
            commands.extend(lamps.map(|(slot, pattern)| Command::Lamp(slot, pattern)));
            commands.push(Command::Panel(panel));
        }
        let page = page_kind(desk, view);
        if self.page.replace(page) != Some(page) {
            commands.extend(beep(page).map(Command::Beep));
        }
        commands
    }
}

/// The strip of slots on the screen and the lamps over them are one.
fn lamps(hall: &Hall, view: &View) -> [(Slot, Pattern); 4] {
    let (cards, paper) = match view.frame.slots.split_last() {
        Some((paper, cards)) => (cards, paper.look),
        None => (&[][..], SlotLook::Calm),
    };
    let look_of = |reader: Reader| {
        let place = hall.readers.keys().position(|of| *of == reader)?;
        cards.get(place).map(|slot| slot.look)
    };
    let of = |reader: Reader| match look_of(reader) {
        Some(SlotLook::Guide) => Pattern::Guide,
        Some(SlotLook::Take) => Pattern::TakeCard,
        // In use: leave it there.
        _ if hall.cards.contains_key(&reader) => Pattern::Steady,
        _ => Pattern::Off,
    };
    let paper = match paper {
        SlotLook::Take => Pattern::TakePaper,
        _ if hall.in_the_mouth.is_some() => Pattern::TakePaper,
        _ => Pattern::Off,
    };
    [
        (Slot::IdCard, of(Reader::IdCard)),
        (Slot::SocialCard, of(Reader::SocialCard)),
        (Slot::CodeScanner, of(Reader::Scanner)),
        (Slot::Paper, paper),
    ]
}

fn state(desk: &Desk, view: &View) -> KioskState {
    let hall = desk.hall();
    let mode = match (&view.page, desk.visit()) {
        _ if hall.doors == Doors::Open => Mode::Maintenance,
        (Page::OutOfService(_), _) if hall.district.data_as_of.is_none() => Mode::Starting,
        (Page::OutOfService(_), _) => Mode::OutOfService,
        (_, Visit::Idle) => Mode::Waiting,
        _ => Mode::Serving,
    };
    let network = match (hall.district.reachable, hall.district.data_as_of) {
        (true, _) => Network::Connected,
        (false, None) => Network::Unknown,
        (false, Some(_)) => Network::Away,
    };
    KioskState { mode, network, sheets: None, task: task(hall), fault: 0 }
}

/// What staff must do first.
fn task(hall: &Hall) -> Task {
    let suspended = |reader| hall.readers.get(&reader) == Some(&ReaderHealth::Suspended);
    match hall.printer.state {
        _ if hall.ledger == happenings::LedgerHealth::Broken => Task::CallService,
        _ if hall.staff_called => Task::HelpVisitor,
        PrinterState::PaperOut => Task::PaperOut,
        PrinterState::Stuck | PrinterState::MouthFull => Task::PaperJam,
        PrinterState::CoverOpen | PrinterState::Gone => Task::CheckPrinter,
        _ if suspended(Reader::IdCard) || suspended(Reader::SocialCard) => Task::CheckCardReader,
        _ if suspended(Reader::Scanner) => Task::CheckScanner,
        _ if hall.printer.paper_low => Task::PaperLow,
        _ if !hall.district.reachable && hall.district.data_as_of.is_some() => Task::CheckNetwork,
        PrinterState::Ready | PrinterState::Starting | PrinterState::Clearing => Task::Nothing,
    }
}

fn page_kind(desk: &Desk, view: &View) -> PageKind {
    match (&view.page, desk.visit()) {
        (Page::Take(_), _) => PageKind::TakePaper,
        (Page::Parting(_), _) if desk.hall().card_to_take().is_some() => PageKind::TakeCard,
        (_, Visit::Told { .. }) => PageKind::Wrong,
        (_, Visit::Serving(_)) => PageKind::Known,
        _ => PageKind::Other,
    }
}

fn beep(page: PageKind) -> Option<Beep> {
    match page {
        PageKind::Known => Some(Beep::Read),
        PageKind::TakePaper => Some(Beep::TakePaper),
        PageKind::TakeCard => Some(Beep::TakeCard),
        PageKind::Wrong => Some(Beep::Wrong),
        PageKind::Other => None,
    }
}
