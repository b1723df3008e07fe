//! The heart of the kiosk: the visit, the items' rules, the documents as data.
//!
//! Nothing here does I/O, reads a clock or draws a random number. [`desk::Desk`] takes what
//! happened and the moment and answers with effects; what a citizen sees is a function of its
//! state ([`screen::View`]).

pub mod case;
pub mod document;
pub mod mask;
pub mod person;
pub mod screen;
