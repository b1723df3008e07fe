//! How engines answer commands.

use super::{Scan, words, zone};

/// How a family of engines answers commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Answers {
    /// Not at all. Whether such an engine is there shows when it reads a code.
    Never,
    /// With a frame and its CRC: [`zone`].
    Zone,
    /// With the command, and one byte in it: [`words`].
    Words,
}

/// What an engine makes of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reply {
    /// It is done.
    Done,
    /// It did not come whole: say it again.
    Damaged,
    /// The engine does not know it, or not with this value; its code for that.
    Refused(u8),
}

impl Answers {
    /// Examines the front of `bytes` for an answer.
    pub(super) fn scan(self, bytes: &[u8]) -> Scan<Reply> {
        match self {
            Self::Never => Scan::Noise,
            Self::Words => words::scan_answer(bytes),
            Self::Zone => match zone::scan_answer(bytes) {
                Scan::Frame { frame, size } => Scan::Frame { frame: frame.reply(), size },
                Scan::Damaged { size } => Scan::Damaged { size },
                Scan::Partial => Scan::Partial,
                Scan::Noise => Scan::Noise,
            },
        }
    }
}
