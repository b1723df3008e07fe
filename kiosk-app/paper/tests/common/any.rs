//! Sheets of anything, for properties that hold of all of them.

use kiosk_core::document::{Block, Cell};
use proptest::prelude::*;

fn text() -> impl Strategy<Value = String> {
    let characters = "林知远买买提·吐尔逊杨𬱖龙䶮，。、；：）》（《「—￥ 0123456789,.-/AbcXyzü\n\t";
    let character = prop::sample::select(characters.chars().collect::<Vec<_>>());
    prop::collection::vec(character, 0..60).prop_map(String::from_iter)
}

/// What a block is made from; blocks themselves print nothing, for they are about a person.
pub(crate) type Recipe = (u8, Vec<(String, u8, bool)>);

pub(crate) fn recipe() -> impl Strategy<Value = Recipe> {
    (0_u8..9, prop::collection::vec((text(), 0_u8..30, any::<bool>()), 2..5))
}

/// A block, and its texts in the order in which they are read.
pub(crate) fn block((kind, cells): &Recipe) -> (Block, Vec<String>) {
    let (text, height, _) = cells[0].clone();
    let texts = |number| cells.iter().take(number).map(|(text, ..)| text.clone()).collect();
    match kind {
        0 => (Block::Title(text), texts(1)),
        1 => (Block::Subtitle(text), texts(1)),
        2 => (Block::Mark(text), texts(1)),
        3 => (Block::Heading(text), texts(1)),
        4 => (Block::Text(text), texts(1)),
        5 => (Block::Tick(text.clone()), vec!["□".to_owned(), text]),
        6 => {
            let (value, _, strong) = cells[1].clone();
            (Block::Field { label: text, value, strong }, texts(2))
        }
        7 => {
            let cell = |(text, columns, right): &(String, u8, bool)| Cell {
                text: text.clone(),
                columns: *columns,
                right: *right,
            };
            (Block::Row(cells.iter().map(cell).collect()), texts(cells.len()))
        }
        _ => (Block::Space(height.into()), Vec::new()),
    }
}
