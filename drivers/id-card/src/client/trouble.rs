//! What can go wrong with a card or with the reader, and what people can do about it.

use crate::{card::CardKind, wire::Status};

/// Something that keeps a card from being read. Never holds anything about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// The card was moved or lifted too early, or the radio failed.
    #[error("the card was moved or lifted while it was read; put it on the reader again")]
    ReadInterrupted,
    /// `40`: something else than an identity card.
    #[error("the reader does not recognise the card; use an identity card")]
    NotRecognised,
    /// `31` or `32`, more than once: the chip and the module did not accept each other.
    #[error("card and reader do not accept each other; have the card looked at at a counter")]
    Refused,
    /// `33`, `3F` or a text that makes no sense, more than once.
    #[error("what the card says is damaged; have the card looked at at a counter")]
    DamagedData,
    /// A sound card of a kind that is not known.
    #[error("the card is of an unknown kind ({0:?}); serve its holder at a counter")]
    Unsupported(CardKind),
    /// Three requests in a row had no answer.
    #[error("the reader does not answer; check its cable, its power and the rate of the line")]
    ReaderSilent,
    /// Answers came damaged more often than chance would have it.
    #[error("the answers of the reader are damaged; check its cable and the rate of the line")]
    LineNoisy,
    /// `60` or `66`, or `24` again and again: the module does no work, even after a reset.
    #[error("the security module of the reader is out of service ({0:?}); replace the reader")]
    OutOfService(Status),
    /// An answer that no such request can have.
    #[error("the reader answered {asked:?} with {got:02X}, which does not fit; call service")]
    Protocol {
        /// What was asked.
        asked: &'static str,
        /// SW3 of the answer.
        got: u8,
    },
}

/// What people can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Remedy {
    /// The visitor puts the card on the reader again and leaves it there.
    PlaceCardAgain,
    /// The visitor uses an identity card.
    UseIdCard,
    /// The visitor goes to a counter with this card.
    GoToCounter,
    /// Staff check cable and power.
    CheckCable,
    /// Staff call service.
    CallService,
}

impl Trouble {
    /// What people can do.
    pub fn remedy(self) -> Remedy {
        match self {
            Self::ReadInterrupted => Remedy::PlaceCardAgain,
            Self::NotRecognised => Remedy::UseIdCard,
            Self::Refused | Self::DamagedData | Self::Unsupported(_) => Remedy::GoToCounter,
            Self::ReaderSilent | Self::LineNoisy => Remedy::CheckCable,
            Self::OutOfService(_) | Self::Protocol { .. } => Remedy::CallService,
        }
    }

    /// Whether it is about the reader and not about one card. [`crate::Event::Ready`] follows such
    /// a trouble once the reader works again; after the others the client looks for cards as before.
    pub fn is_about_reader(self) -> bool {
        match self {
            Self::ReaderSilent
            | Self::LineNoisy
            | Self::OutOfService(_)
            | Self::Protocol { .. } => true,
            Self::ReadInterrupted
            | Self::NotRecognised
            | Self::Refused
            | Self::DamagedData
            | Self::Unsupported(_) => false,
        }
    }

    /// How many more attempts a card gets that was found and not read for this reason.
    pub(crate) fn further_attempts(self) -> u8 {
        match self {
            Self::NotRecognised | Self::Unsupported(_) => 0,
            Self::DamagedData => 1,
            _ => 2,
        }
    }
}
