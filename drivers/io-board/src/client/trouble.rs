//! What can go wrong with the board, and what people can do about it.

use board_proto::VERSION;

/// Why the board cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// It says nothing.
    #[error("the I/O board does not answer; check its cable and its power")]
    BoardSilent,
    /// Its firmware is older or newer than the kiosk.
    #[error("the I/O board speaks version {0} and the kiosk {VERSION}; update the older one")]
    Version(u8),
}

/// What people can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Remedy {
    /// Staff check cable and power.
    CheckCable,
    /// Staff call service.
    CallService,
}

impl Trouble {
    /// What people can do.
    pub fn remedy(self) -> Remedy {
        match self {
            Self::BoardSilent => Remedy::CheckCable,
            Self::Version(_) => Remedy::CallService,
        }
    }
}
