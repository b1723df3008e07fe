//! The heart of the kiosk: the visit, the items' rules, the documents as data.
//!
//! Nothing here does I/O, reads a clock or draws a random number. [`desk::Desk`] takes what
//! happened and the moment and answers with effects; what a citizen sees is a function of its
//! state ([`desk::Desk::view`]).

pub mod case;
pub mod desk;
pub mod document;
pub mod form;
pub mod happenings;
pub mod identity;
pub mod items;
pub mod mask;
pub mod number;
pub mod parameters;
pub mod person;
pub mod screen;
pub mod seal;
pub mod texts;
pub mod time;
pub mod visit;

// The made-up people of the tests are written once, for those of the modules and those of visits.
#[cfg(test)]
extern crate self as kiosk_core;
#[cfg(test)]
#[allow(clippy::unwrap_used)] // What helps a test is a test.
#[path = "../tests/visits/kit/people.rs"]
mod people;
