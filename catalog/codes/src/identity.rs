//! 公民身份号码 (GB 11643) and 性别 (GB/T 2261.1).

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// 公民身份号码: `AAAAAA YYYYMMDD SSS C`, eighteen characters, checked.
///
/// Numbers of Hong Kong, Macao and Taiwan residents (address codes 81, 82, 83) and the 2023
/// numbers of foreigners (first digit 9) have the same length and check and are accepted too.
/// `Debug` never prints the number.
///
/// Source: GB 11643-1999; ISO 7064 MOD 11-2 for the check character.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CitizenIdNumber(String);

/// Why a text is no [`CitizenIdNumber`]. Never holds the text itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// Not seventeen digits followed by a digit or X.
    #[error("an identity number has seventeen digits and a digit or X")]
    Shape,
    /// The eight digits in the middle are no day of the calendar.
    #[error("the date of birth inside the identity number is no day of the calendar")]
    BirthDate,
    /// The last character does not follow from the first seventeen.
    #[error("the last character of the identity number does not match the others")]
    Check,
    /// A sound number, of people who carry another kind of card.
    #[error("the identity number belongs on a card of another kind")]
    OtherKind,
}

/// Whom a [`CitizenIdNumber`] was given to, by its first digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// A citizen with a household register (户籍): an address code of GB/T 2260.
    Mainland,
    /// 810000, a resident of Hong Kong (香港居民).
    HongKong,
    /// 820000, a resident of Macao (澳门居民).
    Macao,
    /// 830000, a resident of Taiwan (台湾居民).
    Taiwan,
    /// First digit 9, a foreigner with permanent residence (外国人永久居留), since 2023.
    Abroad,
}

impl CitizenIdNumber {
    /// Reads a number; a lower-case x is taken as X.
    ///
    /// # Errors
    /// [`NumberError`] says which part is wrong.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let number = text.to_ascii_uppercase();
        let bytes = number.as_bytes();
        let well_shaped = bytes.len() == 18
            && bytes[..17].iter().all(u8::is_ascii_digit)
            && (bytes[17].is_ascii_digit() || bytes[17] == b'X');
        if !well_shaped {
            return Err(NumberError::Shape);
        }
        if birth_date(&number).is_none() {
            return Err(NumberError::BirthDate);
        }
        if check_character(&number[..17]) != Some(char::from(bytes[17])) {
            return Err(NumberError::Check);
        }
        Ok(Self(number))
    }

    /// The eighteen characters, for the chip, the wire and papers that need them in full.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whom the number was given to.
    pub fn origin(&self) -> Origin {
        match &self.0[..6] {
            "810000" => Origin::HongKong,
            "820000" => Origin::Macao,
            "830000" => Origin::Taiwan,
            area if area.starts_with('9') => Origin::Abroad,
            _ => Origin::Mainland,
        }
    }

    /// The date of birth inside the number.
    pub fn birth_date(&self) -> NaiveDate {
        // `parse` has seen to it that there is one.
        birth_date(&self.0).unwrap_or_default()
    }

    /// The sex inside the number: the last digit of the sequence is odd for men.
    pub fn sex(&self) -> Sex {
        if (self.0.as_bytes()[16] - b'0') % 2 == 1 { Sex::Male } else { Sex::Female }
    }

    /// Whole years of age on `day`.
    pub fn age_on(&self, day: NaiveDate) -> i32 {
        let born = self.birth_date();
        let had_birthday = (day.month(), day.day()) >= (born.month(), born.day());
        day.year() - born.year() - i32::from(!had_birthday)
    }
}

fn birth_date(number: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(number.get(6..14)?, "%Y%m%d").ok()
}

/// The character that follows seventeen digits: Σ digit × 2^(17−i) mod 11, looked up in `10X98765432`.
///
/// `None` where the text is not seventeen digits.
pub fn check_character(seventeen: &str) -> Option<char> {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECK: &[u8; 11] = b"10X98765432";
    if seventeen.len() != 17 {
        return None;
    }
    let digits: Option<Vec<u32>> = seventeen.chars().map(|c| c.to_digit(10)).collect();
    let sum: u32 = digits?.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    Some(char::from(CHECK[(sum % 11) as usize]))
}

impl fmt::Debug for CitizenIdNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CitizenIdNumber(..)")
    }
}

impl TryFrom<String> for CitizenIdNumber {
    type Error = NumberError;
    fn try_from(text: String) -> Result<Self, NumberError> {
        Self::parse(&text)
    }
}

impl From<CitizenIdNumber> for String {
    fn from(number: CitizenIdNumber) -> Self {
        number.0
    }
}

/// 性别代码, GB/T 2261.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Sex {
    /// 0 未知的性别
    Unknown,
    /// 1 男性
    Male,
    /// 2 女性
    Female,
    /// 9 未说明的性别
    Unstated,
}

impl Sex {
    /// The sex of a code digit; any digit that the standard lacks is [`Sex::Unknown`].
    pub fn from_code(code: char) -> Self {
        match code {
            '1' => Self::Male,
            '2' => Self::Female,
            '9' => Self::Unstated,
            _ => Self::Unknown,
        }
    }

    /// The code digit.
    pub fn code(self) -> char {
        match self {
            Self::Unknown => '0',
            Self::Male => '1',
            Self::Female => '2',
            Self::Unstated => '9',
        }
    }

    /// The word that people read.
    pub fn word(self) -> &'static str {
        match self {
            Self::Unknown => "未知",
            Self::Male => "男",
            Self::Female => "女",
            Self::Unstated => "未说明",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demonstration_number_of_the_standard_is_valid() {
        let number = CitizenIdNumber::parse("11010519491231002x").unwrap();
        assert_eq!(number.as_str(), "11010519491231002X");
        assert_eq!(number.birth_date(), NaiveDate::from_ymd_opt(1949, 12, 31).unwrap());
        assert_eq!(number.sex(), Sex::Female);
        assert_eq!(number.age_on(NaiveDate::from_ymd_opt(2026, 12, 30).unwrap()), 76);
        assert_eq!(number.age_on(NaiveDate::from_ymd_opt(2026, 12, 31).unwrap()), 77);
    }

    #[test]
    fn numbers_of_residents_from_outside_and_of_foreigners_are_valid() {
        for (number, origin) in [
            ("11010519491231002X", Origin::Mainland),
            ("810000199001010019", Origin::HongKong),
            ("820000199001010029", Origin::Macao),
            ("830000199001010039", Origin::Taiwan),
            ("931586198001010028", Origin::Abroad),
        ] {
            assert_eq!(CitizenIdNumber::parse(number).map(|it| it.origin()), Ok(origin));
        }
    }

    #[test]
    fn every_single_wrong_digit_is_found() {
        let good = "11010519491231002X";
        for place in 0..17 {
            for digit in '0'..='9' {
                let mut wrong: Vec<char> = good.chars().collect();
                if wrong[place] == digit {
                    continue;
                }
                wrong[place] = digit;
                let wrong: String = wrong.into_iter().collect();
                assert!(CitizenIdNumber::parse(&wrong).is_err());
            }
        }
    }

    #[test]
    fn a_number_never_reaches_a_log() {
        let number = CitizenIdNumber::parse("11010519491231002X").unwrap();
        assert_eq!(format!("{number:?}"), "CitizenIdNumber(..)");
    }
}
