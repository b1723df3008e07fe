//! One request at a time, and its answer.

use std::time::Duration;

use link::Uptime;
use zeroize::Zeroizing;

use crate::wire::{Heard, Inbox, Request};

/// For how long the line must have been quiet before a request goes out.
const QUIET: Duration = Duration::from_millis(50);

/// For how long a late answer is waited for and thrown away, after one that never came or came
/// damaged. It could not be told from the answer to the next request.
const LATE: Duration = Duration::from_millis(300);

/// A line that is never quiet is spoken on all the same after this long.
const DRAIN_AT_MOST: Duration = Duration::from_secs(2);

/// A frame that has begun goes on within this long.
const GO_ON_WITHIN: Duration = Duration::from_millis(200);

/// The conversation as far as bytes and deadlines go. At most one request is outstanding.
#[derive(Debug, Default)]
pub(crate) struct Exchange {
    inbox: Inbox,
    state: State,
    quiet_from: Uptime,
}

#[derive(Debug, Default)]
enum State {
    #[default]
    Idle,
    /// The request goes out once the line is quiet, `at_latest` in any case.
    Draining { request: Request, within: Duration, at_latest: Uptime },
    /// The request is out; an answer that has begun goes on before `goes_on_by`.
    Waiting { answer_by: Uptime, goes_on_by: Uptime },
}

/// What an exchange wants next.
pub(crate) enum Progress {
    Send(Vec<u8>),
    Over(Outcome),
    Wait(Option<Uptime>),
}

/// How an exchange ended.
pub(crate) enum Outcome {
    /// The body of an answer, overwritten when dropped: it may be somebody's name and photo.
    Answered(Zeroizing<Vec<u8>>),
    /// Something came, and it was no frame.
    Damaged,
    /// Nothing came in time.
    Silent,
}

impl Exchange {
    /// Asks, once the line is quiet; from then on the answer has `within` to come.
    pub(crate) fn ask(&mut self, now: Uptime, request: Request, within: Duration) {
        self.state = State::Draining { request, within, at_latest: now + DRAIN_AT_MOST };
    }

    /// Throws away what comes in over the next moments.
    pub(crate) fn drain(&mut self, now: Uptime) {
        self.inbox.clear();
        self.quiet_from = now + LATE;
    }

    /// Forgets the request that is out, and everything that was heard.
    pub(crate) fn abandon(&mut self, now: Uptime) {
        self.state = State::Idle;
        self.inbox.clear();
        self.quiet_from = now + QUIET;
    }

    pub(crate) fn received(&mut self, now: Uptime, bytes: &[u8]) {
        match &mut self.state {
            State::Waiting { goes_on_by, .. } => {
                *goes_on_by = now + GO_ON_WITHIN;
                self.inbox.push(bytes);
            }
            // Nobody asked: a late answer, or noise.
            State::Idle | State::Draining { .. } => {
                self.quiet_from = self.quiet_from.max(now + QUIET);
            }
        }
    }

    pub(crate) fn poll(&mut self, now: Uptime) -> Progress {
        match self.state {
            State::Idle => Progress::Wait(None),
            State::Draining { request, within, at_latest } => {
                let at = self.quiet_from.min(at_latest);
                if now < at {
                    return Progress::Wait(Some(at));
                }
                self.state = State::Waiting { answer_by: now + within, goes_on_by: now };
                Progress::Send(request.encode())
            }
            State::Waiting { answer_by, goes_on_by } => {
                let mut heard = self.inbox.next_frame();
                if heard == Heard::Nothing && self.inbox.is_amid_a_frame() && goes_on_by <= now {
                    heard = self.inbox.give_up();
                }
                match heard {
                    Heard::Frame(body) => self.over(now, QUIET, Outcome::Answered(body.into())),
                    Heard::Damaged(_) => self.over(now, LATE, Outcome::Damaged),
                    Heard::Nothing if answer_by <= now => self.over(now, LATE, Outcome::Silent),
                    Heard::Nothing if self.inbox.is_amid_a_frame() => {
                        Progress::Wait(Some(answer_by.min(goes_on_by)))
                    }
                    Heard::Nothing => Progress::Wait(Some(answer_by)),
                }
            }
        }
    }

    fn over(&mut self, now: Uptime, quiet_for: Duration, outcome: Outcome) -> Progress {
        let clean = matches!(outcome, Outcome::Answered(_)) && self.inbox.is_empty();
        if !clean {
            self.quiet_from = now + quiet_for;
        }
        self.inbox.clear();
        self.state = State::Idle;
        Progress::Over(outcome)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{Answer, Status};

    const WITHIN: Duration = Duration::from_secs(1);

    fn at(millis: u64) -> Uptime {
        Duration::from_millis(millis)
    }

    fn asked() -> Exchange {
        let mut exchange = Exchange::default();
        exchange.ask(at(0), Request::FindCard, WITHIN);
        assert!(matches!(exchange.poll(at(0)), Progress::Send(_)));
        exchange
    }

    #[test]
    fn an_answer_ends_the_exchange() {
        let mut exchange = asked();
        exchange.received(at(40), &Answer::new(Status::NoCard, &[]).encode());
        let Progress::Over(Outcome::Answered(body)) = exchange.poll(at(40)) else {
            panic!("the answer is there");
        };
        assert_eq!(*body, [0, 0, 0x80]);
        exchange.ask(at(40), Request::FindCard, WITHIN);
        assert!(matches!(exchange.poll(at(40)), Progress::Send(_)));
    }

    #[test]
    fn a_late_answer_is_thrown_away() {
        let mut exchange = asked();
        assert!(matches!(exchange.poll(at(1000)), Progress::Over(Outcome::Silent)));
        exchange.ask(at(1000), Request::SelectCard, WITHIN);
        assert!(matches!(exchange.poll(at(1000)), Progress::Wait(Some(t)) if t == at(1300)));
        exchange.received(at(1290), &Answer::new(Status::CardFound, &[0; 4]).encode());
        assert!(matches!(exchange.poll(at(1300)), Progress::Wait(Some(t)) if t == at(1340)));
        assert!(matches!(exchange.poll(at(1340)), Progress::Send(_)));
        assert!(matches!(exchange.poll(at(1340)), Progress::Wait(Some(t)) if t == at(2340)));
    }

    #[test]
    fn a_line_that_is_never_quiet_is_spoken_on_in_the_end() {
        let mut exchange = Exchange::default();
        exchange.ask(at(0), Request::FindCard, WITHIN);
        for millis in (0..2000).step_by(10) {
            exchange.received(at(millis), &[0x00]);
            assert!(matches!(exchange.poll(at(millis)), Progress::Wait(Some(_))));
        }
        assert!(matches!(exchange.poll(at(2000)), Progress::Send(_)));
    }

    #[test]
    fn a_frame_that_stops_half_way_is_given_up_before_the_deadline() {
        let mut exchange = asked();
        exchange.received(at(40), &[0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x00, 0x05, 5, 5, 5]);
        assert!(matches!(exchange.poll(at(40)), Progress::Wait(Some(t)) if t == at(240)));
        assert!(matches!(exchange.poll(at(240)), Progress::Over(Outcome::Damaged)));
    }

    #[test]
    fn noise_before_the_answer_is_skipped() {
        let mut exchange = asked();
        exchange.received(at(10), &[0x00, 0xFF, 0xAA]);
        assert!(matches!(exchange.poll(at(10)), Progress::Wait(Some(t)) if t == at(1000)));
        exchange.received(at(500), &Answer::new(Status::NoCard, &[]).encode());
        assert!(matches!(exchange.poll(at(500)), Progress::Over(Outcome::Answered(_))));
    }

    #[test]
    fn a_second_frame_behind_the_answer_belongs_to_nobody() {
        let mut exchange = asked();
        let answer = Answer::new(Status::NoCard, &[]).encode();
        exchange.received(at(10), &[answer.clone(), answer].concat());
        assert!(matches!(exchange.poll(at(10)), Progress::Over(Outcome::Answered(_))));
        exchange.ask(at(10), Request::FindCard, WITHIN);
        assert!(matches!(exchange.poll(at(60)), Progress::Send(_)));
        assert!(matches!(exchange.poll(at(60)), Progress::Wait(_)));
    }
}
