//! The words for what goes wrong in a reader of social-security cards.

use serde::{Deserialize, Serialize};
use social_card::{
    sim::{Fault, On, Planned},
    wire::SlotError,
};

use super::millis;

/// What goes wrong with answers of the reader of social-security cards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "kebab-case", deny_unknown_fields)]
pub enum SocialCardFault {
    /// Neither echo nor answer comes, and nothing is done.
    Silent,
    /// The echo comes, and no answer.
    EchoOnly,
    /// The answer comes without an echo.
    NoEcho,
    /// The answer comes later.
    Late {
        /// By so many milliseconds.
        ms: u32,
    },
    /// The request fails, and nothing is done.
    Fail {
        /// Its bError as a number; 254 is `FE`, the card is mute.
        error: u8,
    },
    /// The checksum is wrong.
    WrongLrc,
    /// The length field lies.
    LengthField {
        /// What it says.
        length: u32,
    },
    /// The answer bears the number of another request.
    WrongSequence,
    /// The reader did not understand the request.
    Nak,
    /// Only the beginning of the answer comes.
    CutAfter {
        /// So many bytes of it.
        bytes: u16,
    },
    /// The answer comes a byte at a time.
    Trickle {
        /// With so many milliseconds between two.
        ms: u32,
    },
    /// Noise comes before the echo.
    NoiseBefore {
        /// So much.
        bytes: u16,
    },
    /// Noise comes between echo and answer.
    NoiseBetween {
        /// So much.
        bytes: u16,
    },
    /// Noise comes after the answer.
    NoiseAfter {
        /// So much.
        bytes: u16,
    },
    /// The card asks for time before it answers, every 300 ms.
    CardStalls {
        /// So often.
        words: u16,
    },
    /// The reader asks for time before it answers, every 300 ms.
    ReaderStalls {
        /// So often.
        words: u16,
    },
    /// A card is said to have been put in, between echo and answer.
    SaysInserted,
    /// The card is said to have been pulled, between echo and answer.
    SaysPulled,
    /// The card is pulled before the request gets to it.
    Pulled,
    /// The card is pulled after it has answered.
    PulledAfter,
    /// The reader starts anew in place of answering, and the card loses its power.
    Reset,
    /// The last bit of what the card says is flipped on its way to the reader.
    Garbled,
    /// The card answers with a status and nothing else.
    CardSays {
        /// SW1 and SW2 as a number; 27266 is `6A82`, there is no such file.
        status: u16,
    },
}

/// The requests that a fault may be kept for: those to the reader, and, among what goes to the
/// card, those with one instruction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SocialCardRequest {
    /// `62`
    PowerOn,
    /// `63`
    PowerOff,
    /// `65`
    SlotStatus,
    /// `61`
    SetParameters,
    /// `6B`
    Escape,
    /// `6F`, whatever is for the card.
    Transfer,
    /// `A4`
    Select,
    /// `B2`
    ReadRecord,
    /// `C0`
    GetResponse,
    /// `84`
    GetChallenge,
    /// `88`
    InternalAuthenticate,
    /// `82`
    ExternalAuthenticate,
}

impl SocialCardFault {
    /// What is planned for the reader.
    pub(crate) fn planned(self, on: Option<SocialCardRequest>, after: u32, times: u32) -> Planned {
        let fault = match self {
            Self::Silent => Fault::Silent,
            Self::EchoOnly => Fault::EchoOnly,
            Self::NoEcho => Fault::NoEcho,
            Self::Late { ms } => Fault::Late(millis(ms)),
            Self::Fail { error } => Fault::Fail(SlotError::from_code(error)),
            Self::WrongLrc => Fault::WrongLrc,
            Self::LengthField { length } => Fault::LengthField(length),
            Self::WrongSequence => Fault::WrongSequence,
            Self::Nak => Fault::Nak,
            Self::CutAfter { bytes } => Fault::CutAfter(bytes.into()),
            Self::Trickle { ms } => Fault::Trickle(millis(ms)),
            Self::NoiseBefore { bytes } => Fault::NoiseBefore(bytes.into()),
            Self::NoiseBetween { bytes } => Fault::NoiseBetween(bytes.into()),
            Self::NoiseAfter { bytes } => Fault::NoiseAfter(bytes.into()),
            Self::CardStalls { words } => Fault::MoreTime(words.into()),
            Self::ReaderStalls { words } => Fault::Extension(words.into()),
            Self::SaysInserted => Fault::Notice(true),
            Self::SaysPulled => Fault::Notice(false),
            Self::Pulled => Fault::Pulled,
            Self::PulledAfter => Fault::PulledAfter,
            Self::Reset => Fault::Reset,
            Self::Garbled => Fault::Garbled,
            Self::CardSays { status } => Fault::CardSays(status.to_be_bytes().to_vec()),
        };
        let on = on.map_or(On::Any, SocialCardRequest::on);
        Planned { fault, on, after, times }
    }
}

impl SocialCardRequest {
    fn on(self) -> On {
        match self {
            Self::PowerOn => On::Message(0x62),
            Self::PowerOff => On::Message(0x63),
            Self::SlotStatus => On::Message(0x65),
            Self::SetParameters => On::Message(0x61),
            Self::Escape => On::Message(0x6B),
            Self::Transfer => On::Message(0x6F),
            Self::Select => On::Instruction(0xA4),
            Self::ReadRecord => On::Instruction(0xB2),
            Self::GetResponse => On::Instruction(0xC0),
            Self::GetChallenge => On::Instruction(0x84),
            Self::InternalAuthenticate => On::Instruction(0x88),
            Self::ExternalAuthenticate => On::Instruction(0x82),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DeviceFault, Hand};

    #[test]
    fn a_fault_befalls_the_next_answer_unless_told_otherwise() {
        for (words, planned) in [
            (r#""fault":"echo-only""#, Planned::next(On::Any, Fault::EchoOnly)),
            (
                r#""fault":"pulled","on":"read-record","after":2"#,
                Planned::next(On::Instruction(0xB2), Fault::Pulled).after(2),
            ),
            (
                r#""fault":{"fail":{"error":254}},"on":"power-on","times":3"#,
                Planned::next(On::Message(0x62), Fault::Fail(SlotError::Mute)).times(3),
            ),
            (
                r#""fault":{"card-says":{"status":27266}},"on":"transfer""#,
                Planned::next(On::Message(0x6F), Fault::CardSays(vec![0x6A, 0x82])),
            ),
        ] {
            let words = format!(r#"{{"do":"fault","device":"social-card",{words}}}"#);
            match serde_json::from_str(&words) {
                Ok(Hand::Fault(DeviceFault::SocialCard { fault, on, after, times })) => {
                    assert_eq!(fault.planned(on, after, times), planned);
                }
                other => panic!("{words}: {other:?}"),
            }
        }
    }
}
