//! Characters that no face holds.

use faces::Faces;

use crate::layout::{Item, Layout};

/// Stands in the place of a character that no face holds (U+3013, the mark for just that).
const MARK: char = '〓';

/// Puts the mark in the place of each character that no face holds, and says which ones they
/// were, each once. The mark takes the same two columns: the faces hold all of ASCII.
pub(crate) fn mark_missing(layout: &mut Layout, faces: &Faces) -> Vec<char> {
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
