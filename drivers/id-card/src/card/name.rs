//! 姓名 on a card.

use std::fmt;

use super::text::shown;

/// A name as the card has it, and as it can be shown. `Debug` prints neither.
///
/// The units are what systems of the police exchange and are passed on unchanged: they may be
/// private-use units (U+E000 to U+F8FF) that only an old police font knows, or end in half a
/// surrogate pair where the field was too short. What is shown has U+FFFD in place of half a
/// pair; private-use units stay, for it depends on the font what they look like.
#[derive(Clone, PartialEq, Eq)]
pub struct Name {
    units: Vec<u16>,
    shown: String,
}

impl Name {
    /// The name in these UTF-16 units of a field; padding on the right is left out.
    pub fn from_units(units: &[u16]) -> Self {
        let shown = shown(units);
        let end = units.iter().rposition(|unit| !matches!(unit, 0x0000 | 0x0020 | 0x3000));
        Self { units: units[..end.map_or(0, |last| last + 1)].to_vec(), shown }
    }

    /// The name of this text.
    pub fn from_text(text: &str) -> Self {
        Self::from_units(&text.encode_utf16().collect::<Vec<u16>>())
    }

    /// The UTF-16 units as they are on the card, without padding.
    pub fn units(&self) -> &[u16] {
        &self.units
    }

    /// The name as it can be shown.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// Whether the card holds a private-use unit, whose looks depend on the font.
    pub fn has_private_use(&self) -> bool {
        self.units.iter().any(|unit| (0xE000..=0xF8FF).contains(unit))
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Name(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_characters_keep_their_units() {
        let in_private_use = Name::from_units(&[0x9F99, 0xE863, 0x20, 0x20]);
        assert_eq!(in_private_use.units(), [0x9F99, 0xE863]);
        assert_eq!(in_private_use.shown(), "龙\u{E863}");
        assert!(in_private_use.has_private_use());

        let in_a_pair = Name::from_text("杨𬱖");
        assert_eq!(in_a_pair.units(), [0x6768, 0xD873, 0xDC56]);
        assert!(!in_a_pair.has_private_use());
    }

    #[test]
    fn a_name_cut_in_the_middle_of_a_pair_keeps_the_half() {
        let cut = Name::from_units(&[0x6768, 0xD873]);
        assert_eq!(cut.units(), [0x6768, 0xD873]);
        assert_eq!(cut.shown(), "杨\u{FFFD}");
    }

    #[test]
    fn a_name_never_reaches_a_log() {
        assert_eq!(format!("{:?}", Name::from_text("林知远")), "Name(..)");
    }
}
