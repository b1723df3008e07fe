//! The kiosk's end of the conversation.
//!
//! After start-up the client rests. Told to [`Command::Watch`], it looks for a card until it has
//! read one, reports it, takes the power off it and watches it rest in the slot until it is
//! taken out. Every wait has a deadline of the client's own, one request is out at a time, and
//! what is known of a person leaves with the event.

mod attempt;
mod exchange;
mod options;
mod service;
mod task;
mod trouble;

pub use options::{Limits, Options};
pub use trouble::{Remedy, Trouble};

use std::collections::VecDeque;

use link::{Line, Machine, Step, Uptime};

use crate::{
    authority::{Authentication, Challenge, NoAuthentication},
    card::SocialCard,
    reading::Tries,
    wire::Answer,
};
use attempt::Attempt;
use exchange::{Exchange, Outcome, Progress};
use task::{Task, Then};

/// So many requests without an answer in a row, and the reader counts as silent.
const SILENT_AFTER: u32 = 3;

/// So often a request is repeated whose answer came damaged, or which the reader did not understand.
const RESEND_AT_MOST: u8 = 3;

/// What the owner asks of the client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Look for a card until one was read. A card that was read before must be taken out first.
    Watch,
    /// Look for no card. One that was read is still watched until it is taken out.
    Rest,
    /// What an authority says to [`Event::NeedsAuthentication`]. One that comes too late, or to
    /// the challenge of another card, is left aside.
    Authenticated {
        /// The ticket of the event.
        ticket: u32,
        /// What it says.
        answer: Result<Authentication, NoAuthentication>,
    },
}

/// What the client reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The reader works: after start-up, and again after every trouble with it.
    Ready {
        /// What the reader calls itself; empty where it does not say.
        reader: String,
    },
    /// A card is in the slot and is being read: [`Event::CardRead`] or [`Event::Trouble`] follows.
    CardFound,
    /// The card gives its holder's name to an authority only. The client waits for
    /// [`Command::Authenticated`], for so long as [`Options::authority_within`] says; without one
    /// the card is read as far as it goes.
    NeedsAuthentication {
        /// To be handed back with the answer.
        ticket: u32,
        /// What the authority is to answer.
        challenge: Box<Challenge>,
    },
    /// A card was read and rests in the slot. The watch is over.
    CardRead(Box<SocialCard>),
    /// The card of the last [`Event::CardRead`] was taken out, or the reader was lost for a while
    /// and cannot say whether it was.
    CardLifted,
    /// Somebody waits for a card while the last one is still there: it must be taken out first.
    CardStillThere,
    /// A card, or any card, cannot be read. The client goes on by itself; after trouble with the
    /// reader ([`Trouble::is_about_reader`]) it says [`Event::Ready`] when that is over.
    Trouble(Trouble),
    /// The line failed. Whether a card is still there is unknown until it works again.
    ReaderLost,
    /// The line works again; [`Event::Ready`] follows once the reader has answered.
    ReaderBack,
}

/// How the reader is, for whoever asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// How it is on the whole.
    pub condition: Condition,
    /// What the reader calls itself, once it has said so.
    pub reader: Option<String>,
    /// When it last answered.
    pub answered_at: Option<Uptime>,
    /// How many answers came.
    pub answers: u64,
    /// How many requests had no answer in time.
    pub silences: u64,
    /// How many answers came damaged, or were asked for twice.
    pub damaged: u64,
}

/// How the reader is on the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// There is no line to it.
    LineDown,
    /// The line is up and it has not yet said who it is.
    Starting,
    /// It works.
    Ready,
    /// It does not, for this reason.
    Failing(Trouble),
}

/// The kiosk's end.
#[derive(Debug)]
pub struct Client {
    options: Options,
    exchange: Exchange,
    state: State,
    events: VecDeque<Event>,
    health: Health,
    /// Somebody waits for a card.
    wanted: bool,
    /// The card that is being read.
    attempt: Option<Attempt>,
    /// The card that was read, or could not be.
    resting: Option<Resting>,
    /// Cards to which a proof was shown in vain.
    tries: Tries,
    /// The last challenge that was reported.
    ticket: u32,
    /// The last card was mute.
    mute_before: bool,
    /// How often the request that is out was repeated.
    resent: u8,
    /// How many requests in a row had no answer.
    silent: u32,
    was_up: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum State {
    /// There is no line.
    Down,
    /// The task begins at a moment.
    Paused { until: Uptime, task: Task },
    /// The request of the task is out.
    Asked(Task),
}

/// A card that stays in the slot without power. No card takes its place unnoticed: the reader
/// tells of every movement, and is asked several times a second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Resting {
    /// Its removal is reported, as its reading was.
    delivered: bool,
}

impl Client {
    /// A client whose line is still down.
    pub fn new(options: Options) -> Self {
        Self {
            options,
            exchange: Exchange::default(),
            state: State::Down,
            events: VecDeque::new(),
            health: Health {
                condition: Condition::LineDown,
                reader: None,
                answered_at: None,
                answers: 0,
                silences: 0,
                damaged: 0,
            },
            wanted: false,
            attempt: None,
            resting: None,
            tries: Tries::default(),
            ticket: 0,
            mute_before: false,
            resent: 0,
            silent: 0,
            was_up: false,
        }
    }

    /// How the reader is.
    pub fn health(&self) -> &Health {
        &self.health
    }

    /// Begins a task now.
    fn go(&mut self, now: Uptime, task: Task) {
        self.resent = 0;
        self.ask(now, task);
    }

    /// Begins a task at a later moment.
    fn later(&mut self, until: Uptime, task: Task) {
        self.state = State::Paused { until, task };
    }

    fn ask(&mut self, now: Uptime, task: Task) {
        let request = task.request();
        let mut within = self.options.limits.of(&request);
        if task.is_reading()
            && let Some(attempt) = &self.attempt
        {
            within = within.min(attempt.read_by().saturating_sub(now));
        }
        self.exchange.ask(now, request, within);
        self.state = State::Asked(task);
    }

    /// Goes on with whatever is due while the reader works.
    fn resume(&mut self, now: Uptime) {
        match (&self.resting, self.wanted) {
            (Some(_), _) => self.later(now + self.options.look_every, Task::Look),
            (None, true) => self.go(now, Task::Find),
            (None, false) => self.later(now + self.options.check_every, Task::Check),
        }
    }

    fn over(&mut self, now: Uptime, task: Task, outcome: Outcome) {
        match &outcome {
            Outcome::Answered(_) => {
                self.silent = 0;
                self.health.answers += 1;
                self.health.answered_at = Some(now);
            }
            Outcome::NotUnderstood | Outcome::Damaged => {
                self.silent = 0;
                self.health.damaged += 1;
            }
            Outcome::Silent => {
                self.silent += 1;
                self.health.silences += 1;
                tracing::warn!(asked = task.request().name(), "no answer in time");
            }
        }
        if task.is_reading() && !self.wanted {
            // The card that this was about is of no interest any more.
            return self.leave_card(now, None);
        }
        match outcome {
            Outcome::Answered(message) => match Answer::parse(&message) {
                Some(answer) => self.answered(now, task, &answer),
                None => self.again(now, task, Trouble::LineNoisy),
            },
            // The card may have acted on what it was given: only the reader's word that it did
            // not pass it on is reason enough to give it the same again.
            Outcome::NotUnderstood if self.may_repeat(&task) => {
                self.again(now, task, Trouble::LineNoisy);
            }
            Outcome::NotUnderstood | Outcome::Damaged if matches!(task, Task::Transfer(_)) => {
                self.attempt_failed(now, Trouble::LineNoisy);
            }
            Outcome::NotUnderstood | Outcome::Damaged => {
                self.again(now, task, Trouble::LineNoisy);
            }
            Outcome::Silent if SILENT_AFTER <= self.silent => {
                self.failing(now, Trouble::ReaderSilent);
            }
            Outcome::Silent if matches!(task, Task::Transfer(_)) => {
                self.attempt_failed(now, Trouble::CardTooSlow);
            }
            Outcome::Silent => self.ask(now, task),
        }
    }

    fn answered(&mut self, now: Uptime, task: Task, answer: &Answer<'_>) {
        match task {
            Task::Name | Task::Notices | Task::Check => self.reader_answered(now, task, answer),
            Task::Find | Task::Look => self.slot_answered(now, answer.slot),
            task => self.card_answered(now, task, answer),
        }
    }

    /// Repeats a request, a few times at most.
    fn again(&mut self, now: Uptime, task: Task, trouble: Trouble) {
        if self.resent < RESEND_AT_MOST {
            self.resent += 1;
            self.ask(now, task);
        } else {
            self.failing(now, trouble);
        }
    }

    fn report(&mut self, event: Event) {
        self.events.push_back(event);
    }
}

impl Machine for Client {
    type Command = Command;
    type Event = Event;

    fn command(&mut self, now: Uptime, command: Command) {
        match command {
            Command::Watch => {
                self.wanted = true;
                if self.resting.is_some() {
                    self.report(Event::CardStillThere);
                }
            }
            Command::Rest => self.wanted = false,
            Command::Authenticated { ticket, answer } => self.authorised(now, ticket, answer),
        }
        match &self.state {
            State::Paused { task: Task::Check, .. } if self.wanted => self.resume(now),
            State::Paused { task: Task::Find, .. } if !self.wanted => self.resume(now),
            State::Paused { task, .. } if task.is_reading() && !self.wanted => {
                self.leave_card(now, None);
            }
            _ => {}
        }
    }

    fn received(&mut self, now: Uptime, bytes: &[u8]) {
        self.exchange.received(now, bytes);
    }

    fn line(&mut self, now: Uptime, line: Line) {
        self.exchange.abandon(now);
        match line {
            Line::Up => {
                if self.was_up {
                    self.report(Event::ReaderBack);
                }
                self.was_up = true;
                self.start(now);
            }
            Line::Down => {
                if self.was_up && self.state != State::Down {
                    self.report(Event::ReaderLost);
                }
                self.attempt = None;
                self.state = State::Down;
                self.health.condition = Condition::LineDown;
            }
        }
    }

    fn poll(&mut self, now: Uptime) -> Step<Event> {
        loop {
            if self.exchange.heard_of_removal() {
                self.heard_of_removal(now);
            }
            if let Some(event) = self.events.pop_front() {
                return Step::Happened(event);
            }
            match &self.state {
                State::Down => return Step::WaitUntil(None),
                State::Paused { until, .. } if now < *until => {
                    return Step::WaitUntil(Some(*until));
                }
                State::Paused { task, .. } => {
                    let task = task.clone();
                    self.go(now, task);
                }
                State::Asked(task) => match self.exchange.poll(now) {
                    Progress::Send(bytes) => return Step::Send(bytes),
                    Progress::Wait(until) => return Step::WaitUntil(until),
                    Progress::Over(outcome) => {
                        let task = task.clone();
                        // The notice came first, and is about the card that was there before.
                        if self.exchange.heard_of_removal() {
                            self.heard_of_removal(now);
                        }
                        self.over(now, task, outcome);
                    }
                },
            }
        }
    }
}
