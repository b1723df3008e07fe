//! 国籍或所在地区代码 (GB/T 2659.1, which is ISO 3166-1).

use std::{fmt, str};

use serde::{Deserialize, Serialize};

/// Three letters, three digits and the Chinese short name, a line each.
///
/// No well-kept crate of a reasonable size has the Chinese names; a test compares the codes with
/// one that has the codes.
const TABLE: &str = include_str!("nationality.tsv");

/// A nationality by its three letters. A code that the standard lacks (`XXA`) keeps its letters.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Nationality([u8; 3]);

/// A text is not three capital letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the code of a nationality is three capital letters")]
pub struct NotThreeLetters;

impl Nationality {
    /// The nationality of three capital letters; `None` for any other text.
    pub fn from_alpha3(text: &str) -> Option<Self> {
        let letters: [u8; 3] = text.as_bytes().try_into().ok()?;
        letters.iter().all(u8::is_ascii_uppercase).then_some(Self(letters))
    }

    /// The nationality of three digits, as in the 2023 numbers of foreigners.
    pub fn from_numeric(digits: u16) -> Option<Self> {
        rows().find(|row| row.digits == digits).and_then(|row| Self::from_alpha3(row.letters))
    }

    /// The three letters.
    pub fn alpha3(&self) -> &str {
        // They are ASCII, for nothing else was taken.
        str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The three digits of the standard, or `None` for letters that it lacks.
    pub fn numeric(&self) -> Option<u16> {
        self.row().map(|row| row.digits)
    }

    /// The Chinese short name, or `None` for letters that the standard lacks.
    pub fn name(&self) -> Option<&'static str> {
        self.row().map(|row| row.name)
    }

    fn row(&self) -> Option<Row> {
        rows().find(|row| row.letters == self.alpha3())
    }
}

struct Row {
    letters: &'static str,
    digits: u16,
    name: &'static str,
}

fn rows() -> impl Iterator<Item = Row> {
    TABLE.lines().filter_map(|line| {
        let (letters, rest) = line.split_once('\t')?;
        let (digits, name) = rest.split_once('\t')?;
        Some(Row { letters, digits: digits.parse().ok()?, name })
    })
}

impl fmt::Debug for Nationality {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Nationality({})", self.alpha3())
    }
}

impl TryFrom<String> for Nationality {
    type Error = NotThreeLetters;
    fn try_from(text: String) -> Result<Self, NotThreeLetters> {
        Self::from_alpha3(&text).ok_or(NotThreeLetters)
    }
}

impl From<Nationality> for String {
    fn from(nationality: Nationality) -> Self {
        nationality.alpha3().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_digits_and_names_belong_together() {
        let pakistan = Nationality::from_alpha3("PAK").unwrap();
        assert_eq!((pakistan.numeric(), pakistan.name()), (Some(586), Some("巴基斯坦")));
        assert_eq!(Nationality::from_numeric(586), Some(pakistan));
        assert_eq!(Nationality::from_numeric(4).unwrap().alpha3(), "AFG");
    }

    #[test]
    fn a_code_that_the_standard_lacks_keeps_its_letters() {
        let stateless = Nationality::from_alpha3("XXA").unwrap();
        assert_eq!(
            (stateless.alpha3(), stateless.numeric(), stateless.name()),
            ("XXA", None, None)
        );
        assert_eq!(Nationality::from_numeric(0), None);
        for text in ["", "PA", "PAKI", "pak", "P1K", "中"] {
            assert_eq!(Nationality::from_alpha3(text), None, "{text}");
        }
    }

    #[test]
    fn the_codes_are_those_of_another_table() {
        assert_eq!(rows().count(), isocountry::CountryCode::num_country_codes());
        for country in isocountry::CountryCode::iter() {
            let ours = Nationality::from_alpha3(country.alpha3()).unwrap();
            assert_eq!(ours.numeric().map(u32::from), Some(country.numeric_id()), "{ours:?}");
            assert!(!ours.name().unwrap().is_empty());
        }
    }
}
