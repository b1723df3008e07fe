//! What each block of a document becomes.

use faces::Dots;
use kiosk_core::document::{Block, Cell};
use qrcode::{Color, EcLevel, QrCode};
use receipt_printer::wire::{alike, columns};

use super::{COLUMN_DOTS, COLUMNS, Code, Item, Line, PRINTABLE_DOTS, Run, Side, Size, wrap::wrap};
use crate::PaperError;

/// From line to line within a paragraph, and within a value or a cell that takes several lines.
const WITHIN: u8 = 34;
/// From a paragraph's last line to the next one's first.
const BETWEEN: u8 = 42;
/// From field to field: wide, so that an eye that wanders keeps to its row.
const BETWEEN_FIELDS: u8 = 46;
/// From a line of double height to the next line.
const UNDER_LARGE: u8 = 64;
/// From the top of a rule's line to what follows.
const UNDER_RULE: u8 = 44;
/// From the line under a QR code to what follows.
const UNDER_CODE: u8 = 58;
/// The paper above a heading, but for one under a rule, which sets off enough.
const ABOVE_HEADING: u16 = 14;

/// Where a field's value begins.
const VALUE_AT: usize = 16;
/// The box of a thing to tick, and the gap behind it.
const BOX: &str = "□";
const TICKED_TEXT_AT: usize = 3;

/// A module of 0.75 mm, which every phone reads at arm's length; a code that would be wider than
/// 45 mm takes smaller ones, and 177 modules, the most there are, still fit the paper at 3 dots.
const MODULE_DOTS: std::ops::RangeInclusive<usize> = 3..=6;
const CODE_DOTS: usize = 360;

/// The items of a block that stands below another one.
pub(super) fn items(block: &Block, above: Option<&Block>) -> Result<Vec<Item>, PaperError> {
    Ok(match block {
        Block::Title(text) => title(text),
        Block::Subtitle(text) => {
            let lines = wrap(&clean(text), COLUMNS);
            centred(lines, Size::Normal, Style::default(), BETWEEN)
        }
        Block::Mark(text) => mark(text),
        Block::Rule => vec![Item::Rule { advance: UNDER_RULE }],
        Block::Heading(text) => {
            let mut items = paragraph(text, 0, true);
            if !matches!(above, None | Some(Block::Rule)) {
                items.insert(0, Item::Feed(ABOVE_HEADING));
            }
            items
        }
        Block::Field { label, value, strong } => field(label, value, *strong),
        Block::Text(text) => paragraph(text, 0, false),
        Block::Row(cells) => row(cells),
        Block::Tick(text) => tick(text),
        Block::Qr { data, caption } => code(data, caption)?,
        Block::Space(dots) => vec![Item::Feed(*dots)],
    })
}

#[derive(Clone, Copy, Default)]
struct Style {
    bold: bool,
    reverse: bool,
}

fn title(text: &str) -> Vec<Item> {
    let text = clean(text);
    let double_fits = columns(&text) * Size::Double.across() <= COLUMNS;
    let size = if double_fits { Size::Double } else { Size::Tall };
    let lines = wrap(&text, COLUMNS / size.across());
    centred(lines, size, Style { bold: true, reverse: false }, UNDER_LARGE)
}

/// A black bar reaches a column further than the text at both ends.
fn mark(text: &str) -> Vec<Item> {
    let lines = wrap(&clean(text), COLUMNS / Size::Double.across() - 2);
    let lines = lines.into_iter().map(|line| format!(" {line} ")).collect();
    centred(lines, Size::Double, Style { bold: true, reverse: true }, UNDER_LARGE)
}

fn centred(lines: Vec<String>, size: Size, style: Style, last_advance: u8) -> Vec<Item> {
    let Style { bold, reverse } = style;
    let runs = lines.into_iter().map(|text| {
        let mut run = Run { x: 0, text, bold, side: Side::Centre };
        run.x = (PRINTABLE_DOTS - run.width(size)) / 2;
        present([run])
    });
    let within = if size == Size::Normal { WITHIN } else { UNDER_LARGE };
    stacked(runs, within, last_advance, |runs, advance| Line { size, reverse, advance, runs })
}

fn field(label: &str, value: &str, strong: bool) -> Vec<Item> {
    let label = clean(label);
    let mut labels = wrap(&label, COLUMNS);
    let mut values = wrap(&clean(value), COLUMNS - VALUE_AT);
    if labels.len() > 1 || VALUE_AT <= columns(&label) {
        // A long label stands above its value.
        values.splice(0..0, vec![String::new(); labels.len()]);
    }
    labels.resize(values.len(), String::new());
    let runs = labels.into_iter().zip(values).map(|(label, value)| {
        present([Run::left(0, label, false), Run::left(VALUE_AT, value, strong)])
    });
    stacked(runs, WITHIN, BETWEEN_FIELDS, plain)
}

fn paragraph(text: &str, indent: usize, bold: bool) -> Vec<Item> {
    let lines = wrap(&clean(text), COLUMNS - indent);
    let runs = lines.into_iter().map(|text| present([Run::left(indent, text, bold)]));
    stacked(runs, WITHIN, BETWEEN, plain)
}

fn tick(text: &str) -> Vec<Item> {
    let mut items = paragraph(text, TICKED_TEXT_AT, false);
    if let Some(Item::Line(first)) = items.first_mut() {
        first.runs.insert(0, Run::left(0, BOX.to_owned(), false));
    }
    items
}

/// The cells side by side, each wrapped in its columns. All but the last leave a column free at
/// their right. Cells that the sheet has no room for side by side stand below each other.
fn row(cells: &[Cell]) -> Vec<Item> {
    let total: usize = cells.iter().map(|cell| usize::from(cell.columns)).sum();
    if COLUMNS < total || cells.iter().any(|cell| cell.columns < 3) {
        return cells.iter().flat_map(|cell| paragraph(&cell.text, 0, false)).collect();
    }
    let mut at = 0;
    let mut lines: Vec<Vec<Run>> = Vec::new();
    for (index, cell) in cells.iter().enumerate() {
        let width = usize::from(cell.columns) - usize::from(index + 1 < cells.len());
        for (row, text) in wrap(&clean(&cell.text), width).into_iter().enumerate() {
            let indent = if cell.right { width - columns(&text) } else { 0 };
            let mut run = Run::left(at + indent, text, false);
            run.side = if cell.right { Side::Right } else { Side::Left };
            if lines.len() <= row {
                lines.push(Vec::new());
            }
            lines[row].extend(present([run]));
        }
        at += usize::from(cell.columns);
    }
    stacked(lines.into_iter(), WITHIN, BETWEEN, plain)
}

fn code(data: &str, caption: &str) -> Result<Vec<Item>, PaperError> {
    let symbol = QrCode::with_error_correction_level(data, EcLevel::M)
        .map_err(|_| PaperError::CodeTooLong)?;
    let mut modules = Dots::white(symbol.width(), symbol.width());
    for (index, colour) in symbol.to_colors().into_iter().enumerate() {
        if colour == Color::Dark {
            modules.blacken(index % symbol.width(), index / symbol.width());
        }
    }
    let module_dots = (CODE_DOTS / symbol.width()).clamp(*MODULE_DOTS.start(), *MODULE_DOTS.end());
    let module_dots = module_dots as u8;
    let mut items = vec![Item::Code(Code { data: data.to_owned(), modules, module_dots })];
    let caption = wrap(&clean(caption), COLUMNS);
    items.extend(centred(caption, Size::Normal, Style::default(), UNDER_CODE));
    Ok(items)
}

/// Lines below each other, the last with an advance of its own.
fn stacked(
    lines: impl ExactSizeIterator<Item = Vec<Run>>,
    within: u8,
    last: u8,
    line: impl Fn(Vec<Run>, u8) -> Line,
) -> Vec<Item> {
    let count = lines.len();
    let advance = |index| if index + 1 == count { last } else { within };
    lines.enumerate().map(|(index, runs)| Item::Line(line(runs, advance(index)))).collect()
}

fn plain(runs: Vec<Run>, advance: u8) -> Line {
    Line { size: Size::Normal, reverse: false, advance, runs }
}

fn present<const N: usize>(runs: [Run; N]) -> Vec<Run> {
    runs.into_iter().filter(|run| !run.text.is_empty()).collect()
}

impl Run {
    fn left(column: usize, text: String, bold: bool) -> Self {
        Self { x: column * COLUMN_DOTS, text, bold, side: Side::Left }
    }
}

/// A text as it can be printed: one kind of space, and one character for all that look alike. Line
/// feeds stay; another control character shows as the replacement character.
fn clean(text: &str) -> String {
    let clean = |character: char| match alike(character) {
        '\n' | '\u{3000}' => character,
        space if space.is_whitespace() => ' ',
        control if control.is_control() => char::REPLACEMENT_CHARACTER,
        printable => printable,
    };
    text.chars().map(clean).collect()
}
