//! How everything stands, as hands and eyes know it.

use io_board::{Beep, Pattern, Slot};
use serde::Serialize;

use crate::Flap;

/// How everything stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct State {
    /// The ID-card reader.
    pub id_card: ReaderState,
    /// The reader of social-security cards.
    pub social_card: SlotState,
    /// The code scanner.
    pub code_scanner: ScannerState,
    /// The receipt printer.
    pub receipt_printer: PrinterState,
    /// The I/O board.
    pub io_board: BoardState,
}

/// How the ID-card reader stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct ReaderState {
    /// Whether its cable is out.
    pub unplugged: bool,
    /// Whether its power is off.
    pub off: bool,
    /// The keys of the cards on the plate, the topmost last; `other` for one of another kind.
    pub plate: Vec<String>,
    /// How many cards have been read to the end.
    pub reads: u32,
}

/// How the reader of social-security cards stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct SlotState {
    /// Whether its cable is out.
    pub unplugged: bool,
    /// Whether its power is off.
    pub off: bool,
    /// The keys of the holders whose cards are in the slot, the topmost last; `bank`, `other`,
    /// `locked` or `mute` for one that is no such card.
    pub slot: Vec<String>,
    /// Whether the card in it is under power: it is being read.
    pub powered: bool,
}

/// How the code scanner stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct ScannerState {
    /// Whether its cable is out.
    pub unplugged: bool,
    /// Whether its power is off.
    pub off: bool,
    /// Whether it looks for codes.
    pub looking: bool,
    /// The keys of the cards whose credentials are held before it; `text` for any other code.
    pub view: Vec<String>,
}

/// How the receipt printer stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct PrinterState {
    /// Whether its cable is out.
    pub unplugged: bool,
    /// Whether its power is off.
    pub off: bool,
    /// Whether its cover is open.
    pub cover_open: bool,
    /// Millimetres of paper left on the roll.
    pub paper_mm: u32,
    /// How many sheets have been cut.
    pub sheets: u32,
    /// The number of the sheet that can be taken.
    pub in_mouth: Option<u32>,
    /// How many bytes came when there was no room for them.
    pub bytes_lost: u64,
}

/// How the I/O board stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct BoardState {
    /// Whether its cable is out.
    pub unplugged: bool,
    /// Whether its power is off.
    pub off: bool,
    /// What is open, in the order in which it was opened.
    pub open: Vec<Flap>,
    /// Whether somebody stands before the kiosk.
    pub near: bool,
    /// How warm it is inside, in tenths of a degree Celsius; `None` for an emulated board.
    pub decidegrees: Option<i16>,
    /// What its lamps were told since it started. None shines while the kiosk's heart stands still.
    pub lamps: Lamps,
    /// What its beeper was told last.
    pub beep: Sound,
    /// The fan's speed in per cent; `None` for an emulated board.
    pub fan: Option<u8>,
    /// Whether the relay keeps the supply from the main computer.
    pub relay_pulled: bool,
    /// How often it has been pulled.
    pub restarts: u32,
}

impl Default for BoardState {
    fn default() -> Self {
        Self {
            unplugged: false,
            off: false,
            open: Vec::new(),
            near: false,
            decidegrees: Some(250),
            lamps: Lamps::default(),
            beep: Sound::default(),
            fan: Some(0),
            relay_pulled: false,
            restarts: 0,
        }
    }
}

/// How the lamps at the slots shine.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Lamps {
    /// At the plate of the ID-card reader.
    pub id_card: Lamp,
    /// At the slot for social-security cards.
    pub social_card: Lamp,
    /// At the window of the code scanner.
    pub code_scanner: Lamp,
    /// Where paper comes out.
    pub paper: Lamp,
}

impl Lamps {
    /// The lamp at a slot.
    pub(crate) fn at(&mut self, slot: Slot) -> &mut Lamp {
        match slot {
            Slot::IdCard => &mut self.id_card,
            Slot::SocialCard => &mut self.social_card,
            Slot::CodeScanner => &mut self.code_scanner,
            Slot::Paper => &mut self.paper,
        }
    }
}

/// How a lamp shines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lamp {
    /// Dark.
    #[default]
    Off,
    /// In use, leave it there.
    Steady,
    /// Put it here.
    Guide,
    /// Take your card.
    TakeCard,
    /// Take your paper.
    TakePaper,
}

impl From<Pattern> for Lamp {
    fn from(pattern: Pattern) -> Self {
        match pattern {
            Pattern::Off => Self::Off,
            Pattern::Steady => Self::Steady,
            Pattern::Guide => Self::Guide,
            Pattern::TakeCard => Self::TakeCard,
            Pattern::TakePaper => Self::TakePaper,
        }
    }
}

/// What the beeper says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sound {
    /// Nothing.
    #[default]
    Silence,
    /// It was read.
    Read,
    /// It is done.
    Done,
    /// That did not work.
    Wrong,
    /// Take your card.
    TakeCard,
    /// Take your paper.
    TakePaper,
}

impl From<Beep> for Sound {
    fn from(beep: Beep) -> Self {
        match beep {
            Beep::Silence => Self::Silence,
            Beep::Read => Self::Read,
            Beep::Done => Self::Done,
            Beep::Wrong => Self::Wrong,
            Beep::TakeCard => Self::TakeCard,
            Beep::TakePaper => Self::TakePaper,
        }
    }
}
