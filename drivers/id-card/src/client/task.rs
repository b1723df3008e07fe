//! What the kiosk's end is about, request by request.

use link::Uptime;

use crate::wire::{Request, SamId};

/// Why a request is made, and so what its answer means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Task {
    /// Start-up: is the module well?
    Status,
    /// Start-up: which module is it? The first id after power-on is sometimes wrong, so that two
    /// readings must agree.
    Identify { tries: u8, last: Option<SamId> },
    /// The module said that only a reset helps.
    Reset,
    /// A sign of life while nobody waits for a card.
    Check,
    /// Is there a card?
    Find,
    /// Is there a card that find does not show, because the module has read it before?
    LookForRested,
    /// Take the card that was found.
    Select,
    /// Read the card that was selected.
    Read,
    /// Has a card that could not be read been taken away? Not tried again before `try_again_at`.
    AwaitLift { try_again_at: Uptime },
    /// The same, of a card that find does not show.
    AwaitLiftOfRested { try_again_at: Uptime },
    /// Is the card that was read still there?
    Look,
    /// It did not answer. Is there any card? `doubts` counts the answers that say no.
    LookAgain { doubts: u8 },
    /// There is one: take it,
    Reselect { doubts: u8 },
    /// and compare it with the one that was read.
    Compare { doubts: u8 },
}

impl Task {
    pub(crate) fn request(self) -> Request {
        match self {
            Self::Status | Self::Check => Request::SamStatus,
            Self::Identify { .. } => Request::SamId,
            Self::Reset => Request::ResetSam,
            Self::Find | Self::AwaitLift { .. } | Self::LookAgain { .. } => Request::FindCard,
            Self::Select | Self::Reselect { .. } => Request::SelectCard,
            Self::Read | Self::Compare { .. } => Request::ReadTextAndPhoto,
            Self::LookForRested | Self::AwaitLiftOfRested { .. } | Self::Look => {
                Request::ReadNewAddresses
            }
        }
    }

    /// Whether it is of use only as long as somebody waits for a card.
    pub(crate) fn serves_a_watch(self) -> bool {
        match self {
            Self::Find
            | Self::LookForRested
            | Self::Select
            | Self::Read
            | Self::AwaitLift { .. }
            | Self::AwaitLiftOfRested { .. } => true,
            Self::Status
            | Self::Identify { .. }
            | Self::Reset
            | Self::Check
            | Self::Look
            | Self::LookAgain { .. }
            | Self::Reselect { .. }
            | Self::Compare { .. } => false,
        }
    }
}
