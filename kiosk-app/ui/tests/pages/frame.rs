//! The bars around the pages.

use kiosk_ui::headless::Snapshot;

use crate::{stage::Stage, usual};

fn colour(picture: &Snapshot, x: u32, y: u32) -> [u8; 3] {
    let at = ((y * picture.width + x) * 4) as usize;
    [picture.rgba[at], picture.rgba[at + 1], picture.rgba[at + 2]]
}

const TOP_BAR: (u32, u32) = (20, 20);
const PAGE: (u32, u32) = (20, 1000);

#[test]
fn while_staff_are_called_the_top_bar_says_so() {
    let stage = Stage::new();
    let mut view = usual::services();
    stage.arrive("services", &view);
    let calm = colour(&stage.screen.snapshot(), TOP_BAR.0, TOP_BAR.1);
    view.frame.staff_called = true;
    stage.arrive("staff-called", &view);
    assert!(stage.screen.texts().iter().any(|text| text == "正在呼叫工作人员，请在这里等"));
    let called = stage.screen.snapshot();
    assert_eq!(colour(&called, TOP_BAR.0, TOP_BAR.1), [0x8A, 0x4B, 0x06]);
    view.frame.staff_called = false;
    stage.arrive("services", &view);
    assert_eq!(colour(&stage.screen.snapshot(), TOP_BAR.0, TOP_BAR.1), calm);
}

#[test]
fn high_contrast_lasts_for_one_visit() {
    let stage = Stage::new();
    stage.arrive("welcome", &usual::welcome());
    stage.screen.touch("高对比").unwrap();
    for (name, view) in usual::all() {
        if view.frame.in_visit {
            stage.arrive(&format!("contrast-{name}"), &view);
            assert_eq!(stage.screen.misfits(), [], "{name}");
            assert_eq!(colour(&stage.screen.snapshot(), PAGE.0, PAGE.1), [0, 0, 0], "{name}");
        }
    }
    stage.arrive("welcome", &usual::welcome());
    assert_eq!(colour(&stage.screen.snapshot(), PAGE.0, PAGE.1), [0xF3, 0xF6, 0xFA]);
    assert_eq!(stage.touched(), []);
}

#[test]
fn high_contrast_goes_back_by_the_same_button() {
    let stage = Stage::new();
    stage.arrive("welcome", &usual::welcome());
    stage.screen.touch("高对比").unwrap();
    stage.arrive("contrast-welcome", &usual::welcome());
    assert_eq!(colour(&stage.screen.snapshot(), PAGE.0, PAGE.1), [0, 0, 0]);
    stage.screen.touch("普通显示").unwrap();
    assert_eq!(colour(&stage.screen.snapshot(), PAGE.0, PAGE.1), [0xF3, 0xF6, 0xFA]);
}
