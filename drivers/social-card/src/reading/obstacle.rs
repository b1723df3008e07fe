//! Why a card gives nobody's name.

use crate::{
    card::{CardError, Tag},
    wire::StatusWord,
};

/// Why the reading of a card that answers came to nothing. Never holds anything about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Obstacle {
    /// A bank card without a social-security application.
    #[error("this is a bank card; insert a social-security card")]
    BankCard,
    /// A chip card of another kind.
    #[error("this is no social-security card; insert a social-security card")]
    OtherCard,
    /// The card, or its application, was locked by its issuer or by wrong tries.
    #[error("the card is locked; have it looked at at a counter")]
    CardLocked,
    /// The card's memory failed.
    #[error("the card is faulty; have it replaced at a counter")]
    CardFaulty,
    /// What the card says is no card's data.
    #[error(transparent)]
    Damaged(#[from] CardError),
    /// The card could not prove itself.
    #[error("the card could not prove itself; have it looked at at a counter")]
    NotGenuine,
    /// The card refused the authority's proof; so many tries are left before it locks the key.
    #[error(
        "the card refused the authority's proof, {tries_left} tries left; call service, and show it none again"
    )]
    AuthorityRefused {
        /// How many more wrong proofs the card takes.
        tries_left: u8,
    },
    /// The key by which an authority proves itself is locked.
    #[error("the card's key is locked; have it looked at at a counter")]
    KeyLocked,
    /// A proof was shown to this card before, and it was not convinced, or could not say.
    #[error("the card was shown a proof before, in vain; serve its holder at a counter")]
    AuthenticationSpent,
    /// The card lost the thread (`6901`, `6986`, `6F00`, `6984`, `6985`): a reset may help.
    #[error("the card lost the thread ({0:?}); reset it")]
    Hiccup(StatusWord),
    /// The card said what does not fit.
    #[error("the card answered {0:?}, which does not fit; have it looked at at a counter")]
    Unexpected(StatusWord),
}

impl Obstacle {
    /// What a status word means that stops a reading.
    pub(super) fn of(status: StatusWord) -> Self {
        match status {
            StatusWord::NotSupportedOrLocked
            | StatusWord::AuthenticationLocked
            | StatusWord::ApplicationLocked => Self::CardLocked,
            StatusWord::MemoryFailure => Self::CardFaulty,
            StatusWord::StateInvalid
            | StatusWord::NoCurrentFile
            | StatusWord::NoDiagnosis
            | StatusWord::ReferenceUnusable
            | StatusWord::ConditionsNotSatisfied => Self::Hiccup(status),
            status => Self::Unexpected(status),
        }
    }

    /// A record that a card must have is missing, or another one came in its place.
    pub(super) fn of_record(tag: Tag) -> Self {
        Self::Damaged(CardError::Damaged(tag))
    }

    /// Whether the same card may do better after a reset.
    pub fn may_pass(self) -> bool {
        matches!(self, Self::Hiccup(_) | Self::Damaged(_))
    }
}
