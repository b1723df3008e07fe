//! How long a module takes.

use std::time::Duration;

use rand::{Rng, RngExt};

use crate::wire::Request;

/// A time between two bounds, drawn anew each time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// No less than this.
    pub least: Duration,
    /// No more than this.
    pub most: Duration,
}

impl Span {
    /// A time between so many and so many milliseconds.
    pub const fn millis(least: u64, most: u64) -> Self {
        Self { least: Duration::from_millis(least), most: Duration::from_millis(most) }
    }

    /// One time out of the span.
    pub(crate) fn draw(self, chance: &mut impl Rng) -> Duration {
        let (least, most) = (self.least.as_micros() as u64, self.most.as_micros() as u64);
        Duration::from_micros(chance.random_range(least..=most.max(least)))
    }
}

/// How long a module takes from the last byte of a request to the first of the answer.
///
/// No measured figures are public; these follow from what shipped drivers wait for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delays {
    /// Status, id, and the settings of line and radio.
    pub module: Span,
    /// Reset.
    pub reset: Span,
    /// Find.
    pub find: Span,
    /// Select.
    pub select: Span,
    /// Text and photo.
    pub read: Span,
    /// Text, photo and fingerprints.
    pub read_with_fingerprints: Span,
    /// New addresses, card body number.
    pub read_more: Span,
    /// Something that is no request.
    pub refusal: Span,
    /// From power-on to the first request that is heard.
    pub boot: Span,
}

impl Default for Delays {
    fn default() -> Self {
        Self {
            module: Span::millis(5, 20),
            reset: Span::millis(100, 500),
            find: Span::millis(30, 120),
            select: Span::millis(20, 60),
            read: Span::millis(700, 1100),
            read_with_fingerprints: Span::millis(900, 1500),
            read_more: Span::millis(100, 300),
            refusal: Span::millis(5, 20),
            boot: Span::millis(1000, 2000),
        }
    }
}

impl Delays {
    /// A module that answers at once, for those who have no time.
    pub const NONE: Self = {
        let none = Span::millis(0, 0);
        Self {
            module: none,
            reset: none,
            find: none,
            select: none,
            read: none,
            read_with_fingerprints: none,
            read_more: none,
            refusal: none,
            boot: none,
        }
    };

    pub(crate) fn draw(&self, request: Request, chance: &mut impl Rng) -> Duration {
        let span = match request {
            Request::SamStatus
            | Request::SamId
            | Request::SetRate(_)
            | Request::SetMaxRfBytes(_) => self.module,
            Request::ResetSam => self.reset,
            Request::FindCard => self.find,
            Request::SelectCard => self.select,
            Request::ReadTextAndPhoto => self.read,
            Request::ReadWithFingerprints => self.read_with_fingerprints,
            Request::ReadNewAddresses | Request::ReadCardBodyNumber => self.read_more,
        };
        span.draw(chance)
    }
}
