//! The words for what goes wrong in a code scanner.

use code_scanner::{
    sim::{Command, Fault, Planned, Saying},
    wire::Reply,
};
use serde::{Deserialize, Serialize};

use super::millis;

/// What goes wrong with codes or answers of the code scanner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "kebab-case", deny_unknown_fields)]
pub enum ScannerFault {
    /// It never comes.
    Silent,
    /// It comes later.
    Late {
        /// By so many milliseconds.
        ms: u32,
    },
    /// It comes a byte at a time.
    Trickle {
        /// With so many milliseconds between two.
        ms: u32,
    },
    /// It stops in the middle.
    PauseAfter {
        /// After so many bytes.
        bytes: u16,
        /// For so many milliseconds.
        ms: u32,
    },
    /// Only its beginning comes.
    CutAfter {
        /// So many bytes of it.
        bytes: u16,
    },
    /// Noise comes before it.
    NoiseBefore {
        /// So much.
        bytes: u16,
    },
    /// Noise comes after it.
    NoiseAfter {
        /// So much.
        bytes: u16,
    },
    /// Its last byte is wrong: the suffix of a code, the checksum of an answer.
    WrongEnd,
    /// An answer says that the command is unknown.
    Refuse,
    /// The scanner starts anew in place of saying it.
    Reset,
}

/// What a fault befalls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ScannerSaying {
    /// Codes that it has read.
    #[default]
    Code,
    /// Answers to commands.
    Answer,
}

impl ScannerFault {
    /// What the scanner is told.
    pub(crate) fn order(self, on: ScannerSaying, times: u32) -> Command {
        let fault = match self {
            Self::Silent => Fault::Silent,
            Self::Late { ms } => Fault::Late(millis(ms)),
            Self::Trickle { ms } => Fault::Trickle(millis(ms)),
            Self::PauseAfter { bytes, ms } => {
                Fault::Pause { bytes: bytes.into(), pause: millis(ms) }
            }
            Self::CutAfter { bytes } => Fault::CutAfter(bytes.into()),
            Self::NoiseBefore { bytes } => Fault::NoiseBefore(bytes.into()),
            Self::NoiseAfter { bytes } => Fault::NoiseAfter(bytes.into()),
            Self::WrongEnd => Fault::WrongEnd,
            Self::Refuse => Fault::Say(Reply::Refused(UNKNOWN_REQUEST)),
            Self::Reset => Fault::Reset,
        };
        let on = match on {
            ScannerSaying::Code => Saying::Code,
            ScannerSaying::Answer => Saying::Answer,
        };
        Command::Plan(Planned { fault, on, times })
    }
}

/// The type of the answer that says so.
const UNKNOWN_REQUEST: u8 = 0x03;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DeviceFault, Hand};

    #[test]
    fn a_fault_befalls_the_next_code_unless_told_otherwise() {
        for (words, planned) in [
            (
                r#"{"do":"fault","device":"code-scanner","fault":{"cut-after":{"bytes":9}}}"#,
                Planned::next_code(Fault::CutAfter(9)),
            ),
            (
                r#"{"do":"fault","device":"code-scanner","fault":"silent","on":"answer","times":3}"#,
                Planned::next_answer(Fault::Silent).times(3),
            ),
        ] {
            match serde_json::from_str(words) {
                Ok(Hand::Fault(DeviceFault::CodeScanner { fault, on, times })) => {
                    assert_eq!(fault.order(on, times), Command::Plan(planned));
                }
                other => panic!("{words}: {other:?}"),
            }
        }
    }
}
