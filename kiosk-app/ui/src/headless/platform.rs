//! A platform for Slint that has no display and whose time passes only when it is told to.

use std::{
    cell::{Cell, OnceCell},
    rc::Rc,
    time::Duration,
};

use slint::{
    PlatformError,
    platform::{
        Platform, WindowAdapter, set_platform,
        software_renderer::{MinimalSoftwareWindow, RepaintBufferType},
    },
};

use crate::ScreenError;

/// The time of the screens of a thread.
#[derive(Clone, Default)]
pub(super) struct Clock(Rc<Cell<Duration>>);

impl Clock {
    pub(super) fn advance(&self, time: Duration) {
        self.0.set(self.0.get() + time);
    }
}

/// The surface for the next window, and the time of all.
#[derive(Clone)]
struct Headless {
    next: Rc<Cell<Option<Rc<MinimalSoftwareWindow>>>>,
    clock: Clock,
}

impl Platform for Headless {
    fn create_window_adapter(&self) -> Result<Rc<dyn WindowAdapter>, PlatformError> {
        match self.next.take() {
            Some(surface) => Ok(surface),
            None => Err(PlatformError::NoPlatform),
        }
    }

    fn duration_since_start(&self) -> Duration {
        self.clock.0.get()
    }
}

/// Makes a surface for the window that is made next on this thread.
///
/// # Errors
/// The thread draws on a display already.
pub(super) fn prepare() -> Result<(Rc<MinimalSoftwareWindow>, Clock), ScreenError> {
    thread_local!(static HEADLESS: OnceCell<Headless> = const { OnceCell::new() });
    let headless = HEADLESS.with(|cell| match cell.get() {
        Some(headless) => Ok(headless.clone()),
        None => {
            let headless = Headless { next: Rc::default(), clock: Clock::default() };
            set_platform(Box::new(headless.clone()))
                .map_err(|error| PlatformError::Other(error.to_string()))?;
            Ok::<_, PlatformError>(cell.get_or_init(|| headless).clone())
        }
    })?;
    let surface = MinimalSoftwareWindow::new(RepaintBufferType::ReusedBuffer);
    headless.next.set(Some(Rc::clone(&surface)));
    Ok((surface, headless.clock))
}
