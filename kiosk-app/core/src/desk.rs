//! The desk: the visit and the hall around it, as one function of what happened and the moment.

mod browsing;
mod errands;
mod hall;
mod serving;
mod view;

use std::time::Duration;

use catalog::Catalog;

pub use hall::Hall;

use crate::{
    case::PaperState,
    form::Forms,
    happenings::{CardFailure, Effect, Event, Lookup, SheetNews},
    identity::Credential,
    items::Office,
    parameters::Parameters,
    screen::Touch,
    time::{self, Moment, Uptime},
    visit::{
        Farewell, Notice, Reading, Visit,
        session::{IdleClock, Session},
    },
};

/// A reader answers within its own deadlines; this is the screen's, longer than all of them.
const READ_WITHIN: Duration = Duration::from_secs(15);
/// Replica and ledger are on the machine's own disk.
const DISK_WITHIN: Duration = Duration::from_secs(5);
/// How long a refusal stays for somebody who left the card lying.
const TOLD_WITHIN: Duration = Duration::from_secs(45);
/// How long it stays once the card is lifted: time to read it to the end.
const READ_ON_WITHIN: Duration = Duration::from_secs(12);
/// How long the farewell stays.
const FAREWELL_WITHIN: Duration = Duration::from_secs(5);
/// How long the reminder to take the card stays before the card counts as forgotten.
const TAKE_CARD_WITHIN: Duration = Duration::from_secs(40);

/// The visit and the hall around it.
#[derive(Debug, Clone)]
pub struct Desk {
    parameters: Parameters,
    forms: Forms,
    catalog: &'static Catalog,
    terminal: Terminal,
    hall: Hall,
    visit: Visit,
}

/// This machine among the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terminal {
    /// 1 to 99.
    pub number: u8,
}

impl Desk {
    /// A desk at which nobody sits, in a hall of which nothing is known yet.
    pub fn new(
        parameters: Parameters,
        forms: Forms,
        catalog: &'static Catalog,
        terminal: Terminal,
    ) -> Self {
        Self { parameters, forms, catalog, terminal, hall: Hall::default(), visit: Visit::Idle }
    }

    /// What the bureau decides.
    pub fn parameters(&self) -> &Parameters {
        &self.parameters
    }

    /// What is known of the devices, the district and the ledger.
    pub fn hall(&self) -> &Hall {
        &self.hall
    }

    /// Where the visit stands.
    pub fn visit(&self) -> &Visit {
        &self.visit
    }

    /// The items of both lists.
    pub fn catalog(&self) -> &'static Catalog {
        self.catalog
    }

    /// 自助服务终端 07.
    pub fn terminal_name(&self) -> String {
        format!("{} {:02}", self.parameters.terminal_name, self.terminal.number)
    }

    fn office<'a>(&'a self, terminal: &'a str) -> Office<'a> {
        Office { parameters: &self.parameters, forms: &self.forms, terminal }
    }

    /// Takes what happened and says what is to be done about it.
    pub fn on(&mut self, event: Event, now: &Moment) -> Vec<Effect> {
        let mut effects = Vec::new();
        if let Event::Sheet(sheet, news) = &event
            && let Some(state) = paper_state(*news)
        {
            effects.push(Effect::RecordPaper(*sheet, state));
        }
        if event == Event::Touched(Touch::CallStaff) {
            self.hall.staff_called = !self.hall.staff_called;
            effects.push(Effect::Note(if self.hall.staff_called {
                "a citizen calls staff"
            } else {
                "the call for staff was taken back"
            }));
        }
        self.hall.notice(&event);
        let visit = std::mem::replace(&mut self.visit, Visit::Idle);
        self.visit = match visit {
            Visit::Idle => self.idle(event, now, &mut effects),
            Visit::Reading { give_up_at } => self.reading(give_up_at, event, now, &mut effects),
            Visit::LookingUp { identity, give_up_at } => match event {
                Event::Person(Lookup::Found(record, issued)) => {
                    Visit::Serving(Box::new(Session::new(identity, *record, issued, now.up)))
                }
                Event::Person(Lookup::Unknown) => told(Notice::UnknownPerson, now),
                Event::Person(Lookup::Failed) => told(Notice::Sorry, now),
                Event::CardLifted => farewell(Farewell::CardLifted, None, now, &mut effects),
                _ if give_up_at <= now.up => told(Notice::Sorry, now),
                _ => Visit::LookingUp { identity, give_up_at },
            },
            Visit::Told { notice, until } => self.told(notice, until, event, now, &mut effects),
            Visit::Browsing { reading, touched_at } => {
                self.browsing(reading, touched_at, event, now, &mut effects)
            }
            Visit::Serving(session) => self.serving(session, event, now, &mut effects),
            Visit::Errand(errand) => self.errand(errand, event, now, &mut effects),
            Visit::Parting { farewell, until, session } => {
                self.parting(farewell, until, session, event, now, &mut effects)
            }
        };
        if self.hall.staff_called && matches!(self.visit, Visit::Idle) && !self.hall.needs_staff() {
            self.hall.staff_called = false;
        }
        effects
    }

    /// When [`Event::Tick`] is due next, `None` where nothing waits for time.
    pub fn wakes_at(&self) -> Option<Uptime> {
        match &self.visit {
            Visit::Idle => None,
            Visit::Reading { give_up_at } | Visit::LookingUp { give_up_at, .. } => {
                Some(*give_up_at)
            }
            Visit::Told { until, .. } | Visit::Parting { until, .. } => Some(*until),
            Visit::Browsing { touched_at, .. } => {
                Some(*touched_at + self.parameters.idle.ask_after())
            }
            Visit::Serving(session) => {
                let idle = match session.idle {
                    IdleClock::TouchedAt(at) => at + self.parameters.idle.ask_after(),
                    IdleClock::Asking { until } => until,
                };
                Some(session.gives_up_at().map_or(idle, |at| at.min(idle)))
            }
            Visit::Errand(errand) => Some(errand.stage.until()),
        }
    }

    /// Nobody is here: a card or a touch on the guides begins something.
    fn idle(&self, event: Event, now: &Moment, effects: &mut Vec<Effect>) -> Visit {
        match event {
            Event::CardFound if self.hall.can_serve() => {
                Visit::Reading { give_up_at: now.up + READ_WITHIN }
            }
            Event::CardRead(card) if self.hall.can_serve() => self.read(&card, now, effects),
            Event::CardFailed(failure) if self.hall.can_serve() => told(Notice::Card(failure), now),
            Event::Touched(Touch::OpenGuides) => {
                Visit::Browsing { reading: Reading::List(0), touched_at: now.up }
            }
            Event::Touched(Touch::OpenGuide(item)) => match self.guide(item, 0) {
                Some(reading) => Visit::Browsing { reading, touched_at: now.up },
                None => Visit::Idle,
            },
            _ => Visit::Idle,
        }
    }

    fn reading(
        &self,
        give_up_at: Uptime,
        event: Event,
        now: &Moment,
        effects: &mut Vec<Effect>,
    ) -> Visit {
        match event {
            Event::CardRead(card) => self.read(&card, now, effects),
            Event::CardFailed(failure) => told(Notice::Card(failure), now),
            Event::CardLifted => told(Notice::Card(CardFailure::Interrupted), now),
            _ if give_up_at <= now.up => told(Notice::Card(CardFailure::Damaged), now),
            _ => Visit::Reading { give_up_at },
        }
    }

    fn read(&self, card: &Credential, now: &Moment, effects: &mut Vec<Effect>) -> Visit {
        match card.accept(time::day(now.at), &self.parameters.identity) {
            Ok(identity) => {
                effects.push(Effect::FindPerson(identity.number.clone()));
                Visit::LookingUp { identity, give_up_at: now.up + DISK_WITHIN }
            }
            Err(reason) => told(Notice::NotAccepted(reason), now),
        }
    }

    fn told(
        &self,
        notice: Notice,
        until: Uptime,
        event: Event,
        now: &Moment,
        effects: &mut Vec<Effect>,
    ) -> Visit {
        match event {
            Event::CardFound => Visit::Reading { give_up_at: now.up + READ_WITHIN },
            Event::CardRead(card) => self.read(&card, now, effects),
            Event::CardFailed(failure) => told(Notice::Card(failure), now),
            Event::CardLifted => Visit::Told { notice, until: until.min(now.up + READ_ON_WITHIN) },
            Event::Touched(Touch::OpenGuides) => {
                Visit::Browsing { reading: Reading::List(0), touched_at: now.up }
            }
            Event::Touched(Touch::EndVisit) => farewell(Farewell::Goodbye, None, now, effects)
                .or_take_card(self.hall.card_present, now),
            _ if until <= now.up => Visit::Idle,
            _ => Visit::Told { notice, until },
        }
    }

    fn parting(
        &self,
        kind: Farewell,
        until: Uptime,
        session: Option<Box<Session>>,
        event: Event,
        now: &Moment,
        effects: &mut Vec<Effect>,
    ) -> Visit {
        match (event, session) {
            (Event::CardFound, _) => Visit::Reading { give_up_at: now.up + READ_WITHIN },
            (Event::CardRead(card), _) => self.read(&card, now, effects),
            (Event::CardLifted, _) => farewell(Farewell::Goodbye, None, now, effects),
            (Event::Touched(Touch::MoreToDo), Some(session)) => {
                // The papers issued just now belong to what the services page says.
                effects.push(Effect::FindPerson(session.identity.number.clone()));
                Visit::LookingUp { identity: session.identity, give_up_at: now.up + DISK_WITHIN }
            }
            (_, session) if until <= now.up => {
                if session.is_some() {
                    effects.push(Effect::Forget);
                }
                Visit::Idle
            }
            (_, session) => Visit::Parting { farewell: kind, until, session },
        }
    }

    /// Ends a visit; asks for the card where it still lies there.
    fn end(&self, kind: Farewell, now: &Moment, effects: &mut Vec<Effect>) -> Visit {
        farewell(kind, None, now, effects).or_take_card(self.hall.card_present, now)
    }
}

fn told(notice: Notice, now: &Moment) -> Visit {
    Visit::Told { notice, until: now.up + TOLD_WITHIN }
}

/// The farewell page; whatever is not kept in `session` is forgotten.
fn farewell(
    farewell: Farewell,
    session: Option<Box<Session>>,
    now: &Moment,
    effects: &mut Vec<Effect>,
) -> Visit {
    if session.is_none() {
        effects.push(Effect::Forget);
    }
    Visit::Parting { farewell, until: now.up + FAREWELL_WITHIN, session }
}

impl Visit {
    /// A farewell waits for the card where it still lies on the reader.
    fn or_take_card(self, card_present: bool, now: &Moment) -> Self {
        match self {
            Self::Parting { farewell, session, .. } if card_present => {
                let farewell =
                    if farewell == Farewell::Goodbye { Farewell::TakeCard } else { farewell };
                Self::Parting { farewell, until: now.up + TAKE_CARD_WITHIN, session }
            }
            other => other,
        }
    }
}

/// What the paper ledger is told of news of a sheet.
fn paper_state(news: SheetNews) -> Option<PaperState> {
    match news {
        SheetNews::Progress(_) => None,
        SheetNews::Printed => Some(PaperState::Printed),
        SheetNews::Presented => Some(PaperState::Presented),
        SheetNews::Taken => Some(PaperState::Taken),
        SheetNews::Failed => Some(PaperState::Failed),
        SheetNews::Unknown => Some(PaperState::Unknown),
    }
}
