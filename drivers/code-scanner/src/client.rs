//! The kiosk's end of the conversation.
//!
//! Told to [`Command::Watch`], the client has codes looked for and reports each of them once, until
//! it is told to [`Command::Rest`]. What comes at other times, or has begun before, is thrown away:
//! it may be the code of somebody who has left. Every wait has a deadline, one command is out at a
//! time, and what is in a code leaves with the event: of a code that is still held there only a hash
//! is kept, by which it is known again.

mod options;
mod sightings;
mod trouble;

pub use options::Options;
pub use trouble::{Remedy, Trouble};

use std::{collections::VecDeque, time::Duration};

use link::{Line, Machine, Step, Uptime};

use crate::{
    Code,
    profile::{Answers, Mode},
    wire::{Damage, Heard, Inbox, Reply},
};
use sightings::{Sighting, Sightings};

/// So many commands without an answer in a row, and the engine counts as silent.
const SILENT_AFTER: u32 = 3;

/// So often a command is repeated of which the engine says that it came damaged.
const RESEND_AT_MOST: u32 = 2;

/// So many damaged codes in a row, and it is no chance.
const ALL_GARBLED_AFTER: u32 = 3;

/// A line that is never quiet is spoken on all the same after this long.
const DRAIN_AT_MOST: Duration = Duration::from_secs(1);

/// An engine that was told to look for so long gets this much more before it is told again.
const LOOK_SLACK: Duration = Duration::from_millis(300);

/// What the owner asks of the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// Look for codes until told otherwise. What was shown before does not count, unless it is
    /// still held there and has not been reported.
    Watch,
    /// Look for no code.
    Rest,
}

/// What the client reports.
#[derive(Debug, PartialEq, Eq)]
pub enum Event {
    /// The engine works: after start-up, and again after every trouble with it. One that answers
    /// nothing counts as working while its line does.
    Ready,
    /// A code was shown. The watch goes on; the same code is reported again only when it was out of
    /// sight for [`Options::same_within`].
    Scanned(Code),
    /// A code, or any code, cannot be read. The client goes on by itself; after trouble with the
    /// engine ([`Trouble::is_about_scanner`]) it says [`Event::Ready`] when that is over.
    Trouble(Trouble),
    /// The line failed.
    ScannerLost,
    /// The line works again; [`Event::Ready`] follows once the engine has answered.
    ScannerBack,
}

/// How the engine is, for whoever asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Health {
    /// How it is on the whole.
    pub condition: Condition,
    /// When it last answered a command or sent a code.
    pub heard_at: Option<Uptime>,
    /// How many codes came, wanted or not.
    pub codes: u64,
    /// How many commands had no answer in time.
    pub silences: u64,
    /// How many codes and answers came damaged.
    pub damaged: u64,
}

/// How the engine is on the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// There is no line to it.
    LineDown,
    /// The line is up and it has not yet answered.
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
    inbox: Inbox,
    sightings: Sightings,
    state: State,
    outgoing: VecDeque<Vec<u8>>,
    events: VecDeque<Event>,
    health: Health,
    /// Somebody waits for a code.
    wanted: bool,
    /// And what comes now was shown since.
    listens: bool,
    /// The engine may be looking for a code, because it was told to.
    lit: bool,
    /// What has begun to come in goes on before this.
    goes_on_by: Uptime,
    /// A line was cut, so that what comes next may be the end of it.
    after_cut: bool,
    /// How many commands in a row had no answer.
    silent: u32,
    /// How many commands in a row came damaged.
    resent: u32,
    /// How many codes in a row came damaged.
    garbled: u32,
    was_up: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// There is no line.
    Down,
    /// What comes is thrown away until the line has been quiet, `at_latest` in any case. Then a
    /// round of commands begins.
    Draining { quiet_at: Uptime, at_latest: Uptime },
    /// A command is out.
    Asked { task: Task, answer_by: Uptime },
    /// A round of commands begins at a moment, if ever.
    Paused { until: Option<Uptime> },
}

/// A command of the profile. A round of them is the whole setup, and then what is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Task {
    Setup(usize),
    Start,
    Stop,
}

impl Client {
    /// A client whose line is still down.
    pub fn new(options: Options) -> Self {
        let profile = &options.profile;
        Self {
            inbox: Inbox::new(profile.suffix, profile.commands.answers, profile.longest),
            sightings: Sightings::new(options.same_within, options.alone_for),
            options,
            state: State::Down,
            outgoing: VecDeque::new(),
            events: VecDeque::new(),
            health: Health {
                condition: Condition::LineDown,
                heard_at: None,
                codes: 0,
                silences: 0,
                damaged: 0,
            },
            wanted: false,
            listens: false,
            lit: false,
            goes_on_by: Uptime::ZERO,
            after_cut: false,
            silent: 0,
            resent: 0,
            garbled: 0,
            was_up: false,
        }
    }

    /// How the engine is.
    pub fn health(&self) -> Health {
        self.health
    }

    /// How long the engine looks, where it must be told to.
    fn looks_for(&self) -> Option<Duration> {
        match self.options.profile.mode {
            Mode::Continuous => None,
            Mode::Triggered { looks_for } => Some(looks_for),
        }
    }

    /// Begins a round as soon as what was said before is over.
    fn drain(&mut self, now: Uptime) {
        self.after_cut |= self.inbox.is_amid();
        self.inbox.clear();
        let quiet_at = now + self.options.profile.goes_on_within;
        self.state = State::Draining { quiet_at, at_latest: now + DRAIN_AT_MOST };
    }

    /// Says the next command of a round: the setup from `place` on, and then what is wanted.
    fn proceed(&mut self, now: Uptime, place: usize) {
        let commands = &self.options.profile.commands;
        let setup = commands.setup.get(place).cloned();
        let (start, stop) = (commands.start.clone(), commands.stop.clone());
        match (setup, self.looks_for()) {
            (Some(frame), _) => self.ask(now, Task::Setup(place), frame),
            (None, Some(_)) if self.wanted => self.ask(now, Task::Start, start),
            (None, Some(_)) if self.lit && !stop.is_empty() => self.ask(now, Task::Stop, stop),
            (None, _) => {
                self.works();
                self.listens = self.wanted;
                let check_at = now + self.options.check_every;
                self.state = State::Paused { until: self.answers().then_some(check_at) };
            }
        }
    }

    /// Whether the engine answers at all.
    fn answers(&self) -> bool {
        self.options.profile.commands.answers != Answers::Never
    }

    fn ask(&mut self, now: Uptime, task: Task, frame: Vec<u8>) {
        self.outgoing.push_back(frame);
        if self.answers() {
            self.state = State::Asked { task, answer_by: now + self.options.answer_within };
        } else {
            self.done(now, task);
        }
    }

    fn done(&mut self, now: Uptime, task: Task) {
        self.silent = 0;
        self.resent = 0;
        match (task, self.looks_for()) {
            (Task::Setup(place), _) => return self.proceed(now, place + 1),
            (Task::Start, Some(looks_for)) if self.wanted => {
                self.works();
                self.lit = true;
                self.listens = true;
                self.state = State::Paused { until: Some(now + looks_for + LOOK_SLACK) };
                return;
            }
            (Task::Start, _) => self.lit = true,
            (Task::Stop, _) => self.lit = false,
        }
        self.proceed(now, self.options.profile.commands.setup.len());
    }

    fn answered(&mut self, now: Uptime, reply: Reply) {
        self.health.heard_at = Some(now);
        let State::Asked { task, .. } = self.state else { return };
        match reply {
            Reply::Done => self.done(now, task),
            Reply::Damaged if self.resent < RESEND_AT_MOST => {
                self.resent += 1;
                self.drain(now);
            }
            Reply::Damaged => self.failing(now, Trouble::LineNoisy),
            Reply::Refused(code) => self.failing(now, Trouble::Refused(code)),
        }
    }

    fn silence(&mut self, now: Uptime) {
        self.silent += 1;
        self.health.silences += 1;
        tracing::warn!(in_a_row = self.silent, "the code scanner gave no answer in time");
        if self.silent < SILENT_AFTER {
            self.drain(now);
        } else {
            self.failing(now, Trouble::ScannerSilent);
        }
    }

    /// The engine does not work. It is tried again and again, at long intervals.
    fn failing(&mut self, now: Uptime, trouble: Trouble) {
        let condition = Condition::Failing(trouble);
        if self.health.condition != condition {
            self.health.condition = condition;
            self.report(Event::Trouble(trouble));
        }
        self.listens = false;
        self.sightings.drop_fresh();
        self.state = State::Paused { until: Some(now + self.options.revive_every) };
    }

    fn works(&mut self) {
        if self.health.condition != Condition::Ready {
            tracing::info!(model = self.options.profile.name, "the code scanner is ready");
            self.health.condition = Condition::Ready;
            self.report(Event::Ready);
        }
    }

    /// Takes up the next thing that has come in; says whether there was any.
    fn hear(&mut self, now: Uptime) -> bool {
        let mut heard = self.inbox.next_heard();
        if heard == Heard::Nothing && self.inbox.is_amid() && self.goes_on_by <= now {
            heard = self.inbox.give_up();
        }
        match heard {
            Heard::Nothing => return false,
            Heard::Answer(reply) => self.answered(now, reply),
            Heard::Text(text) => {
                let code = Code::of(&text, &self.options.rules);
                if std::mem::take(&mut self.after_cut) && !code.is_surely_whole() {
                    self.health.damaged += 1; // Its beginning was told as damage already.
                    self.look_again(now);
                } else {
                    self.health.codes += 1;
                    self.health.heard_at = Some(now);
                    self.garbled = 0;
                    self.sightings.saw(now, &text, code, self.listens);
                    self.look_again(now);
                }
            }
            Heard::Damaged(Damage::Answer) => self.health.damaged += 1,
            Heard::Damaged(damage) => {
                tracing::info!(?damage, "a code came damaged");
                self.after_cut = true;
                self.damaged(now);
            }
        }
        true
    }

    /// A code came damaged.
    fn damaged(&mut self, now: Uptime) {
        self.health.damaged += 1;
        if !self.listens {
            return;
        }
        self.garbled += 1;
        match self.garbled {
            1 => self.report(Event::Trouble(Trouble::Garbled)),
            ALL_GARBLED_AFTER => self.report(Event::Trouble(Trouble::AllGarbled)),
            _ => {}
        }
        self.look_again(now);
    }

    /// An engine that was told to look for a code has read one, and looks no more.
    fn look_again(&mut self, now: Uptime) {
        if self.listens && self.looks_for().is_some() {
            self.lit = false;
            if let State::Paused { .. } = self.state {
                self.state = State::Paused { until: Some(now + self.options.look_again_after) };
            }
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
        self.listens = false;
        self.sightings.drop_fresh();
        self.wanted = command == Command::Watch;
        match self.state {
            State::Down => {}
            _ if self.wanted => {
                self.garbled = 0;
                self.drain(now);
            }
            State::Paused { .. } if self.lit => {
                self.proceed(now, self.options.profile.commands.setup.len());
            }
            _ => {}
        }
    }

    fn received(&mut self, now: Uptime, bytes: &[u8]) {
        self.goes_on_by = now + self.options.profile.goes_on_within;
        match &mut self.state {
            State::Draining { quiet_at, .. } => {
                *quiet_at = self.goes_on_by;
                self.after_cut = true;
            }
            _ => self.inbox.push(bytes),
        }
    }

    fn line(&mut self, now: Uptime, line: Line) {
        self.inbox.clear();
        self.after_cut = false;
        self.outgoing.clear();
        self.sightings.drop_fresh();
        self.listens = false;
        match line {
            Line::Up => {
                if self.was_up {
                    self.report(Event::ScannerBack);
                }
                self.was_up = true;
                self.health.condition = Condition::Starting;
                self.silent = 0;
                self.resent = 0;
                self.lit = self.looks_for().is_some();
                self.drain(now);
            }
            Line::Down => {
                if self.was_up && self.state != State::Down {
                    self.report(Event::ScannerLost);
                }
                self.state = State::Down;
                self.health.condition = Condition::LineDown;
            }
        }
    }

    fn poll(&mut self, now: Uptime) -> Step<Event> {
        let due = loop {
            if let Some(event) = self.events.pop_front() {
                return Step::Happened(event);
            }
            if let Some(frame) = self.outgoing.pop_front() {
                return Step::Send(frame);
            }
            if self.hear(now) {
                continue;
            }
            match self.sightings.tell(now) {
                Some(Sighting::One(code)) => return Step::Happened(Event::Scanned(code)),
                Some(Sighting::Several) => {
                    return Step::Happened(Event::Trouble(Trouble::TwoCodes));
                }
                None => {}
            }
            match self.state {
                State::Down => break None,
                State::Draining { quiet_at, at_latest } if now < quiet_at.min(at_latest) => {
                    break Some(quiet_at.min(at_latest));
                }
                State::Draining { quiet_at, .. } => {
                    if now < quiet_at {
                        self.inbox.skip_line();
                    }
                    self.proceed(now, 0);
                }
                State::Asked { answer_by, .. } if answer_by <= now => self.silence(now),
                State::Asked { answer_by, .. } => break Some(answer_by),
                State::Paused { until: Some(until) } if until <= now => {
                    self.lit = false;
                    self.proceed(now, 0);
                }
                State::Paused { until } => break until,
            }
        };
        let cut_at = self.inbox.is_amid().then_some(self.goes_on_by);
        Step::WaitUntil([due, cut_at, self.sightings.wakes_at()].into_iter().flatten().min())
    }
}
