//! The wire: what a machine at either end of a serial line is, and what joins two of them.
//!
//! [`Machine`] is one end of a conversation. It owns no port and asks no clock, so the same
//! machine runs on a serial port ([`run`]), at the device's end of a pseudo-terminal
//! ([`run_device`]), and in virtual time on the wire in [`memory`].

mod clock;
mod mailbox;
pub mod memory;
mod port;
mod pty;
#[cfg(feature = "recorder")]
pub mod recorder;
mod runner;
mod wake;

use std::{fmt::Debug, time::Duration};

pub use clock::Clock;
pub use port::{ControlLine, Flow, Handle, Port, PortError, StopBits, run};
pub use pty::{Device, Pty, Socket, run_device};

/// Time since start. Deadlines are moments of it, never of the calendar.
pub type Uptime = Duration;

/// One end of a wire. Time and bytes come in; bytes, events and the next deadline go out.
///
/// A machine is a function of what came in and when: whoever gives it the same once more gets the
/// same out, which is what makes a recording of a port worth something.
pub trait Machine {
    /// What the owner asks of the machine. Its `Debug` names no person.
    type Command: Debug;
    /// What the machine reports to its owner. Its `Debug` names no person.
    type Event: Debug;

    /// Takes an order. What it leads to comes out of [`Machine::poll`].
    fn command(&mut self, now: Uptime, command: Self::Command);

    /// Takes bytes off the wire, in any portions.
    fn received(&mut self, now: Uptime, bytes: &[u8]);

    /// The line failed (cable out, port gone) or works again.
    fn line(&mut self, now: Uptime, line: Line);

    /// Called until it answers [`Step::WaitUntil`]; a machine with nothing to wait for names no moment.
    fn poll(&mut self, now: Uptime) -> Step<Self::Event>;
}

/// Whether the port under a machine works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "recorder", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "recorder", serde(rename_all = "lowercase"))]
pub enum Line {
    /// The port is open.
    Up,
    /// The port cannot be opened, or failed.
    Down,
}

/// What a machine wants next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step<E> {
    /// Put these bytes on the wire.
    Send(Vec<u8>),
    /// Tell the owner.
    Happened(E),
    /// Nothing to do before this moment, or before something comes in. A moment that has come
    /// already counts as none: a machine acts on it in the same call instead of naming it.
    WaitUntil(Option<Uptime>),
}
