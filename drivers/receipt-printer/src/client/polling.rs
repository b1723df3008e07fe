//! Asking how the printer is: one request at a time, all of them in a round.

use std::time::Duration;

use link::Uptime;

use crate::{
    Condition, Paper, Profile,
    profile::ExitSensor,
    wire::{RealTime, Request, cause, error, paper, printer},
};

/// An answer comes within this, for real-time requests overtake everything.
const ANSWER_WITHIN: Duration = Duration::from_millis(500);
/// After a missing answer the line is left alone this long, lest a late one is taken for the next.
const SETTLE: Duration = Duration::from_millis(200);
/// So many rounds in a row without an answer mean that nobody is there.
const ROUNDS_BEFORE_SILENCE: u8 = 3;
/// From round to round while something is under way.
const BRISK: Duration = Duration::from_millis(200);
/// From round to round while nothing is.
const CALM: Duration = Duration::from_secs(1);

/// What became of the requests.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Heard {
    /// Nothing to act on.
    Nothing,
    /// A round is complete.
    Round(Condition),
    /// Nobody is there.
    Silence,
}

#[derive(Debug)]
pub(super) struct Polling {
    requests: Vec<Request>,
    exit: Option<ExitSensor>,
    answers: Vec<u8>,
    give_up_at: Option<Uptime>,
    next_at: Uptime,
    missed: u8,
}

impl Polling {
    pub(super) fn new(profile: &Profile) -> Self {
        let mut requests = vec![Request::Printer, Request::Cause, Request::Error, Request::Paper];
        requests.extend(profile.exit.map(ExitSensor::asked));
        Self {
            requests,
            exit: profile.exit,
            answers: Vec::new(),
            give_up_at: None,
            next_at: Uptime::ZERO,
            missed: 0,
        }
    }

    /// Begins a round as soon as the line allows. An answer to a request still out is thrown away
    /// when it comes, as it may tell of the time before.
    pub(super) fn begin(&mut self, now: Uptime) {
        self.answers.clear();
        self.next_at = match self.give_up_at.take() {
            Some(_) => now + SETTLE,
            None => now,
        };
    }

    /// The request that is due, if any. `line_free_at` is when the line will have carried what was
    /// given to it.
    pub(super) fn due(&mut self, now: Uptime, line_free_at: Uptime) -> Option<Vec<u8>> {
        if self.give_up_at.is_some() || now < self.next_at.max(line_free_at) {
            return None;
        }
        let request = self.requests.get(self.answers.len())?;
        self.give_up_at = Some(now + ANSWER_WITHIN);
        Some(RealTime::Ask(*request).bytes())
    }

    /// Takes the byte that answers the request under way.
    pub(super) fn answer(&mut self, now: Uptime, byte: u8, brisk: bool) -> Heard {
        if self.give_up_at.take().is_none() {
            return Heard::Nothing;
        }
        self.missed = 0;
        self.answers.push(byte);
        self.next_at = now;
        if self.answers.len() < self.requests.len() {
            return Heard::Nothing;
        }
        let condition = self.condition();
        self.answers.clear();
        self.next_at = now + if brisk { BRISK } else { CALM };
        Heard::Round(condition)
    }

    /// Notices an answer that did not come.
    pub(super) fn expire(&mut self, now: Uptime) -> Heard {
        match self.give_up_at {
            Some(at) if at <= now => {
                self.begin(now);
                self.missed += 1;
                if self.missed < ROUNDS_BEFORE_SILENCE {
                    return Heard::Nothing;
                }
                self.missed = 0;
                self.next_at = now + CALM;
                Heard::Silence
            }
            _ => Heard::Nothing,
        }
    }

    /// When to look again.
    pub(super) fn wakes_at(&self, line_free_at: Uptime) -> Uptime {
        self.give_up_at.unwrap_or_else(|| self.next_at.max(line_free_at))
    }

    fn condition(&self) -> Condition {
        let has = |place: usize, bits: u8| self.answers.get(place).is_some_and(|b| b & bits != 0);
        let roll = if has(3, paper::END) || has(1, cause::PAPER_END) {
            Paper::Out
        } else if has(3, paper::NEAR_END) {
            Paper::NearEnd
        } else {
            Paper::Plenty
        };
        Condition {
            paper: roll,
            cover_open: has(1, cause::COVER_OPEN),
            cutter_stuck: has(2, error::CUTTER),
            head_hot: has(2, error::PAUSED),
            broken: has(2, error::UNRECOVERABLE),
            off_line: has(0, printer::OFF_LINE),
            sheet_in_mouth: self.exit.is_some_and(|exit| has(4, exit.occupied)),
        }
    }
}
