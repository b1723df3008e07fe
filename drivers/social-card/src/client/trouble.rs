//! What can go wrong with a card or with the reader, and what people can do about it.

use crate::{reading::Obstacle, wire::SlotError};

/// Something that keeps a card from being read. Never holds anything about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Trouble {
    /// The card was taken out while it was read.
    #[error("the card was taken out while it was read; insert it again and leave it there")]
    CardPulled,
    /// The card was there for a moment only.
    #[error("the card is not all the way in; push it to the stop")]
    HalfInserted,
    /// No answer at any voltage: upside down, turned round, or no chip.
    #[error("the card does not answer; turn it so that the chip goes in first, facing up")]
    CardMute,
    /// The same once more, after the card was turned.
    #[error("the card's chip cannot be read; have it looked at at a counter")]
    ChipUnreadable,
    /// The card answers, and again and again wrongly.
    #[error("the card's contacts are worn or dirty ({0:?}); wipe the chip or go to a counter")]
    WornContacts(SlotError),
    /// Something in the slot joins contacts that must not be joined: two cards, or metal.
    #[error("there is a short circuit in the slot; insert one card and nothing else")]
    ShortCircuit,
    /// The card answered, and not with a person.
    #[error(transparent)]
    Card(#[from] Obstacle),
    /// The time that a card has was over before it was read.
    #[error("the card takes too long; insert it again, or have it looked at at a counter")]
    CardTooSlow,
    /// Three requests in a row had no answer.
    #[error("the reader does not answer; check its cable, its power and the rate of the line")]
    ReaderSilent,
    /// Answers came damaged more often than chance would have it.
    #[error("the answers of the reader are damaged; check its cable and the rate of the line")]
    LineNoisy,
    /// The reader reports an error of its own.
    #[error("the reader failed ({0:?}); call service")]
    ReaderFaulty(SlotError),
}

/// What people can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Remedy {
    /// The visitor inserts the card again, up to the stop, and leaves it there.
    InsertCardAgain,
    /// The visitor turns the card as the picture shows.
    TurnCard,
    /// The visitor wipes the chip and inserts the card again.
    WipeChip,
    /// The visitor takes everything out and inserts a social-security card.
    UseSocialCard,
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
            Self::CardPulled | Self::HalfInserted | Self::CardTooSlow => Remedy::InsertCardAgain,
            Self::CardMute => Remedy::TurnCard,
            Self::WornContacts(_) => Remedy::WipeChip,
            Self::ShortCircuit | Self::Card(Obstacle::BankCard | Obstacle::OtherCard) => {
                Remedy::UseSocialCard
            }
            Self::Card(Obstacle::Hiccup(_)) => Remedy::InsertCardAgain,
            Self::Card(Obstacle::AuthorityRefused { .. }) => Remedy::CallService,
            Self::Card(_) | Self::ChipUnreadable => Remedy::GoToCounter,
            Self::ReaderSilent | Self::LineNoisy => Remedy::CheckCable,
            Self::ReaderFaulty(_) => Remedy::CallService,
        }
    }

    /// Whether it is about the reader and not about one card. [`crate::Event::Ready`] follows such
    /// a trouble once the reader works again; after the others the client looks for cards as before.
    pub fn is_about_reader(self) -> bool {
        matches!(self, Self::ReaderSilent | Self::LineNoisy | Self::ReaderFaulty(_))
    }

    /// How many more attempts a card gets that was powered and not read for this reason.
    pub(crate) fn further_attempts(self) -> u8 {
        match self {
            Self::WornContacts(_) | Self::LineNoisy | Self::ReaderSilent => 2,
            Self::CardMute => 1,
            Self::Card(obstacle) if obstacle.may_pass() => 1,
            _ => 0,
        }
    }
}
