//! What one model of engine is and does, as data.

use std::time::Duration;

pub use crate::wire::Answers;
use crate::wire::{
    Suffix, words,
    zone::{self, Request},
};

/// The most characters of a code: a QR code holds no more digits than this (ISO/IEC 18004, 40-L).
const LONGEST: usize = 7089;

/// A model. Whatever makers do differently stands here, in [`crate::wire`] and nowhere else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// What staff call it.
    pub name: String,
    /// The line's rate; 8 data bits, no parity, 1 stop bit. It does not matter on USB.
    pub baud: u32,
    /// Who has it look for codes.
    pub mode: Mode,
    /// What it sends behind every code.
    pub suffix: Suffix,
    /// A code has ended, or was cut, when nothing follows within this.
    pub goes_on_within: Duration,
    /// The most characters of a code.
    pub longest: usize,
    /// What it can be told.
    pub commands: Commands,
}

/// Who has an engine look for codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mode {
    /// It looks all the time, or whenever something moves before it, and sends what it sees.
    Continuous,
    /// It looks when it is told to, until it has read a code or its time is over.
    Triggered {
        /// Its time.
        looks_for: Duration,
    },
}

/// Commands as they go over the wire, and how they are answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commands {
    /// What makes it as this profile says. Said again and again, as a sign of life and in case that
    /// the engine has lost its power and with it its settings: so they must not end in its flash
    /// memory.
    pub setup: Vec<Vec<u8>>,
    /// Has it look for a code. Of no use in [`Mode::Continuous`].
    pub start: Vec<u8>,
    /// Has it stop; empty where it cannot be told to.
    pub stop: Vec<u8>,
    /// How it answers each of them.
    pub answers: Answers,
}

impl Profile {
    /// An engine that only sends: 9600 baud, a carriage return behind every code. How it looks for
    /// codes was set by scanning its maker's setup codes.
    pub fn plain() -> Self {
        Self {
            name: "generic".to_owned(),
            baud: 9600,
            mode: Mode::Continuous,
            suffix: Suffix::Cr,
            goes_on_within: Duration::from_millis(100),
            longest: LONGEST,
            commands: Commands {
                setup: Vec::new(),
                start: Vec::new(),
                stop: Vec::new(),
                answers: Answers::Never,
            },
        }
    }

    /// GM65, GM8xx, EM3095, EM3096 and their like, told by [`zone`] commands. They look for 25.5 s
    /// at the most.
    pub fn gm65(mode: Mode) -> Self {
        let set = |address, value| Request::set(address, value).encode();
        let setup = match mode {
            Mode::Continuous => vec![set(zone::MODE, zone::USUAL_LIGHTS | 0b10)],
            Mode::Triggered { looks_for } => {
                let tenths = (looks_for.as_millis() / 100).clamp(1, 255) as u8;
                vec![set(zone::MODE, zone::USUAL_LIGHTS | 0b01), set(zone::LOOK_FOR, tenths)]
            }
        };
        let commands = Commands {
            setup,
            start: set(zone::TRIGGER, 1),
            stop: set(zone::TRIGGER, 0),
            answers: Answers::Zone,
        };
        Self { name: "GM65".to_owned(), mode, commands, ..Self::plain() }
    }

    /// Newer Newland engines, told in [`words`].
    pub fn newland(mode: Mode) -> Self {
        let setup = match mode {
            Mode::Continuous => vec![words::encode("SCNMOD2")],
            Mode::Triggered { looks_for } => vec![
                words::encode("SCNMOD0"),
                words::encode(&format!("ORTSET{}", looks_for.as_millis())),
            ],
        };
        let commands = Commands {
            setup,
            start: words::encode("SCNTRG1"),
            stop: words::encode("SCNTRG0"),
            answers: Answers::Words,
        };
        Self { name: "Newland".to_owned(), mode, commands, ..Self::plain() }
    }

    /// Honeywell engines with their serial trigger, which they do not answer: `SYN T CR` begins and
    /// `SYN U CR` ends the look. Their time was set by scanning a setup code.
    pub fn honeywell(looks_for: Duration) -> Self {
        let commands = Commands {
            setup: Vec::new(),
            start: b"\x16T\r".to_vec(),
            stop: b"\x16U\r".to_vec(),
            answers: Answers::Never,
        };
        let mode = Mode::Triggered { looks_for };
        Self { name: "Honeywell".to_owned(), mode, commands, ..Self::plain() }
    }
}
