//! The words for what goes wrong in a device, and what the device takes them for.

mod scanner;
mod social_card;

use std::time::Duration;

use id_card::{
    sim::{self as reader, Fault, Planned, Refind, Sam},
    wire::{Request, Status},
};
use receipt_printer::sim as printer;
use serde::{Deserialize, Serialize};

pub use scanner::{ScannerFault, ScannerSaying};
pub use social_card::{SocialCardFault, SocialCardRequest};

/// Something that goes wrong, and in which device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "device", rename_all = "kebab-case", deny_unknown_fields)]
pub enum DeviceFault {
    /// In the ID-card reader.
    IdCard {
        /// What goes wrong.
        fault: IdCardFault,
        /// Where it befalls answers: those to this request only.
        #[serde(default)]
        on: Option<IdCardRequest>,
        /// Where it befalls answers: how many of them.
        #[serde(default = "once")]
        times: u32,
    },
    /// In the reader of social-security cards.
    SocialCard {
        /// What goes wrong.
        fault: SocialCardFault,
        /// Answers to this request only.
        #[serde(default)]
        on: Option<SocialCardRequest>,
        /// How many of them are spared first.
        #[serde(default)]
        after: u32,
        /// How many it befalls.
        #[serde(default = "once")]
        times: u32,
    },
    /// In the code scanner.
    CodeScanner {
        /// What goes wrong.
        fault: ScannerFault,
        /// What it befalls.
        #[serde(default)]
        on: ScannerSaying,
        /// How many of them.
        #[serde(default = "once")]
        times: u32,
    },
    /// In the receipt printer.
    ReceiptPrinter {
        /// What goes wrong.
        fault: PrinterFault,
    },
    /// In the I/O board.
    IoBoard {
        /// What goes wrong.
        fault: BoardFault,
    },
}

fn once() -> u32 {
    1
}

/// What goes wrong in the ID-card reader: with answers to come, down to `WrongId`, or with itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "kebab-case", deny_unknown_fields)]
pub enum IdCardFault {
    /// The answer never comes.
    Silent,
    /// The answer comes later.
    Late {
        /// By so many milliseconds.
        ms: u32,
    },
    /// The answer is a status and nothing else.
    Say {
        /// Its SW3 as a number; 65 is `41`, the card was moved.
        status: u8,
    },
    /// The answer has the shape of the one to find.
    OfFind,
    /// The checksum is wrong.
    WrongChecksum,
    /// The length field lies.
    LengthField {
        /// What it says.
        length: u16,
    },
    /// The preamble lacks a byte.
    ShortPreamble,
    /// The preamble has a byte too many.
    LongPreamble,
    /// Noise comes before the answer.
    NoiseBefore {
        /// So much.
        bytes: u16,
    },
    /// Noise comes after the answer.
    NoiseAfter {
        /// So much.
        bytes: u16,
    },
    /// A frame of a combined reader comes before the answer.
    ForeignFrame,
    /// A short frame comes in place of the answer, as some readers send when they gave up.
    TimeoutReply,
    /// The answer comes a byte at a time.
    Trickle {
        /// With so many milliseconds between two.
        ms: u32,
    },
    /// The answer stops after its head.
    PauseAfterHead {
        /// For so many milliseconds.
        ms: u32,
    },
    /// The power goes while the answer is sent.
    PowerCutAfter {
        /// After so many bytes.
        bytes: u16,
    },
    /// Text and photo are said to have sizes that they never have.
    WrongPartSizes,
    /// The module calls itself something else.
    WrongId,
    /// The security module fails its self-test, until mended.
    SamDead,
    /// The security module is not authorised, until mended.
    SamNotAuthorised,
    /// A card that was read and still lies there is never found, until mended.
    NeverRefinds,
    /// A card that was read and still lies there is found every time, until mended.
    AlwaysRefinds,
}

/// The requests to an ID-card reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IdCardRequest {
    /// `10 FF`
    ResetSam,
    /// `11 FF`
    SamStatus,
    /// `12 FF`
    SamId,
    /// `20 01`
    FindCard,
    /// `20 02`
    SelectCard,
    /// `30 01`
    ReadTextAndPhoto,
    /// `30 10`
    ReadWithFingerprints,
    /// `30 03`
    ReadNewAddresses,
}

/// What goes wrong in the receipt printer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "kebab-case", deny_unknown_fields)]
pub enum PrinterFault {
    /// The cutter sticks at the next cut, until mended.
    JamCutter,
    /// The head is too hot to print.
    Heat {
        /// For so many milliseconds.
        ms: u32,
    },
}

/// What goes wrong in the I/O board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BoardFault {
    /// The firmware hangs, until the watchdog of the chip resets it.
    Hang,
    /// The thermometer says nothing, until mended.
    ThermometerDead,
}

impl IdCardFault {
    /// What the reader is told; `on` and `times` matter to faults of answers alone.
    pub(crate) fn order(self, on: Option<IdCardRequest>, times: u32) -> reader::Command {
        let fault = match self {
            Self::Silent => Fault::Silent,
            Self::Late { ms } => Fault::Late(millis(ms)),
            Self::Say { status } => Fault::Say(Status::from_code(status)),
            Self::OfFind => Fault::OfFind,
            Self::WrongChecksum => Fault::WrongChecksum,
            Self::LengthField { length } => Fault::LengthField(length),
            Self::ShortPreamble => Fault::ShortPreamble,
            Self::LongPreamble => Fault::LongPreamble,
            Self::NoiseBefore { bytes } => Fault::NoiseBefore(bytes.into()),
            Self::NoiseAfter { bytes } => Fault::NoiseAfter(bytes.into()),
            Self::ForeignFrame => Fault::ForeignFrame,
            Self::TimeoutReply => Fault::TimeoutReply,
            Self::Trickle { ms } => Fault::Trickle(millis(ms)),
            Self::PauseAfterHead { ms } => Fault::PauseAfterHead(millis(ms)),
            Self::PowerCutAfter { bytes } => Fault::PowerCutAfter(bytes.into()),
            Self::WrongPartSizes => Fault::WrongPartSizes,
            Self::WrongId => Fault::WrongId,
            Self::SamDead => return reader::Command::Sam(Sam::Dead),
            Self::SamNotAuthorised => return reader::Command::Sam(Sam::NotAuthorised),
            Self::NeverRefinds => return reader::Command::Refind(Refind::Deny),
            Self::AlwaysRefinds => return reader::Command::Refind(Refind::Allow),
        };
        reader::Command::Plan(Planned { fault, on: on.map(IdCardRequest::request), times })
    }
}

impl IdCardRequest {
    fn request(self) -> Request {
        match self {
            Self::ResetSam => Request::ResetSam,
            Self::SamStatus => Request::SamStatus,
            Self::SamId => Request::SamId,
            Self::FindCard => Request::FindCard,
            Self::SelectCard => Request::SelectCard,
            Self::ReadTextAndPhoto => Request::ReadTextAndPhoto,
            Self::ReadWithFingerprints => Request::ReadWithFingerprints,
            Self::ReadNewAddresses => Request::ReadNewAddresses,
        }
    }
}

impl PrinterFault {
    /// What the printer is told.
    pub(crate) fn order(self) -> printer::Hand {
        match self {
            Self::JamCutter => printer::Hand::JamCutter,
            Self::Heat { ms } => printer::Hand::Heat(millis(ms)),
        }
    }
}

/// What ends everything that goes wrong in a reader.
pub(crate) fn mend_reader() -> [reader::Command; 3] {
    [
        reader::Command::Forgive,
        reader::Command::Sam(Sam::Healthy),
        reader::Command::Refind(Refind::default()),
    ]
}

/// What ends everything that goes wrong in a printer; after a jam it must be told to recover.
pub(crate) fn mend_printer() -> [printer::Hand; 2] {
    [printer::Hand::FreeCutter, printer::Hand::Heat(Duration::ZERO)]
}

fn millis(ms: u32) -> Duration {
    Duration::from_millis(ms.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Hand;

    #[test]
    fn a_fault_says_what_befalls_which_answers() {
        let words = r#"{"do":"fault","device":"id-card","fault":{"late":{"ms":1500}},
                        "on":"read-text-and-photo","times":2}"#;
        let Ok(Hand::Fault(DeviceFault::IdCard { fault, on, times })) = serde_json::from_str(words)
        else {
            panic!("the words were not understood");
        };
        let request = Request::ReadTextAndPhoto;
        let late = Planned::next_to(request, Fault::Late(millis(1500))).times(2);
        assert_eq!(fault.order(on, times), reader::Command::Plan(late));
    }

    #[test]
    fn a_fault_befalls_the_next_answer_unless_told_otherwise() {
        let words = r#"{"do":"fault","device":"id-card","fault":"silent"}"#;
        let Ok(Hand::Fault(DeviceFault::IdCard { fault, on, times })) = serde_json::from_str(words)
        else {
            panic!("the words were not understood");
        };
        let silent = reader::Command::Plan(Planned::next(Fault::Silent));
        assert_eq!(fault.order(on, times), silent);
    }

    #[test]
    fn a_fault_that_a_device_cannot_have_is_refused() {
        for words in [
            r#"{"do":"fault","device":"receipt-printer","fault":"silent"}"#,
            r#"{"do":"fault","device":"receipt-printer","fault":"jam-cutter","times":2}"#,
            r#"{"do":"fault","device":"id-card","fault":{"late":{"s":1}}}"#,
            r#"{"do":"fault","fault":"silent"}"#,
        ] {
            assert!(serde_json::from_str::<Hand>(words).is_err(), "{words}");
        }
    }
}
