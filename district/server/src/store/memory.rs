//! The books in memory: for a district inside a test, a demonstration or a simulation.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    ops::Bound,
    sync::{Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use district_api::{
    Case, CaseAnswer, ChangesPage, Holder, Payload, Person, ResolvedCredential, SnapshotPage,
};
use uuid::Uuid;

use super::{Store, StoreError};
use crate::{
    auth::Terminal,
    credential::{self, CodeHash, Credential},
    cursor::Place,
    desk,
    rules::{IssuedVoucher, Record, Rules, judge},
};

/// Which books these are; there is one memory only.
const EDITION: &str = "memory";

/// A whole district in memory, without a clock, a thread or a network of its own.
///
/// It may be asked directly, or serve as a [`Store`] inside a `Mutex`.
#[derive(Default)]
pub struct MemoryDistrict {
    newest: i64,
    /// By id; a person who was removed leaves `None`.
    people: BTreeMap<String, (i64, Option<Person>)>,
    changes: BTreeMap<i64, String>,
    cases: HashMap<Uuid, (Case, CaseAnswer)>,
    vouchers: HashMap<String, IssuedVoucher>,
    serials: HashMap<NaiveDate, i64>,
    terminals: BTreeMap<String, Terminal>,
    credentials: HashMap<CodeHash, Holder>,
    used_codes: HashSet<CodeHash>,
}

impl MemoryDistrict {
    fn place(&self) -> Place<'static> {
        Place { edition: EDITION, newest: self.newest }
    }

    /// As [`Store::snapshot`].
    ///
    /// # Errors
    /// [`StoreError::UnknownCursor`].
    pub fn snapshot(&self, after: Option<&str>, limit: u32) -> Result<SnapshotPage, StoreError> {
        let place = self.place();
        let (began_at, last) = place.read_next(after)?;
        let mut rest = self
            .people
            .range::<str, _>((Bound::Excluded(last), Bound::Unbounded))
            .filter_map(|(_, (_, person))| person.as_ref());
        let people: Vec<Person> = rest.by_ref().take(limit as usize).cloned().collect();
        let next = match (people.last(), rest.next()) {
            (Some(last), Some(_)) => Some(place.next(began_at, &last.id)),
            _ => None,
        };
        Ok(SnapshotPage { people, next, cursor: place.cursor(began_at) })
    }

    /// As [`Store::changes`].
    ///
    /// # Errors
    /// [`StoreError::UnknownCursor`].
    pub fn changes(&self, after: &str, limit: u32) -> Result<ChangesPage, StoreError> {
        let place = self.place();
        let mut reached = place.read_cursor(after)?;
        let mut rest = self.changes.range(reached + 1..);
        let (mut people, mut removed) = (Vec::new(), Vec::new());
        for (seq, id) in rest.by_ref().take(limit as usize) {
            match self.people.get(id) {
                Some((_, Some(person))) => people.push(person.clone()),
                _ => removed.push(id.clone()),
            }
            reached = *seq;
        }
        let more = rest.next().is_some();
        Ok(ChangesPage { people, removed, cursor: place.cursor(reached), more })
    }

    /// As [`Store::file`].
    pub fn file(&mut self, case: &Case, rules: &Rules, now: DateTime<Utc>) -> CaseAnswer {
        if let Some((first, answer)) = self.cases.get(&case.id) {
            return desk::answer_again(case, first, answer.clone(), now);
        }
        let number = voucher_number(case);
        let record = Record {
            person: self.people.get(&case.person).and_then(|(_, person)| person.clone()),
            voucher: number.and_then(|number| self.vouchers.get(number)).cloned(),
        };
        let decision = judge(case, &record, rules).map(|()| {
            let day = desk::business_day(now);
            let last = self.serials.entry(day).or_default();
            *last += 1;
            desk::serial(rules, day, *last)
        });
        if let (Ok(_), Some(number)) = (&decision, number) {
            let voucher = IssuedVoucher { case: case.id, person: case.person.clone() };
            self.vouchers.entry(number.to_owned()).or_insert(voucher);
        }
        let answer = desk::first_answer(case, decision, now);
        self.cases.insert(case.id, (case.clone(), answer.clone()));
        answer
    }

    /// As [`Store::answer`].
    pub fn answer(&self, terminal: &str, case: Uuid) -> Option<CaseAnswer> {
        let (case, answer) = self.cases.get(&case)?;
        (case.terminal == terminal).then(|| answer.clone())
    }

    /// As [`Store::cases`].
    pub fn cases(&self) -> Vec<(Case, CaseAnswer)> {
        let mut cases: Vec<_> = self.cases.values().cloned().collect();
        cases.sort_by_key(|(case, _)| case.id);
        cases
    }

    /// As [`Store::put_people`].
    pub fn put_people(&mut self, people: impl IntoIterator<Item = Person>) {
        for person in people {
            self.change(person.id.clone(), Some(person));
        }
    }

    /// As [`Store::remove_person`].
    pub fn remove_person(&mut self, id: &str) {
        if matches!(self.people.get(id), Some((_, Some(_)))) {
            self.change(id.to_owned(), None);
        }
    }

    /// As [`Store::resolve`].
    pub fn resolve(&mut self, code: &str, rules: &Rules) -> ResolvedCredential {
        let code = CodeHash::of(EDITION, code);
        let holder = self.credentials.get(&code).cloned();
        credential::resolve(code, holder, &mut self.used_codes, rules)
    }

    /// As [`Store::put_credentials`].
    pub fn put_credentials(&mut self, credentials: impl IntoIterator<Item = Credential>) {
        for Credential { code, holder } in credentials {
            self.credentials.retain(|_, other| other.id_number != holder.id_number);
            self.credentials.insert(CodeHash::of(EDITION, &code), holder);
        }
    }

    fn change(&mut self, id: String, row: Option<Person>) {
        self.newest += 1;
        self.changes.insert(self.newest, id.clone());
        if let Some((before, _)) = self.people.insert(id, (self.newest, row)) {
            self.changes.remove(&before);
        }
    }
}

/// The voucher number that a case carries.
pub(super) fn voucher_number(case: &Case) -> Option<&str> {
    match &case.payload {
        Payload::EnrolmentVoucher { voucher_number, .. } => Some(voucher_number),
        Payload::EnrolmentQuery { .. } => None,
    }
}

fn books(district: &Mutex<MemoryDistrict>) -> MutexGuard<'_, MemoryDistrict> {
    district.lock().unwrap_or_else(PoisonError::into_inner)
}

#[async_trait]
impl Store for Mutex<MemoryDistrict> {
    async fn probe(&self) -> Result<(), StoreError> {
        Ok(())
    }

    async fn snapshot(&self, after: Option<&str>, limit: u32) -> Result<SnapshotPage, StoreError> {
        books(self).snapshot(after, limit)
    }

    async fn changes(&self, after: &str, limit: u32) -> Result<ChangesPage, StoreError> {
        books(self).changes(after, limit)
    }

    async fn file(
        &self,
        case: &Case,
        rules: &Rules,
        now: DateTime<Utc>,
    ) -> Result<CaseAnswer, StoreError> {
        Ok(books(self).file(case, rules, now))
    }

    async fn answer(&self, terminal: &str, case: Uuid) -> Result<Option<CaseAnswer>, StoreError> {
        Ok(books(self).answer(terminal, case))
    }

    async fn cases(&self) -> Result<Vec<(Case, CaseAnswer)>, StoreError> {
        Ok(books(self).cases())
    }

    async fn put_people(&self, people: &[Person]) -> Result<(), StoreError> {
        books(self).put_people(people.iter().cloned());
        Ok(())
    }

    async fn remove_person(&self, id: &str) -> Result<(), StoreError> {
        books(self).remove_person(id);
        Ok(())
    }

    async fn resolve(&self, code: &str, rules: &Rules) -> Result<ResolvedCredential, StoreError> {
        Ok(books(self).resolve(code, rules))
    }

    async fn put_credentials(&self, credentials: &[Credential]) -> Result<(), StoreError> {
        books(self).put_credentials(credentials.iter().cloned());
        Ok(())
    }

    async fn terminals(&self) -> Result<Vec<Terminal>, StoreError> {
        Ok(books(self).terminals.values().cloned().collect())
    }

    async fn admit_terminal(&self, terminal: &Terminal) -> Result<(), StoreError> {
        books(self).terminals.insert(terminal.name.clone(), terminal.clone());
        Ok(())
    }

    async fn dismiss_terminal(&self, name: &str) -> Result<bool, StoreError> {
        Ok(books(self).terminals.remove(name).is_some())
    }

    async fn close(&self) {}
}
