//! One request at a time, and its answer.

use std::time::Duration;

use link::Uptime;
use zeroize::{Zeroize, Zeroizing};

use crate::wire::{
    Answer, AnswerKind, MAX_FRAME_SIZE, Outcome as Verdict, Request, Scan, scan, seal,
};

/// For how long the line must have been quiet before a request goes out.
const QUIET: Duration = Duration::from_millis(50);

/// A line that is never quiet is spoken on all the same after this long.
const DRAIN_AT_MOST: Duration = Duration::from_secs(1);

/// A frame that has begun goes on within this long.
const GO_ON_WITHIN: Duration = Duration::from_millis(200);

/// What is kept of what came, until it is looked at. More than this is no conversation.
const INBOX_SIZE: usize = 4 * MAX_FRAME_SIZE;

/// The conversation as far as bytes and deadlines go. At most one request is outstanding.
#[derive(Debug, Default)]
pub(crate) struct Exchange {
    inbox: Zeroizing<Vec<u8>>,
    state: State,
    sequence: u8,
    quiet_from: Uptime,
    /// A card was taken out, by the reader's own word.
    taken_out: bool,
}

#[derive(Debug, Default)]
enum State {
    #[default]
    Idle,
    /// The request goes out once the line is quiet, `at_latest` in any case.
    Draining {
        request: Request,
        within: Duration,
        at_latest: Uptime,
    },
    Waiting(Waiting),
}

/// The request is out.
#[derive(Debug, Clone, Copy)]
struct Waiting {
    answer_by: Uptime,
    /// An answer that has begun goes on before this.
    goes_on_by: Uptime,
    sequence: u8,
    kind: AnswerKind,
    /// Something came that was no frame.
    damaged: bool,
}

/// What an exchange wants next.
pub(crate) enum Progress {
    Send(Vec<u8>),
    Over(Outcome),
    Wait(Option<Uptime>),
}

/// How an exchange ended.
pub(crate) enum Outcome {
    /// The message of the reader, overwritten when dropped: it may be somebody's name.
    Answered(Zeroizing<Vec<u8>>),
    /// The reader did not understand, and did nothing.
    NotUnderstood,
    /// Something came, and it was no answer.
    Damaged,
    /// Nothing came in time.
    Silent,
}

impl Exchange {
    /// Asks, once the line is quiet; from then on the answer has `within` to come.
    pub(crate) fn ask(&mut self, now: Uptime, request: Request, within: Duration) {
        self.state = State::Draining { request, within, at_latest: now + DRAIN_AT_MOST };
    }

    /// Forgets the request that is out, and everything that was heard.
    pub(crate) fn abandon(&mut self, now: Uptime) {
        self.state = State::Idle;
        self.inbox.zeroize();
        self.taken_out = false;
        self.quiet_from = now + QUIET;
    }

    /// Whether the reader has said since the last time that a card was taken out.
    pub(crate) fn heard_of_removal(&mut self) -> bool {
        std::mem::take(&mut self.taken_out)
    }

    pub(crate) fn received(&mut self, now: Uptime, bytes: &[u8]) {
        // What was heard lies in memory that is overwritten, and never moves to a larger place.
        if self.inbox.capacity() == 0 {
            self.inbox.reserve_exact(INBOX_SIZE);
        }
        let room = INBOX_SIZE - self.inbox.len();
        self.inbox.extend(bytes.iter().take(room));
        match &mut self.state {
            State::Waiting(waiting) => waiting.goes_on_by = now + GO_ON_WITHIN,
            // Nobody asked: a word of a card that moves, a late answer, or noise.
            State::Idle | State::Draining { .. } => {
                while let size @ 1.. = self.listen_idly() {
                    self.inbox.drain(..size);
                }
                if !self.inbox.is_empty() {
                    self.quiet_from = self.quiet_from.max(now + QUIET);
                }
            }
        }
    }

    /// Listens to what comes unasked; returns how many bytes were understood.
    fn listen_idly(&mut self) -> usize {
        let found = scan(&self.inbox);
        if let Scan::Moved(false) = found {
            self.taken_out = true;
        }
        found.size()
    }

    pub(crate) fn poll(&mut self, now: Uptime) -> Progress {
        match &mut self.state {
            State::Idle => Progress::Wait(None),
            State::Draining { request, within, at_latest } => {
                let at = self.quiet_from.min(*at_latest);
                if now < at {
                    return Progress::Wait(Some(at));
                }
                self.inbox.zeroize();
                self.sequence = self.sequence.wrapping_add(1);
                let frame = seal(&request.encode(self.sequence));
                self.state = State::Waiting(Waiting {
                    answer_by: now + *within,
                    goes_on_by: now,
                    sequence: self.sequence,
                    kind: request.answer_kind(),
                    damaged: false,
                });
                Progress::Send(frame)
            }
            State::Waiting(waiting) => {
                let mut waiting = *waiting;
                let outcome = self.hear(now, &mut waiting);
                match outcome {
                    Some(outcome) => self.over(now, outcome),
                    None if waiting.answer_by <= now => {
                        let heard = waiting.damaged || !self.inbox.is_empty();
                        self.over(now, if heard { Outcome::Damaged } else { Outcome::Silent })
                    }
                    None => {
                        self.state = State::Waiting(waiting);
                        let amid = !self.inbox.is_empty() && now < waiting.goes_on_by;
                        let limit = if amid { waiting.goes_on_by } else { waiting.answer_by };
                        Progress::Wait(Some(limit.min(waiting.answer_by)))
                    }
                }
            }
        }
    }

    /// Listens for the answer. The echo of the request, words about cards and time, and the
    /// answers to earlier requests are passed over.
    fn hear(&mut self, now: Uptime, waiting: &mut Waiting) -> Option<Outcome> {
        loop {
            let found = scan(&self.inbox);
            let mut size = found.size();
            match found {
                Scan::Partial if self.inbox.is_empty() => return None,
                Scan::Partial if waiting.goes_on_by <= now => {
                    // The rest never came. There may be a whole answer behind the beginning.
                    size = 1;
                    waiting.damaged = true;
                }
                Scan::Partial => return None,
                Scan::Message { message, .. } => {
                    if let Some(answer) = Answer::parse(message)
                        && answer.sequence == waiting.sequence
                        && answer.kind == waiting.kind
                        && !matches!(answer.outcome, Verdict::MoreTime(_))
                    {
                        return Some(Outcome::Answered(message.to_vec().into()));
                    }
                }
                Scan::Nak => return Some(Outcome::NotUnderstood),
                Scan::Moved(inserted) => self.taken_out |= !inserted && !waiting.damaged,
                Scan::MoreTime => {}
                Scan::Noise => waiting.damaged = true,
                Scan::Damaged { .. } => {
                    // Its length may be what is damaged: the answer may begin inside it.
                    size = 1;
                    waiting.damaged = true;
                }
            }
            self.inbox.drain(..size);
        }
    }

    fn over(&mut self, now: Uptime, outcome: Outcome) -> Progress {
        let clean = matches!(outcome, Outcome::Answered(_) | Outcome::NotUnderstood);
        if !clean {
            self.quiet_from = now + QUIET;
        }
        self.inbox.zeroize();
        self.state = State::Idle;
        Progress::Over(outcome)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{SlotState, notice};

    const WITHIN: Duration = Duration::from_secs(1);

    fn at(millis: u64) -> Uptime {
        Duration::from_millis(millis)
    }

    /// An exchange whose first request is out; with that request.
    fn asked() -> (Exchange, Vec<u8>) {
        let mut exchange = Exchange::default();
        exchange.ask(at(0), Request::SlotStatus, WITHIN);
        let Progress::Send(frame) = exchange.poll(at(0)) else { panic!("the line is quiet") };
        (exchange, frame)
    }

    fn answer(sequence: u8, outcome: Verdict) -> Vec<u8> {
        let (kind, slot) = (AnswerKind::SlotStatus, SlotState::Empty);
        seal(&Answer { kind, sequence, slot, outcome, specific: 0, data: &[] }.encode())
    }

    #[test]
    fn an_answer_is_found_in_any_portions_behind_its_echo_and_other_words() {
        let words = [&notice(true)[..], &[0x85]].concat();
        let (_, echo) = asked();
        let heard =
            [echo, words, answer(1, Verdict::MoreTime(3)), answer(1, Verdict::Good)].concat();
        for portion in 1..=heard.len() {
            let (mut exchange, _) = asked();
            for (place, bytes) in (1..).zip(heard.chunks(portion)) {
                exchange.received(at(place), bytes);
                let progress = exchange.poll(at(place));
                let is_last = heard.len() <= portion * place as usize;
                let over = matches!(progress, Progress::Over(Outcome::Answered(_)));
                assert_eq!(over, is_last, "in portions of {portion}");
            }
        }
    }

    #[test]
    fn an_answer_to_an_earlier_request_is_passed_over() {
        let (mut exchange, _) = asked();
        exchange.received(at(10), &answer(0, Verdict::Good));
        assert!(matches!(exchange.poll(at(10)), Progress::Wait(Some(t)) if t == at(1000)));
        assert!(matches!(exchange.poll(at(1000)), Progress::Over(Outcome::Silent)));
    }

    #[test]
    fn words_about_time_make_no_deadline_longer() {
        let (mut exchange, _) = asked();
        for millis in (0..1000).step_by(50) {
            exchange.received(at(millis), &[0x85]);
            assert!(matches!(exchange.poll(at(millis)), Progress::Wait(Some(_))));
        }
        assert!(matches!(exchange.poll(at(1000)), Progress::Over(Outcome::Silent)));
    }

    #[test]
    fn a_flood_is_not_kept() {
        let (mut exchange, _) = asked();
        for _ in 0..10 {
            exchange.received(at(5), &[0x00; INBOX_SIZE]);
        }
        assert_eq!(exchange.inbox.len(), INBOX_SIZE);
        assert!(matches!(exchange.poll(at(5)), Progress::Wait(Some(_))));
        assert!(exchange.inbox.is_empty());
    }

    #[test]
    fn a_card_that_is_taken_out_while_nobody_asks_is_noticed() {
        let mut exchange = Exchange::default();
        exchange.received(at(0), &notice(false)[..1]);
        assert!(!exchange.heard_of_removal());
        exchange.received(at(1), &notice(false)[1..]);
        assert!(exchange.heard_of_removal());
        assert!(!exchange.heard_of_removal());
    }
}
