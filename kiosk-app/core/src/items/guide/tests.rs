use proptest::prelude::*;

use super::*;
use crate::{form::Forms, parameters::Parameters, people::data_as_of};

fn paragraph(heading: &str, text: &str) -> Paragraph {
    Paragraph { heading: heading.to_owned(), text: text.to_owned() }
}

#[test]
fn every_guide_has_something_on_each_of_its_pages_and_not_too_much() {
    let catalog = Catalog::bundled();
    assert_eq!(catalog.iter().count(), 38);
    for item in catalog.iter() {
        let leaves = leaves(catalog, item);
        assert!(!leaves.is_empty(), "{}", item.key);
        for leaf in &leaves {
            assert!(!(leaf.materials.is_empty() && leaf.remarks.is_empty()), "{}", item.key);
            assert!(leaf.height() <= room(item), "{} is too high: {}", item.key, leaf.height());
        }
    }
}

#[test]
fn turning_the_pages_of_a_guide_one_reads_all_of_its_rows_in_order() {
    let catalog = Catalog::bundled();
    for item in catalog.iter() {
        let leaves = leaves(catalog, item);
        let read: Vec<Material> = leaves.iter().flat_map(|leaf| leaf.materials.clone()).collect();
        assert_eq!(read, materials(item), "{}", item.key);
        let text = |paragraphs: Vec<Paragraph>| -> String {
            paragraphs.into_iter().map(|paragraph| paragraph.heading + &paragraph.text).collect()
        };
        let read = leaves.into_iter().flat_map(|leaf| leaf.remarks).collect();
        assert_eq!(text(read), text(remarks(catalog, item)), "{}", item.key);
    }
}

#[test]
fn a_long_remark_is_cut_before_its_circled_numbers_and_keeps_its_heading_once() {
    let text = format!("①{}②{}", "甲".repeat(120), "乙".repeat(120));
    let parts = split(paragraph("特别说明", &text), 8 * REMARK_LINE);
    assert_eq!(parts.len(), 2);
    assert_eq!((parts[0].heading.as_str(), parts[1].heading.as_str()), ("特别说明", ""));
    assert!(parts[1].text.starts_with('②'));
}

proptest! {
    #[test]
    fn splitting_loses_no_character_and_keeps_to_the_height(
        text in "[参保甲乙①②③；。，a1 ]{0,400}",
        lines in 4_usize..20,
    ) {
        let height = lines * REMARK_LINE;
        let parts = split(paragraph("特别说明", &text), height);
        let together: String = parts.iter().map(|part| part.text.as_str()).collect();
        prop_assert_eq!(together, text);
        prop_assert!(parts.iter().all(|part| remark_height(part) <= height));
    }
}

#[test]
fn the_list_marks_what_is_done_here_and_how_long_the_rest_takes() {
    let rows = rows(Catalog::bundled());
    let chips: Vec<&str> = rows.iter().map(|row| row.chip.text.as_str()).collect();
    assert_eq!(chips.iter().filter(|chip| **chip == texts::DONE_HERE).count(), 2);
    assert!(chips.contains(&"30个工作日"), "{chips:?}");
}

#[test]
fn the_notice_has_a_box_to_tick_for_each_thing_to_bring() {
    let catalog = Catalog::bundled();
    let (parameters, forms) = (Parameters::bundled(), Forms::bundled());
    let office =
        Office { parameters: &parameters, forms: &forms, terminal: "自助服务终端 07" };
    let id = DocumentId(uuid::Uuid::from_u128(1));
    let now =
        Moment { up: time::Uptime::ZERO, at: data_as_of(), fresh: [uuid::Uuid::from_u128(1); 2] };
    for item in catalog.iter() {
        let notice = notice(&office, catalog, item, id, &now);
        let boxes = notice.blocks.iter().filter(|block| matches!(block, Block::Tick(_))).count();
        assert_eq!(boxes, materials(item).len(), "{}", item.key);
        let says_to_ask = notice
            .blocks
            .iter()
            .any(|block| matches!(block, Block::Text(text) if text == texts::MATERIALS_NOT_LISTED));
        assert_eq!(says_to_ask, boxes == 0, "{}", item.key);
    }
}
