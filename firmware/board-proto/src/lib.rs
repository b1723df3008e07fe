//! What the kiosk and its I/O board say to each other, for both ends of the cable.
//!
//! - [`Order`]: kiosk → board; [`Report`]: board → kiosk. Bytes laid by hand, golden in the tests.
//! - [`frame`]: a message on the wire, with version, session, numbers and checksum.
//! - [`Link`]: acknowledgement and repeat. Within a session each message arrives once and in order.
//!
//! Nothing here reads a clock or a port, allocates, or can panic.

#![no_std]
#![forbid(unsafe_code)]

mod bytes;
mod cobs;
pub mod frame;
mod happening;
mod link;
mod millis;
mod order;
mod report;
mod words;

pub use bytes::{Body, MAX_BODY};
pub use frame::VERSION;
pub use happening::{Entry, Happening};
pub use link::{Counts, Heard, Link, QUIET_AFTER};
pub use millis::Millis;
pub use order::{KioskState, Order, Promise};
pub use report::{Climate, Hello, Report};
pub use words::{
    Beep, Mode, Network, Pattern, Positions, ResetReason, Slot, Switch, Task, Undertaking,
};

/// Why bytes are no message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadMessage {
    /// No message begins with this byte, or there is none.
    Kind(Option<u8>),
    /// It ends too early or too late.
    Length,
    /// A field holds a code that it does not have.
    Code(u8),
}

impl core::fmt::Display for BadMessage {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Kind(Some(kind)) => write!(f, "no message begins with {kind:02X}"),
            Self::Kind(None) => f.write_str("the message is empty"),
            Self::Length => f.write_str("the message is too short or too long"),
            Self::Code(code) => write!(f, "a field of the message holds {code:02X}"),
        }
    }
}

impl core::error::Error for BadMessage {}
