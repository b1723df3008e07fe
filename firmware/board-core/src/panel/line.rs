//! A line of text, put together out of words and numbers.

use heapless::Vec;

use super::face::{Glyph, Size};

/// The most characters in a line: digits in the small face fill it with 16.
const LONGEST: usize = 16;

/// A line of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) size: Size,
    characters: Vec<char, LONGEST>,
}

impl Line {
    pub(crate) fn large(text: &str) -> Self {
        Self { size: Size::Large, characters: Vec::new() }.text(text)
    }

    pub(crate) fn small(text: &str) -> Self {
        Self { size: Size::Small, characters: Vec::new() }.text(text)
    }

    /// The line with a text behind it. What does not fit is left out.
    pub(crate) fn text(mut self, text: &str) -> Self {
        for character in text.chars() {
            let _ = self.characters.push(character);
        }
        self
    }

    /// The line with a number behind it.
    pub(crate) fn number(mut self, number: u16) -> Self {
        let mut divisor = 10_000;
        while 1 < divisor && number < divisor {
            divisor /= 10;
        }
        while 0 < divisor {
            let digit = u32::from(number / divisor % 10);
            let _ = self.characters.push(char::from_digit(digit, 10).unwrap_or('0'));
            divisor /= 10;
        }
        self
    }

    /// The drawings of its characters.
    pub(crate) fn glyphs(&self) -> impl Iterator<Item = &'static Glyph> {
        let face = self.size.face();
        self.characters.iter().filter_map(|character| face.glyph(*character))
    }

    /// How many dots wide it is.
    pub(crate) fn width(&self) -> u32 {
        self.glyphs().map(|glyph| u32::from(glyph.width)).sum()
    }

    pub(crate) fn height(&self) -> u32 {
        u32::from(self.size.face().height)
    }
}

#[cfg(test)]
impl Line {
    /// The characters that nobody drew.
    pub(crate) fn missing(&self) -> Vec<char, LONGEST> {
        let face = self.size.face();
        self.characters.iter().copied().filter(|it| face.glyph(*it).is_none()).collect()
    }

    pub(crate) fn as_text(&self) -> heapless::String<64> {
        self.characters.iter().copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_no_zeros_in_front() {
        for (number, text) in
            [(0, "0"), (7, "7"), (340, "340"), (10_000, "10000"), (65_535, "65535")]
        {
            assert_eq!(Line::small("").number(number).as_text(), text);
        }
    }

    #[test]
    fn a_line_is_as_wide_as_its_characters() {
        assert_eq!(Line::large("约").number(340).text("张").width(), 24 + 3 * 12 + 24);
    }
}
