//! An engine in a hall, and the hands that work it.

use std::time::Duration;

use code_scanner::{
    Client, Code, Command, Event, Mode, Options, Profile, Trouble,
    sim::{self, Engine, Fault, Looks, Planned},
};
use link::{
    Uptime,
    memory::{Conversation, Pace, Report, Wire},
};

/// Codes of nobody. The credentials have the form of a 医保电子凭证.
pub(crate) const LIN: &str = "4240000000000000001001500000";
pub(crate) const TAN: &str = "4240000000000000002002500000";
pub(crate) const VOUCHER: &str = "YBPZ1:500119-07-20261124-00031-3:9F86D081884C7D65";
pub(crate) const PAYMENT: &str = "134567890123456789";

const TRIGGERED: Mode = Mode::Triggered { looks_for: Duration::from_secs(5) };

pub(crate) fn secs(count: u64) -> Duration {
    Duration::from_secs(count)
}

pub(crate) fn millis(count: u64) -> Duration {
    Duration::from_millis(count)
}

/// Every kind of engine, at its defaults after power-on.
pub(crate) fn engines() -> Vec<sim::Options> {
    let by_command = |profile| sim::Options { looks: Looks::ByCommand, ..with(profile) };
    vec![
        with(Profile::plain()),
        with(Profile::gm65(Mode::Continuous)),
        with(Profile::gm65(TRIGGERED)),
        with(Profile::newland(Mode::Continuous)),
        with(Profile::newland(TRIGGERED)),
        by_command(Profile::honeywell(secs(5))),
    ]
}

/// An engine that looks all the time until it is told otherwise.
pub(crate) fn with(profile: Profile) -> sim::Options {
    sim::Options::with(profile)
}

/// The usual one: it has to be told to look.
pub(crate) fn usual() -> sim::Options {
    with(Profile::gm65(TRIGGERED))
}

/// The same, but it never rests.
pub(crate) fn restless() -> sim::Options {
    with(Profile::gm65(Mode::Continuous))
}

pub(crate) struct Hall {
    pub(crate) talk: Conversation<Client, Engine>,
}

impl Hall {
    pub(crate) fn new(engine: sim::Options) -> Self {
        let wire = Wire::new(Pace::Baud(engine.profile.baud));
        let client = Client::new(Options::with(engine.profile.clone()));
        Self { talk: Conversation::new(client, Engine::new(engine), wire) }
    }

    /// A hall in which the engine is ready and somebody waits for a code.
    pub(crate) fn watching(engine: sim::Options) -> Self {
        let mut hall = Self::new(engine);
        assert_eq!(hall.run(secs(1)), [Event::Ready]);
        hall.watch();
        assert_eq!(hall.run(secs(1)), []);
        hall
    }

    pub(crate) fn watch(&mut self) {
        self.talk.tell_host(Command::Watch);
    }

    pub(crate) fn rest(&mut self) {
        self.talk.tell_host(Command::Rest);
    }

    pub(crate) fn show(&mut self, text: &str) {
        self.talk.tell_device(sim::Command::Show(text.to_owned()));
    }

    pub(crate) fn take_away(&mut self) {
        self.talk.tell_device(sim::Command::TakeAway);
    }

    pub(crate) fn plan(&mut self, planned: Planned) {
        self.talk.tell_device(sim::Command::Plan(planned));
    }

    pub(crate) fn power(&mut self, on: bool) {
        self.talk.tell_device(sim::Command::Power(on));
    }

    pub(crate) fn fault_on_code(&mut self, fault: Fault) {
        self.plan(Planned::next_code(fault));
    }

    pub(crate) fn fault_on_answer(&mut self, fault: Fault) {
        self.plan(Planned::next_answer(fault));
    }

    /// Lets time pass; returns what the kiosk's end reported.
    pub(crate) fn run(&mut self, time: Duration) -> Vec<Event> {
        self.run_until(self.talk.now() + time)
    }

    fn run_until(&mut self, end: Uptime) -> Vec<Event> {
        let mut events = Vec::new();
        while let Some(report) = self.talk.next_report(end) {
            if let Report::Host(event) = report {
                events.push(event);
            }
        }
        events
    }

    /// Lets time pass in which codes come and nothing else happens; returns their texts.
    pub(crate) fn codes(&mut self, time: Duration) -> Vec<String> {
        let text = |event| match event {
            Event::Scanned(Code::ElectronicCredential(secret)) => secret.into_text().to_string(),
            Event::Scanned(Code::Voucher(text)) => text,
            Event::Scanned(code) => format!("{code:?}"),
            event => panic!("{event:?} in place of a code"),
        };
        self.run(time).into_iter().map(text).collect()
    }
}

pub(crate) fn trouble(trouble: Trouble) -> Event {
    Event::Trouble(trouble)
}
