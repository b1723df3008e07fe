//! Where everything stands on a sheet: the one layout that bytes, picture and PDF are made from.
//!
//! Lengths are dots, 8 to the millimetre; x counts from the left end of the printable width of
//! 576 dots, which is 48 half-width columns. A line's text is 24 dots high at size 1×.

mod blocks;
mod wrap;

use faces::Dots;
use kiosk_core::document::Document;

use crate::PaperError;

pub use wrap::{columns, columns_of};

/// The half-width columns of a line.
pub const COLUMNS: usize = 48;
/// The dots of a column.
pub const COLUMN_DOTS: usize = 12;
/// The dots that can be printed across the paper.
pub const PRINTABLE_DOTS: usize = COLUMNS * COLUMN_DOTS;
/// The side of a Chinese character's square.
pub const SQUARE_DOTS: usize = 2 * COLUMN_DOTS;

/// A sheet, top to bottom.
#[derive(Clone, PartialEq, Eq)]
pub struct Layout {
    /// What stands on it.
    pub items: Vec<Item>,
}

/// A piece of a sheet across its whole width.
#[derive(Clone, PartialEq, Eq)]
pub enum Item {
    /// A line of text.
    Line(Line),
    /// A dashed rule, in the middle of the height that a line of size 1× takes.
    Rule {
        /// From the top of the rule's line to the top of what follows.
        advance: u8,
    },
    /// A QR code, centred.
    Code(Code),
    /// Empty paper.
    Feed(u16),
}

/// A line of text.
#[derive(Clone, PartialEq, Eq)]
pub struct Line {
    /// How large.
    pub size: Size,
    /// White on black.
    pub reverse: bool,
    /// Whether its one run is centred.
    pub centred: bool,
    /// From the top of the line to the top of what follows; never less than the text's height.
    pub advance: u8,
    /// What stands in it, left to right, without overlap; nothing in an empty line.
    pub runs: Vec<Run>,
}

/// A stretch of text of one kind.
#[derive(Clone, PartialEq, Eq)]
pub struct Run {
    /// The left edge, in dots.
    pub x: usize,
    /// The text: no control characters, and no spaces but U+0020 and U+3000.
    pub text: String,
    /// In bold.
    pub bold: bool,
    /// Where the text stands when it is set in a face that is narrower than the columns.
    pub side: Side,
}

impl Run {
    /// The dots that the text takes at a size.
    pub fn width(&self, size: Size) -> usize {
        columns(&self.text) * COLUMN_DOTS * size.across()
    }
}

/// Which edge of its columns a text keeps to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The left one.
    Left,
    /// Neither.
    Centre,
    /// The right one, as numbers do in a table.
    Right,
}

/// How large a line is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// 24 dots high.
    Normal,
    /// Double height.
    Tall,
    /// Double height and width.
    Double,
}

impl Size {
    /// How many times wider than at size 1×.
    pub fn across(self) -> usize {
        if self == Self::Double { 2 } else { 1 }
    }

    /// How many times higher than at size 1×.
    pub fn down(self) -> usize {
        if self == Self::Normal { 1 } else { 2 }
    }
}

/// A QR code (ISO/IEC 18004) of error correction level M.
#[derive(Clone, PartialEq, Eq)]
pub struct Code {
    /// What it holds.
    pub data: String,
    /// Its modules, a dot each, without empty paper around them.
    pub modules: Dots,
    /// The side of a module, in dots.
    pub module_dots: u8,
}

impl Code {
    /// The side of the code, in dots.
    pub fn side(&self) -> usize {
        self.modules.width() * usize::from(self.module_dots)
    }
}

impl Layout {
    /// Lays a document out.
    ///
    /// # Errors
    /// [`PaperError::CodeTooLong`] is the only one.
    pub fn of(document: &Document) -> Result<Self, PaperError> {
        let mut items = Vec::new();
        for block in &document.blocks {
            items.extend(blocks::items(block)?);
        }
        Ok(Self { items })
    }

    /// The dots from the top of the first item to the end of the last one.
    pub fn height(&self) -> usize {
        self.items.iter().map(Item::height).sum()
    }
}

impl Item {
    /// The dots from its top to the top of the next item.
    pub fn height(&self) -> usize {
        match self {
            Self::Line(line) => line.advance.into(),
            Self::Rule { advance } => (*advance).into(),
            Self::Code(code) => code.side(),
            Self::Feed(dots) => (*dots).into(),
        }
    }
}
