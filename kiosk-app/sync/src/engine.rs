//! What to ask the district when: one request at a time, cases before data.

use std::time::Duration;

use crate::{Answer, Failure};

/// Time since start.
pub type Uptime = Duration;

/// How often the district is asked for changes.
const CHANGES_EVERY: Duration = Duration::from_secs(30);
/// How long after a failure the district is asked again: doubled from the first to the longest.
const FIRST_RETRY: Duration = Duration::from_secs(1);
const LONGEST_RETRY: Duration = Duration::from_secs(60);

/// What is to be asked next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Task {
    /// A page of all people; `None`: the first, and a new snapshot begins.
    Snapshot {
        /// Where the page begins.
        after: Option<String>,
    },
    /// What has changed after a cursor.
    Changes {
        /// The cursor.
        after: String,
    },
    /// The cases at the head of the outbox.
    Push,
}

/// Decides what is asked when.
#[derive(Debug, Clone)]
pub struct Engine {
    data: Data,
    /// Cases wait in the outbox, as far as is known.
    cases_wait: bool,
    asking: Option<Task>,
    next_at: Uptime,
    failures: u32,
    reachable: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Data {
    /// There is no replica, or it has to be pulled anew; `after`: the page that is due.
    Snapshot { after: Option<String> },
    /// The replica is whole as of the cursor.
    Following { cursor: String, due_at: Uptime },
}

impl Engine {
    /// An engine for a replica that is good up to `cursor`, or for none.
    pub fn new(cursor: Option<String>, cases_wait: bool) -> Self {
        let data = match cursor {
            Some(cursor) => Data::Following { cursor, due_at: Uptime::ZERO },
            None => Data::Snapshot { after: None },
        };
        Self {
            data,
            cases_wait,
            asking: None,
            next_at: Uptime::ZERO,
            failures: 0,
            reachable: false,
        }
    }

    /// Whether the last request was answered.
    pub fn reachable(&self) -> bool {
        self.reachable
    }

    /// A case was stored: somebody may wait for the answer, so it is pushed at once.
    pub fn case_stored(&mut self, now: Uptime) {
        self.cases_wait = true;
        self.next_at = self.next_at.min(now);
    }

    /// What to ask now; `None` while a request is under way or nothing is due.
    pub fn poll(&mut self, now: Uptime) -> Option<Task> {
        if self.asking.is_some() || now < self.next_at {
            return None;
        }
        let task = match &self.data {
            _ if self.cases_wait => Task::Push,
            Data::Snapshot { after } => Task::Snapshot { after: after.clone() },
            Data::Following { cursor, due_at } if *due_at <= now => {
                Task::Changes { after: cursor.clone() }
            }
            Data::Following { .. } => return None,
        };
        self.asking = Some(task.clone());
        Some(task)
    }

    /// When [`Engine::poll`] may have something; `None` while a request is under way.
    pub fn wakes_at(&self) -> Option<Uptime> {
        if self.asking.is_some() {
            return None;
        }
        let due_at = match &self.data {
            Data::Following { due_at, .. } if !self.cases_wait => *due_at,
            _ => Uptime::ZERO,
        };
        Some(due_at.max(self.next_at))
    }

    /// The task is to be done again from the beginning, for what came could not be stored.
    pub fn not_stored(&mut self, now: Uptime) {
        self.asking = None;
        if matches!(self.data, Data::Snapshot { .. }) {
            self.data = Data::Snapshot { after: None };
        }
        self.retry(now);
    }

    /// The outbox was empty when [`Task::Push`] was about to be asked.
    pub fn nothing_to_push(&mut self) {
        self.asking = None;
        self.cases_wait = false;
    }

    /// Takes the answer; call it once what came with it is stored. `more_cases`: the outbox is not
    /// empty now.
    pub fn answered(&mut self, now: Uptime, answer: &Answer, more_cases: bool) {
        self.asking = None;
        self.failures = 0;
        self.reachable = true;
        self.next_at = now;
        self.cases_wait = more_cases;
        match answer {
            Answer::Snapshot(page) => match &page.next {
                Some(next) => self.data = Data::Snapshot { after: Some(next.clone()) },
                // What changed while the snapshot was pulled is asked for at once.
                None => {
                    self.data = Data::Following { cursor: page.cursor.clone(), due_at: now };
                }
            },
            Answer::Changes(page) => {
                let due_at = if page.more { now } else { now + CHANGES_EVERY };
                self.data = Data::Following { cursor: page.cursor.clone(), due_at };
            }
            // A district that answers and settles nothing is not asked in a tight loop.
            Answer::Results(results) if results.results.is_empty() && more_cases => self.retry(now),
            Answer::Results(_) => {}
        }
    }

    /// Takes the failure.
    pub fn failed(&mut self, now: Uptime, failure: &Failure) {
        self.asking = None;
        self.reachable = !matches!(failure, Failure::Unreachable);
        if *failure == Failure::UnknownCursor {
            self.data = Data::Snapshot { after: None };
        }
        self.retry(now);
    }

    fn retry(&mut self, now: Uptime) {
        let wait = FIRST_RETRY.saturating_mul(1 << self.failures.min(6)).min(LONGEST_RETRY);
        self.failures += 1;
        self.next_at = now + wait;
    }
}

#[cfg(test)]
mod tests {
    use district_api::{CaseResults, ChangesPage, SnapshotPage};

    use super::*;

    fn at(seconds: u64) -> Uptime {
        Duration::from_secs(seconds)
    }

    fn page(next: Option<&str>) -> Answer {
        let next = next.map(str::to_owned);
        Answer::Snapshot(SnapshotPage { people: vec![], next, cursor: "c1".into() })
    }

    fn changes(cursor: &str, more: bool) -> Answer {
        let cursor = cursor.to_owned();
        Answer::Changes(ChangesPage { people: vec![], removed: vec![], cursor, more })
    }

    #[test]
    fn a_new_kiosk_pulls_the_snapshot_page_by_page_and_then_what_changed_meanwhile() {
        let mut engine = Engine::new(None, false);
        assert_eq!(engine.poll(at(0)), Some(Task::Snapshot { after: None }));
        assert_eq!(engine.poll(at(0)), None, "one request at a time");
        engine.answered(at(1), &page(Some("p2")), false);
        assert_eq!(engine.poll(at(1)), Some(Task::Snapshot { after: Some("p2".into()) }));
        engine.answered(at(2), &page(None), false);
        assert_eq!(engine.poll(at(2)), Some(Task::Changes { after: "c1".into() }));
        engine.answered(at(3), &changes("c2", true), false);
        assert_eq!(engine.poll(at(3)), Some(Task::Changes { after: "c2".into() }));
        engine.answered(at(4), &changes("c3", false), false);
        assert_eq!(engine.poll(at(5)), None);
        assert_eq!(engine.wakes_at(), Some(at(34)));
        assert_eq!(engine.poll(at(34)), Some(Task::Changes { after: "c3".into() }));
    }

    #[test]
    fn a_case_goes_before_data_and_at_once() {
        let mut engine = Engine::new(Some("c".into()), false);
        engine.poll(at(0));
        engine.answered(at(1), &changes("c", false), false);
        engine.case_stored(at(5));
        assert_eq!(engine.wakes_at(), Some(at(1)));
        assert_eq!(engine.poll(at(5)), Some(Task::Push));
        engine.answered(at(6), &Answer::Results(CaseResults { results: vec![] }), false);
        assert_eq!(engine.poll(at(6)), None);
    }

    #[test]
    fn a_district_that_is_away_is_asked_ever_more_seldom_and_at_once_when_a_case_comes() {
        let mut engine = Engine::new(Some("c".into()), false);
        let mut now = at(0);
        let mut waits = Vec::new();
        for _ in 0..9 {
            assert!(engine.poll(now).is_some());
            engine.failed(now, &Failure::Unreachable);
            let next = engine.wakes_at().unwrap();
            waits.push((next - now).as_secs());
            now = next;
        }
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
        assert!(!engine.reachable());
        engine.poll(now);
        engine.failed(now, &Failure::Unreachable);
        engine.case_stored(now + at(3));
        assert_eq!(engine.poll(now + at(3)), Some(Task::Push));
    }

    #[test]
    fn a_forgotten_cursor_begins_a_new_snapshot() {
        let mut engine = Engine::new(Some("old".into()), false);
        engine.poll(at(0));
        engine.failed(at(0), &Failure::UnknownCursor);
        assert_eq!(engine.poll(at(1)), Some(Task::Snapshot { after: None }));
    }

    #[test]
    fn an_answer_that_settles_nothing_is_no_reason_to_hammer() {
        let mut engine = Engine::new(Some("c".into()), true);
        assert_eq!(engine.poll(at(0)), Some(Task::Push));
        engine.answered(at(0), &Answer::Results(CaseResults { results: vec![] }), true);
        assert_eq!(engine.poll(at(0)), None);
        assert_eq!(engine.wakes_at(), Some(at(1)));
    }
}
