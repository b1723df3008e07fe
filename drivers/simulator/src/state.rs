//! How everything stands, as hands and eyes know it.

use serde::Serialize;

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
