//! Bytes ⇄ meaning. Pure functions: no port, no clock, no threads.
//!
//! An engine sends every code that it reads as a line of text with a [`Suffix`] behind it. Between
//! two lines it answers commands, each family of engines in a language of its own: [`zone`] and
//! [`words`]. [`Inbox`] keeps the two apart. A line has no checksum, so one wrong character in it is
//! not seen here.

mod answer;
mod inbox;
mod suffix;
pub mod words;
pub mod zone;

pub use answer::{Answers, Reply};
pub use inbox::{Damage, Heard, Inbox, Text};
pub use suffix::Suffix;

/// What the front of some bytes amounts to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scan<T> {
    /// It may become a frame: read on.
    Partial,
    /// The first byte begins no frame.
    Noise,
    /// A whole frame whose checksum does not match.
    Damaged {
        /// Its length in bytes.
        size: usize,
    },
    /// A whole frame.
    Frame {
        /// What it says.
        frame: T,
        /// Its length in bytes.
        size: usize,
    },
}
