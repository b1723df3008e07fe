//! A citizen who is known, going from page to page.

use catalog::{ItemKey, Proof, ServiceItem};
use codes::Scheme;

use super::{DISK_WITHIN, Desk};
use crate::{
    happenings::{Effect, Event, Lookup},
    identity::Credential,
    items::{
        enrolment_query,
        voucher::{self, Refusal},
    },
    screen::{Card, Destination, Touch},
    time::{self, Moment, Uptime},
    visit::{
        Farewell, Reading, Visit,
        session::{IdleClock, Place, Session},
    },
};

impl Session {
    /// When a page that waits for the ledger gives up.
    pub(super) fn gives_up_at(&self) -> Option<Uptime> {
        match self.place {
            Place::Opening { give_up_at, .. } | Place::Reserving { give_up_at, .. } => {
                Some(give_up_at)
            }
            _ => None,
        }
    }

    /// Whether a credential is somebody else's. A foreigner's cards of 2017 and 2023 are one
    /// person's where the district's record has the number of either.
    pub(super) fn is_not_of(&self, card: &Credential) -> bool {
        let numbers = [card.number.as_ref(), card.former_number.as_ref()];
        !numbers
            .into_iter()
            .flatten()
            .any(|number| self.identity.has(number) || self.record.person.id_number == *number)
    }
}

/// Goes on after an errand. What is known of the person is looked up once more, for a case may
/// have been stored or decided meanwhile.
pub(super) fn resume(mut session: Box<Session>, now: Uptime, effects: &mut Vec<Effect>) -> Visit {
    effects.push(Effect::FindPerson(session.identity.numbers()));
    session.idle = IdleClock::TouchedAt(now);
    Visit::Serving(session)
}

impl Desk {
    /// Whether a credential comes second, beside the card that the session stands on. Where that
    /// card was changed without being seen to go, or a code began the session and whoever showed it
    /// may have left, it comes first instead.
    pub(super) fn is_second(&self, session: &Session, card: &Credential) -> bool {
        let reader = session.identity.kind.reader();
        card.kind.reader() != reader && self.hall.cards.contains_key(&reader)
    }

    pub(super) fn serving(
        &self,
        mut session: Box<Session>,
        event: Event,
        now: &Moment,
        effects: &mut Vec<Effect>,
    ) -> Visit {
        match event {
            // Lifting the card ends the visit at once, whatever page is open.
            Event::CardLifted(reader) if reader == session.identity.kind.reader() => {
                return self.end(Farewell::CardLifted, now, effects);
            }
            Event::CardRead(card) if session.is_not_of(&card) => {
                if !self.is_second(&session, &card) {
                    effects.push(Effect::Forget);
                    return self.read(&card, now, effects);
                }
                if session.gives_up_at().is_none() {
                    session.place = Place::TwoPeople;
                }
            }
            // An identity document of the same person lets them do more.
            Event::CardRead(card) if session.place == Place::NeedsDocument => {
                let accepted = card.accept(time::day(now.at), &self.parameters.identity);
                if let Ok(identity) = accepted
                    && identity.kind.is_identity_document()
                {
                    session.identity = identity;
                    session.place = Place::Services;
                }
            }
            Event::Touched(touch) => {
                session.idle = IdleClock::TouchedAt(now.up);
                return self.touched(session, touch, now, effects);
            }
            Event::CaseStored(stored) => {
                if matches!(session.place, Place::Opening { case, .. } if case == stored) {
                    session.place = Place::Enrolment { page: 0 };
                }
            }
            Event::StoreFailed(failed) => {
                if matches!(session.place, Place::Opening { case, .. } if case == failed) {
                    session.place = Place::Sorry;
                }
            }
            Event::NumberReserved(number) => {
                if let Place::Reserving { scheme, .. } = session.place.clone() {
                    session.place = self.drafted(&session, scheme, number, now);
                }
            }
            Event::Answered(case, _) if session.issued(case).is_some() => {
                effects.push(Effect::FindPerson(session.identity.numbers()));
            }
            Event::Person(Lookup::Found(record, issued))
                if session.identity.has(&record.person.id_number) =>
            {
                session.record = *record;
                session.issued = issued;
            }
            _ => {}
        }
        self.tick(session, now, effects)
    }

    /// The idle clock, and the deadlines of pages that wait.
    fn tick(&self, mut session: Box<Session>, now: &Moment, effects: &mut Vec<Effect>) -> Visit {
        if session.gives_up_at().is_some_and(|at| at <= now.up) {
            session.place = Place::Sorry;
        }
        let idle = &self.parameters.idle;
        match session.idle {
            IdleClock::TouchedAt(at) if at + idle.ask_after() <= now.up => {
                session.idle = IdleClock::Asking { until: now.up + idle.answer_within() };
                Visit::Serving(session)
            }
            IdleClock::Asking { until } if until <= now.up => {
                self.end(Farewell::TimedOut, now, effects)
            }
            _ => Visit::Serving(session),
        }
    }

    fn touched(
        &self,
        mut session: Box<Session>,
        touch: Touch,
        now: &Moment,
        effects: &mut Vec<Effect>,
    ) -> Visit {
        match (session.place.clone(), touch) {
            (_, Touch::EndVisit) => return self.end(Farewell::Goodbye, now, effects),
            (_, Touch::StillHere | Touch::CallStaff) => {}
            (_, Touch::ToggleName) => session.name_shown = !session.name_shown,
            (_, Touch::OpenItem(item)) if !self.accepts(&session, &item) => {
                session.place = Place::NeedsDocument;
            }
            (_, Touch::OpenItem(item)) if item == enrolment_query::KEY => {
                let case = self.query_case(&session, None, now);
                session.place = Place::Opening { case: case.id, give_up_at: now.up + DISK_WITHIN };
                effects.push(Effect::StoreCase(Box::new(case), Vec::new()));
            }
            (_, Touch::OpenItem(item) | Touch::AskWhy(item)) if item == voucher::KEY => {
                session.place = match self.eligible_schemes(&session) {
                    Err(refusal) => Place::Refused(refusal),
                    Ok(_) if !self.hall.can_print() => Place::CannotPrint,
                    Ok(_) => Place::AskDestination,
                };
            }
            (Place::AskDestination, Touch::MoveTo(Destination::WithinChongqing)) => {
                session.place = Place::Refused(Refusal::WithinChongqing);
            }
            (Place::AskDestination, Touch::MoveTo(Destination::Elsewhere)) => {
                session.place = match self.eligible_schemes(&session) {
                    Err(refusal) => Place::Refused(refusal),
                    Ok(schemes) => match <[Scheme; 1]>::try_from(schemes) {
                        Ok([only]) => self.draft(&session, only, now, effects),
                        Err(_) => Place::AskScheme,
                    },
                };
            }
            // On the services page it means 接着打印: nothing is asked again.
            (Place::AskScheme | Place::Services, Touch::PickScheme(scheme)) => {
                session.place = self.draft(&session, scheme, now, effects);
            }
            (Place::Preview(draft), Touch::Confirm) => {
                return self.issue(session, *draft, now, effects);
            }
            (Place::Enrolment { page }, Touch::NextPage) => {
                let last = self.record_pages(&session, now).len().saturating_sub(1);
                session.place = Place::Enrolment { page: (page + 1).min(last) };
            }
            (Place::Enrolment { page }, Touch::PreviousPage) => {
                session.place = Place::Enrolment { page: page.saturating_sub(1) };
            }
            (Place::Enrolment { .. }, Touch::Print) if self.hall.can_print() => {
                return self.print_slip(session, now, effects);
            }
            (Place::Services, Touch::OpenGuides) => session.place = Place::Guides(Reading::List(0)),
            (Place::Guides(reading), Touch::Print) => {
                return self.print_notice(reading, Some(session), now, effects);
            }
            (Place::Guides(reading), touch) => {
                session.place = self.turn(reading, &touch).map_or(Place::Services, Place::Guides);
            }
            (Place::AskScheme, Touch::Back) => session.place = Place::AskDestination,
            (Place::Sorry, Touch::Back) => {
                session.place = Place::Services;
                return resume(session, now.up, effects);
            }
            (_, Touch::Back) => session.place = Place::Services,
            _ => {}
        }
        Visit::Serving(session)
    }

    /// Whether the bureau's list lets somebody do an item with the credential that they showed.
    pub(super) fn accepts(&self, session: &Session, item: &ItemKey) -> bool {
        let proof = self.catalog.get(item.as_str()).and_then(ServiceItem::proof);
        proof != Some(Proof::IdentityDocument) || session.identity.kind.is_identity_document()
    }

    /// 我的参保信息, all pages.
    pub(super) fn record_pages(&self, session: &Session, now: &Moment) -> Vec<Vec<Card>> {
        let terminal = self.terminal_name();
        enrolment_query::pages(&self.office(&terminal), &session.record, now)
    }

    pub(super) fn eligible_schemes(&self, session: &Session) -> Result<Vec<Scheme>, Refusal> {
        let for_active = self.parameters.voucher.for_active_insured;
        let eligible = voucher::eligible(&session.identity, &session.record.person, for_active)?;
        Ok(eligible.into_iter().map(|enrolment| enrolment.scheme.clone()).collect())
    }
}
