//! The faces that the build step drew.

/// A face in which the panel writes.
#[derive(Debug)]
pub(crate) struct Face {
    /// Dots from one line to the next.
    pub(crate) height: u8,
    glyphs: &'static [Glyph],
}

/// A character, drawn.
#[derive(Debug)]
pub(crate) struct Glyph {
    character: char,
    /// Dots in a row; even.
    pub(crate) width: u8,
    /// Row by row, two dots to a byte, the left one in the upper half.
    pub(crate) dots: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/faces.rs"));

/// Which face a line is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Size {
    /// 24 dots high: five characters fill a line.
    Large,
    /// 16 dots high: eight do.
    Small,
}

impl Size {
    pub(crate) fn face(self) -> &'static Face {
        match self {
            Self::Large => &LARGE,
            Self::Small => &SMALL,
        }
    }
}

impl Face {
    /// The drawing of a character. The texts hold no other than those that were drawn.
    pub(crate) fn glyph(&self, character: char) -> Option<&'static Glyph> {
        self.glyphs.iter().find(|glyph| glyph.character == character)
    }
}
