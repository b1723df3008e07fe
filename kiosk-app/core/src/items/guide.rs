//! 办事指南: for every item of both lists what to bring, how long it takes, where it is done.

use catalog::{AtThisKiosk, Catalog, ServiceItem};

use super::Office;
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

/// Characters of a line of 36 px text on the page, and the heights of its parts in pixels.
const LINE_CHARACTERS: usize = 24;
const MATERIAL_LINE: usize = 52;
const MATERIAL_FRAME: usize = 44;
const REMARK_LINE: usize = 50;
const REMARK_GAP: usize = 16;
const LEAF_HEIGHT: usize = 880;

fn lines(text: &str) -> usize {
    text.chars().count().div_ceil(LINE_CHARACTERS).max(1)
}

fn material_height(material: &Material) -> usize {
    let note = if material.note.is_some() { 40 } else { 0 };
    lines(&material.text) * MATERIAL_LINE + MATERIAL_FRAME + note
}

fn remark_height(paragraph: &Paragraph) -> usize {
    let heading = if paragraph.heading.is_empty() { 0 } else { 1 };
    (heading + lines(&paragraph.text)) * REMARK_LINE + REMARK_GAP
}

/// A guide as pages: what to bring first, then the special cases.
pub fn leaves(catalog: &Catalog, item: &ServiceItem) -> Vec<Leaf> {
    let mut leaves: Vec<Leaf> = Vec::new();
    let mut used = LEAF_HEIGHT + 1;
    let mut room_for = |height: usize, leaves: &mut Vec<Leaf>| {
        if LEAF_HEIGHT < used + height {
            leaves.push(Leaf { materials: Vec::new(), remarks: Vec::new() });
            used = 0;
        }
        used += height;
    };
    for material in materials(item) {
        room_for(material_height(&material), &mut leaves);
        if let Some(leaf) = leaves.last_mut() {
            leaf.materials.push(material);
        }
    }
    for paragraph in remarks(catalog, item).into_iter().flat_map(split) {
        room_for(remark_height(&paragraph), &mut leaves);
        if let Some(leaf) = leaves.last_mut() {
            leaf.remarks.push(paragraph);
        }
    }
    leaves
}

/// A paragraph longer than half a page, cut where a sentence ends.
fn split(paragraph: Paragraph) -> Vec<Paragraph> {
    let limit = LEAF_HEIGHT / 2 / REMARK_LINE * LINE_CHARACTERS;
    let mut parts: Vec<Paragraph> = Vec::new();
    for piece in paragraph.text.split_inclusive(['；', '。', '②', '③', '④']) {
        match parts.last_mut() {
            Some(part) if part.text.chars().count() + piece.chars().count() <= limit => {
                part.text.push_str(piece);
            }
            _ => {
                let heading =
                    if parts.is_empty() { paragraph.heading.clone() } else { String::new() };
                parts.push(Paragraph { heading, text: piece.to_owned() });
            }
        }
    }
    parts
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
