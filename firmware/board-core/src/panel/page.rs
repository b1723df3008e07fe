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

#[cfg(test)]
mod tests {
    use super::*;

    const WELL: KioskState = KioskState {
        mode: Mode::Waiting,
        network: Network::Connected,
        sheets: Some(340),
        task: Task::Nothing,
        fault: 0,
    };

    const QUIET: Situation = Situation {
        positions: Positions::from_bits(0),
        standing: Standing::Alive,
        too_hot: None,
        kiosk: Some(WELL),
    };

    fn with(switches: &[Switch]) -> Positions {
        switches.iter().fold(QUIET.positions, |positions, switch| positions.with(*switch, true))
    }

    fn read(situation: &Situation) -> String {
        let page = Page::of(situation);
        let lines: Vec<String> = page.lines().map(|line| line.as_text().to_string()).collect();
        format!("{}{}", if page.alarm { "!" } else { "" }, lines.join("/"))
    }

    #[test]
    fn what_matters_most_is_shown() {
        let paper_low = KioskState { task: Task::PaperLow, ..WELL };
        let mut situation = Situation { kiosk: Some(paper_low), ..QUIET };
        assert_eq!(read(&situation), "!纸快用完/约340张/网络 正常");
        situation.too_hot = Some(71);
        assert_eq!(read(&situation), "!机内过热/71度/请查风扇");
        situation.positions = with(&[Switch::LowerDoor, Switch::PaperDrawer]);
        assert_eq!(read(&situation), "!请关好下门/请关好纸仓/网络 正常");
        situation.standing = Standing::Silent { pulls_in_s: 25 };
        assert_eq!(read(&situation), "!主机无响应/25秒后重启/");
        situation.positions = with(&[Switch::LowerDoor, Switch::Tamper]);
        assert_eq!(read(&situation), "!机箱被打开/请查机箱/网络 正常");
    }

    #[test]
    fn where_nothing_is_to_be_done_the_panel_says_how_the_kiosk_is() {
        assert_eq!(read(&QUIET), "等待办理/纸 约340张/网络 正常");
        let away = KioskState { network: Network::Away, sheets: None, ..WELL };
        assert_eq!(read(&Situation { kiosk: Some(away), ..QUIET }), "等待办理/纸 未知/网络 断开");
        let fault = KioskState { mode: Mode::OutOfService, fault: 1201, ..WELL };
        let page = read(&Situation { kiosk: Some(fault), ..QUIET });
        assert_eq!(page, "暂停服务/纸 约340张/代码 1201");
        let near = Situation { positions: with(&[Switch::Proximity]), ..QUIET };
        assert_eq!(read(&near), read(&QUIET), "somebody who stands there needs no staff");
    }

    /// One situation for every page that there is, and for the longest numbers on it.
    fn all() -> Vec<Situation> {
        let widest = KioskState { sheets: Some(65_534), fault: 65_535, ..WELL };
        let standings = [
            Standing::Silent { pulls_in_s: 30 },
            Standing::Pulling { restart: 4 },
            Standing::GivenUp,
        ];
        let modes = Mode::ALL.iter().map(|mode| KioskState { mode: *mode, ..widest });
        let tasks = Task::ALL.iter().map(|task| KioskState { task: *task, ..widest });
        let networks = Network::ALL.iter().map(|network| KioskState { network: *network, ..WELL });
        let unknown = KioskState { sheets: None, ..WELL };
        let kiosks = modes.chain(tasks).chain(networks).chain([unknown]).map(Some).chain([None]);
        let mut all: Vec<_> = kiosks.map(|kiosk| Situation { kiosk, ..QUIET }).collect();
        all.extend(standings.map(|standing| Situation { standing, ..QUIET }));
        all.extend(Switch::ALL.iter().map(|it| Situation { positions: with(&[*it]), ..QUIET }));
        all.push(Situation { too_hot: Some(104), ..QUIET });
        all
    }

    #[test]
    fn every_page_fits_the_panel_and_all_its_characters_are_drawn() {
        for situation in all() {
            let page = Page::of(&situation);
            assert!(page.lines().map(Line::height).sum::<u32>() <= 64);
            for line in page.lines() {
                assert_eq!(line.missing(), [], "{}", line.as_text());
                assert!(line.width() <= 128, "{}", line.as_text());
            }
        }
    }
}
