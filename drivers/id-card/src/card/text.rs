//! Fixed fields of UTF-16LE, padded with spaces on the right.

use std::ops::Range;

use super::TextBlock;
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

/// Writes units into a field of a blank block.
pub(crate) fn write(
    block: &mut TextBlock,
    field: &'static str,
    bytes: Range<usize>,
    units: &[u16],
) -> Result<(), TooLong> {
    debug_assert!(bytes.end <= TEXT_SIZE, "every field lies inside the text");
    let room = bytes.len() / 2;
    if room < units.len() {
        return Err(TooLong { field, units: units.len(), room });
    }
    for (place, unit) in block[bytes].chunks_exact_mut(2).zip(units) {
        place.copy_from_slice(&unit.to_le_bytes());
    }
    Ok(())
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
        let mut block = blank_block();
        let refused = write(&mut block, "name", 0..4, &[0x41; 3]);
        assert_eq!(refused, Err(TooLong { field: "name", units: 3, room: 2 }));
        assert_eq!(block, blank_block());
    }
}
