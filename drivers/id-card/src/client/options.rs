//! How patient the kiosk's end is.

use std::time::Duration;

use link::memory::Pace;

use crate::wire::{Rate, Request};

/// Waits and deadlines. No official times exist; these stay above what shipped drivers use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The rate at which the port is open.
    pub rate: Rate,
    /// The time from a failed find to the next one. Vendors ask for more than 300 ms.
    pub find_every: Duration,
    /// The time between two looks at a card that was read and rests on the plate.
    pub look_every: Duration,
    /// The time between two signs of life while nobody waits for a card.
    pub check_every: Duration,
    /// The time between two attempts to bring back a reader that failed.
    pub revive_every: Duration,
    /// No further attempt to read a card begins so long after it was found.
    pub read_within: Duration,
    /// A card that could not be read and was not lifted is tried again after so long.
    pub try_again_after: Duration,
    /// What the module may take for an answer, at the fastest rate.
    pub limits: Limits,
}

/// How long the module may take for the last byte of an answer at 115200 baud.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Status, id, reset, and the settings of line and radio.
    pub module: Duration,
    /// Find.
    pub find: Duration,
    /// Select.
    pub select: Duration,
    /// Text and photo.
    pub read: Duration,
    /// Text, photo and fingerprints.
    pub read_with_fingerprints: Duration,
    /// New addresses, card body number.
    pub read_more: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            rate: Rate::default(),
            find_every: Duration::from_millis(400),
            look_every: Duration::from_millis(300),
            check_every: Duration::from_secs(10),
            revive_every: Duration::from_secs(3),
            read_within: Duration::from_secs(6),
            try_again_after: Duration::from_secs(5),
            limits: Limits::default(),
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            module: Duration::from_millis(1000),
            find: Duration::from_millis(1000),
            select: Duration::from_millis(1000),
            read: Duration::from_millis(2500),
            read_with_fingerprints: Duration::from_millis(3500),
            read_more: Duration::from_millis(2000),
        }
    }
}

impl Limits {
    /// How long to wait for the answer to `request`: at slower rates the time on the wire is added.
    pub fn of(&self, request: Request, rate: Rate) -> Duration {
        let limit = match request {
            Request::ResetSam
            | Request::SamStatus
            | Request::SamId
            | Request::SetRate(_)
            | Request::SetMaxRfBytes(_) => self.module,
            Request::FindCard => self.find,
            Request::SelectCard => self.select,
            Request::ReadTextAndPhoto => self.read,
            Request::ReadWithFingerprints => self.read_with_fingerprints,
            Request::ReadNewAddresses | Request::ReadCardBodyNumber => self.read_more,
        };
        match rate {
            Rate::B115200 => limit,
            slower => limit + Pace::Baud(slower.baud()).time_for(request.longest_answer()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slow_line_gets_its_time_on_top() {
        let limits = Limits::default();
        let read = |rate| limits.of(Request::ReadTextAndPhoto, rate).as_millis();
        assert_eq!(read(Rate::B115200), 2500);
        assert_eq!(read(Rate::B57600), 2500 + 224);
        assert_eq!(read(Rate::B9600), 2500 + 1348);
    }
}
