//! Shows a page from another thread. Slint has one event loop a process, so this test is alone.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};
use std::thread;

use faces::Faces;
use kiosk_core::{
    document::{CopyKind, Document, DocumentId},
    screen::{Buttons, Frame, Page, Preview, View},
};
use kiosk_ui::{Paper, Screen};

fn preview() -> View {
    let document = Document {
        id: DocumentId(uuid::Uuid::from_u128(1)),
        form: "enrolment-voucher".into(),
        form_version: "1".into(),
        name: "参保凭证".into(),
        number: None,
        copy: CopyKind::Original,
        content_hash: String::new(),
        blocks: vec![],
    };
    let frame = Frame {
        bureau: String::new(),
        terminal: String::new(),
        clock: String::new(),
        date: String::new(),
        in_visit: true,
        staff_called: false,
        slots: vec![],
    };
    let page = Page::Preview(Preview {
        title: "请核对参保凭证".into(),
        subtitle: String::new(),
        document,
        caption: String::new(),
        buttons: Buttons::default(),
    });
    View { frame, page }
}

#[test]
fn the_visit_shows_pages_from_its_own_thread() {
    i_slint_backend_testing::init_integration_test_with_system_time();
    let drawn = Arc::new(AtomicU32::new(0));
    let draw = {
        let drawn = Arc::clone(&drawn);
        move |_: &Document| {
            drawn.fetch_add(1, Ordering::Relaxed);
            Paper { width: 1, height: 1, grey: vec![255] }
        }
    };
    let screen = Screen::new(Faces::shipped().unwrap(), draw).unwrap();
    let remote = screen.remote();
    let visit = thread::spawn(move || {
        remote.show(preview()).unwrap();
        // The page is the same: its picture is not drawn a second time.
        remote.show(preview()).unwrap();
        remote.quit().unwrap();
    });
    screen.run().unwrap();
    visit.join().unwrap();
    assert_eq!(drawn.load(Ordering::Relaxed), 1);
}
