//! The watch over the main computer: its heart must beat.
//!
//! Without a beat the panel warns staff, then the relay takes the computer's supply for a moment, so
//! that it starts anew. A start that brings no beat is given twice the time of the one before, and
//! after [`RESTARTS_AT_MOST`] of them the board gives up until a heart beats. While the kiosk has
//! promised to be back, nothing of this happens.

use board_proto::{Millis, Promise};

/// A heart that lives beats at least this often.
pub const BEATS_WITHIN: u64 = 10_000;
/// So long the panel warns before the relay pulls.
pub const WARNS_FOR: u64 = 30_000;
/// So long the relay keeps the supply away; assumed to be enough for a power supply to run empty.
pub const PULLS_FOR: u64 = 5_000;
/// So long the computer may take to start; assumed, generously, for a disk that is being checked.
pub const STARTS_WITHIN: u64 = 180_000;
/// After so many restarts in a row another one would not help.
pub const RESTARTS_AT_MOST: u8 = 4;
/// A heart that has beaten for so long is well, and restarts count from none again.
pub const WELL_AFTER: u64 = 900_000;

/// How the main computer stands, for the panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It may still be starting.
    Starting,
    /// Its heart beats, or it has promised to be back.
    Alive,
    /// Its heart does not beat; the relay pulls in so many seconds.
    Silent {
        /// Seconds, rounded up.
        pulls_in_s: u16,
    },
    /// The relay keeps its supply away.
    Pulling {
        /// Which restart in a row this is.
        restart: u8,
    },
    /// Restarts have not helped.
    GivenUp,
}

/// What the watch wants done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Act {
    /// Pull the relay.
    Pull,
    /// Let go of it.
    Release,
    /// Tell that no restart will help.
    GiveUp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Starting {
        until: Millis,
    },
    /// Beating since a moment, and back before another one.
    Alive {
        since: Millis,
        until: Millis,
    },
    Silent {
        pulls_at: Millis,
    },
    Pulling {
        until: Millis,
    },
    GivenUp,
}

/// The watch.
#[derive(Debug)]
pub(crate) struct Watch {
    state: State,
    /// How often in a row the computer was restarted.
    restarts: u8,
}

impl Watch {
    /// A watch over a computer that may be starting too, or has promised something before the board
    /// was reset.
    pub(crate) fn new(now: Millis, restarts: u8, promised_s: u16) -> Self {
        let promised = u64::from(promised_s).saturating_mul(1000);
        let until = now.plus(starts_within(restarts).max(promised));
        Self { state: State::Starting { until }, restarts }
    }

    pub(crate) fn restarts(&self) -> u8 {
        self.restarts
    }

    /// The heart beat.
    pub(crate) fn beat(&mut self, now: Millis, promise: Option<Promise>) {
        let promised = promise.map_or(0, |promise| u64::from(promise.within_s) * 1000);
        let until = now.plus(promised.max(BEATS_WITHIN));
        self.state = match self.state {
            // What has begun is finished: half a pull might leave the computer in between.
            State::Pulling { .. } => return,
            State::Alive { since, .. } => State::Alive { since, until },
            _ => State::Alive { since: now, until },
        };
    }

    /// Goes on; called until it wants nothing.
    pub(crate) fn poll(&mut self, now: Millis) -> Option<Act> {
        match self.state {
            State::Alive { since, until } if now < until => {
                if WELL_AFTER <= now.since(since) {
                    self.restarts = 0;
                }
                None
            }
            State::Starting { until } | State::Alive { until, .. } if until <= now => {
                if RESTARTS_AT_MOST <= self.restarts {
                    self.state = State::GivenUp;
                    return Some(Act::GiveUp);
                }
                self.state = State::Silent { pulls_at: now.plus(WARNS_FOR) };
                None
            }
            State::Silent { pulls_at } if pulls_at <= now => {
                self.restarts = self.restarts.saturating_add(1);
                self.state = State::Pulling { until: now.plus(PULLS_FOR) };
                Some(Act::Pull)
            }
            State::Pulling { until } if until <= now => {
                self.state = State::Starting { until: now.plus(starts_within(self.restarts)) };
                Some(Act::Release)
            }
            _ => None,
        }
    }

    pub(crate) fn standing(&self, now: Millis) -> Standing {
        match self.state {
            State::Starting { .. } => Standing::Starting,
            State::Alive { .. } => Standing::Alive,
            State::Silent { pulls_at } => {
                let seconds = pulls_at.since(now).div_ceil(1000);
                Standing::Silent { pulls_in_s: seconds.try_into().unwrap_or(u16::MAX) }
            }
            State::Pulling { .. } => Standing::Pulling { restart: self.restarts },
            State::GivenUp => Standing::GivenUp,
        }
    }

    pub(crate) fn wakes_at(&self, now: Millis) -> Option<Millis> {
        match self.state {
            State::Starting { until } | State::Pulling { until } => Some(until),
            State::Alive { since, until } if 0 < self.restarts => {
                Some(until.min(since.plus(WELL_AFTER)))
            }
            State::Alive { until, .. } => Some(until),
            // The panel counts the seconds.
            State::Silent { pulls_at } => {
                let whole = pulls_at.since(now).saturating_sub(1) / 1000 * 1000;
                Some(Millis(pulls_at.0.saturating_sub(whole)))
            }
            State::GivenUp => None,
        }
    }
}

/// What a computer may take to start after so many restarts in a row.
fn starts_within(restarts: u8) -> u64 {
    let doublings = u32::from(restarts.saturating_sub(1).min(RESTARTS_AT_MOST));
    STARTS_WITHIN << doublings
}
