//! 外国人永久居留身份证号码, in its editions of 2017 and 2023.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{CitizenIdNumber, Nationality, NumberError};

/// The number of the 2017 card: `CCC PPQQ YYMMDD S K`, fifteen characters.
///
/// Nationality (three letters), province and city of the application, date of birth without its
/// century, sequence, check digit. Insurance records of a foreigner may still be under it after
/// a card of 2023 was issued. `Debug` never prints the number.
///
/// Source: the number rule of the 2017 card, restated alike in public readers' code.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ForeignerNumber2017(String);

impl ForeignerNumber2017 {
    /// Reads a number; lower-case letters are taken as capitals.
    ///
    /// The check digit is not looked at: a sample that a vendor published fails it, so that it
    /// is no ground for refusing anybody. See [`Self::check_matches`].
    ///
    /// # Errors
    /// [`NumberError::Shape`] where the text is not three letters and twelve digits.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let number = text.to_ascii_uppercase();
        let (letters, digits) = number.as_bytes().split_at_checked(3).ok_or(NumberError::Shape)?;
        let well_shaped = letters.iter().all(u8::is_ascii_uppercase)
            && digits.len() == 12
            && digits.iter().all(u8::is_ascii_digit);
        if well_shaped { Ok(Self(number)) } else { Err(NumberError::Shape) }
    }

    /// The fifteen characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The nationality inside the number.
    pub fn nationality(&self) -> Option<Nationality> {
        Nationality::from_alpha3(&self.0[..3])
    }

    /// Whether the last digit follows from the others. Where it does not, warn and go on.
    pub fn check_matches(&self) -> bool {
        self.0.ends_with(check_digit(&self.0[..14]))
    }
}

/// The digit that follows fourteen letters and digits: weights 7, 3, 1 in turn, A = 10 … Z = 35,
/// modulo 10.
///
/// Source: ICAO Doc 9303, part 3.
fn check_digit(fourteen: &str) -> char {
    let value = |character: char| character.to_digit(36).unwrap_or(0);
    let weighted = fourteen.chars().map(value).zip([7, 3, 1].into_iter().cycle());
    let sum: u32 = weighted.map(|(value, weight)| value * weight).sum();
    char::from(b'0' + (sum % 10) as u8)
}

/// The parts of a 2023 number: `9 PP NNN YYYYMMDD SSS C`, eighteen digits.
///
/// Date of birth, sequence, sex and check are where a citizen's are, so that the whole is a
/// [`CitizenIdNumber`]; a citizen's never begins with 9. `Debug` never prints the number.
///
/// Source: the number rule of the 2023 card, restated alike in public readers' code.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ForeignerNumber2023<'a>(&'a CitizenIdNumber);

impl<'a> ForeignerNumber2023<'a> {
    /// Takes a number apart; `None` where it is not a foreigner's.
    pub fn of(number: &'a CitizenIdNumber) -> Option<Self> {
        number.as_str().starts_with('9').then_some(Self(number))
    }

    /// Two digits of GB/T 2260: the province where the card was applied for.
    pub fn province(self) -> &'a str {
        &self.0.as_str()[1..3]
    }

    /// The nationality, three digits of ISO 3166-1; 000 is said to stand for stateless people.
    pub fn nationality_code(self) -> &'a str {
        &self.0.as_str()[3..6]
    }

    /// The nationality, where the standard has the code.
    pub fn nationality(self) -> Option<Nationality> {
        self.nationality_code().parse().ok().and_then(Nationality::from_numeric)
    }

    /// The date of birth.
    pub fn birth_date(self) -> NaiveDate {
        self.0.birth_date()
    }

    /// The number that the holder had on a card of 2017, for records under that one.
    ///
    /// `nationality` is the one printed on the card. `link` is 既往版本号码关联项 of the chip:
    /// two digits of the city and one of the old sequence. `None` where it is not three digits,
    /// as on the cards of people who never had an older one.
    pub fn former(self, nationality: Nationality, link: &str) -> Option<ForeignerNumber2017> {
        if link.len() != 3 || !link.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let (city, sequence) = link.split_at(2);
        let (letters, province) = (nationality.alpha3(), self.province());
        let birth = &self.0.as_str()[8..14];
        let mut number = format!("{letters}{province}{city}{birth}{sequence}");
        number.push(check_digit(&number));
        ForeignerNumber2017::parse(&number).ok()
    }
}

impl fmt::Debug for ForeignerNumber2017 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ForeignerNumber2017(..)")
    }
}

impl fmt::Debug for ForeignerNumber2023<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ForeignerNumber2023(..)")
    }
}

impl TryFrom<String> for ForeignerNumber2017 {
    type Error = NumberError;
    fn try_from(text: String) -> Result<Self, NumberError> {
        Self::parse(&text)
    }
}

impl From<ForeignerNumber2017> for String {
    fn from(number: ForeignerNumber2017) -> Self {
        number.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Sex;

    fn old(text: &str) -> ForeignerNumber2017 {
        ForeignerNumber2017::parse(text).unwrap()
    }

    fn new(text: &str) -> CitizenIdNumber {
        CitizenIdNumber::parse(text).unwrap()
    }

    #[test]
    fn a_number_of_2017_is_read_and_its_check_only_told() {
        let good = old("pak310080010103");
        assert_eq!(good.as_str(), "PAK310080010103");
        assert_eq!(good.nationality(), Nationality::from_alpha3("PAK"));
        assert!(good.check_matches());
        // Published by a vendor as a sample; its last digit would be 0.
        assert!(!old("CAN110081080319").check_matches());
        assert!(old("CAN110081080310").check_matches());
    }

    #[test]
    fn what_is_not_three_letters_and_twelve_digits_is_no_number_of_2017() {
        for text in ["", "PAK", "PAK31008001010", "PAK3100800101033", "9AK310080010103", "巴基斯坦"]
        {
            assert_eq!(ForeignerNumber2017::parse(text), Err(NumberError::Shape), "{text}");
        }
    }

    #[test]
    fn a_number_of_2023_is_taken_apart() {
        for (text, province, country, sex) in [
            ("932682198501010017", "32", "SAU", Sex::Male),
            ("911124198108030024", "11", "CAN", Sex::Female),
            ("931586198001010028", "31", "PAK", Sex::Female),
        ] {
            let number = new(text);
            let parts = ForeignerNumber2023::of(&number).unwrap();
            assert_eq!(parts.province(), province);
            assert_eq!(parts.nationality(), Nationality::from_alpha3(country));
            assert_eq!(parts.birth_date(), number.birth_date());
            assert_eq!(number.sex(), sex);
        }
        assert_eq!(ForeignerNumber2023::of(&new("11010519491231002X")), None);
    }

    #[test]
    fn the_former_number_follows_from_the_new_one_and_the_link() {
        let number = new("931586198001010028");
        let parts = ForeignerNumber2023::of(&number).unwrap();
        let pakistan = Nationality::from_alpha3("PAK").unwrap();
        assert_eq!(parts.former(pakistan, "000"), Some(old("PAK310080010103")));
        for no_link in ["", "00", "0000", "ABC", "０"] {
            assert_eq!(parts.former(pakistan, no_link), None, "{no_link}");
        }
    }

    #[test]
    fn a_foreigners_number_never_reaches_a_log() {
        let number = new("931586198001010028");
        let parts = ForeignerNumber2023::of(&number).unwrap();
        assert_eq!(format!("{parts:?}"), "ForeignerNumber2023(..)");
        assert_eq!(format!("{:?}", old("PAK310080010103")), "ForeignerNumber2017(..)");
    }
}
