//! Rare characters of names, in bold and in regular text.

use kiosk_core::screen::{Page, View};
use kiosk_ui::headless::Snapshot;

use crate::{stage::Stage, usual};

fn with_name(in_bold: &str, in_regular: &str) -> View {
    let mut view = usual::services();
    if let Page::Services(page) = &mut view.page {
        page.greeting = in_bold.to_owned();
        page.status = in_regular.to_owned();
    }
    view
}

fn shown(stage: &Stage, in_bold: &str, in_regular: &str) -> Snapshot {
    stage.arrive("name", &with_name(in_bold, in_regular));
    stage.screen.snapshot()
}

#[test]
fn rare_characters_are_drawn_in_bold_and_in_regular_text() {
    let stage = Stage::new();
    // 龙䶮, 杨𬱖; then one of each later extension: B, F and G.
    let rare = ['䶮', '𬱖', '𠮷', '𬺷', '𰻝'];
    let mut bold = vec![shown(&stage, "龙\u{3000}", "龙"), shown(&stage, "龙〓", "龙")];
    let mut regular = vec![shown(&stage, "龙", "龙\u{3000}"), shown(&stage, "龙", "龙〓")];
    for character in rare {
        bold.push(shown(&stage, &format!("龙{character}"), "龙"));
        regular.push(shown(&stage, "龙", &format!("龙{character}")));
    }
    for pictures in [bold, regular] {
        for (index, picture) in pictures.iter().enumerate() {
            let alike = pictures.iter().filter(|other| *other == picture).count();
            assert_eq!(alike, 1, "character {index} looks like another one, or like none");
        }
    }
    stage.arrive("rare-names", &with_name("龙䶮 杨𬱖 𠮷𬺷𰻝，您好", "龙䶮 杨𬱖 𠮷𬺷𰻝，您好"));
}

#[test]
fn a_character_that_no_face_holds_leaves_no_gap_in_a_name() {
    let stage = Stage::new();
    stage.arrive("no-face", &with_name("龙\u{E863}\u{10FFFD}", "阿\u{10FFFD}力"));
    let texts = stage.screen.texts();
    assert!(texts.iter().any(|text| text == "阿〓力"), "{texts:?}");
}
