//! The window, what it shows, and what its controls mean at this moment.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use faces::Faces;
use kiosk_core::{
    document::Document,
    screen::{Page, Touch, View},
};
use slint::{ComponentHandle, Weak};

use crate::{
    ScreenError, fonts,
    generated::{MainWindow, Shown, Theme, Touches, Words},
    pages,
    paper::Paper,
    setter::{Setter, frame_touches},
    words,
};

/// Draws the picture of a document for the preview.
type Draw = dyn Fn(&Document) -> Paper + Send + Sync;

/// The kiosk's window. It belongs to the thread of the display; others reach it by [`Remote`].
pub struct Screen {
    window: MainWindow,
    shared: Arc<Shared>,
}

/// What a [`Screen`] and its remotes share.
struct Shared {
    faces: Faces,
    draw: Box<Draw>,
    now: Mutex<Now>,
}

/// What is shown at this moment.
#[derive(Default)]
struct Now {
    view: Option<View>,
    touches: Vec<Touch>,
    /// Somebody has been identified since the welcome page was last shown.
    visited: bool,
}

impl Screen {
    /// Makes the window and hands the faces to it; `draw` makes the picture of a document.
    ///
    /// # Errors
    /// There is no display.
    pub fn new(
        faces: Faces,
        draw: impl Fn(&Document) -> Paper + Send + Sync + 'static,
    ) -> Result<Self, ScreenError> {
        let window = MainWindow::new()?;
        fonts::register(&faces);
        window.global::<Words>().set_frame(words::of_frame());
        let now = Mutex::new(Now { touches: frame_touches(), ..Now::default() });
        Ok(Self { window, shared: Arc::new(Shared { faces, draw: Box::new(draw), now }) })
    }

    /// Hands what the citizen touches to `touched`, in the place of who got it before.
    pub fn connect(&self, touched: impl Fn(Touch) + 'static) {
        let shared = Arc::clone(&self.shared);
        self.window.global::<Touches>().on_touched(move |number| {
            let touch =
                usize::try_from(number).ok().and_then(|n| shared.now().touches.get(n).cloned());
            // The lock is free again here, so that `touched` may show the next page at once.
            if let Some(touch) = touch {
                touched(touch);
            }
        });
    }

    /// Shows a view. Nothing of the page before is left, neither in the window nor in its data.
    pub fn show(&self, view: &View) {
        self.shared.show(&self.window, view);
    }

    /// Reaches this screen from other threads.
    pub fn remote(&self) -> Remote {
        Remote { window: self.window.as_weak(), shared: Arc::clone(&self.shared) }
    }

    /// Opens the window and draws until [`Remote::quit`], or until the window is closed.
    ///
    /// # Errors
    /// The display cannot be used.
    pub fn run(&self) -> Result<(), ScreenError> {
        Ok(self.window.run()?)
    }

    pub(crate) fn window(&self) -> &MainWindow {
        &self.window
    }
}

/// Reaches a [`Screen`] from any thread.
#[derive(Clone)]
pub struct Remote {
    window: Weak<MainWindow>,
    shared: Arc<Shared>,
}

impl Remote {
    /// Has the thread of the display show a view.
    ///
    /// # Errors
    /// The display has stopped.
    pub fn show(&self, view: View) -> Result<(), ScreenError> {
        let shared = Arc::clone(&self.shared);
        let shown = self.window.upgrade_in_event_loop(move |window| shared.show(&window, &view));
        shown.map_err(stopped)
    }

    /// Has the thread of the display call this once it has painted what it was shown before.
    ///
    /// # Errors
    /// The display has stopped.
    pub fn when_painted(&self, say: impl FnOnce() + Send + 'static) -> Result<(), ScreenError> {
        let asked = self.window.upgrade_in_event_loop(move |_| {
            // A frame is drawn in the turn of the loop after the one that asked for it.
            slint::Timer::single_shot(std::time::Duration::ZERO, say);
        });
        asked.map_err(stopped)
    }

    /// Ends [`Screen::run`].
    ///
    /// # Errors
    /// The display has stopped already.
    pub fn quit(&self) -> Result<(), ScreenError> {
        slint::quit_event_loop().map_err(stopped)
    }
}

fn stopped(error: slint::EventLoopError) -> ScreenError {
    ScreenError::Display(slint::PlatformError::OtherError(Box::new(error)))
}

impl Shared {
    fn now(&self) -> MutexGuard<'_, Now> {
        // Whoever panicked left a whole view behind: every change is one assignment.
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn show(&self, window: &MainWindow, view: &View) {
        let mut setter = Setter::new(&self.faces);
        let shown = window.global::<Shown>();
        let mut now = self.now();
        let before = now.view.replace(view.clone());
        shown.set_frame(pages::frame::set(&view.frame, &mut setter));
        // A clock that ticks must not take a button from under the finger.
        let same_page = before.is_some_and(|before| before.page == view.page);
        if !same_page {
            shown.set_pages(pages::set(&view.page, &mut setter, &self.draw));
        }
        let (touches, missing) = setter.finish();
        if !same_page {
            now.touches = touches;
        }
        if !missing.is_empty() {
            // Code points alone: the words around them may be somebody's name.
            let points: Vec<String> =
                missing.iter().map(|c| format!("U+{:04X}", u32::from(*c))).collect();
            tracing::warn!(?points, "no face holds these characters, they are shown as 〓");
        }
        now.visited |= view.frame.in_visit;
        if now.visited && matches!(view.page, Page::Welcome(_)) {
            now.visited = false;
            // The next person begins with the usual look.
            window.global::<Theme>().set_high_contrast(false);
        }
    }
}
