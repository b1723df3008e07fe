//! The words that the hands understand. As JSON: `{"do":"place-card","card":"lin-zhiyuan"}`.

use io_board::Switch;
use serde::{Deserialize, Serialize};
use social_card::{sim::Card, wire::StatusWord};

use crate::fault::DeviceFault;

/// Something that a person at the machine, or fate, does to the devices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Hand {
    /// Puts a card on the reader's plate, on top of whatever lies there.
    PlaceCard {
        /// Its key.
        card: String,
    },
    /// Puts a card of another kind on the plate, such as a bank card.
    PlaceOtherCard,
    /// Takes everything off the plate.
    LiftCard,
    /// Puts somebody's social-security card into the slot, on top of whatever is in it.
    InsertCard {
        /// The key of the holder.
        card: String,
        /// Which way round.
        #[serde(default)]
        way: Way,
    },
    /// Puts a card into the slot that is no social-security card, or does not work as one.
    InsertOtherCard {
        /// What it is.
        kind: OtherCard,
    },
    /// Pulls out whatever is in the slot, read or not.
    PullCard,
    /// Names the cards that lie ready.
    ListCards,
    /// Holds a code before the scanner, beside those that are held there.
    ShowCode(Shown),
    /// Takes all codes away.
    TakeCodeAway,
    /// Takes the sheet out of the printer's mouth.
    TakePaper,
    /// Puts in a new roll of paper.
    RefillPaper,
    /// Lets the roll end after so much more.
    PaperEndsAfter(Length),
    /// Opens the printer's cover.
    OpenCover,
    /// Closes it.
    CloseCover,
    /// Opens a door of the kiosk, or something else that the I/O board minds.
    Open {
        /// Which.
        what: Flap,
    },
    /// Shuts it.
    Shut {
        /// Which.
        what: Flap,
    },
    /// Steps before the kiosk.
    StepNear,
    /// Steps away from it.
    StepAway,
    /// Makes it so warm inside the kiosk, in tenths of a degree.
    Warm {
        /// In tenths of a degree Celsius.
        decidegrees: i16,
    },
    /// Presses the reset button of the I/O board.
    ResetBoard,
    /// Pulls a device's cable: its link goes.
    Unplug {
        /// Which device.
        device: DeviceName,
    },
    /// Plugs it in again.
    Plug {
        /// Which device.
        device: DeviceName,
    },
    /// Takes a device's power: whatever it holds in memory is gone.
    SwitchOff {
        /// Which device.
        device: DeviceName,
    },
    /// Gives the power back; the device needs a while to start.
    SwitchOn {
        /// Which device.
        device: DeviceName,
    },
    /// Has something go wrong in a device.
    Fault(DeviceFault),
    /// Ends what goes wrong in a device: what broke works, and answers to come are sound. A cutter
    /// that is to stick at the next cut does so all the same.
    Mend {
        /// Which device.
        device: DeviceName,
    },
    /// Says how everything stands.
    State,
}

/// A simulated device, named as its link is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeviceName {
    /// The ID-card reader.
    IdCard,
    /// The reader of social-security cards.
    SocialCard,
    /// The code scanner.
    CodeScanner,
    /// The receipt printer.
    ReceiptPrinter,
    /// The I/O board.
    IoBoard,
}

/// What can be open and is shut for service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Flap {
    /// 上门: screen and card readers.
    UpperDoor,
    /// 下门: main computer and power.
    LowerDoor,
    /// 纸仓.
    PaperDrawer,
    /// The case itself: its tamper contact (防拆) breaks.
    Case,
}

impl Flap {
    /// What the board sees of it.
    pub(crate) fn switch(self) -> Switch {
        match self {
            Self::UpperDoor => Switch::UpperDoor,
            Self::LowerDoor => Switch::LowerDoor,
            Self::PaperDrawer => Switch::PaperDrawer,
            Self::Case => Switch::Tamper,
        }
    }
}

/// Which way round a card is put into the slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// As the picture beside the slot has it.
    #[default]
    Right,
    /// Nothing meets the contacts.
    UpsideDown,
}

/// A card that does not name anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OtherCard {
    /// A bank card without a social-security application.
    Bank,
    /// A chip card of some other kind.
    Other,
    /// A social-security card that was locked.
    Locked,
    /// One whose chip is dead or missing.
    Mute,
}

impl OtherCard {
    /// What stands for it where keys of cards are listed.
    pub(crate) fn tag(self) -> String {
        match self {
            Self::Bank => "bank",
            Self::Other => "other",
            Self::Locked => "locked",
            Self::Mute => "mute",
        }
        .to_owned()
    }

    /// The card.
    pub(crate) fn card(self) -> Card {
        match self {
            Self::Bank => Card::bank(),
            Self::Other => Card::other(StatusWord::FileNotFound),
            Self::Locked => Card::other(StatusWord::NotSupportedOrLocked),
            Self::Mute => Card::other(StatusWord::FileNotFound).upside_down(),
        }
    }
}

/// A code on a phone or on paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shown {
    /// The 医保电子凭证 of the holder of a card.
    Card(String),
    /// Any text.
    Text(String),
}

/// A length of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Length {
    /// Lines of text at the usual spacing.
    Lines(u16),
    /// Millimetres.
    Mm(u16),
}

impl Length {
    /// Dots from line to line, as jobs for this printer set them.
    const LINE_DOTS: usize = 30;

    /// The length in dots, so many to the millimetre.
    pub(crate) fn dots(self, dots_per_mm: usize) -> usize {
        match self {
            Self::Lines(lines) => usize::from(lines) * Self::LINE_DOTS,
            Self::Mm(mm) => usize::from(mm) * dots_per_mm,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &str) -> Result<Hand, String> {
        serde_json::from_str(words).map_err(|error| error.to_string())
    }

    #[test]
    fn words_are_read_as_the_manual_has_them() {
        let card = "lin-zhiyuan".to_owned();
        let cases = [
            (r#"{"do":"place-card","card":"lin-zhiyuan"}"#, Hand::PlaceCard { card }),
            (
                r#"{"do":"insert-card","card":"tan-guilan"}"#,
                Hand::InsertCard { card: "tan-guilan".to_owned(), way: Way::Right },
            ),
            (
                r#"{"do":"insert-card","card":"tan-guilan","way":"upside-down"}"#,
                Hand::InsertCard { card: "tan-guilan".to_owned(), way: Way::UpsideDown },
            ),
            (
                r#"{"do":"insert-other-card","kind":"bank"}"#,
                Hand::InsertOtherCard { kind: OtherCard::Bank },
            ),
            (r#"{"do":"paper-ends-after","lines":3}"#, Hand::PaperEndsAfter(Length::Lines(3))),
            (r#"{"do":"paper-ends-after","mm":40}"#, Hand::PaperEndsAfter(Length::Mm(40))),
            (
                r#"{"do":"show-code","text":"YBPZ1:"}"#,
                Hand::ShowCode(Shown::Text("YBPZ1:".to_owned())),
            ),
            (
                r#"{"do":"show-code","card":"zhou-mo"}"#,
                Hand::ShowCode(Shown::Card("zhou-mo".to_owned())),
            ),
            (r#"{"do":"unplug","device":"id-card"}"#, Hand::Unplug { device: DeviceName::IdCard }),
            (r#"{"do":"open","what":"case"}"#, Hand::Open { what: Flap::Case }),
            (r#"{"do":"warm","decidegrees":-5}"#, Hand::Warm { decidegrees: -5 }),
            (r#"{"do":"state"}"#, Hand::State),
        ];
        for (words, hand) in cases {
            assert_eq!(read(words), Ok(hand.clone()), "{words}");
            assert_eq!(read(&serde_json::to_string(&hand).unwrap()), Ok(hand));
        }
    }

    #[test]
    fn wrong_words_are_answered_with_the_right_ones() {
        let cases = [
            (r#"{"do":"dance"}"#, "unknown variant `dance`, expected one of `place-card`"),
            (r#"{"do":"place-card"}"#, "missing field `card`"),
            (r#"{"do":"place-card","card":"a","at":1}"#, "unknown field `at`, expected `card`"),
            (r#"{"card":"a"}"#, "missing field `do`"),
            (r#"{"do":"paper-ends-after","feet":3}"#, "expected `lines` or `mm`"),
            (r#"{"do":"show-code","code":"7"}"#, "expected `card` or `text`"),
            (r#"{"do":"plug","device":"fax"}"#, "expected one of `id-card`, `social-card`, "),
            ("place-card", "expected value"),
        ];
        for (words, reason) in cases {
            let refusal = read(words).unwrap_err();
            assert!(refusal.contains(reason), "{words}: {refusal}");
        }
    }
}
