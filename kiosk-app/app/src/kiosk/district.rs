//! The district: what it is asked in its turn, and what its answers change here.

use district_api::CaseBatch;
use kiosk_core::{
    case::{Case, CaseId, Standing},
    happenings::{self, DistrictHealth, Event},
    person::InsuredPerson,
};
use kiosk_ledger::LedgerError;
use kiosk_sync::{Answer, Failure, Request, Task, mapping};

use super::{Kiosk, Now, Output};

/// Cases pushed in one request.
const CASES_A_PUSH: u32 = 20;

impl Kiosk {
    pub(super) fn tell_of_district(&mut self, now: Now, out: &mut Vec<Output>) {
        let data_as_of = self.ledger.as_of().ok().flatten();
        let health = DistrictHealth { reachable: self.engine.reachable(), data_as_of };
        if self.desk.hall().district != health {
            self.happened(Event::District(health), now, out);
        }
    }

    pub(super) fn ask_district(&mut self, now: Now, out: &mut Vec<Output>) {
        while let Some(task) = self.engine.poll(now.up) {
            let request = match task {
                Task::Snapshot { after } => {
                    if after.is_none() {
                        self.snapshot_began_at = now.at;
                        if let Err(error) = self.ledger.begin_snapshot() {
                            return self.broken(&error, now, out);
                        }
                    }
                    Request::Snapshot { after }
                }
                Task::Changes { after } => Request::Changes { after },
                Task::Push => match self.ledger.due(CASES_A_PUSH) {
                    Ok(cases) if cases.is_empty() => {
                        self.engine.nothing_to_push();
                        continue;
                    }
                    Ok(cases) => {
                        let case = |case: &Case| mapping::case(case, &self.terminal);
                        Request::Push(CaseBatch { cases: cases.iter().map(case).collect() })
                    }
                    Err(error) => return self.broken(&error, now, out),
                },
            };
            self.asked_at = now.at;
            out.push(Output::District(request));
        }
    }

    pub(super) fn district(
        &mut self,
        answer: Result<Answer, Failure>,
        now: Now,
        out: &mut Vec<Output>,
    ) {
        match answer {
            Err(failure) => {
                tracing::warn!(error = %failure, "the district did not answer");
                self.engine.failed(now.up, &failure);
            }
            Ok(answer) => {
                let decisions: Vec<_> = answer
                    .decisions()
                    .iter()
                    .filter_map(|decided| Some((CaseId(decided.id), mapping::decision(decided)?)))
                    .collect();
                match self.take(&answer, &decisions) {
                    Ok(more_cases) => self.engine.answered(now.up, &answer, more_cases),
                    Err(error) => {
                        self.engine.not_stored(now.up);
                        self.broken(&error, now, out);
                    }
                }
                for (case, (_, answer)) in decisions {
                    self.happened(Event::Answered(case, answer), now, out);
                }
            }
        }
        self.tell_of_district(now, out);
    }

    /// Stores what came; tells whether cases still wait.
    fn take(
        &mut self,
        answer: &Answer,
        decisions: &[(CaseId, (Standing, happenings::Answer))],
    ) -> Result<bool, LedgerError> {
        match answer {
            Answer::Snapshot(page) => {
                self.ledger.put_people(&usable(&page.people))?;
                if page.next.is_none() {
                    self.ledger.finish_snapshot(&page.cursor, self.snapshot_began_at)?;
                    self.tidy = true;
                }
            }
            Answer::Changes(page) => {
                let merged = page.people.iter().filter(|person| !mapping::is_kept(person));
                let removed: Vec<String> =
                    page.removed.iter().cloned().chain(merged.map(|p| p.id.clone())).collect();
                let people = usable(&page.people);
                // While more stands ready the data are not good up to now yet.
                let as_of = match page.more {
                    true => self.ledger.as_of()?.unwrap_or(self.asked_at),
                    false => self.asked_at,
                };
                self.ledger.apply_changes(&people, &removed, &page.cursor, as_of)?;
            }
            Answer::Results(_) => {
                for (case, (standing, _)) in decisions {
                    match self.ledger.set_standing(*case, standing.clone()) {
                        Ok(()) => {}
                        Err(error @ (LedgerError::UnknownCase | LedgerError::Settled)) => {
                            tracing::error!(%error, "the district decided what it could not");
                        }
                        Err(error) => return Err(error),
                    }
                }
            }
        }
        Ok(0 < self.ledger.outbox_depth()?)
    }
}

/// The people of a page that the kiosk can keep. One damaged row does not hold up the others.
fn usable(people: &[district_api::Person]) -> Vec<InsuredPerson> {
    let kept = people.iter().filter(|person| mapping::is_kept(person));
    kept.filter_map(|person| match mapping::person(person.clone()) {
        Ok(person) => Some(person),
        Err(error) => {
            tracing::warn!(%error, "a person of the district is left out");
            None
        }
    })
    .collect()
}
