//! A reader in a hall, and the hands that work it.

use std::time::Duration;

use id_card::{
    Client, Command, Event, IdCard, Options, ResidentCard, Trouble,
    sim::{self, Card, Fault, Module, Planned},
    wire::Request,
};
use link::{
    Uptime,
    memory::{Conversation, Pace, Report, Wire},
};

/// Kiosk and module at their defaults, at 115200 baud.
pub(crate) struct Hall {
    pub(crate) talk: Conversation<Client, Module>,
    /// What the module reported.
    pub(crate) module: Vec<sim::Event>,
    /// A card is being read.
    pub(crate) reading: bool,
}

impl Hall {
    pub(crate) fn new() -> Self {
        Self::with(sim::Options::default())
    }

    pub(crate) fn with(module: sim::Options) -> Self {
        Self::with_both(Options::default(), module)
    }

    pub(crate) fn with_both(client: Options, module: sim::Options) -> Self {
        let wire = Wire::new(Pace::Baud(module.rate.baud()));
        let talk = Conversation::new(Client::new(client), Module::new(module), wire);
        Self { talk, module: Vec::new(), reading: false }
    }

    /// A hall in which the reader is ready and somebody waits for a card.
    pub(crate) fn watching(module: sim::Options) -> Self {
        let mut hall = Self::with(module);
        hall.talk.tell_host(Command::Watch);
        hall.run(secs(1));
        hall
    }

    pub(crate) fn place(&mut self, card: &ResidentCard) {
        self.place_card(chip(card));
    }

    pub(crate) fn place_card(&mut self, card: Card) {
        self.talk.tell_device(sim::Command::Place(Box::new(card)));
    }

    pub(crate) fn lift(&mut self) {
        self.talk.tell_device(sim::Command::Lift);
    }

    pub(crate) fn watch(&mut self) {
        self.talk.tell_host(Command::Watch);
    }

    pub(crate) fn plan(&mut self, planned: Planned) {
        self.talk.tell_device(sim::Command::Plan(planned));
    }

    pub(crate) fn fault_on(&mut self, request: Request, fault: Fault) {
        self.plan(Planned::next_to(request, fault));
    }

    /// Lets time pass; returns what the kiosk's end reported.
    pub(crate) fn run(&mut self, time: Duration) -> Vec<Event> {
        let end = self.talk.now() + time;
        let mut events = Vec::new();
        while let Some(report) = self.talk.next_report(end) {
            match report {
                Report::Host(event) => events.extend(self.heard(event)),
                Report::Device(event) => self.note(event),
            }
        }
        events
    }

    /// Lets time pass until the kiosk's end reports something; panics after a minute.
    pub(crate) fn next(&mut self) -> Event {
        let end = self.talk.now() + secs(60);
        loop {
            match self.talk.next_report(end) {
                Some(Report::Host(event)) => {
                    if let Some(event) = self.heard(event) {
                        return event;
                    }
                }
                Some(Report::Device(event)) => self.note(event),
                None => panic!("nothing happened for a minute"),
            }
        }
    }

    /// Lets time pass until the module has answered `request` once more.
    pub(crate) fn run_until_answered(&mut self, request: Request) {
        let end = self.talk.now() + secs(60);
        loop {
            match self.talk.next_report(end) {
                Some(Report::Device(event)) => {
                    self.note(event);
                    if matches!(event, sim::Event::Answered { request: it, .. } if it == request) {
                        return;
                    }
                }
                Some(Report::Host(event)) => {
                    assert_eq!(self.heard(event), None, "nothing else was expected");
                }
                None => panic!("the request was not made within a minute"),
            }
        }
    }

    /// A card is announced before it is read; the tests hear of what comes of it.
    fn heard(&mut self, event: Event) -> Option<Event> {
        match &event {
            Event::CardFound => {
                self.reading = true;
                return None;
            }
            Event::CardRead(_) => {
                assert!(self.reading, "a card was read that was not announced");
                self.reading = false;
            }
            _ => {}
        }
        Some(event)
    }

    /// No request may go out while another is outstanding, unless that one's time was up.
    fn note(&mut self, event: sim::Event) {
        if self.talk.host.health().silences == 0 {
            assert_ne!(event, sim::Event::Interrupted);
        }
        self.module.push(event);
    }

    pub(crate) fn now(&self) -> Uptime {
        self.talk.now()
    }

    /// How often the module answered `request`.
    pub(crate) fn asked(&self, request: Request) -> usize {
        let is = |it: &&sim::Event| matches!(it, sim::Event::Answered { request: asked, .. } if *asked == request);
        self.module.iter().filter(is).count()
    }
}

/// The chip of such a card.
pub(crate) fn chip(card: &ResidentCard) -> Card {
    Card::new(card.to_block().expect("the fields fit"))
}

pub(crate) fn secs(secs: u64) -> Duration {
    Duration::from_secs(secs)
}

pub(crate) fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

pub(crate) fn read(card: &ResidentCard) -> Event {
    Event::CardRead(IdCard::Resident(card.clone()))
}

pub(crate) fn trouble(trouble: Trouble) -> Event {
    Event::Trouble(trouble)
}
