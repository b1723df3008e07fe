//! Where everything stands on a sheet: the one layout that bytes, picture and PDF are made from.
//!
//! Lengths are dots, 8 to the millimetre; x counts from the left end of the printable width of
//! 576 dots, which is 48 half-width columns. A line's text is 24 dots high at size 1×.

mod blocks;
mod wrap;

use faces::Dots;
use kiosk_core::document::Document;
use receipt_printer::wire::columns;

use crate::PaperError;

/// The half-width columns of a line.
pub const COLUMNS: usize = 48;
/// The dots of a column.
pub const COLUMN_DOTS: usize = 12;
/// The dots that can be printed across the paper.
pub const PRINTABLE_DOTS: usize = COLUMNS * COLUMN_DOTS;
/// The side of a Chinese character's square.
pub const SQUARE_DOTS: usize = 2 * COLUMN_DOTS;

/// The empty paper above the first line that picture and PDF show, as wide as that at the sides.
/// On paper it is as long as the way from the printer's head to its cutter, 12 mm and more.
pub const ABOVE_ALL: usize = 32;
/// The paper below the last line, so that the cut does not graze it.
const BELOW_ALL: u16 = 24;

/// A rule as text, for media that print it so: as many characters as a line takes.
pub const RULE: &str = "┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄";

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
    /// A QR code, centred, with empty paper above and below it.
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

    /// The empty paper above and below it, in dots: 4 modules, as ISO/IEC 18004 asks for.
    pub fn quiet_dots(&self) -> usize {
        4 * usize::from(self.module_dots)
    }
}

impl Layout {
    /// Lays a document out.
    ///
    /// # Errors
    /// [`PaperError::CodeTooLong`] is the only one.
    pub fn of(document: &Document) -> Result<Self, PaperError> {
        let mut items = Vec::new();
        let mut above = None;
        for block in &document.blocks {
            items.extend(blocks::items(block, above)?);
            above = Some(block);
        }
        items.push(Item::Feed(BELOW_ALL));
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
            Self::Code(code) => code.side() + 2 * code.quiet_dots(),
            Self::Feed(dots) => (*dots).into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use kiosk_core::document::{Block, Cell, CopyKind, DocumentId};

    use super::*;

    fn lines(blocks: Vec<Block>) -> Vec<Line> {
        let document = Document {
            id: DocumentId(uuid::Uuid::nil()),
            form: String::new(),
            form_version: String::new(),
            name: String::new(),
            number: None,
            copy: CopyKind::Original,
            content_hash: String::new(),
            blocks,
        };
        let items = Layout::of(&document).unwrap().items.into_iter();
        items
            .filter_map(|item| if let Item::Line(line) = item { Some(line) } else { None })
            .collect()
    }

    /// Each line as `column:text …`.
    fn set(blocks: Vec<Block>) -> Vec<String> {
        let run = |run: &Run| format!("{}:{}", run.x / COLUMN_DOTS, run.text);
        let line = |line: Line| line.runs.iter().map(run).collect::<Vec<_>>().join(" ");
        lines(blocks).into_iter().map(line).collect()
    }

    fn field(label: &str, value: &str) -> Block {
        Block::Field { label: label.into(), value: value.into(), strong: false }
    }

    fn cell(text: &str, columns: u8, right: bool) -> Cell {
        Cell { text: text.into(), columns, right }
    }

    #[test]
    fn values_stand_below_each_other_and_wrap_there() {
        assert_eq!(set(vec![field("姓名", "买买提·吐尔逊")]), ["0:姓名 16:买买提·吐尔逊"]);
        let address = field("住址", "重庆市南川区东城街道隆化大道102号附1号3单元");
        assert_eq!(
            set(vec![address]),
            ["0:住址 16:重庆市南川区东城街道隆化大道", "16:102号附1号3单元"]
        );
        let latin = field("姓名", "Abdurahmanjan Muhammad-Tursuni");
        assert_eq!(set(vec![latin]), ["0:姓名 16:Abdurahmanjan Muhammad-Tursuni"]);
        let long_label = field("职工基本医疗保险个人账户余额", "0.00 元");
        assert_eq!(set(vec![long_label]), ["0:职工基本医疗保险个人账户余额", "16:0.00 元"]);
    }

    #[test]
    fn a_title_is_as_large_as_it_fits() {
        let size = |text: &str| lines(vec![Block::Title(text.into())]).remove(0).size;
        assert_eq!(size("一二三四五六七八九十甲乙"), Size::Double);
        assert_eq!(size("一二三四五六七八九十甲乙丙"), Size::Tall);
    }

    #[test]
    fn cells_wrap_within_their_columns_and_numbers_stand_at_the_right() {
        let row = vec![
            cell("费款所属期二〇二六年", 12, false),
            cell("98.40", 12, true),
            cell("已缴", 24, true),
        ];
        assert_eq!(set(vec![Block::Row(row)]), ["0:费款所属期 18:98.40 44:已缴", "0:二〇二六年"]);
        let too_wide = vec![cell("甲", 40, false), cell("乙", 40, true)];
        assert_eq!(set(vec![Block::Row(too_wide)]), ["0:甲", "0:乙"]);
    }

    #[test]
    fn a_thing_to_tick_hangs_behind_its_box() {
        let text = "居住证、户口簿首页和本人常住人口登记卡，或者居住地派出所出具的证明";
        let set = set(vec![Block::Tick(text.into())]);
        assert_eq!(
            set,
            ["0:□ 3:居住证、户口簿首页和本人常住人口登记卡，或者", "3:居住地派出所出具的证明"]
        );
    }

    #[test]
    fn a_large_code_keeps_to_the_paper_and_too_large_a_one_is_refused() {
        let side = |bytes: usize| {
            let code = Block::Qr { data: "x".repeat(bytes), caption: String::new() };
            blocks::items(&code, None).map(|items| match &items[0] {
                Item::Code(code) => code.side(),
                _ => 0,
            })
        };
        assert!(side(80).unwrap() < 300);
        assert!(side(2331).unwrap() <= PRINTABLE_DOTS);
        assert!(matches!(side(2332), Err(PaperError::CodeTooLong)));
    }

    #[test]
    fn look_alikes_and_controls_become_what_can_be_printed() {
        assert_eq!(
            set(vec![Block::Text("买买提•吐尔逊\t¥1\u{7}".into())]),
            ["0:买买提·吐尔逊 ￥1\u{FFFD}"]
        );
    }
}
