//! How much of a page things take, so that what does not fit goes to the next one.
//!
//! The figures are those of the page that is drawn at 1080×1920: type of 30 to 44 pixels on lines
//! 1.45 times as high, cards 968 wide, 28 between what stands below each other. A drawing that
//! changes them changes them here, too.

/// What all cards of a page of the record may take together, with what is between them.
pub(super) const RECORD: usize = 1200;
/// What a guide may take under its title and beside its two answers.
pub(super) const GUIDE: usize = 1128;
/// Between two cards.
pub(super) const GAP: usize = 28;

/// Lines of a text where `columns` half-width columns fit one; never none.
pub(super) fn lines(text: &str, columns: usize) -> usize {
    let width: usize = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    width.div_ceil(columns).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chinese_character_is_as_wide_as_two_digits() {
        assert_eq!(lines("", 8), 1);
        assert_eq!(lines("参保凭证", 8), 1);
        assert_eq!(lines("参保凭证1", 8), 2);
    }
}
