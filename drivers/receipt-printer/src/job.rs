//! A sheet as whole commands: composed once, sent by the [`Client`](crate::Client).

mod composer;
mod picture;

pub use composer::Composer;

use crate::wire::Command;

/// Why a sheet cannot be composed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ComposeError {
    /// A picture, code or barcode is wider than the paper.
    #[error("{needed} dots wide, and the paper has {available}: make it smaller")]
    TooWide {
        /// Dots that it needs.
        needed: usize,
        /// Dots that there are.
        available: usize,
    },
    /// A QR code cannot hold the text.
    #[error("the text is too long for a QR code: shorten it")]
    QrTooLong,
    /// The text of a QR code holds bytes that a printer obeys as a real-time command.
    #[error("the text of the QR code holds control characters: remove them")]
    QrControls,
    /// A barcode holds printable ASCII only.
    #[error("the text of the barcode is not printable ASCII: change it")]
    BarcodeText,
}

/// A sheet, ready to be sent; the cut is the client's.
#[derive(Clone, PartialEq, Eq)]
pub struct Job {
    commands: Vec<Command>,
    height_dots: usize,
    missing: Vec<char>,
}

impl Job {
    /// A sheet of commands that are known already, as from a recording; `height_dots` long.
    pub fn from_commands(commands: Vec<Command>, height_dots: usize) -> Self {
        Self { commands, height_dots, missing: Vec::new() }
    }

    /// The commands in their order.
    pub fn commands(&self) -> &[Command] {
        &self.commands
    }

    /// The length of the print, which tells how long it takes.
    pub fn height_dots(&self) -> usize {
        self.height_dots
    }

    /// Characters that neither the ROM nor a face has; each stands as 〓 on the sheet.
    pub fn missing(&self) -> &[char] {
        &self.missing
    }
}

/// Counts only: what is printed is a person's.
impl std::fmt::Debug for Job {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Job({} commands, {} dots)", self.commands.len(), self.height_dots)
    }
}
