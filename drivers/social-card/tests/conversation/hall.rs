//! A reader in a hall, and the hands that work it.

use std::time::Duration;

use codes::CitizenIdNumber;
use link::{
    Uptime,
    memory::{Conversation, Pace, Report, Wire},
};
use social_card::{
    Authenticator, Client, Command, Event, Generation, NoAuthentication, Options, SocialCard,
    Trouble,
    authority::RootKeys,
    sim::{self, Card, Fault, On, Planned, Profile, Reader},
};

/// Kiosk and reader at 115200 baud.
pub(crate) struct Hall {
    pub(crate) talk: Conversation<Client, Reader>,
    /// What the reader was asked, in order.
    pub(crate) asked: Vec<sim::Event>,
    /// Who answers for the keys of the cards, where anybody does.
    pub(crate) authority: Option<RootKeys>,
    /// How many challenges were reported.
    pub(crate) challenges: usize,
}

impl Hall {
    pub(crate) fn new() -> Self {
        Self::with(Options::default(), sim::Options::default())
    }

    pub(crate) fn with(client: Options, reader: sim::Options) -> Self {
        let wire = Wire::new(Pace::Baud(115_200));
        let talk = Conversation::new(Client::new(client), Reader::new(reader), wire);
        let authority = Some(RootKeys::FOR_TESTS);
        Self { talk, asked: Vec::new(), authority, challenges: 0 }
    }

    /// A hall in which the reader is ready and somebody waits for a card.
    pub(crate) fn watching() -> Self {
        let mut hall = Self::new();
        hall.watch();
        hall.run(secs(1));
        hall
    }

    pub(crate) fn insert(&mut self, card: Card) {
        self.talk.tell_device(sim::Command::Insert(Box::new(card)));
    }

    pub(crate) fn remove(&mut self) {
        self.talk.tell_device(sim::Command::Remove);
    }

    pub(crate) fn watch(&mut self) {
        self.talk.tell_host(Command::Watch);
    }

    pub(crate) fn plan(&mut self, planned: Planned) {
        self.talk.tell_device(sim::Command::Plan(planned));
    }

    pub(crate) fn fault_on(&mut self, on: On, fault: Fault) {
        self.plan(Planned::next(on, fault));
    }

    /// Lets time pass; returns what the kiosk's end reported.
    pub(crate) fn run(&mut self, time: Duration) -> Vec<Event> {
        let end = self.talk.now() + time;
        let mut events = Vec::new();
        while let Some(report) = self.talk.next_report(end) {
            events.extend(self.note(report));
        }
        events
    }

    /// Lets time pass until the kiosk's end reports something; panics after a minute.
    pub(crate) fn next(&mut self) -> Event {
        let end = self.talk.now() + secs(60);
        while let Some(report) = self.talk.next_report(end) {
            if let Some(event) = self.note(report) {
                return event;
            }
        }
        panic!("nothing happened for a minute");
    }

    /// Answers a challenge; the tests hear of what comes of it.
    fn note(&mut self, report: Report<Event, sim::Event>) -> Option<Event> {
        match report {
            Report::Host(Event::NeedsAuthentication { ticket, challenge }) => {
                self.challenges += 1;
                let answer = match &mut self.authority {
                    Some(keys) => keys.authenticate(&challenge),
                    None => Err(NoAuthentication::OutOfReach),
                };
                self.talk.tell_host(Command::Authenticated { ticket, answer });
                None
            }
            Report::Host(Event::CardFound) => None,
            Report::Host(event) => Some(event),
            Report::Device(event) => {
                self.asked.push(event);
                None
            }
        }
    }

    pub(crate) fn now(&self) -> Uptime {
        self.talk.now()
    }

    /// How often a card was given this instruction.
    pub(crate) fn given(&self, wanted: u8) -> usize {
        let fits = |it: &&sim::Event| matches!(it, sim::Event::Asked { instruction: Some(it), .. } if *it == wanted);
        self.asked.iter().filter(fits).count()
    }
}

pub(crate) fn secs(secs: u64) -> Duration {
    Duration::from_secs(secs)
}

pub(crate) fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

pub(crate) fn trouble(trouble: Trouble) -> Event {
    Event::Trouble(trouble)
}

/// The card in an event that tells of one.
pub(crate) fn card_of(event: &Event) -> &SocialCard {
    match event {
        Event::CardRead(card) => card,
        other => panic!("a card was expected, and {other:?} came"),
    }
}

/// What a card says of its holder, and its number.
pub(crate) fn person(event: &Event) -> (String, String, String) {
    let card = card_of(event);
    let holder = card.holder.as_ref().expect("the card names its holder");
    let number = holder.number.as_str().to_owned();
    (holder.name.shown().to_owned(), number, card.number.as_str().to_owned())
}

fn profile(generation: Generation, number: &str, name: &str, serial: u32) -> Profile {
    Profile::of(
        generation,
        CitizenIdNumber::parse(number).expect("the number is sound"),
        name,
        serial,
    )
}

/// 林知远, invented.
pub(crate) fn lin_zhiyuan(generation: Generation) -> Profile {
    profile(generation, "500119196109271236", "林知远", 1_435_691)
}

/// 周默, invented.
pub(crate) fn zhou_mo(generation: Generation) -> Profile {
    profile(generation, "50011919920711203X", "周默", 2_143_569)
}

/// The card of such a profile.
pub(crate) fn card(profile: Profile) -> Card {
    Card::social(profile).expect("the name fits")
}
