//! What the owner asks of the client, and hears from it.

use crate::{Condition, PrintError, job::Job};

/// Names a sheet to its owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct JobId(pub u64);

/// What the owner asks.
#[derive(Debug, Clone)]
pub enum Command {
    /// Print a sheet.
    Print {
        /// Comes back with every event about it.
        id: JobId,
        /// What to print.
        job: Job,
    },
    /// Get rid of what a broken-off sheet left in the printer, and cut off its scrap of paper.
    Discard,
    /// Say how the printer is.
    Ask,
}

/// What the owner hears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// How the printer is: on every change, and when asked.
    Status(Condition),
    /// So many bytes are confirmed.
    Progress {
        /// The sheet.
        job: JobId,
        /// Confirmed bytes.
        sent: usize,
        /// All of its bytes.
        total: usize,
    },
    /// The printer has said, in its turn, that all of the sheet is printed and cut.
    Printed {
        /// The sheet.
        job: JobId,
    },
    /// The sheet is in the mouth. Only from a printer with a sensor there.
    Presented {
        /// The sheet.
        job: JobId,
    },
    /// The mouth is empty again.
    Taken {
        /// The sheet.
        job: JobId,
    },
    /// The sheet did not come out. Where something was printed, order [`Command::Discard`] before
    /// it is printed again.
    Failed {
        /// The sheet.
        job: JobId,
        /// Why.
        error: PrintError,
        /// Part of it may be on paper, or in the printer's memory.
        printed_something: bool,
    },
    /// Whether the sheet came out, or was taken, cannot be known; people must look. Order
    /// [`Command::Discard`] before the next.
    Unknown {
        /// The sheet.
        job: JobId,
        /// What makes it unknowable.
        because: PrintError,
    },
    /// The printer is free of what an earlier sheet left.
    Discarded,
    /// It is not: order it again when the reason is gone.
    NotDiscarded {
        /// Why.
        error: PrintError,
    },
    /// Nobody answers.
    Lost,
    /// The printer answers again; it may have been switched off in between.
    Back,
}
