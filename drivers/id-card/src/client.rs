//! The kiosk's end of the conversation.
//!
//! After start-up (status, id) the client rests. Told to [`Command::Watch`], it looks for a card
//! until it has read one, reports it, and then watches the card rest on the plate until it is
//! lifted. Every wait has a deadline, one request is out at a time, and what is known of a person
//! leaves with the event: of the card only a fingerprint is kept, by which it is known again.

mod attempt;
mod exchange;
mod options;
mod presence;
mod startup;
mod task;
mod trouble;

pub use options::{Limits, Options};
pub use trouble::{Remedy, Trouble};

use std::collections::VecDeque;

use link::{Line, Machine, Step, Uptime};

use crate::{
    card::{IdCard, NewAddresses},
    wire::{Answer, Rate, Request, SamId, Status},
};
use attempt::Attempt;
use exchange::{Exchange, Outcome, Progress};
use presence::Resting;
use task::Task;

/// So many requests without an answer in a row, and the reader counts as silent.
const SILENT_AFTER: u32 = 3;

/// So often a request is repeated whose answer came damaged, or said that the request did.
const RESEND_AT_MOST: u8 = 2;

/// What the owner asks of the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// Look for a card until one was read. A card that was read before must be lifted first.
    Watch,
    /// Look for no card. One that was read is still watched until it is lifted.
    Rest,
    /// The port is open at this rate now.
    RateIs(Rate),
}

/// What the client reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The reader works: after start-up, and again after every trouble with it.
    Ready {
        /// Which reader it is.
        sam_id: SamId,
    },
    /// A card lies on the plate and is being read: [`Event::CardRead`] or [`Event::Trouble`] follows.
    CardFound,
    /// A card was read and lies on the plate. The watch is over.
    CardRead(IdCard),
    /// The chip of the card of the last [`Event::CardRead`] has addresses that its holder moved to
    /// since it was issued. At most once a card, shortly after it was read; a card without any,
    /// and a module that knows no `30 03`, say nothing.
    NewAddresses(NewAddresses),
    /// The card of the last [`Event::CardRead`] was taken away.
    CardLifted,
    /// Somebody waits for a card while the last one still lies there: it must be lifted first.
    CardStillThere,
    /// A card, or any card, cannot be read. The client goes on by itself; after trouble with the
    /// reader ([`Trouble::is_about_reader`]) it says [`Event::Ready`] when that is over.
    Trouble(Trouble),
    /// The module is silent and may listen at another rate: the owner may reopen the port at this
    /// one, and say so by [`Command::RateIs`].
    TryRate(Rate),
    /// The line failed. Whether a card is still there is unknown until it works again.
    ReaderLost,
    /// The line works again; [`Event::Ready`] follows once the module has answered.
    ReaderBack,
}

/// How the reader is, for whoever asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Health {
    /// How it is on the whole.
    pub condition: Condition,
    /// Which reader it is, once it has said so.
    pub sam_id: Option<SamId>,
    /// When it last answered.
    pub answered_at: Option<Uptime>,
    /// How many answers came.
    pub answers: u64,
    /// How many requests had no answer in time.
    pub silences: u64,
    /// How many answers came damaged, or did not fit their request.
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
    /// The card that was read.
    resting: Option<Resting>,
    /// There may be a card that find does not show, because the module has read it.
    may_rest_unseen: bool,
    /// The module does not know `30 03`: presence is asked by find alone.
    look_by_find: bool,
    /// How often the request that is out was repeated.
    resent: u8,
    /// How many requests in a row had no answer.
    silent: u32,
    /// How many resets were tried since the module last worked.
    resets: u8,
    was_up: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// There is no line.
    Down,
    /// The task begins at a moment.
    Paused { until: Uptime, task: Task },
    /// The request of the task is out.
    Asked(Task),
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
                sam_id: None,
                answered_at: None,
                answers: 0,
                silences: 0,
                damaged: 0,
            },
            wanted: false,
            attempt: None,
            resting: None,
            may_rest_unseen: true,
            look_by_find: false,
            resent: 0,
            silent: 0,
            resets: 0,
            was_up: false,
        }
    }

    /// How the reader is.
    pub fn health(&self) -> Health {
        self.health
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
        let within = self.options.limits.of(request, self.options.rate);
        self.exchange.ask(now, request, within);
        self.state = State::Asked(task);
    }

    /// Goes on with whatever is due while the reader works.
    fn resume(&mut self, now: Uptime) {
        match (&self.resting, self.wanted) {
            (Some(_), _) => self.later(now + self.options.look_every, self.look_task()),
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
            Outcome::Damaged => self.health.damaged += 1,
            Outcome::Silent => {
                self.silent += 1;
                self.health.silences += 1;
            }
        }
        if task.serves_a_watch() && !self.wanted {
            // The card that this was about is of no interest any more.
            self.may_rest_unseen = true;
            return self.resume(now);
        }
        match outcome {
            Outcome::Answered(body) => match Answer::parse(&body) {
                Some(answer) => self.answered(now, task, answer),
                None => self.misfit(now, task, 0),
            },
            Outcome::Damaged => self.again(now, task, Trouble::LineNoisy),
            Outcome::Silent => self.silence(now, task),
        }
    }

    fn answered(&mut self, now: Uptime, task: Task, answer: Answer<'_>) {
        let asked = task.request().name();
        if answer.card_status != [0, 0] {
            tracing::info!(asked, card_status = ?answer.card_status, "SW1 and SW2 are not zero");
        }
        if let Status::Unknown(code) = answer.status {
            tracing::warn!(asked, code, "the module gave a status that no table defines");
        }
        match answer.status {
            Status::WrongChecksum | Status::WrongLength => {
                self.again(now, task, Trouble::LineNoisy);
            }
            Status::SelfTestFailed | Status::NotAuthorised => {
                self.out_of_service(now, answer.status);
            }
            Status::Unrecognised => self.reset(now, answer.status),
            Status::WrongCommand if task.request() != Request::ReadNewAddresses => {
                self.give_up(now, task, Trouble::Protocol { asked, got: answer.status.code() });
            }
            _ => match task {
                Task::Status | Task::Check | Task::Identify { .. } | Task::Reset => {
                    self.module_answered(now, task, answer);
                }
                Task::Find
                | Task::LookForRested
                | Task::Select
                | Task::Read
                | Task::AwaitLift { .. }
                | Task::AwaitLiftOfRested { .. } => self.card_answered(now, task, answer),
                Task::Look
                | Task::LookAgain { .. }
                | Task::Reselect { .. }
                | Task::Compare { .. } => self.resting_card_answered(now, task, answer),
            },
        }
    }

    /// An answer that its request cannot have: it belongs to an earlier one, or the module erred.
    fn misfit(&mut self, now: Uptime, task: Task, got: u8) {
        let asked = task.request().name();
        tracing::warn!(asked, got, "the answer does not fit");
        self.health.damaged += 1;
        self.exchange.drain(now);
        let trouble = Trouble::Protocol { asked, got };
        match task {
            // Only from find on is it sure again which card is meant.
            Task::Select | Task::Read => self.attempt_failed(now, trouble),
            _ => self.again(now, task, trouble),
        }
    }

    /// Repeats a request, a few times at most.
    fn again(&mut self, now: Uptime, task: Task, trouble: Trouble) {
        if self.resent < RESEND_AT_MOST {
            self.resent += 1;
            self.ask(now, task);
        } else {
            self.give_up(now, task, trouble);
        }
    }

    /// Leaves a task for which the reader gives no fitting answer.
    fn give_up(&mut self, now: Uptime, task: Task, trouble: Trouble) {
        match task {
            Task::Select | Task::Read => self.attempt_failed(now, trouble),
            _ => self.failing(now, trouble),
        }
    }

    fn silence(&mut self, now: Uptime, task: Task) {
        tracing::warn!(asked = task.request().name(), in_a_row = self.silent, "no answer in time");
        match task {
            _ if SILENT_AFTER <= self.silent => self.silent_reader(now),
            Task::Select | Task::Read => self.attempt_failed(now, Trouble::ReadInterrupted),
            _ => self.ask(now, task),
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
            Command::RateIs(rate) => {
                self.options.rate = rate;
                if let State::Paused { task: Task::Status, .. } = self.state {
                    self.go(now, Task::Status);
                }
            }
            Command::Watch => {
                self.wanted = true;
                if self.resting.is_some() {
                    self.report(Event::CardStillThere);
                }
            }
            Command::Rest => {
                self.wanted = false;
                self.attempt = None;
            }
        }
        if let State::Paused { task, .. } = self.state
            && (task == Task::Check && self.wanted || task.serves_a_watch() && !self.wanted)
        {
            self.resume(now);
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
            if let Some(event) = self.events.pop_front() {
                return Step::Happened(event);
            }
            match self.state {
                State::Down => return Step::WaitUntil(None),
                State::Paused { until, .. } if now < until => return Step::WaitUntil(Some(until)),
                State::Paused { task, .. } => self.go(now, task),
                State::Asked(task) => match self.exchange.poll(now) {
                    Progress::Send(bytes) => return Step::Send(bytes),
                    Progress::Wait(until) => return Step::WaitUntil(until),
                    Progress::Over(outcome) => self.over(now, task, outcome),
                },
            }
        }
    }
}
