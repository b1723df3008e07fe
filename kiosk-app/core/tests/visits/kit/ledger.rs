//! A ledger in memory that keeps the rules of the real one, and says so loudly when the desk breaks one.

use std::collections::VecDeque;

use chrono::{DateTime, Utc};
use kiosk_core::{
    case::{Case, CaseId, IssuedPaper, PaperState, Standing},
    document::{CopyKind, Document, DocumentId},
    happenings::{Effect, Event, Lookup, VoucherCheck},
    number::VoucherNumber,
    person::InsuredPerson,
    time,
};

use super::people;

/// How the ledger takes what it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mood {
    Well,
    /// Nothing can be stored, reserved or found.
    Fails,
    /// It does what it is asked, and its answers wait until they are fetched.
    Slow,
}

pub(crate) struct Stored {
    pub(crate) case: Case,
    pub(crate) standing: Standing,
}

struct Paper {
    case: Option<CaseId>,
    /// As it was stored.
    document: Document,
    sheets: Vec<PaperState>,
    stored_at: DateTime<Utc>,
}

pub(crate) struct Ledger {
    people: Vec<InsuredPerson>,
    pub(crate) cases: Vec<Stored>,
    papers: Vec<Paper>,
    serial: u32,
    pub(crate) mood: Mood,
    /// What it has on any voucher that is shown.
    pub(crate) voucher_check: VoucherCheck,
    waiting: VecDeque<Event>,
}

impl Ledger {
    pub(crate) fn of(people: impl IntoIterator<Item = InsuredPerson>) -> Self {
        Self {
            people: people.into_iter().collect(),
            cases: Vec::new(),
            papers: Vec::new(),
            serial: 30,
            mood: Mood::Well,
            voucher_check: VoucherCheck::NotIssuedHere,
            waiting: VecDeque::new(),
        }
    }

    /// Does it, and answers where the desk waits for one.
    pub(crate) fn carry_out(&mut self, effect: Effect, now: DateTime<Utc>) -> Option<Event> {
        let answer = match effect {
            Effect::FindPerson(numbers) => Event::Person(match self.mood {
                Mood::Fails => Lookup::Failed,
                _ => self.find(&numbers),
            }),
            Effect::CheckVoucher(_) => Event::VoucherChecked(self.voucher_check),
            // The district is another: a scenario says what it answers.
            Effect::Resolve(_) => return None,
            Effect::ReserveNumber => {
                self.serial += 1;
                let number = VoucherNumber::new("500119", 7, time::day(now), self.serial);
                Event::NumberReserved(number.ok().filter(|_| self.mood != Mood::Fails))
            }
            Effect::StoreCase(case, _) if self.mood == Mood::Fails => Event::StoreFailed(case.id),
            Effect::StoreCase(case, documents) => {
                let id = case.id;
                self.store(*case, documents, now);
                Event::CaseStored(id)
            }
            Effect::AskPaper(document) => {
                assert!(
                    document.number.is_none() || self.paper(document.id).is_some(),
                    "a certificate without a case"
                );
                self.ask(*document, None, now);
                return None;
            }
            Effect::RecordPaper(document, state) => {
                self.record(document, state);
                return None;
            }
            Effect::Print(document) => {
                let state = self.last_state(document.id);
                assert_eq!(state, PaperState::Sent, "printed before it was put down as sent");
                return None;
            }
            Effect::AddStep(..) | Effect::Forget | Effect::Note(_) => return None,
        };
        if self.mood == Mood::Slow {
            self.waiting.push_back(answer);
            return None;
        }
        Some(answer)
    }

    /// The next answer of a slow ledger.
    pub(crate) fn fetch(&mut self) -> Option<Event> {
        self.waiting.pop_front()
    }

    pub(crate) fn settle(&mut self, case: CaseId, standing: Standing) {
        let stored = self.cases.iter_mut().find(|stored| stored.case.id == case);
        if let Some(stored) = stored.filter(|stored| stored.standing == Standing::Unknown) {
            stored.standing = standing;
        }
    }

    pub(crate) fn last_state(&self, document: DocumentId) -> PaperState {
        *self.paper(document).expect("a known document").sheets.last().expect("a sheet")
    }

    /// The record of somebody changes, as after a new page of the district's changes.
    pub(crate) fn replace(&mut self, person: InsuredPerson) {
        self.people.retain(|other| other.id_number != person.id_number);
        self.people.push(person);
    }

    fn paper(&self, document: DocumentId) -> Option<&Paper> {
        self.papers.iter().find(|paper| paper.document.id == document)
    }

    fn find(&self, numbers: &[codes::PersonNumber]) -> Lookup {
        let with = |number: &codes::PersonNumber| {
            self.people.iter().find(|person| person.id_number == *number)
        };
        match numbers.iter().find_map(with) {
            Some(person) => {
                Lookup::Found(Box::new(people::on_record(person.clone())), self.issued_to(person))
            }
            None => Lookup::Unknown,
        }
    }

    /// Each certificate once, under its first case, newest first; a failed 补打 does not hide a
    /// sheet that may be out.
    fn issued_to(&self, person: &InsuredPerson) -> Vec<IssuedPaper> {
        let issued = self.papers.iter().rev().filter_map(|paper| {
            let id = paper.case.filter(|_| paper.document.number.is_some())?;
            let stored = self.cases.iter().find(|stored| stored.case.id == id)?;
            let out = paper.sheets.iter().rev().find(|state| state.may_be_out());
            (stored.case.person == person.id).then(|| IssuedPaper {
                case: id,
                document: paper.document.clone(),
                matter: stored.case.matter.clone(),
                standing: stored.standing.clone(),
                paper: *out.or(paper.sheets.last()).expect("a sheet"),
                issued_at: paper.stored_at,
            })
        });
        issued.collect()
    }

    fn store(&mut self, case: Case, documents: Vec<Document>, now: DateTime<Utc>) {
        assert!(self.cases.iter().all(|stored| stored.case.id != case.id), "a case stored twice");
        assert_eq!(case.documents.len(), documents.len());
        for document in documents {
            self.ask(document, Some(case.id), now);
        }
        self.cases.push(Stored { case, standing: Standing::Unknown });
    }

    fn ask(&mut self, document: Document, case: Option<CaseId>, stored_at: DateTime<Utc>) {
        let known = self.papers.iter_mut().find(|paper| paper.document.id == document.id);
        let Some(paper) = known else {
            let number = document.number.as_ref();
            let taken = self
                .papers
                .iter()
                .any(|paper| number.is_some() && paper.document.number.as_ref() == number);
            assert!(!taken, "a number on two certificates");
            self.papers.push(Paper { case, document, sheets: vec![PaperState::Asked], stored_at });
            return;
        };
        assert_eq!(paper.document.content_hash, document.content_hash, "a copy of other content");
        let may_be_out = paper.sheets.iter().any(|state| state.may_be_out());
        assert!(
            document.number.is_none() || document.copy == CopyKind::Reissue || !may_be_out,
            "a second original"
        );
        paper.sheets.push(PaperState::Asked);
    }

    fn record(&mut self, document: DocumentId, state: PaperState) {
        let paper = self.papers.iter_mut().find(|paper| paper.document.id == document);
        let last = paper.and_then(|paper| paper.sheets.last_mut()).expect("a known sheet");
        match state {
            PaperState::Asked => panic!("a sheet is asked for, not noted as asked for"),
            PaperState::Sent => {
                assert_eq!(*last, PaperState::Asked, "sent without being asked for")
            }
            _ => {}
        }
        // Taken and failed are final.
        if !matches!(last, PaperState::Taken | PaperState::Failed) {
            *last = state;
        }
    }
}
