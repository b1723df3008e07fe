//! The number by which somebody is found.

use std::fmt;

use crate::{CitizenIdNumber, ForeignerNumber2017};

/// A number off any card of identity, checked as far as its kind allows. `Debug` never prints it.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PersonNumber {
    /// Eighteen characters: citizens, residents of Hong Kong, Macao and Taiwan, and foreigners
    /// since 2023.
    Citizen(CitizenIdNumber),
    /// Fifteen characters: foreigners with a card of 2017.
    Foreigner2017(ForeignerNumber2017),
}

impl PersonNumber {
    /// The characters of the number.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Citizen(number) => number.as_str(),
            Self::Foreigner2017(number) => number.as_str(),
        }
    }

    /// The number of eighteen characters, if it is one.
    pub fn citizen(&self) -> Option<&CitizenIdNumber> {
        match self {
            Self::Citizen(number) => Some(number),
            Self::Foreigner2017(_) => None,
        }
    }
}

impl fmt::Debug for PersonNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonNumber(..)")
    }
}
