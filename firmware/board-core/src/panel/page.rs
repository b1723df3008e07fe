//! Which page staff need most.

use board_proto::{KioskState, Mode, Network, Positions, Switch, Task};

use super::line::Line;
use crate::watch::Standing;

macro_rules! texts {
    ($($face:ident { $($name:ident = $text:literal;)* })*) => {
        $($(pub(super) const $name: &str = $text;)*)*
    };
}

mod texts {
    include!("texts.rs");
}
use texts as say;

/// What stands on the panel: three lines from top to bottom, the first of them on a bright bar
/// where staff must act at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Page {
    pub(crate) alarm: bool,
    lines: [Line; 3],
}

/// All that the panel can tell of.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Situation {
    pub(crate) positions: Positions,
    pub(crate) standing: Standing,
    /// The temperature in whole degrees, while it is too hot.
    pub(crate) too_hot: Option<u16>,
    /// What the kiosk said last of itself.
    pub(crate) kiosk: Option<KioskState>,
}

impl Page {
    /// The lines that hold something.
    pub(crate) fn lines(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter()
    }

    fn alarm(first: Line, second: Line, third: Line) -> Self {
        Self { alarm: true, lines: [first, second, third] }
    }

    fn plain(first: Line, second: Line, third: Line) -> Self {
        Self { alarm: false, lines: [first, second, third] }
    }

    /// The page that matters most: a break-in before a silent kiosk, that before an open door, and
    /// that before what the kiosk asks for. Where nothing is to be done, how the kiosk is.
    pub(crate) fn of(situation: &Situation) -> Self {
        let Situation { positions, standing, too_hot, kiosk } = *situation;
        let foot = kiosk.map_or_else(|| Line::small(""), foot);
        if positions.is_on(Switch::Tamper) {
            return Self::alarm(Line::large(say::TAMPERED), Line::large(say::CHECK_CASE), foot);
        }
        if let Some(page) = of_standing(standing) {
            return page;
        }
        let open = [
            (Switch::UpperDoor, say::SHUT_UPPER_DOOR),
            (Switch::LowerDoor, say::SHUT_LOWER_DOOR),
            (Switch::PaperDrawer, say::SHUT_PAPER_DRAWER),
        ];
        let mut open = open.into_iter().filter(|(switch, _)| positions.is_on(*switch));
        if let Some((_, first)) = open.next() {
            let second = open.next().map_or("", |(_, second)| second);
            return Self::alarm(Line::large(first), Line::large(second), foot);
        }
        if let Some(degrees) = too_hot {
            let measured = Line::large("").number(degrees).text(say::DEGREES);
            return Self::alarm(Line::large(say::TOO_HOT), measured, Line::small(say::CHECK_FAN));
        }
        match kiosk {
            None => Self::plain(Line::large(say::AWAITING_KIOSK), Line::large(""), foot),
            Some(kiosk) => of_task(kiosk).unwrap_or_else(|| of_mode(kiosk)),
        }
    }
}

/// What the watch over the main computer has to say, if anything.
fn of_standing(standing: Standing) -> Option<Page> {
    match standing {
        Standing::Starting | Standing::Alive => None,
        Standing::Silent { pulls_in_s } => Some(Page::alarm(
            Line::large(say::NO_HEARTBEAT),
            Line::large("").number(pulls_in_s).text(say::SECONDS_TO_RESTART),
            Line::small(""),
        )),
        Standing::Pulling { restart } => Some(Page::alarm(
            Line::large(say::RESTARTING),
            Line::large(""),
            Line::small(say::THE).number(u16::from(restart)).text(say::TIME),
        )),
        Standing::GivenUp => Some(Page::alarm(
            Line::large(say::GIVEN_UP),
            Line::large(say::CALL_SERVICE),
            Line::small(say::CHECK_POWER),
        )),
    }
}

/// What the kiosk asks of staff, if anything.
fn of_task(kiosk: KioskState) -> Option<Page> {
    let sheets = kiosk.sheets.map_or_else(
        || Line::large(""),
        |sheets| Line::large(say::ABOUT).number(sheets).text(say::SHEETS),
    );
    let (first, second) = match kiosk.task {
        Task::Nothing => return None,
        Task::PaperLow => (Line::large(say::PAPER_LOW), sheets),
        Task::PaperOut => (Line::large(say::PAPER_OUT), Line::large(say::CHANGE_PAPER)),
        Task::PaperJam => (Line::large(say::PAPER_JAM), Line::large("")),
        Task::CheckPrinter => (Line::large(say::CHECK_PRINTER), Line::large("")),
        Task::CheckCardReader => (Line::large(say::CHECK_CARD_READER), Line::large("")),
        Task::CheckScanner => (Line::large(say::CHECK_SCANNER), Line::large("")),
        Task::CheckNetwork => (Line::large(say::CHECK_NETWORK), Line::large("")),
        Task::CallService => (Line::large(say::CALL_SERVICE), Line::large("")),
        Task::HelpVisitor => (Line::large(say::HELP_VISITOR), Line::large(say::GO_TO_KIOSK)),
    };
    Some(Page::alarm(first, second, foot(kiosk)))
}

/// How the kiosk is.
fn of_mode(kiosk: KioskState) -> Page {
    let mode = match kiosk.mode {
        Mode::Starting => say::STARTING,
        Mode::Waiting => say::WAITING,
        Mode::Serving => say::SERVING,
        Mode::Closed => say::CLOSED,
        Mode::Updating => say::UPDATING,
        Mode::OutOfService => say::OUT_OF_SERVICE,
        Mode::Maintenance => say::MAINTENANCE,
    };
    let paper = kiosk.sheets.map_or_else(
        || Line::small(say::PAPER_UNKNOWN),
        |sheets| Line::small(say::PAPER_ABOUT).number(sheets).text(say::SHEETS_LEFT),
    );
    Page::plain(Line::large(mode), paper, foot(kiosk))
}

/// The last line: the number of the fault where there is one, else the network.
fn foot(kiosk: KioskState) -> Line {
    match (kiosk.fault, kiosk.network) {
        (0, Network::Unknown) => Line::small(say::NETWORK_UNKNOWN),
        (0, Network::Connected) => Line::small(say::NETWORK_CONNECTED),
        (0, Network::Away) => Line::small(say::NETWORK_AWAY),
        (fault, _) => Line::small(say::FAULT).number(fault),
    }
}
