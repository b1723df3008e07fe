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

#[cfg(test)]
mod tests {
    use board_proto::Undertaking;

    use super::*;

    /// A watch, its time, and what it did when.
    struct Hall {
        watch: Watch,
        now: Millis,
        acts: Vec<(u64, Act)>,
    }

    impl Hall {
        fn new() -> Self {
            Self { watch: Watch::new(Millis(0), 0, 0), now: Millis(0), acts: Vec::new() }
        }

        /// Lets time pass, from moment to moment that the watch names.
        fn run(&mut self, seconds: u64) -> Vec<(u64, Act)> {
            let end = self.now.plus(seconds * 1000);
            loop {
                while let Some(act) = self.watch.poll(self.now) {
                    self.acts.push((self.now.0 / 1000, act));
                }
                match self.watch.wakes_at(self.now) {
                    Some(at) if at <= end => {
                        assert!(self.now < at, "it has come already");
                        self.now = at;
                    }
                    _ => break,
                }
            }
            self.now = end;
            std::mem::take(&mut self.acts)
        }

        /// The heart beats every five seconds.
        fn live(&mut self, seconds: u64) -> Vec<(u64, Act)> {
            let beat_and_run = |_| {
                self.watch.beat(self.now, None);
                self.run(5)
            };
            (0..seconds / 5).flat_map(beat_and_run).collect()
        }

        fn promise(&mut self, within_s: u16) {
            let promise = Promise { doing: Undertaking::Printing, within_s };
            self.watch.beat(self.now, Some(promise));
        }

        fn standing(&self) -> Standing {
            self.watch.standing(self.now)
        }
    }

    #[test]
    fn a_heart_that_beats_is_left_alone() {
        let mut hall = Hall::new();
        assert_eq!(hall.live(86_400), []);
        assert_eq!(hall.standing(), Standing::Alive);
    }

    #[test]
    fn a_heart_that_stops_is_warned_of_and_then_restarted() {
        let mut hall = Hall::new();
        hall.live(100);
        assert_eq!(hall.run(6), []);
        assert_eq!(hall.standing(), Standing::Silent { pulls_in_s: 29 });
        assert_eq!(hall.run(28), []);
        assert_eq!(hall.standing(), Standing::Silent { pulls_in_s: 1 });
        assert_eq!(hall.run(1), [(135, Act::Pull)]);
        assert_eq!(hall.standing(), Standing::Pulling { restart: 1 });
        assert_eq!(hall.run(5), [(140, Act::Release)]);
        assert_eq!(hall.standing(), Standing::Starting);
    }

    #[test]
    fn a_heart_that_beats_again_while_the_panel_warns_is_left_alone() {
        let mut hall = Hall::new();
        hall.live(100);
        hall.run(34);
        assert_eq!(hall.live(900), []);
    }

    #[test]
    fn restarts_that_do_not_help_become_rarer_and_end() {
        let mut hall = Hall::new();
        let acts = hall.run(86_400);
        let pulls: Vec<u64> =
            acts.iter().filter(|(_, act)| *act == Act::Pull).map(|(at, _)| *at).collect();
        // 180 s to start and 30 s of warning; then 5 s of pulling and twice the time at each turn.
        assert_eq!(pulls, [210, 425, 820, 1575]);
        assert_eq!(acts.last(), Some(&(1580 + 1440, Act::GiveUp)));
        assert_eq!(hall.standing(), Standing::GivenUp);
        assert_eq!(hall.live(60), []);
        assert_eq!(hall.standing(), Standing::Alive, "what lives is watched again");
    }

    #[test]
    fn a_kiosk_that_was_well_for_long_has_all_its_restarts_before_it_again() {
        let mut hall = Hall::new();
        hall.run(500);
        assert_eq!(hall.watch.restarts(), 2);
        hall.live(890);
        assert_eq!(hall.watch.restarts(), 2);
        hall.live(15);
        assert_eq!(hall.watch.restarts(), 0);
    }

    #[test]
    fn what_was_promised_is_waited_for_and_not_a_second_longer() {
        let mut hall = Hall::new();
        hall.live(10);
        hall.promise(600);
        assert_eq!(hall.run(600), []);
        assert_eq!(hall.run(30), [(640, Act::Pull)]);
    }

    #[test]
    fn a_promise_that_was_kept_early_holds_no_more() {
        let mut hall = Hall::new();
        hall.promise(600);
        hall.run(5);
        hall.live(5);
        assert_eq!(hall.run(36), [(45, Act::Pull)]);
    }

    #[test]
    fn a_promise_outlives_a_reset_of_the_board() {
        let mut hall = Hall::new();
        hall.watch = Watch::new(Millis(0), 0, 3000);
        assert_eq!(hall.run(3029), []);
        assert_eq!(hall.run(1), [(3030, Act::Pull)]);
    }

    #[test]
    fn a_beat_does_not_cut_a_pull_short() {
        let mut hall = Hall::new();
        hall.run(211);
        hall.watch.beat(hall.now, None);
        assert_eq!(hall.run(4), [(215, Act::Release)]);
        assert_eq!(hall.standing(), Standing::Starting);
    }
}
