//! A document as printer bytes, as a picture and as PDF.
//!
//! [`Layout::of`](layout::Layout::of) decides once where everything stands; [`print()`],
//! [`picture()`] and [`pdf()`] say it to their media. So the picture on the screen is the sheet,
//! dot for dot, and the PDF reads as the sheet does.

mod error;
pub mod layout;
mod missing;
mod pdf;
mod picture;
mod print;
mod type_case;

pub use error::PaperError;
pub use pdf::pdf;
pub use picture::{Picture, picture};
pub use print::{Printed, print};
