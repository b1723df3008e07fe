//! Whatever stands in a document, its layout fits the paper and holds every word of it.

#![allow(clippy::unwrap_used)] // What helps a test is a test.

mod common;

use common::any::{block, recipe};
use kiosk_core::document::Block;
use kiosk_paper::layout::{Item, Layout, PRINTABLE_DOTS, SQUARE_DOTS};
use proptest::prelude::*;

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
