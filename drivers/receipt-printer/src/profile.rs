//! What one model of printer is and does, as data.

use std::time::Duration;

use crate::wire::{Cut, CutKind, Request, RomClass};

/// A model. Whatever makers do differently stands here and nowhere else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// What staff call it.
    pub name: String,
    /// Half squares in a line.
    pub columns: usize,
    /// Dots across the printable width.
    pub dots: usize,
    /// Dots across the paper.
    pub paper_dots: usize,
    /// Dots to the millimetre, both ways.
    pub dots_per_mm: usize,
    /// What the font ROM draws.
    pub rom: RomClass,
    /// How the sheet is cut off.
    pub cut: Cut,
    /// What presents the sheet after the cut; empty where the printer does that by itself.
    pub present: Vec<u8>,
    /// The sensor in the mouth, `None` where there is none or it cannot be asked.
    pub exit: Option<ExitSensor>,
    /// What proves that a sheet is printed.
    pub proof: Proof,
    /// How what a half job left in the printer is got rid of.
    pub clearing: Clearing,
    /// The line's rate.
    pub baud: u32,
    /// Bytes that the printer holds.
    pub buffer: usize,
    /// Bytes that may be under way unanswered: half the buffer or less.
    pub chunk: usize,
    /// Millimetres a second, usually.
    pub speed_mm: u32,
    /// Millimetres a second at the worst: dense lines, a cold head, a low voltage.
    pub slowest_mm: u32,
    /// Dots from the head to the cutter.
    pub head_to_cutter: usize,
    /// The cut takes this long at the most.
    pub cut_within: Duration,
    /// From the cut to the sheet in the mouth at the most.
    pub present_within: Duration,
}

/// How to ask whether a sheet is in the mouth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExitSensor {
    /// The n of `DLE EOT n`.
    pub request: u8,
    /// The bit that says so.
    pub occupied: u8,
}

impl ExitSensor {
    /// The request.
    pub fn asked(self) -> Request {
        Request::Other(self.request)
    }
}

/// What a printer says, in its turn, when all before is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// `GS r 1`, which all know: what came before has been handed to the mechanism.
    RollStatus,
    /// `GS ( H`, of newer models: what came before is printed; the answer names the question.
    Echo,
}

/// How a printer is freed from a job that broke off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clearing {
    /// `10 14 08 …` empties its buffers at once.
    RealTime,
    /// It has no such command: once it can, it prints what it holds. That is waited for and cut off.
    PrintsOn,
}

/// The exit sensor of the generic profile. An assumption: `DLE EOT 5` is what several kiosk models
/// take for it, bit 2 is what one maker documents, and the fixed bits are taken to be as in n = 1…4.
pub const ASSUMED_EXIT_SENSOR: ExitSensor = ExitSensor { request: 5, occupied: 0x04 };

impl Profile {
    /// An 80 mm kiosk printer with cutter, presenter and exit sensor, kept to what all makers share:
    /// `DLE EOT 1`…`4`, `GS r 1` as the proof that its turn came, and the two-byte codes of GB 18030.
    pub fn generic_80mm() -> Self {
        Self {
            name: "generic 80 mm GB18030".into(),
            columns: 48,
            dots: 576,
            paper_dots: 640,
            dots_per_mm: 8,
            rom: RomClass::Gb18030TwoByte,
            cut: Cut::Feed(CutKind::Full, 0),
            present: Vec::new(),
            exit: Some(ASSUMED_EXIT_SENSOR),
            proof: Proof::RollStatus,
            clearing: Clearing::PrintsOn,
            baud: 115_200,
            buffer: 4096,
            chunk: 2048,
            speed_mm: 150,
            slowest_mm: 60,
            head_to_cutter: 112,
            cut_within: Duration::from_secs(1),
            present_within: Duration::from_secs(2),
        }
    }

    /// The same model on a line of another rate.
    pub fn at_baud(self, baud: u32) -> Self {
        Self { baud, ..self }
    }

    /// The time that bytes take on the line: ten bits a byte.
    pub fn wire_time(&self, bytes: usize) -> Duration {
        Duration::from_nanos(bytes as u64 * 10_000_000_000 / u64::from(self.baud))
    }

    /// The time that paper takes to pass the head at `speed_mm` millimetres a second.
    pub fn paper_time(&self, dots: usize, speed_mm: u32) -> Duration {
        Duration::from_nanos(
            dots as u64 * 1_000_000_000 / (u64::from(speed_mm) * self.dots_per_mm as u64),
        )
    }
}
