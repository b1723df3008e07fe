//! What the I/O board (I/O 板) under the screen does, on any chip.
//!
//! [`Board`] lights lamps, settles switches, sounds the beeper, minds fan and thermometer, keeps the
//! log of doors, watches over the main computer and draws the panel for staff. It knows a chip only
//! as a [`Platform`], and time only as it is handed in. The image for a chip, and the simulated
//! board on a desktop, are this crate and a platform each.
//!
//! Nothing here allocates, waits, or can panic.

#![cfg_attr(not(test), no_std)]
#![forbid(unsafe_code)]

mod beeper;
mod board;
mod climate;
mod desk;
mod kept;
mod lamps;
mod panel;
mod platform;
mod switches;
mod watch;

pub use board::{Board, FIRMWARE};
pub use kept::{EVENTS, Kept, LOG};
pub use panel::{HEIGHT, Picture, ROW, WIDTH};
pub use platform::{LAMPS, Platform, Region};
pub use watch::{
    BEATS_WITHIN, PULLS_FOR, RESTARTS_AT_MOST, STARTS_WITHIN, Standing, WARNS_FOR, WELL_AFTER,
};
