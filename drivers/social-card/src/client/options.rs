//! How patient the kiosk's end is.

use std::time::Duration;

use crate::wire::{Level, Request};

/// Waits and deadlines. All are the kiosk's own: nothing that a card or a reader says makes one
/// longer. The driver of pcscd, by comparison, waits 232 s for a reader that says nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// What the reader does by itself.
    pub level: Level,
    /// The time between two looks for a card, or at one that rests in the slot.
    pub look_every: Duration,
    /// The time between two signs of life while nobody waits for a card.
    pub check_every: Duration,
    /// The time between two attempts to bring back a reader that failed.
    pub revive_every: Duration,
    /// A card without power for so long forgets what bothered it. Cards are known that are mute
    /// when they come back within 2 s or 3 s.
    pub recover_for: Duration,
    /// No further attempt to read a card begins so long after it was found, and one that goes on
    /// then is ended. The time that an authority takes comes on top.
    pub read_within: Duration,
    /// How long an authority may take.
    pub authority_within: Duration,
    /// What the reader may take for an answer.
    pub limits: Limits,
}

/// How long the reader may take for the last byte of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Its name, at start-up.
    pub start: Duration,
    /// The state of the slot, parameters, power off.
    pub slot: Duration,
    /// Power and the card's answer to it: at most 1.8 s by ISO/IEC 7816-3 at the slowest clock.
    pub power_on: Duration,
    /// One exchange with the card.
    pub transfer: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            level: Level::default(),
            look_every: Duration::from_millis(300),
            check_every: Duration::from_secs(10),
            revive_every: Duration::from_secs(3),
            recover_for: Duration::from_millis(500),
            read_within: Duration::from_secs(12),
            authority_within: Duration::from_secs(8),
            limits: Limits::default(),
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            start: Duration::from_millis(2000),
            slot: Duration::from_millis(1000),
            power_on: Duration::from_millis(3000),
            transfer: Duration::from_millis(5000),
        }
    }
}

impl Limits {
    /// How long to wait for the answer to `request`.
    pub fn of(&self, request: &Request) -> Duration {
        match request {
            Request::Escape(_) => self.start,
            Request::PowerOn(_) => self.power_on,
            Request::Transfer(_) => self.transfer,
            Request::PowerOff
            | Request::SlotStatus
            | Request::SetParameters(_)
            | Request::Other(_) => self.slot,
        }
    }
}
