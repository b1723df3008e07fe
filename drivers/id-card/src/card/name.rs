//! 姓名 on a card.

use std::fmt;

use codes::names;

use super::text::shown;

/// A name as the card has it, beside the forms to show and to compare. `Debug` prints none.
///
/// The units are what systems of the police exchange and are passed on unchanged: they may be
/// private-use units (U+E000 to U+F8FF) that only an old police font knows, or end in half a
/// surrogate pair where the field was too short.
#[derive(Clone, PartialEq, Eq)]
pub struct Name {
    units: Vec<u16>,
    text: String,
}

impl Name {
    /// The name in these UTF-16 units of a field; padding on the right is left out.
    pub fn from_units(units: &[u16]) -> Self {
        let text = shown(units);
        let end = units.iter().rposition(|unit| !matches!(unit, 0x0000 | 0x0020 | 0x3000));
        Self { units: units[..end.map_or(0, |last| last + 1)].to_vec(), text }
    }

    /// The name of this text.
    pub fn from_text(text: &str) -> Self {
        Self::from_units(&text.encode_utf16().collect::<Vec<u16>>())
    }

    /// The UTF-16 units as they are on the card, without padding.
    pub fn units(&self) -> &[u16] {
        &self.units
    }

    /// The same as text, with U+FFFD in place of half a surrogate pair.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What people are shown: private-use characters as those of the standard where these are
    /// known ([`names::shown`]). Of what remains unknown [`Name::has_unknown`] tells.
    pub fn shown(&self) -> String {
        names::shown(&self.text)
    }

    /// What is compared with the names of records ([`names::normalised`]).
    pub fn normalised(&self) -> String {
        names::normalised(&self.text)
    }

    /// Whether a character is on the card that no standard knows, so that no font can have its
    /// true glyph.
    pub fn has_unknown(&self) -> bool {
        self.text.chars().any(names::is_unknown)
    }

    /// Whether the card has no such name.
    pub fn is_blank(&self) -> bool {
        self.units.is_empty()
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
    fn rare_characters_keep_their_units_beside_what_is_shown() {
        let in_private_use = Name::from_units(&[0x9F99, 0xE863, 0x20, 0x20]);
        assert_eq!(in_private_use.units(), [0x9F99, 0xE863]);
        assert_eq!(in_private_use.text(), "龙\u{E863}");
        assert_eq!(in_private_use.shown(), "龙䶮");
        assert_eq!(in_private_use.normalised(), "龙䶮");
        assert!(!in_private_use.has_unknown());

        let in_a_pair = Name::from_text("杨𬱖");
        assert_eq!(in_a_pair.units(), [0x6768, 0xD873, 0xDC56]);
        assert_eq!(in_a_pair.shown(), "杨𬱖");
        assert!(!in_a_pair.has_unknown());
    }

    #[test]
    fn a_private_character_of_no_table_is_told() {
        let name = Name::from_units(&[0x9F99, 0xE001]);
        assert_eq!(name.shown(), "龙\u{E001}");
        assert!(name.has_unknown());
    }

    #[test]
    fn a_name_cut_in_the_middle_of_a_pair_keeps_the_half() {
        let cut = Name::from_units(&[0x6768, 0xD873]);
        assert_eq!(cut.units(), [0x6768, 0xD873]);
        assert_eq!(cut.text(), "杨\u{FFFD}");
        assert!(cut.has_unknown());
    }

    #[test]
    fn a_field_of_padding_has_no_name() {
        assert!(Name::from_units(&[0x20, 0x3000, 0]).is_blank());
        assert!(!Name::from_text("林知远").is_blank());
    }

    #[test]
    fn a_name_never_reaches_a_log() {
        assert_eq!(format!("{:?}", Name::from_text("林知远")), "Name(..)");
    }
}
