//! The I/O board's image on an emulated chip (QEMU's `lm3s6965evb`).
//!
//! [`Image`] is the image that `firmware/build` makes. A [`Chip`] runs it: the kiosk's end of its
//! line is a pseudo-terminal, its panel can be looked at, its switches are worked by keys, and its
//! registers and memory are read through the emulator's monitor. It is what a test has in place of
//! a board on the desk; nothing that a hall installs knows it.

mod chip;
mod debugger;
mod image;
mod monitor;
mod picture;

use std::{io, process::Command};

pub use chip::{Chip, Key};
pub use image::Image;
pub use picture::Picture;

/// Why there is no board.
#[derive(Debug, thiserror::Error)]
pub enum BoardError {
    /// The image could not be built.
    #[error("the image is not built, and firmware/build says why: {0}")]
    Build(String),
    /// The image is not what it should be.
    #[error("the image cannot be read")]
    Image(#[from] object::Error),
    /// The image has no such symbol.
    #[error("the image has no symbol {0}")]
    Symbol(&'static str),
    /// The emulator could not be started, or went away.
    #[error("the emulator (Debian: qemu-system-arm) cannot be had")]
    Emulator(#[from] io::Error),
    /// The emulator refused something.
    #[error("the emulator refuses: {0}")]
    Refused(String),
    /// The emulator said something else than was asked.
    #[error("the emulator's {0} is not understood")]
    Answer(&'static str),
}

/// Whether the emulator is installed.
pub fn is_installed() -> bool {
    Command::new(chip::EMULATOR).arg("--version").output().is_ok_and(|asked| asked.status.success())
}
