//! The desk: the visit and the hall around it, as one function of what happened and the moment.

mod arriving;
mod browsing;
mod errands;
mod hall;
mod issuing;
mod serving;
mod view;

use std::time::Duration;

use catalog::Catalog;

pub use hall::Hall;

use crate::{
    case::{CaseStep, PaperState, TimedStep},
    document::DocumentId,
    form::Forms,
    happenings::{Answer, Doors, Effect, Event, SheetNews},
    identity::Reader,
    items::Office,
    parameters::Parameters,
    screen::Touch,
    time::{Moment, Uptime},
    visit::{
        Farewell, Visit,
        errand::Stage,
        session::{IdleClock, Session},
    },
};

/// Replica and ledger are on the machine's own disk.
const DISK_WITHIN: Duration = Duration::from_secs(5);
/// How long words stay once the card is lifted that one must read to the end.
const READ_ON_WITHIN: Duration = Duration::from_secs(12);
/// How long any other farewell stays.
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
    /// The readers that it has.
    pub readers: Vec<Reader>,
}

impl Desk {
    /// A desk at which nobody sits, in a hall of which nothing is known yet.
    pub fn new(
        parameters: Parameters,
        forms: Forms,
        catalog: &'static Catalog,
        terminal: Terminal,
    ) -> Self {
        let hall = Hall::new(terminal.readers.iter().copied());
        Self { parameters, forms, catalog, terminal, hall, visit: Visit::Idle }
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
        self.put_down(&event, now, &mut effects);
        if event == Event::Touched(Touch::CallStaff) {
            self.hall.staff_called = !self.hall.staff_called;
            effects.push(Effect::Note(if self.hall.staff_called {
                "a citizen calls staff"
            } else {
                "the call for staff was taken back"
            }));
        }
        // The next one comes while the last one's card is still called for.
        if matches!(self.visit, Visit::Parting { .. }) && self.begins(&event) {
            self.hall.forget_cards();
        }
        let could_print = self.hall.can_print();
        self.hall.notice(&event);
        let mended = !could_print && self.hall.can_print();
        if mended && self.hall.staff_called && matches!(self.visit, Visit::Errand(_)) {
            self.hall.staff_called = false;
            effects.push(Effect::Note("the printer is mended, staff have come"));
        }
        let was_idle = matches!(self.visit, Visit::Idle);
        let visit = std::mem::replace(&mut self.visit, Visit::Idle);
        self.visit = match visit {
            Visit::Idle => self.idle(event, now, &mut effects),
            Visit::Reading { reader, give_up_at } => {
                self.reading(reader, give_up_at, event, now, &mut effects)
            }
            Visit::Checking { give_up_at } => self.checking(give_up_at, event, now, &mut effects),
            Visit::LookingUp { identity, give_up_at } => {
                self.looking_up(identity, give_up_at, event, now, &mut effects)
            }
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
        if self.hall.doors == Doors::Open {
            self.make_way(now, &mut effects);
        }
        let has_gone = !was_idle && matches!(self.visit, Visit::Idle);
        if has_gone {
            self.hall.forget_cards();
        }
        if has_gone && self.hall.staff_called && !self.hall.needs_staff() {
            self.hall.staff_called = false;
            effects.push(Effect::Note("whoever called staff has gone"));
        }
        effects
    }

    /// Whether a code that is shown now would begin a visit.
    pub fn wants_codes(&self) -> bool {
        self.hall.can_serve()
            && match &self.visit {
                Visit::Idle
                | Visit::Reading { .. }
                | Visit::Told { .. }
                | Visit::Browsing { .. }
                | Visit::Parting { session: None, .. } => true,
                Visit::Errand(errand) => errand.session.is_none() && !errand.is_under_way(),
                Visit::Checking { .. }
                | Visit::LookingUp { .. }
                | Visit::Serving(_)
                | Visit::Parting { session: Some(_), .. } => false,
            }
    }

    /// When [`Event::Tick`] is due next, `None` where nothing waits for time.
    pub fn wakes_at(&self) -> Option<Uptime> {
        match &self.visit {
            Visit::Idle => None,
            Visit::Reading { give_up_at, .. }
            | Visit::Checking { give_up_at }
            | Visit::LookingUp { give_up_at, .. } => Some(*give_up_at),
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

    /// Staff are at the inside. What is under way is finished first: they may be there for its paper.
    fn make_way(&mut self, now: &Moment, effects: &mut Vec<Effect>) {
        let ends = match &self.visit {
            Visit::LookingUp { .. } | Visit::Serving(_) => true,
            Visit::Parting { session, .. } => session.is_some(),
            Visit::Reading { .. } | Visit::Checking { .. } | Visit::Told { .. } => {
                self.visit = Visit::Idle;
                false
            }
            // The guides are anybody's.
            Visit::Idle | Visit::Browsing { .. } | Visit::Errand(_) => false,
        };
        if ends {
            self.visit = self.end(Farewell::DoorOpened, now, effects);
        }
    }

    /// What is put down whoever is at the machine: news of a sheet, and that the district agreed.
    fn put_down(&self, event: &Event, now: &Moment, effects: &mut Vec<Effect>) {
        match event {
            // No byte of the copy that is being asked for has left: this is about an earlier one.
            Event::Sheet(sheet, _) if self.is_still_to_be_sent(*sheet) => {}
            Event::Sheet(sheet, news) => {
                let state = paper_state(*news);
                effects.extend(state.map(|state| Effect::RecordPaper(*sheet, state)));
            }
            Event::Answered(case, Answer::Accepted) => {
                let completed = TimedStep { step: CaseStep::Completed, at: now.at };
                effects.push(Effect::AddStep(*case, completed));
            }
            _ => {}
        }
    }

    fn is_still_to_be_sent(&self, sheet: DocumentId) -> bool {
        let Visit::Errand(errand) = &self.visit else { return false };
        errand.sheet() == sheet
            && matches!(errand.stage, Stage::Storing { .. } | Stage::Asking { .. })
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
            (event, session) if self.begins(&event) => {
                if session.is_some() {
                    effects.push(Effect::Forget);
                }
                self.begin(&event, now, effects)
            }
            (Event::CardLifted(_), session)
                if session.as_ref().is_none_or(|session| !self.stays(session)) =>
            {
                self.end(Farewell::Goodbye, now, effects)
            }
            (Event::Touched(Touch::MoreToDo), Some(session)) => {
                // The papers issued just now belong to what the services page says.
                effects.push(Effect::FindPerson(session.identity.numbers()));
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
        if self.hall.card_to_take().is_none() {
            return farewell(kind, now, effects);
        }
        effects.push(Effect::Forget);
        let farewell = if kind == Farewell::Goodbye { Farewell::TakeCard } else { kind };
        Visit::Parting { farewell, until: now.up + TAKE_CARD_WITHIN, session: None }
    }

    /// Whether what proves the session is still there: its card, or a code, which cannot go.
    fn stays(&self, session: &Session) -> bool {
        let reader = session.identity.kind.reader();
        reader == Reader::Scanner || self.hall.cards.contains_key(&reader)
    }
}

/// The farewell page; nobody is known any more.
fn farewell(farewell: Farewell, now: &Moment, effects: &mut Vec<Effect>) -> Visit {
    effects.push(Effect::Forget);
    let stays = match farewell {
        Farewell::CardLiftedUnprinted => READ_ON_WITHIN,
        _ => FAREWELL_WITHIN,
    };
    Visit::Parting { farewell, until: now.up + stays, session: None }
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
