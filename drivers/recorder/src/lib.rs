//! Recordings of a kiosk's ports, as `link`'s recorder writes them.
//!
//! - [`Recording`]: the file and what is in it.
//! - [`listing`]: a recording for people to read.
//! - [`replay`]: the driver's client once more, in lock-step with what it did when it was recorded.
//! - [`export`]: the same recording without anybody's data, for sending.
//!
//! What differs from device to device is one file each in `clients` (who gave the client its
//! orders) and in `redaction` (which bytes are a person's).

mod clients;
mod export;
mod listing;
mod recording;
mod redaction;
mod replay;

pub use export::{ExportError, export};
pub use listing::{Extent, listing};
pub use recording::{Device, Recording, RecordingError};
pub use replay::{Happened, ReplayError, replay};

/// What a recording does not say and its replay must know: which models the kiosk was set up for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Models {
    /// The code scanner.
    pub scanner: code_scanner::Profile,
    /// The receipt printer. Its rate is taken from the recording.
    pub printer: receipt_printer::Profile,
}

impl Default for Models {
    /// What a kiosk expects where it is not told otherwise.
    fn default() -> Self {
        Self {
            scanner: code_scanner::Profile::plain(),
            printer: receipt_printer::Profile::generic_80mm(),
        }
    }
}
