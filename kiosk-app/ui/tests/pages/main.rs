//! Shows every page in memory, looks at it and touches it.

// The kit belongs to the tests, though none of its functions is one.
#![allow(clippy::unwrap_used)]

mod expected;
mod faces;
mod frame;
mod guides;
mod longest;
mod stage;
mod usual;

use std::time::Duration;

use kiosk_core::screen::{Page, Touch, View};
use stage::{Stage, sheet};

fn misfits(views: Vec<(&'static str, View)>) -> Vec<(&'static str, kiosk_ui::headless::Misfit)> {
    let stage = Stage::new();
    let mut misfits = Vec::new();
    for (name, view) in views {
        stage.arrive(name, &view);
        misfits.extend(stage.screen.misfits().into_iter().map(|misfit| (name, misfit)));
        let picture = stage.screen.snapshot();
        assert_eq!((picture.width, picture.height), (1080, 1920), "{name}");
    }
    misfits
}

#[test]
fn every_page_fits_on_an_ordinary_day() {
    assert_eq!(misfits(usual::all()), []);
}

#[test]
fn the_longest_texts_fit() {
    assert_eq!(misfits(longest::all()), []);
}

#[test]
fn what_does_not_fit_is_told() {
    let mut view = usual::trouble();
    if let Page::Trouble(page) = &mut view.page {
        page.paragraphs.extend(page.paragraphs.clone());
        page.paragraphs.extend(page.paragraphs.clone());
        page.buttons.back = Some(usual::action("一个按钮上写不下这么多字", Touch::Back));
    }
    let misfits = misfits(vec![("too-much", view)]);
    assert!(misfits.iter().any(|(_, misfit)| misfit.what == "我在这里等"), "{misfits:?}");
}

#[test]
fn whatever_is_touched_is_as_high_as_a_thumb_and_tells_its_touch() {
    let stage = Stage::new();
    for (name, view) in usual::all().into_iter().chain(longest::all()) {
        stage.arrive(name, &view);
        let offered = expected::touches(&view);
        let controls = stage.screen.controls();
        // The one control that the view does not name changes how the screen looks.
        assert_eq!(controls.len(), offered.len() + 1, "{name}: {controls:?}");
        for control in &controls {
            assert!(88.0 <= control.height && 88.0 <= control.width, "{name}: {control:?}");
        }
        let mut seen: Vec<&str> = Vec::new();
        for (label, touch) in &offered {
            let which = seen.iter().filter(|before| *before == label).count();
            seen.push(label);
            let control = controls.iter().filter(|control| control.label == *label).nth(which);
            let control = control.unwrap_or_else(|| panic!("{name} has no {label}"));
            stage.touch_middle_of(control);
            assert_eq!(stage.touched(), std::slice::from_ref(touch), "{name}: {label}");
        }
    }
}

#[test]
fn a_touch_beside_the_buttons_says_nothing() {
    let stage = Stage::new();
    stage.arrive("services", &usual::services());
    stage.screen.touch_at(20.0, 900.0);
    assert!(stage.screen.touch("没有这个按钮").is_err());
    assert_eq!(stage.touched(), []);
}

#[test]
fn asking_why_is_understood_on_the_word_itself() {
    let stage = Stage::new();
    stage.arrive("services", &usual::services());
    stage.screen.touch("为什么").unwrap();
    assert_eq!(stage.touched(), [Touch::AskWhy(usual::item("renewal"))]);
}

#[test]
fn a_page_arrives_within_the_fifth_of_a_second() {
    let stage = Stage::new();
    stage.arrive("services", &usual::services());
    stage.screen.show(&usual::question());
    let at_first = stage.screen.snapshot();
    stage.screen.advance(Duration::from_millis(200));
    let arrived = stage.screen.snapshot();
    stage.screen.advance(Duration::from_secs(5));
    assert!(at_first != arrived);
    assert!(stage.screen.snapshot() == arrived);
}

#[test]
fn the_question_covers_the_page_behind_it_whole() {
    let stage = Stage::new();
    stage.arrive("services", &longest::services());
    stage.arrive("more-time", &usual::more_time());
    let fresh = Stage::new();
    fresh.arrive("more-time", &usual::more_time());
    assert_eq!(stage.screen.texts(), fresh.screen.texts());
    assert!(stage.screen.snapshot() == fresh.screen.snapshot());
}

#[test]
fn after_the_visit_nothing_of_the_person_is_left() {
    // Both screens of this thread share one time, so that the card of both is equally far.
    let (stage, fresh) = (Stage::new(), Stage::new());
    fresh.arrive("welcome", &usual::welcome());
    for (name, view) in usual::all().into_iter().chain([("long-services", longest::services())]) {
        stage.arrive(name, &view);
        stage.arrive("welcome", &usual::welcome());
        assert_eq!(stage.screen.texts(), fresh.screen.texts(), "{name}");
        assert!(stage.screen.snapshot() == fresh.screen.snapshot(), "{name}");
    }
}

#[test]
fn the_card_goes_to_the_reader_and_rests_there() {
    let stage = Stage::new();
    stage.screen.show(&usual::welcome());
    stage.screen.advance(Duration::from_secs(1));
    let mut before = stage.screen.snapshot();
    let mut moved = 0;
    for _ in 0..24 {
        stage.screen.advance(Duration::from_millis(200));
        let now = stage.screen.snapshot();
        moved += usize::from(now != before);
        before = now;
    }
    // It rests as long as it moves.
    assert!((10..=14).contains(&moved), "it moved in {moved} of 24 moments");
}

#[test]
fn the_sheet_is_shown_dot_for_dot() {
    let stage = Stage::new();
    stage.arrive("preview", &usual::preview());
    let black = |rgba: &[u8]| rgba[..3] == [0, 0, 0];
    let shown = stage.screen.snapshot().rgba.chunks(4).filter(|rgba| black(rgba)).count();
    let dots = sheet(&usual::document()).grey.iter().filter(|grey| **grey == 0).count();
    assert_eq!(shown, dots);
}

#[test]
fn a_clock_that_ticks_leaves_the_button_under_the_finger() {
    let stage = Stage::new();
    let mut view = usual::services();
    stage.arrive("services", &view);
    let row = stage.screen.controls().into_iter().find(|c| c.label == "打印参保凭证").unwrap();
    stage.screen.press_at(row.x + 40.0, row.y + 40.0);
    view.frame.clock = "09:31".into();
    stage.screen.show(&view);
    stage.screen.lift_at(row.x + 40.0, row.y + 40.0);
    assert_eq!(stage.touched(), [Touch::OpenItem(usual::item("voucher"))]);
    assert!(stage.screen.texts().contains(&"09:31".to_owned()));
}
