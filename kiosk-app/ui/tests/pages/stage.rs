//! A screen in memory that keeps the touches, and a folder for its pictures.

use std::{cell::RefCell, env, fs, path::PathBuf, rc::Rc, time::Duration};

use faces::Faces;
use kiosk_core::{
    document::{CopyKind, Document},
    screen::{Touch, View},
};
use kiosk_ui::{
    Paper,
    headless::{Control, Screen},
};

pub(crate) struct Stage {
    pub(crate) screen: Screen,
    touches: Rc<RefCell<Vec<Touch>>>,
}

/// A ruled sheet, as high as a voucher, or as high as a long slip where it is a second copy.
pub(crate) fn sheet(document: &Document) -> Paper {
    let width = 640;
    let height = if document.copy == CopyKind::Original { 1000 } else { 2000 };
    let grey = (0..width * height)
        .map(|i| (i % width, i / width))
        .map(|(x, y)| {
            let inside = (32..width - 32).contains(&x) && (32..height - 32).contains(&y);
            if inside && (x < 35 || y % 60 < 3) { 0 } else { 255 }
        })
        .collect();
    Paper { width, height, grey }
}

impl Stage {
    pub(crate) fn new() -> Self {
        let screen = Screen::new(Faces::shipped().unwrap(), sheet).unwrap();
        let touches = Rc::<RefCell<Vec<Touch>>>::default();
        let kept = Rc::clone(&touches);
        screen.connect(move |touch| kept.borrow_mut().push(touch));
        Self { screen, touches }
    }

    /// Shows a page and waits until it has arrived. Its picture is kept where `YIBAO_PICTURES`
    /// names a folder.
    pub(crate) fn arrive(&self, name: &str, view: &View) {
        self.screen.show(view);
        self.screen.advance(Duration::from_millis(1800));
        if let Some(folder) = env::var_os("YIBAO_PICTURES").map(PathBuf::from) {
            fs::create_dir_all(&folder).unwrap();
            self.screen.save_png(&folder.join(format!("{name}.png"))).unwrap();
        }
    }

    pub(crate) fn touch_middle_of(&self, control: &Control) {
        self.screen.touch_at(control.x + control.width / 2.0, control.y + control.height / 2.0);
    }

    /// What was touched since this was last asked.
    pub(crate) fn touched(&self) -> Vec<Touch> {
        self.touches.take()
    }
}
