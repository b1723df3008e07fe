//! The number on a card.

use std::fmt;

use codes::{CitizenIdNumber, NumberError};

/// A number as the card has it, checked or not. `Debug` prints none of it.
#[derive(Clone, PartialEq, Eq)]
pub struct CardNumber(String);

impl CardNumber {
    /// The number of this text, right or wrong.
    pub fn from_text(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// What the card says.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number of eighteen characters, if it is one; [`super::IdCard::person_number`] knows
    /// the others too, and which kind of card has which.
    ///
    /// # Errors
    /// [`NumberError`] says which part is wrong; the rest of the card may still be right.
    pub fn checked(&self) -> Result<CitizenIdNumber, NumberError> {
        CitizenIdNumber::parse(&self.0)
    }
}

impl fmt::Debug for CardNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CardNumber(..)")
    }
}
