//! The I/O board (I/O 板) under the screen: lamps, beeper, switches, fan, the panel for staff, and
//! the relay that can restart the main computer.
//!
//! - [`board_proto`]: messages and frames, shared with the board's firmware.
//! - [`client`]: the kiosk's end.
//! - [`sim`]: the board's end: `board-core`, the very code of the firmware, on the desktop.

pub mod client;
pub mod sim;

pub use board_proto::{
    Beep, Climate, Entry, Happening, Hello, KioskState, Mode, Network, Pattern, Positions, Promise,
    ResetReason, Slot, Switch, Task, Undertaking,
};
pub use client::{Client, Command, Event, Options, Remedy, Trouble};
