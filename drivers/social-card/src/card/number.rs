//! 卡号: eight characters and a check character.

use std::fmt;

use zeroize::Zeroize;

use super::field::{is_unset, trimmed};

/// How many characters the number has; what follows in the field is no part of it.
const LENGTH: usize = 9;

/// 卡号, `D2143569X`. `Debug` does not print it; the memory is overwritten when it is dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct CardNumber(String);

impl CardNumber {
    /// The number in a field of the card; `None` where there is none.
    pub(crate) fn from_field(field: &[u8]) -> Option<Self> {
        let bytes = trimmed(&field[..field.len().min(LENGTH)]);
        let sound = !bytes.is_empty() && !is_unset(bytes) && bytes.iter().all(u8::is_ascii_graphic);
        sound.then(|| Self(bytes.iter().map(|byte| char::from(*byte)).collect()))
    }

    /// The characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the ninth character follows from the others. Cards are in use of which it does
    /// not: a mismatch is worth a note, and no reason to refuse the card.
    pub fn matches_its_check(&self) -> bool {
        let (Some(eight), Some(check)) = (self.0.get(..LENGTH - 1), self.0.chars().nth(LENGTH - 1))
        else {
            return false;
        };
        check_character(eight) == Some(check)
    }
}

/// The character that follows eight others: 11 − (Σ value × weight mod 11), `X` for 10 and `0`
/// for 11; a digit has its value, `A` counts 10, `Z` counts 35.
pub(crate) fn check_character(eight: &str) -> Option<char> {
    const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    let values: Option<Vec<u32>> = eight
        .chars()
        .map(|it| if it.is_ascii_lowercase() { None } else { it.to_digit(36) })
        .collect();
    let values = values.filter(|values| values.len() == WEIGHTS.len())?;
    let sum: u32 = values.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    match 11 - sum % 11 {
        10 => Some('X'),
        11 => Some('0'),
        digit => char::from_digit(digit, 10),
    }
}

impl Drop for CardNumber {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for CardNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CardNumber(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_character_follows_from_the_others() {
        assert_eq!(check_character("D2143569"), Some('X'));
        assert_eq!(check_character("A0000001"), Some('1'));
        assert_eq!(check_character("d2143569"), None);
        assert_eq!(check_character("D214356"), None);
    }

    #[test]
    fn a_number_of_which_it_does_not_is_a_number_all_the_same() {
        let number = CardNumber::from_field(b"D21435690").unwrap();
        assert_eq!((number.as_str(), number.matches_its_check()), ("D21435690", false));
        assert!(CardNumber::from_field(b"D2143569X\0\0").unwrap().matches_its_check());
    }

    #[test]
    fn an_empty_field_is_no_number() {
        for field in [&[0u8; 9][..], &[0xFF; 9], b"", b"         "] {
            assert_eq!(CardNumber::from_field(field), None);
        }
    }

    #[test]
    fn the_number_never_reaches_a_log() {
        assert_eq!(format!("{:?}", CardNumber::from_field(b"D2143569X")), "Some(CardNumber(..))");
    }
}
