//! A citizen who is known, going from page to page.

use codes::Scheme;

use super::{DISK_WITHIN, Desk};
use crate::{
    case::{Case, CaseId, CaseStep, DocumentNote, Matter, PaperState, TimedStep},
    document::{Document, DocumentId},
    happenings::{Effect, Event},
    items::{
        enrolment_query,
        voucher::{self, Particulars, Refusal, Stands},
    },
    number::VoucherNumber,
    screen::{Destination, Touch},
    time::{Moment, Uptime},
    visit::{
        Farewell, Reading, Visit,
        errand::{Errand, Purpose},
        session::{Draft, IdleClock, Origin, Place, Session},
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
}

impl Desk {
    pub(super) fn serving(
        &self,
        mut session: Box<Session>,
        event: Event,
        now: &Moment,
        effects: &mut Vec<Effect>,
    ) -> Visit {
        match event {
            // Lifting the card ends the visit at once, whatever page is open.
            Event::CardLifted => return self.end(Farewell::CardLifted, now, effects),
            Event::Touched(touch) => {
                session.idle = IdleClock::TouchedAt(now.up);
                return self.touched(session, touch, now, effects);
            }
            Event::CaseStored(stored) => {
                if matches!(session.place, Place::Opening { case, .. } if case == stored) {
                    session.place = self.enrolment(&session, now);
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
            (_, Touch::OpenItem(item)) if item == enrolment_query::KEY => {
                let case = self.query_case(&session, None, now);
                session.place = Place::Opening { case: case.id, give_up_at: now.up + DISK_WITHIN };
                effects.push(Effect::StoreCase(Box::new(case), Vec::new()));
            }
            (_, Touch::OpenItem(item) | Touch::AskWhy(item)) if item == voucher::KEY => {
                session.place = match self.eligible_schemes(&session) {
                    Err(refusal) => Place::Refused(refusal),
                    Ok(_) if !self.hall.can_print() => Place::Services,
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
            (Place::AskScheme, Touch::PickScheme(scheme)) => {
                session.place = self.draft(&session, scheme, now, effects);
            }
            (Place::Services, Touch::PickScheme(scheme)) if self.hall.can_print() => {
                // 接着打印: the number is there already, nothing is asked again.
                session.place = self.draft(&session, scheme, now, effects);
            }
            (Place::Preview(draft), Touch::Confirm) => {
                return self.issue(session, *draft, now, effects);
            }
            (Place::Enrolment { pages, page }, Touch::NextPage) => {
                let page = (page + 1).min(pages.len().saturating_sub(1));
                session.place = Place::Enrolment { pages, page };
            }
            (Place::Enrolment { pages, page }, Touch::Back) if 0 < page => {
                session.place = Place::Enrolment { pages, page: page - 1 };
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
            (_, Touch::Back) => session.place = Place::Services,
            _ => {}
        }
        Visit::Serving(session)
    }

    fn enrolment(&self, session: &Session, now: &Moment) -> Place {
        let terminal = self.terminal_name();
        let pages = enrolment_query::pages(&self.office(&terminal), &session.record, now);
        Place::Enrolment { pages, page: 0 }
    }

    pub(crate) fn eligible_schemes(&self, session: &Session) -> Result<Vec<Scheme>, Refusal> {
        let for_active = self.parameters.voucher.for_active_insured;
        let eligible = voucher::eligible(&session.identity, &session.record.person, for_active)?;
        Ok(eligible.into_iter().map(|enrolment| enrolment.scheme.clone()).collect())
    }

    /// A voucher for a scheme: the one issued before where there is one, else one with a new number.
    fn draft(
        &self,
        session: &Session,
        scheme: Scheme,
        now: &Moment,
        effects: &mut Vec<Effect>,
    ) -> Place {
        let terminal = self.terminal_name();
        let office = self.office(&terminal);
        let before = voucher::issued_before(&office, &session.record, &scheme, &session.issued);
        let Some(before) = before else {
            effects.push(Effect::ReserveNumber);
            return Place::Reserving { scheme, give_up_at: now.up + DISK_WITHIN };
        };
        let Some(Ok(number)) = before.document.number.as_deref().map(str::parse) else {
            return Place::Sorry;
        };
        let origin = if before.paper.may_be_out() {
            Origin::Issued(before.case)
        } else {
            Origin::Stored(before.case)
        };
        self.preview(session, scheme, number, before.document.id, origin, now)
    }

    fn drafted(
        &self,
        session: &Session,
        scheme: Scheme,
        number: Option<VoucherNumber>,
        now: &Moment,
    ) -> Place {
        match number {
            Some(number) => {
                let id = DocumentId(now.fresh[1]);
                self.preview(session, scheme, number, id, Origin::New, now)
            }
            None => Place::Sorry,
        }
    }

    fn preview(
        &self,
        session: &Session,
        scheme: Scheme,
        number: VoucherNumber,
        id: DocumentId,
        origin: Origin,
        now: &Moment,
    ) -> Place {
        // The paper will say how the case stands; the likeliest answer is shown.
        let stands =
            if self.hall.district.reachable { Stands::Completed } else { Stands::Accepted };
        let particulars =
            Particulars { id, number, scheme, copy: origin.copy(), stands, printed_at: now.at };
        let terminal = self.terminal_name();
        match voucher::document(&self.office(&terminal), &session.record, &particulars) {
            Some(document) => Place::Preview(Box::new(Draft { particulars, document, origin })),
            None => Place::Sorry,
        }
    }

    /// The citizen said yes: the case goes to disk before anything is printed.
    fn issue(
        &self,
        session: Box<Session>,
        draft: Draft,
        now: &Moment,
        effects: &mut Vec<Effect>,
    ) -> Visit {
        let stored = match draft.origin {
            Origin::Stored(case) => Some(case),
            Origin::New | Origin::Issued(_) => None,
        };
        let reissue_of = match draft.origin {
            Origin::Issued(case) => Some(case),
            Origin::New | Origin::Stored(_) => None,
        };
        let id = stored.unwrap_or(CaseId(now.fresh[0]));
        let matter = Matter::EnrolmentVoucher {
            voucher_number: draft.particulars.number.to_string(),
            scheme: draft.particulars.scheme.clone(),
            reissue_of,
        };
        let purpose = Purpose::Voucher {
            case: id,
            particulars: draft.particulars,
            record: Box::new(session.record.clone()),
            reported_at: None,
        };
        let steps = [CaseStep::Applied, CaseStep::Accepted, CaseStep::Reviewed];
        let case =
            self.case(&session, id, voucher::KEY, &steps, Some(&draft.document), matter, now);
        let errand = Errand::begun(draft.document, purpose, Some(session), now.up);
        if stored.is_some() {
            effects.push(Effect::AskPaper(Box::new(errand.document.clone())));
            return Visit::Errand(Box::new(self.ask_district(errand, now, effects)));
        }
        effects.push(Effect::StoreCase(Box::new(case), vec![errand.document.clone()]));
        Visit::Errand(Box::new(errand))
    }

    /// 参保信息查询单: a query of its own, put down as printed.
    fn print_slip(&self, session: Box<Session>, now: &Moment, effects: &mut Vec<Effect>) -> Visit {
        let terminal = self.terminal_name();
        let id = DocumentId(now.fresh[1]);
        let document = enrolment_query::slip(&self.office(&terminal), &session.record, id, now);
        let case = self.query_case(&session, Some(&document), now);
        let purpose = Purpose::Slip { case: case.id };
        effects.push(Effect::StoreCase(Box::new(case), vec![document.clone()]));
        Visit::Errand(Box::new(Errand::begun(document, purpose, Some(session), now.up)))
    }

    /// A query: the item's rule lets the kiosk complete it alone, for nothing in the record changes.
    fn query_case(&self, session: &Session, document: Option<&Document>, now: &Moment) -> Case {
        let matter = Matter::EnrolmentQuery { printed: document.is_some() };
        let steps = [CaseStep::Applied, CaseStep::Accepted, CaseStep::Completed];
        let id = CaseId(now.fresh[0]);
        self.case(session, id, enrolment_query::KEY, &steps, document, matter, now)
    }

    #[allow(clippy::too_many_arguments)] // A case is what its parts are; none of them has a default.
    fn case(
        &self,
        session: &Session,
        id: CaseId,
        item: &str,
        steps: &[CaseStep],
        document: Option<&Document>,
        matter: Matter,
        now: &Moment,
    ) -> Case {
        let note = |document: &Document| DocumentNote {
            id: document.id,
            form: document.form.clone(),
            form_version: document.form_version.clone(),
            number: document.number.clone(),
            content_hash: document.content_hash.clone(),
        };
        Case {
            id,
            item: item.parse().expect("the items' own keys are keys"),
            person: session.record.person.id.clone(),
            credential: session.identity.kind,
            steps: steps.iter().map(|step| TimedStep { step: *step, at: now.at }).collect(),
            documents: document.into_iter().map(note).collect(),
            matter,
        }
    }
}
