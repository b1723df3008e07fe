//! Whatever stands in a document, its layout fits the paper and holds every word of it.

#![allow(clippy::unwrap_used)] // What helps a test is a test.

mod common;

use kiosk_core::document::{Block, Cell};
use kiosk_paper::layout::{Item, Layout, PRINTABLE_DOTS, SQUARE_DOTS};
use proptest::prelude::*;

fn text() -> impl Strategy<Value = String> {
    let characters = "林知远买买提·吐尔逊杨𬱖龙䶮，。、；：）》（《「—￥ 0123456789,.-/AbcXyzü\n\t";
    let character = prop::sample::select(characters.chars().collect::<Vec<_>>());
    prop::collection::vec(character, 0..60).prop_map(String::from_iter)
}

/// What a block is made from; blocks themselves print nothing, for they are about a person.
type Recipe = (u8, Vec<(String, u8, bool)>);

fn recipe() -> impl Strategy<Value = Recipe> {
    (0_u8..9, prop::collection::vec((text(), 0_u8..30, any::<bool>()), 2..5))
}

/// A block, and its texts in the order in which they are read.
fn block((kind, cells): &Recipe) -> (Block, Vec<String>) {
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

fn letters(text: &str) -> Vec<char> {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

proptest! {
    #[test]
    fn every_run_fits_the_paper_and_overlaps_no_other(
        recipes in prop::collection::vec(recipe(), 1..8)
    ) {
        let blocks = recipes.iter().map(|recipe| block(recipe).0).collect();
        let layout = Layout::of(&common::sheet(blocks)).unwrap();
        for item in &layout.items {
            let Item::Line(line) = item else { continue };
            let mut free_from = 0;
            for run in &line.runs {
                prop_assert!(free_from <= run.x, "{}", run.text);
                prop_assert!(!run.text.is_empty() && !run.text.contains(['\n', '\t']));
                free_from = run.x + run.width(line.size);
                prop_assert!(free_from <= PRINTABLE_DOTS, "{}", run.text);
            }
            prop_assert!(SQUARE_DOTS * line.size.down() <= usize::from(line.advance));
        }
    }

    #[test]
    fn a_block_keeps_every_character(recipe in recipe()) {
        let (block, texts) = block(&recipe);
        // What stands side by side and wraps is read column by column, so that only blocks of one
        // column have an order to compare.
        let ordered = !matches!(block, Block::Row(_) | Block::Field { .. });
        let layout = Layout::of(&common::sheet(vec![block])).unwrap();
        let lines = layout.items.iter().filter_map(|item| match item {
            Item::Line(line) => Some(line),
            _ => None,
        });
        let runs = lines.flat_map(|line| &line.runs).map(|run| run.text.as_str());
        let mut found = letters(&runs.collect::<String>());
        let mut wanted = letters(&texts.concat());
        if !ordered {
            found.sort_unstable();
            wanted.sort_unstable();
        }
        prop_assert_eq!(found, wanted);
    }
}
