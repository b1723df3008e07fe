//! The number by which somebody is found.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{CitizenIdNumber, ForeignerNumber2017, NumberError};

/// A number off any card of identity, checked as far as its kind allows. `Debug` never prints it.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum PersonNumber {
    /// Eighteen characters: citizens, residents of Hong Kong, Macao and Taiwan, and foreigners
    /// since 2023.
    Citizen(CitizenIdNumber),
    /// Fifteen characters: foreigners with a card of 2017.
    Foreigner2017(ForeignerNumber2017),
}

impl PersonNumber {
    /// Takes a number of either kind; its length tells them apart.
    ///
    /// # Errors
    /// [`NumberError`] says what is wrong, and never quotes the number.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        match text.len() {
            15 => ForeignerNumber2017::parse(text).map(Self::Foreigner2017),
            _ => CitizenIdNumber::parse(text).map(Self::Citizen),
        }
    }

    /// The day of birth, where the number holds a whole one: of fifteen characters none does.
    pub fn birth_date(&self) -> Option<NaiveDate> {
        self.citizen().map(CitizenIdNumber::birth_date)
    }

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

impl From<CitizenIdNumber> for PersonNumber {
    fn from(number: CitizenIdNumber) -> Self {
        Self::Citizen(number)
    }
}

impl From<PersonNumber> for String {
    fn from(number: PersonNumber) -> Self {
        number.as_str().to_owned()
    }
}

impl TryFrom<String> for PersonNumber {
    type Error = NumberError;
    fn try_from(text: String) -> Result<Self, NumberError> {
        Self::parse(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_either_kind_is_told_by_its_length() {
        let citizen = PersonNumber::parse("500119196109271236").unwrap();
        assert_eq!(citizen.birth_date(), NaiveDate::from_ymd_opt(1961, 9, 27));
        let foreigner = PersonNumber::parse("PAK310080010103").unwrap();
        assert!(matches!(foreigner, PersonNumber::Foreigner2017(_)));
        assert_eq!(foreigner.birth_date(), None);
        assert!(PersonNumber::parse("500119610927123").is_err(), "the old 15 digits of a citizen");
    }
}
