//! 办事指南: for every item of both lists what to bring, how long it takes, where it is done.

use catalog::{AtThisKiosk, Catalog, ServiceItem};

use super::{Office, measure};
use crate::{
    document::{Block, CopyKind, Document, DocumentId},
    form::Source,
    screen::{Chip, GuideRow, Material, Paragraph, Tone, Touch},
    texts,
    time::{self, Moment},
};

/// Rows of the list that fit a page.
pub const ROWS_A_PAGE: usize = 8;

/// One page of a guide, without its buttons.
#[derive(Debug, Clone, PartialEq)]
pub struct Leaf {
    /// Things to bring.
    pub materials: Vec<Material>,
    /// Special cases, steps, legal ground.
    pub remarks: Vec<Paragraph>,
}

/// The rows of the list, all pages.
pub fn rows(catalog: &Catalog) -> Vec<GuideRow> {
    let row = |item: &ServiceItem| GuideRow {
        number: number(item),
        title: item.guide_title().to_owned(),
        chip: chip(item),
        touch: Touch::OpenGuide(item.key.clone()),
    };
    catalog.iter().map(row).collect()
}

/// 第 27 项; the number of the handling list where it has the item.
pub fn number(item: &ServiceItem) -> String {
    let numbers = item.numbers();
    texts::item_number(numbers.handling.or(numbers.public).unwrap_or_default())
}

fn chip(item: &ServiceItem) -> Chip {
    match (item.at_this_kiosk, &item.handling) {
        (AtThisKiosk::Perform | AtThisKiosk::Print, _) => {
            Chip { tone: Tone::Good, text: texts::DONE_HERE.to_owned() }
        }
        (AtThisKiosk::Guide, Some(entry)) => {
            Chip { tone: Tone::Closed, text: texts::short_limit(entry.time_limit.as_str()) }
        }
        (AtThisKiosk::Guide, None) => {
            Chip { tone: Tone::Closed, text: texts::ASK_AT_WINDOW.to_owned() }
        }
    }
}

/// The time limit in the list's words.
pub fn time_limit(item: &ServiceItem) -> String {
    match &item.handling {
        Some(entry) => entry.time_limit.as_str().replace(' ', ""),
        None => texts::LIMIT_NOT_LISTED.to_owned(),
    }
}

/// The things to bring, as the list has them.
fn materials(item: &ServiceItem) -> Vec<Material> {
    let Some(entry) = &item.handling else { return Vec::new() };
    let material = |text: &String| Material {
        note: texts::is_any_credential(text).then(|| texts::ANY_ONE_OF_THREE.to_owned()),
        text: text.clone(),
    };
    entry.materials.entries().iter().map(material).collect()
}

fn remarks(catalog: &Catalog, item: &ServiceItem) -> Vec<Paragraph> {
    let mut paragraphs = Vec::new();
    let mut add = |heading: &str, text: String| {
        paragraphs.push(Paragraph { heading: heading.to_owned(), text });
    };
    for (index, remark) in item.remarks(catalog).iter().enumerate() {
        add(if index == 0 { texts::SPECIAL_CASES } else { "" }, remark.clone());
    }
    if let Some(entry) = &item.handling {
        add(texts::STEPS, entry.steps.join(" → "));
    }
    if let Some(entry) = &item.public {
        let cited: Vec<String> = entry
            .legal_basis
            .iter()
            .map(|basis| {
                let number = basis.number.as_deref().unwrap_or_default();
                format!("《{}》{number}{}", basis.title, basis.articles.join("、"))
            })
            .collect();
        if !cited.is_empty() {
            add(texts::LEGAL_GROUND, cited.join("；"));
        }
    }
    paragraphs
}

/// What a leaf has room for, under its title and beside its two answers.
fn room(item: &ServiceItem) -> usize {
    let title = item.guide_title();
    let title_height =
        if title.chars().count() <= 15 { 93 } else { 75 * measure::lines(title, 36) };
    measure::GUIDE - title_height - 61 * measure::lines(&time_limit(item), 18)
}

const MATERIALS_FRAME: usize = 44 + measure::GAP;
const REMARKS_FRAME: usize = 64 + measure::GAP;
/// The height of a line of a remark, and the half-width columns that fit it.
const REMARK_LINE: usize = 49;
const REMARK_COLUMNS: usize = 50;

fn material_height(material: &Material) -> usize {
    let note = if material.note.is_some() { 43 } else { 0 };
    30 + 55 * measure::lines(&material.text, 40) + note
}

fn remark_height(paragraph: &Paragraph) -> usize {
    let heading = if paragraph.heading.is_empty() { 0 } else { REMARK_LINE + 6 };
    14 + heading + REMARK_LINE * measure::lines(&paragraph.text, REMARK_COLUMNS)
}

impl Leaf {
    fn height(&self) -> usize {
        let materials: usize = self.materials.iter().map(material_height).sum();
        let remarks: usize = self.remarks.iter().map(remark_height).sum();
        let frame = |is_empty, height| if is_empty { 0 } else { height };
        materials
            + remarks
            + frame(self.materials.is_empty(), MATERIALS_FRAME)
            + frame(self.remarks.is_empty(), REMARKS_FRAME)
    }
}

/// A guide as pages: what to bring first, then the special cases.
pub fn leaves(catalog: &Catalog, item: &ServiceItem) -> Vec<Leaf> {
    let room = room(item);
    let materials = materials(item)
        .into_iter()
        .map(|material| Leaf { materials: vec![material], remarks: Vec::new() });
    let remarks = remarks(catalog, item)
        .into_iter()
        .flat_map(|paragraph| split(paragraph, room / 2))
        .map(|remark| Leaf { materials: Vec::new(), remarks: vec![remark] });
    let mut leaves: Vec<Leaf> = Vec::new();
    for piece in materials.chain(remarks) {
        let joined = leaves.last().map(|leaf| Leaf {
            materials: [leaf.materials.clone(), piece.materials.clone()].concat(),
            remarks: [leaf.remarks.clone(), piece.remarks.clone()].concat(),
        });
        match (leaves.last_mut(), joined) {
            (Some(leaf), Some(joined)) if joined.height() <= room => *leaf = joined,
            _ => leaves.push(piece),
        }
    }
    leaves
}

/// A paragraph in parts of at most `height`, cut where a sentence ends, or in one that is too long.
fn split(paragraph: Paragraph, height: usize) -> Vec<Paragraph> {
    // A full-width character takes two columns; the heading takes a line and its distance.
    let limit = (height / REMARK_LINE).saturating_sub(2).max(1) * REMARK_COLUMNS / 2;
    let mut parts: Vec<String> = Vec::new();
    for sentence in sentences(&paragraph.text) {
        let characters: Vec<char> = sentence.chars().collect();
        for piece in characters.chunks(limit) {
            match parts.last_mut() {
                Some(part) if part.chars().count() + piece.len() <= limit => part.extend(piece),
                _ => parts.push(piece.iter().collect()),
            }
        }
    }
    let headings = std::iter::once(paragraph.heading).chain(std::iter::repeat(String::new()));
    headings.zip(parts).map(|(heading, text)| Paragraph { heading, text }).collect()
}

/// A text cut after its sentences and before its circled numbers.
fn sentences(text: &str) -> Vec<&str> {
    let ends = text.char_indices().filter_map(|(at, c)| match c {
        '；' | '。' => Some(at + c.len_utf8()),
        '②'..='⑨' => Some(at),
        _ => None,
    });
    let mut from = 0;
    ends.chain([text.len()])
        .filter_map(|to| {
            let sentence = &text[from..to];
            from = to;
            (!sentence.is_empty()).then_some(sentence)
        })
        .collect()
}

/// 一次性告知单: the same on paper, to take along and tick.
pub fn notice(
    office: &Office<'_>,
    catalog: &Catalog,
    item: &ServiceItem,
    id: DocumentId,
    now: &Moment,
) -> Document {
    let mut middle = vec![
        Block::Heading(format!("{} {}", number(item), item.guide_title())),
        Block::Field { label: texts::HOW_LONG.to_owned(), value: time_limit(item), strong: true },
        Block::Field { label: texts::WHERE.to_owned(), value: place(office, item), strong: true },
        Block::Rule,
        Block::Heading(texts::WHAT_TO_BRING.to_owned()),
    ];
    let materials = materials(item);
    if materials.is_empty() {
        middle.push(Block::Text(texts::MATERIALS_NOT_LISTED.to_owned()));
    }
    for material in materials {
        let note = material.note.map(|note| format!("（{note}）")).unwrap_or_default();
        middle.push(Block::Tick(format!("{}{note}", material.text)));
    }
    for paragraph in remarks(catalog, item) {
        if !paragraph.heading.is_empty() {
            middle.push(Block::Heading(paragraph.heading));
        }
        middle.push(Block::Text(paragraph.text));
    }
    let value =
        |source: Source| (source == Source::PrintedAt).then(|| time::long_date_and_clock(now.at));
    let form = &office.forms.one_time_notice;
    office.fill(form, id, None, CopyKind::Original, value, middle)
}

/// Where the item is done.
pub fn place(office: &Office<'_>, item: &ServiceItem) -> String {
    match item.at_this_kiosk {
        AtThisKiosk::Guide => {
            texts::at_window(&office.parameters.bureau_short, &office.parameters.windows.counter)
        }
        AtThisKiosk::Perform | AtThisKiosk::Print => texts::AT_THIS_MACHINE.to_owned(),
    }
}

#[cfg(test)]
mod tests;
