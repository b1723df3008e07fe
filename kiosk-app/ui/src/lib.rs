//! The pages: a thin view over the core's screens.
//!
//! [`Screen::show`] draws a [`View`](kiosk_core::screen::View); a touch comes back as the
//! [`Touch`](kiosk_core::screen::Touch) that its control carried. Nothing is decided here. All
//! words come with the view but for the labels of the frame; whatever belongs to the page before
//! is gone as soon as another is shown.
//!
//! The window is 1080×1920 (a 21.5-inch panel on its side) and draws with the software renderer.
//! Without one of the features `x11`, `kms` and `kms-input` there is no display to draw on, and
//! only [`headless::Screen`] works.
//!
//! # How much fits on a page
//!
//! The core pages what is long; the tests of this crate show that this much fits:
//!
//! | page | at most |
//! | --- | --- |
//! | welcome | a title of two lines, a notice, three credentials and four offers; or six offers without a notice |
//! | services | six rows in all, open and closed, with a notice of two lines |
//! | enrolment | three cards: four facts, a card without facts, and a year with its remark; or ten facts; or a table of fifteen lines |
//! | question | four answers with a line each |
//! | guide list | nine rows, titles of up to two lines |
//! | guide | six materials of a line, or four with one of three lines, and a remark of three lines; or text of twenty lines |
//! | trouble | three paragraphs of two lines |
//! | take | four lines |

mod fonts;
mod generated;
pub mod headless;
mod pages;
mod paper;
mod screen;
mod setter;
mod words;

pub use paper::Paper;
pub use screen::{Remote, Screen};

/// The window's width in pixels.
pub const WIDTH: u32 = 1080;
/// The window's height in pixels.
pub const HEIGHT: u32 = 1920;

/// Why the screen does not work.
#[derive(Debug, thiserror::Error)]
pub enum ScreenError {
    /// There is no display, or it cannot be used.
    #[error("cannot open the display: check that it is connected and that this user may use it")]
    Display(#[from] slint::PlatformError),
    /// A program touched what is not on the page.
    #[error("nothing that can be touched reads {label}: compare with what the page offers")]
    NoControl {
        /// What was looked for.
        label: String,
    },
    /// A picture of the screen cannot be written.
    #[error("cannot write the picture of the screen: check the folder and the space on the disk")]
    Picture(#[from] png::EncodingError),
}
