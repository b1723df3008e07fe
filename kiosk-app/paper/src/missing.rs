//! Characters that no face holds.

use faces::Faces;
use kiosk_core::document::{Block, Document};

use crate::{
    PaperError,
    layout::{Item, Layout},
};

/// Stands in the place of a character that no face holds (U+3013, the mark for just that).
const MARK: char = '〓';

/// Says so at the foot of the sheet, for whoever holds it.
const NOTE: &str = "〓 处是本机打印不出的生僻字，以证件号码为准。";

/// Lays a document out. Where characters are in it that no face holds, marks stand in their places
/// and the foot of the sheet says so; they are returned, each once.
///
/// # Errors
/// See [`Layout::of`].
pub(crate) fn laid_out(
    document: &Document,
    faces: &Faces,
) -> Result<(Layout, Vec<char>), PaperError> {
    let mut layout = Layout::of(document)?;
    let missing = mark_missing(&mut layout, faces);
    if missing.is_empty() {
        return Ok((layout, missing));
    }
    let mut with_note = document.clone();
    with_note.blocks.push(Block::Text(NOTE.to_owned()));
    let mut layout = Layout::of(&with_note)?;
    mark_missing(&mut layout, faces);
    Ok((layout, missing))
}

/// The mark takes the same two columns: the faces hold all of ASCII.
fn mark_missing(layout: &mut Layout, faces: &Faces) -> Vec<char> {
    let mut missing = Vec::new();
    for item in &mut layout.items {
        let Item::Line(line) = item else { continue };
        for run in &mut line.runs {
            let absent = faces.missing_in(&run.text);
            run.text =
                run.text.chars().map(|c| if absent.contains(&c) { MARK } else { c }).collect();
            missing.extend(absent.into_iter().filter(|c| !missing.contains(c)).collect::<Vec<_>>());
        }
    }
    missing
}
