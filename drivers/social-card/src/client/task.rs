//! What the kiosk's end is about, request by request.

use crate::wire::{Parameters, Request, Voltage};

/// Why a request is made, and so what its answer means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Task {
    /// Start-up: who is it?
    Name,
    /// Start-up: tell of cards that move before an answer, not in the middle of one.
    Notices,
    /// A sign of life while nobody waits for a card.
    Check,
    /// Is there a card?
    Find,
    /// Power for the card, at the voltage with this place in [`VOLTAGES`].
    PowerOn(usize),
    /// The card's protocol.
    Parameters(Parameters),
    /// A part of the reading.
    Transfer(Vec<u8>),
    /// Is the card still there, while an authority is asked?
    LookMeanwhile,
    /// No power for the card; then whatever comes next.
    PowerOff(Then),
    /// Is the card that was read, or could not be read, still there?
    Look,
}

/// What comes after the power went off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Then {
    /// The card rests.
    Rest,
    /// Another attempt.
    TryAgain,
}

/// In which order a card is tried.
pub(crate) const VOLTAGES: [Voltage; 3] = [Voltage::V5, Voltage::V1_8, Voltage::V3];

impl Task {
    pub(crate) fn request(&self) -> Request {
        match self {
            Self::Name => Request::Escape(vec![0x02]),
            Self::Notices => Request::Escape(vec![0x01, 0x01, 0x01]),
            Self::Check | Self::Find | Self::LookMeanwhile | Self::Look => Request::SlotStatus,
            Self::PowerOn(place) => Request::PowerOn(VOLTAGES[place % VOLTAGES.len()]),
            Self::Parameters(parameters) => Request::SetParameters(parameters.clone()),
            Self::Transfer(bytes) => Request::Transfer(bytes.clone()),
            Self::PowerOff(_) => Request::PowerOff,
        }
    }

    /// Whether it is a part of the attempt to read a card.
    pub(crate) fn is_reading(&self) -> bool {
        match self {
            Self::PowerOn(_)
            | Self::Parameters(_)
            | Self::Transfer(_)
            | Self::LookMeanwhile
            | Self::PowerOff(Then::TryAgain) => true,
            Self::Name
            | Self::Notices
            | Self::Check
            | Self::Find
            | Self::PowerOff(Then::Rest)
            | Self::Look => false,
        }
    }
}
