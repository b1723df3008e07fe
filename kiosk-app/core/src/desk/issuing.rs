//! From the wish for a paper to the stored case: numbers, drafts, cases.

use codes::Scheme;

use super::{DISK_WITHIN, Desk};
use crate::{
    case::{Case, CaseId, CaseStep, DocumentNote, IssuedPaper, Matter, Standing, TimedStep},
    document::{Document, DocumentId},
    happenings::Effect,
    items::{
        enrolment_query,
        voucher::{self, Particulars, Stands},
    },
    number::VoucherNumber,
    time::Moment,
    visit::{
        Visit,
        errand::{Errand, Purpose},
        session::{Draft, Origin, Place, Session},
    },
};

/// What is particular to a case.
struct Filing<'a> {
    id: CaseId,
    /// The item's key.
    item: &'a str,
    /// Those that are taken now.
    steps: &'a [CaseStep],
    document: Option<&'a Document>,
    matter: Matter,
}

impl Desk {
    /// A voucher for a scheme: the one issued before where there is one, else one with a new number.
    pub(super) fn draft(
        &self,
        session: &Session,
        scheme: Scheme,
        now: &Moment,
        effects: &mut Vec<Effect>,
    ) -> Place {
        match self.eligible_schemes(session) {
            Err(refusal) => return Place::Refused(refusal),
            Ok(schemes) if !schemes.contains(&scheme) => return Place::Services,
            Ok(_) if !self.hall.can_print() => return Place::CannotPrint,
            Ok(_) => {}
        }
        let Some(before) = self.issued_before(session, &scheme) else {
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

    /// The voucher that stands already for what the person's record says of the scheme.
    pub(super) fn issued_before<'a>(
        &self,
        session: &'a Session,
        scheme: &Scheme,
    ) -> Option<&'a IssuedPaper> {
        let terminal = self.terminal_name();
        voucher::issued_before(&self.office(&terminal), &session.record, scheme, &session.issued)
    }

    /// The ledger has answered the wish for a number.
    pub(super) fn drafted(
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

    pub(super) fn preview(
        &self,
        session: &Session,
        scheme: Scheme,
        number: VoucherNumber,
        id: DocumentId,
        origin: Origin,
        now: &Moment,
    ) -> Place {
        // The paper will say how the case stands; the likeliest answer is shown.
        let stands = match self.hall.district.reachable || session.has_accepted(origin) {
            true => Stands::Completed,
            false => Stands::Accepted,
        };
        let particulars =
            Particulars { id, number, scheme, copy: origin.copy(), stands, printed_at: now.at };
        let terminal = self.terminal_name();
        match voucher::document(&self.office(&terminal), &session.record, &particulars) {
            Some(document) => Place::Preview(Box::new(Draft { particulars, document, origin })),
            None => Place::Sorry,
        }
    }

    /// The citizen said yes: the case goes to disk before anything is printed.
    pub(super) fn issue(
        &self,
        mut session: Box<Session>,
        draft: Draft,
        now: &Moment,
        effects: &mut Vec<Effect>,
    ) -> Visit {
        let Draft { mut particulars, document, origin } = draft;
        // Since the draft was made the printer may have stopped or the district may have refused.
        let still_stands = match origin {
            Origin::New => true,
            Origin::Stored(case) | Origin::Issued(case) => self
                .issued_before(&session, &particulars.scheme)
                .is_some_and(|before| before.case == case),
        };
        if !still_stands || !self.hall.can_print() {
            session.place = if still_stands { Place::CannotPrint } else { Place::Services };
            return Visit::Serving(session);
        }
        let accepted = session.has_accepted(origin);
        particulars.stands = if accepted { Stands::Completed } else { Stands::Accepted };
        let (case, reissue_of) = match origin {
            Origin::Stored(case) => (case, None),
            Origin::New => (CaseId(now.fresh[0]), None),
            Origin::Issued(first) => (CaseId(now.fresh[0]), Some(first)),
        };
        let matter = Matter::EnrolmentVoucher {
            voucher_number: particulars.number.to_string(),
            scheme: particulars.scheme.clone(),
            reissue_of,
        };
        let terminal = self.terminal_name();
        let office = self.office(&terminal);
        let document =
            voucher::document(&office, &session.record, &particulars).unwrap_or(document);
        let record = Box::new(session.record.clone());
        let purpose = Purpose::Voucher { case, reissue_of, particulars, record, reported_at: None };
        if let Origin::Stored(_) = origin {
            effects.push(Effect::AskPaper(Box::new(document.clone())));
            let errand = Errand::begun(document, purpose, Some(session), now.up);
            return Visit::Errand(Box::new(match accepted {
                true => self.print(errand, now, effects),
                false => self.ask_district(errand, now, effects),
            }));
        }
        let filing = Filing {
            id: case,
            item: voucher::KEY,
            steps: &[CaseStep::Applied, CaseStep::Accepted, CaseStep::Reviewed],
            document: Some(&document),
            matter,
        };
        let case = case_of(&session, filing, now);
        effects.push(Effect::StoreCase(Box::new(case), vec![document.clone()]));
        Visit::Errand(Box::new(Errand::begun(document, purpose, Some(session), now.up)))
    }

    /// 参保信息查询单: a query of its own, put down as printed.
    pub(super) fn print_slip(
        &self,
        session: Box<Session>,
        now: &Moment,
        effects: &mut Vec<Effect>,
    ) -> Visit {
        let terminal = self.terminal_name();
        let id = DocumentId(now.fresh[1]);
        let document = enrolment_query::slip(&self.office(&terminal), &session.record, id, now);
        let case = self.query_case(&session, Some(&document), now);
        let purpose = Purpose::Slip { case: case.id };
        effects.push(Effect::StoreCase(Box::new(case), vec![document.clone()]));
        Visit::Errand(Box::new(Errand::begun(document, purpose, Some(session), now.up)))
    }

    /// A query: the item's rule lets the kiosk complete it alone, for nothing in the record changes.
    pub(super) fn query_case(
        &self,
        session: &Session,
        document: Option<&Document>,
        now: &Moment,
    ) -> Case {
        let filing = Filing {
            id: CaseId(now.fresh[0]),
            item: enrolment_query::KEY,
            steps: &[CaseStep::Applied, CaseStep::Accepted, CaseStep::Completed],
            document,
            matter: Matter::EnrolmentQuery { printed: document.is_some() },
        };
        case_of(session, filing, now)
    }
}

impl Session {
    /// A certificate of theirs, by the case that issued it.
    pub(super) fn issued(&self, case: CaseId) -> Option<&IssuedPaper> {
        self.issued.iter().find(|paper| paper.case == case)
    }

    /// Whether the district is known to have accepted a case that waits for its paper.
    fn has_accepted(&self, origin: Origin) -> bool {
        let Origin::Stored(case) = origin else { return false };
        self.issued(case).is_some_and(|paper| matches!(paper.standing, Standing::Accepted { .. }))
    }
}

fn case_of(session: &Session, filing: Filing<'_>, now: &Moment) -> Case {
    let note = |document: &Document| DocumentNote {
        id: document.id,
        form: document.form.clone(),
        form_version: document.form_version.clone(),
        number: document.number.clone(),
        content_hash: document.content_hash.clone(),
    };
    Case {
        id: filing.id,
        item: filing.item.parse().expect("the items' own keys are keys"),
        person: session.record.person.id.clone(),
        credential: session.identity.kind,
        steps: filing.steps.iter().map(|step| TimedStep { step: *step, at: now.at }).collect(),
        documents: filing.document.into_iter().map(note).collect(),
        matter: filing.matter,
    }
}
