//! Fixed fields of UTF-16LE, padded with spaces on the right.

use std::ops::Range;

use codes::Sex;

use super::{CardKind, KIND, TextBlock};
use crate::wire::TEXT_SIZE;

/// A text that does not fit into its field of the card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{field} has {units} UTF-16 units and the card holds {room}; shorten it")]
pub struct TooLong {
    /// Which field.
    pub field: &'static str,
    /// How long the text is, in UTF-16 units.
    pub units: usize,
    /// How long it may be.
    pub room: usize,
}

/// A text of nothing but spaces.
pub(crate) fn blank_block() -> TextBlock {
    std::array::from_fn(|at| if at % 2 == 0 { 0x20 } else { 0x00 })
}

/// The UTF-16 units of a field, padding and all.
pub(crate) fn units(block: &TextBlock, bytes: Range<usize>) -> Vec<u16> {
    block[bytes].as_chunks().0.iter().map(|unit| u16::from_le_bytes(*unit)).collect()
}

/// What a field says. Inner spaces stay, and half a pair becomes U+FFFD.
pub(crate) fn text(block: &TextBlock, bytes: Range<usize>) -> String {
    shown(&units(block, bytes))
}

/// What units say, without the padding on the right.
pub(crate) fn shown(units: &[u16]) -> String {
    let is_padding = |unit: &u16| matches!(unit, 0x0000 | 0x0020 | 0x3000);
    let end = units.iter().rposition(|unit| !is_padding(unit)).map_or(0, |last| last + 1);
    String::from_utf16_lossy(&units[..end])
}

/// The sex of a field of one digit.
pub(crate) fn sex(block: &TextBlock, bytes: Range<usize>) -> Sex {
    text(block, bytes).chars().next().map_or(Sex::Unknown, Sex::from_code)
}

/// The number of a field of two digits.
pub(crate) fn two_digits(block: &TextBlock, bytes: Range<usize>) -> Option<u8> {
    let text = text(block, bytes);
    let is_number = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

/// A text that is being written, field by field, on spaces.
pub(crate) struct Draft(TextBlock);

impl Draft {
    /// A text with nothing in it but the kind marker.
    pub(crate) fn of_kind(kind: CardKind) -> Self {
        let mut block = blank_block();
        block[KIND].copy_from_slice(&kind.marker().to_le_bytes());
        Self(block)
    }

    /// Fills a field with a text.
    pub(crate) fn text(
        &mut self,
        field: &'static str,
        bytes: Range<usize>,
        text: &str,
    ) -> Result<(), TooLong> {
        self.units(field, bytes, &text.encode_utf16().collect::<Vec<u16>>())
    }

    /// Fills a field with two digits, or leaves it blank.
    pub(crate) fn two_digits(
        &mut self,
        field: &'static str,
        bytes: Range<usize>,
        number: Option<u8>,
    ) -> Result<(), TooLong> {
        self.text(field, bytes, &number.map_or_else(String::new, |it| format!("{it:02}")))
    }

    /// Fills a field with units.
    pub(crate) fn units(
        &mut self,
        field: &'static str,
        bytes: Range<usize>,
        units: &[u16],
    ) -> Result<(), TooLong> {
        debug_assert!(bytes.end <= TEXT_SIZE, "every field lies inside the text");
        let room = bytes.len() / 2;
        if room < units.len() {
            return Err(TooLong { field, units: units.len(), room });
        }
        for (place, unit) in self.0[bytes].chunks_exact_mut(2).zip(units) {
            place.copy_from_slice(&unit.to_le_bytes());
        }
        Ok(())
    }

    pub(crate) fn finish(self) -> TextBlock {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_goes_and_inner_spaces_stay() {
        assert_eq!(shown(&[0x41, 0x20, 0x42, 0x20, 0x3000, 0x00]), "A B");
        assert_eq!(shown(&[0x20; 4]), "");
        assert_eq!(shown(&[0x20, 0x41]), " A");
    }

    #[test]
    fn half_a_pair_is_replaced() {
        assert_eq!(shown(&[0x6768, 0xD873]), "杨\u{FFFD}");
        assert_eq!(shown(&[0x6768, 0xD873, 0xDC56]), "杨𬱖");
    }

    #[test]
    fn a_text_that_does_not_fit_is_refused_whole() {
        let mut draft = Draft::of_kind(CardKind::Resident);
        let refused = draft.units("name", 0..4, &[0x41; 3]);
        assert_eq!(refused, Err(TooLong { field: "name", units: 3, room: 2 }));
        assert_eq!(draft.finish(), blank_block());
    }
}
