//! The engine's end of the conversation: it looks for codes and sends them as a real engine does.
//!
//! It takes its time, sends a code that is held before it again and again where it is set to look
//! all the time, forgets its settings with its power, and has the faults that real engines and lines
//! have. It takes part in two conversations: bytes on the wire, and [`Command`]s, which are what
//! hands do.

mod fault;
mod settings;

pub use fault::{Fault, Planned, Saying};
pub use settings::Looks;

use std::{collections::VecDeque, time::Duration};

use link::{Line, Machine, Step, Uptime};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::Profile;
use fault::Faults;
use settings::{Heard, Listened, Order, Settings};

/// A command that has begun goes on within this long, or it is forgotten.
const GO_ON_WITHIN: Duration = Duration::from_millis(200);

/// What an engine is like. The times follow from what makers promise; none are measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// All chance is drawn from this.
    pub seed: u64,
    /// The language that it speaks, and its suffix.
    pub profile: Profile,
    /// When it looks for codes after power-on, until it is told otherwise.
    pub looks: Looks,
    /// Whether it puts the AIM identifier of a QR code before every code.
    pub identifies: bool,
    /// It reads a code within this.
    pub reads_within: Duration,
    /// It sends a code that is still there again after this.
    pub repeats_every: Duration,
    /// It answers a command within this.
    pub answers_within: Duration,
    /// From power-on to the first command that it hears.
    pub boots_within: Duration,
}

impl Options {
    /// The usual times, for an engine that looks all the time until it is told otherwise.
    pub fn with(profile: Profile) -> Self {
        Self {
            seed: 0,
            profile,
            looks: Looks::Always,
            identifies: false,
            reads_within: Duration::from_millis(300),
            repeats_every: Duration::from_millis(500),
            answers_within: Duration::from_millis(40),
            boots_within: Duration::from_secs(2),
        }
    }
}

/// What hands do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Holds a code before the engine, beside those that are there.
    Show(String),
    /// Takes all codes away.
    TakeAway,
    /// Has a fault befall what is said.
    Plan(Planned),
    /// Forgets the faults that are still to come.
    Forgive,
    /// Cuts the power, or gives it back; the engine then needs a while.
    Power(bool),
}

/// What an engine reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// It read a code and sent it, as well as it could.
    CodeSent,
}

/// A simulated engine.
#[derive(Debug)]
pub struct Engine {
    options: Options,
    chance: ChaCha8Rng,
    power: Power,
    /// What it is set to after power-on.
    kept: Settings,
    settings: Settings,
    /// Told to look, until this moment.
    lit_until: Option<Uptime>,
    view: Vec<String>,
    /// When it has read what is there.
    reads_at: Option<Uptime>,
    faults: Faults,
    received: Vec<u8>,
    goes_on_by: Uptime,
    outgoing: VecDeque<(Uptime, Vec<u8>)>,
    events: VecDeque<Event>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Power {
    Off,
    /// It hears and sees nothing before this moment.
    Booting(Uptime),
    On,
}

impl Engine {
    /// An engine under power, with nothing before it.
    pub fn new(options: Options) -> Self {
        let settings = Settings::new(options.looks);
        Self {
            chance: ChaCha8Rng::seed_from_u64(options.seed),
            options,
            power: Power::On,
            kept: settings.clone(),
            settings,
            lit_until: None,
            view: Vec::new(),
            reads_at: None,
            faults: Faults::default(),
            received: Vec::new(),
            goes_on_by: Uptime::ZERO,
            outgoing: VecDeque::new(),
            events: VecDeque::new(),
        }
    }

    /// Whether it looks for codes.
    pub fn is_looking(&self) -> bool {
        self.power == Power::On
            && match self.settings.looks {
                Looks::Always => true,
                Looks::ByCommand => self.lit_until.is_some(),
                Looks::ByKey => false,
            }
    }

    /// Obeys and answers the commands that have come in.
    fn listen(&mut self, now: Uptime) {
        while !self.received.is_empty() {
            let fault = &mut None;
            let faults = &mut self.faults;
            let forced = || {
                *fault = faults.befall(Saying::Answer);
                match fault {
                    Some(Fault::Say(reply)) => Some(*reply),
                    _ => None,
                }
            };
            match self.settings.listen(&self.options.profile.commands, &self.received, forced) {
                Listened::Partial if now < self.goes_on_by => return,
                Listened::Partial => self.received.clear(),
                Listened::Noise => {
                    self.received.remove(0);
                }
                Listened::Command(Heard { order, answer, size }) => {
                    self.received.drain(..size);
                    let due = now + self.draw(self.options.answers_within);
                    self.obey(now, order);
                    self.say(now, due, answer, fault.take());
                }
            }
        }
    }

    fn obey(&mut self, now: Uptime, order: Order) {
        match order {
            Order::Start if self.settings.looks == Looks::ByCommand => {
                let looks_for = self.settings.looks_for;
                self.lit_until = Some(looks_for.map_or(Uptime::MAX, |time| now + time));
            }
            Order::Stop => self.lit_until = None,
            Order::Save => self.kept = self.settings.clone(),
            Order::Start | Order::Nothing => {}
        }
    }

    /// Sends what is seen, one code behind the other.
    fn read(&mut self, now: Uptime) {
        for text in self.view.clone() {
            let identifier = if self.options.identifies { "]Q1" } else { "" };
            let suffix = self.options.profile.suffix.bytes();
            let line = [identifier.as_bytes(), text.as_bytes(), suffix].concat();
            let fault = self.faults.befall(Saying::Code);
            self.events.push_back(Event::CodeSent);
            self.say(now, now, line, fault);
        }
        self.reads_at = None;
        match self.settings.looks {
            Looks::Always => self.reads_at = Some(now + self.options.repeats_every),
            Looks::ByCommand | Looks::ByKey => self.lit_until = None,
        }
    }

    /// Says something at a moment, behind what is to be said already.
    fn say(&mut self, now: Uptime, due: Uptime, bytes: Vec<u8>, fault: Option<Fault>) {
        let at = self.outgoing.back().map_or(due, |(last, _)| due.max(*last));
        let portions = match &fault {
            Some(fault) => fault.apply(at, bytes, &mut self.chance),
            None => vec![(at, bytes)],
        };
        self.outgoing.extend(portions);
        if fault == Some(Fault::Reset) {
            self.switch_off();
            self.boot(now);
        }
    }

    fn switch_off(&mut self) {
        self.power = Power::Off;
        self.settings = self.kept.clone();
        self.lit_until = None;
        self.reads_at = None;
        self.received.clear();
        self.outgoing.clear();
    }

    fn boot(&mut self, now: Uptime) {
        self.power = Power::Booting(now + self.draw(self.options.boots_within));
    }

    /// A time of up to `most`, and no less than half of it.
    fn draw(&mut self, most: Duration) -> Duration {
        let most = most.as_micros() as u64;
        Duration::from_micros(self.chance.random_range(most / 2..=most))
    }
}

impl Machine for Engine {
    type Command = Command;
    type Event = Event;

    fn command(&mut self, now: Uptime, command: Command) {
        match command {
            Command::Show(text) => self.view.push(text),
            Command::TakeAway => {
                self.view.clear();
                self.reads_at = None;
            }
            Command::Plan(planned) => self.faults.plan(planned),
            Command::Forgive => self.faults.forgive(),
            Command::Power(false) => self.switch_off(),
            Command::Power(true) => {
                self.boot(now);
                // A line driver that wakes up leaves a stray byte or two on the line.
                self.outgoing.push_back((now, vec![0x00, 0xFF]));
            }
        }
    }

    fn received(&mut self, now: Uptime, bytes: &[u8]) {
        if self.power == Power::On {
            self.goes_on_by = now + GO_ON_WITHIN;
            self.received.extend(bytes);
        }
    }

    fn line(&mut self, now: Uptime, line: Line) {
        // Its power comes through the same cable.
        if line == Line::Down && self.power != Power::Off {
            self.switch_off();
            self.boot(now);
        }
    }

    fn poll(&mut self, now: Uptime) -> Step<Event> {
        loop {
            if let Some(event) = self.events.pop_front() {
                return Step::Happened(event);
            }
            if let Some((_, bytes)) = self.outgoing.pop_front_if(|(at, _)| *at <= now) {
                return Step::Send(bytes);
            }
            let speaks_at = self.outgoing.front().map(|(at, _)| *at);
            match self.power {
                Power::Off => return Step::WaitUntil(speaks_at),
                Power::Booting(at) if at <= now => self.power = Power::On,
                Power::Booting(at) => {
                    return Step::WaitUntil(Some(speaks_at.map_or(at, |it| it.min(at))));
                }
                Power::On => {}
            }
            self.listen(now);
            self.lit_until.take_if(|until| *until <= now);
            if !self.is_looking() {
                self.reads_at = None;
            } else if !self.view.is_empty() && self.reads_at.is_none() {
                self.reads_at = Some(now + self.draw(self.options.reads_within));
            }
            if self.reads_at.is_some_and(|at| at <= now) {
                self.read(now);
            }
            let heard_by = (!self.received.is_empty()).then_some(self.goes_on_by);
            let speaks_at = self.outgoing.front().map(|(at, _)| *at);
            let lit_until = self.lit_until.filter(|until| *until != Uptime::MAX);
            let wakes_at =
                [heard_by, speaks_at, lit_until, self.reads_at].into_iter().flatten().min();
            let rests = self.power == Power::On && self.events.is_empty();
            if rests && wakes_at.is_none_or(|at| now < at) {
                return Step::WaitUntil(wakes_at);
            }
        }
    }
}
