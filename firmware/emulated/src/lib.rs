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

use std::{
    env, io,
    process::Command,
    sync::{Mutex, PoisonError},
};

pub use chip::{Chip, Key, Time};
pub use image::Image;
pub use picture::Picture;

/// Why there is no board.
#[derive(Debug, thiserror::Error)]
pub enum BoardError {
    /// What builds or runs the image is not installed.
    #[error("{0}")]
    Tools(String),
    /// The image could not be built.
    #[error("the image is not built, and firmware/build says why: {0}")]
    Build(String),
    /// The image is not what it should be.
    #[error("the image cannot be read")]
    Image(#[from] object::Error),
    /// The image has no such symbol.
    #[error("the image has no symbol {0}")]
    Symbol(&'static str),
    /// The emulator does not start, or went away.
    #[error("the emulator does not answer")]
    Emulator(#[from] io::Error),
    /// The emulator refused something.
    #[error("the emulator refuses: {0}")]
    Refused(String),
    /// The emulator said something else than was asked.
    #[error("the emulator's {0} is not understood")]
    Answer(&'static str),
}

/// The image, built once. Where what builds or runs it is not installed, says so and gives `None`;
/// with `CI` in the environment that is an error, so that no test passes there by not being run.
///
/// # Errors
/// The image does not compile, or `CI` wants it and it cannot be had.
pub fn image_if_any() -> Result<Option<Image>, BoardError> {
    static IMAGE: Mutex<Option<Image>> = Mutex::new(None);

    let mut known = IMAGE.lock().unwrap_or_else(PoisonError::into_inner);
    if known.is_none() {
        match find_emulator().and_then(|()| Image::build()) {
            Err(BoardError::Tools(missing)) if env::var_os("CI").is_none() => {
                eprintln!("skipped: {missing}");
            }
            built => *known = Some(built?),
        }
    }
    Ok(known.clone())
}

fn find_emulator() -> Result<(), BoardError> {
    let asked = Command::new(chip::EMULATOR).arg("--version").output();
    let missing =
        || BoardError::Tools(format!("{} is missing; run setup/firmware.sh", chip::EMULATOR));
    asked.map(drop).map_err(|_| missing())
}
