//! The outbox: cases that the district has not decided yet, as far as is known here.

use chrono::{DateTime, Utc};
use kiosk_core::case::{Case, CaseId};
use rusqlite::{OptionalExtension, Transaction, params};

use crate::columns::{Id, Instant};
use crate::{Ledger, LedgerError, cases};

/// A case that waits for the district.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Which.
    pub case: CaseId,
    /// Since when.
    pub since: DateTime<Utc>,
    /// How often delivery was tried in vain.
    pub attempts: u32,
    /// Why, the last time, in a plain word.
    pub last_error: Option<String>,
}

impl Ledger {
    /// Up to `at_most` cases for the district, in the order in which they were stored.
    ///
    /// Each comes exactly as it was stored, without steps that were added later: the district takes
    /// a case that comes again for the same one only while nothing in it has changed.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn due(&self, at_most: u32) -> Result<Vec<Case>, LedgerError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT case_id, steps FROM outbox ORDER BY place LIMIT ?1")?;
        let waiting = statement.query_map([at_most], |row| {
            Ok((CaseId(row.get::<_, Id>(0)?.0), row.get::<_, u32>(1)? as usize))
        })?;
        let mut due = Vec::new();
        for entry in waiting {
            let (id, steps) = entry?;
            let mut case = cases::read(&self.connection, id)?.ok_or(LedgerError::Corrupt)?;
            case.steps.truncate(steps);
            due.push(case);
        }
        Ok(due)
    }

    /// Counts a delivery that brought no decision. `why` is a word of the program, so that it
    /// cannot hold anybody's data.
    ///
    /// # Errors
    /// [`LedgerError::UnknownCase`] for a case that does not wait.
    pub fn delivery_failed(&mut self, case: CaseId, why: &'static str) -> Result<(), LedgerError> {
        let counted = self
            .connection
            .prepare_cached(
                "UPDATE outbox SET attempts = attempts + 1, last_error = ?2 WHERE case_id = ?1",
            )?
            .execute(params![Id(case.0), why])?;
        if counted == 0 { Err(LedgerError::UnknownCase) } else { Ok(()) }
    }

    /// How many cases wait.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn outbox_depth(&self) -> Result<u32, LedgerError> {
        Ok(self.connection.query_row("SELECT count(*) FROM outbox", [], |row| row.get(0))?)
    }

    /// The case that has waited longest.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn oldest_waiting(&self) -> Result<Option<Waiting>, LedgerError> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT case_id, since, attempts, last_error FROM outbox ORDER BY place LIMIT 1",
            )?
            .query_row([], |row| {
                Ok(Waiting {
                    case: CaseId(row.get::<_, Id>(0)?.0),
                    since: row.get::<_, Instant>(1)?.0,
                    attempts: row.get(2)?,
                    last_error: row.get(3)?,
                })
            })
            .optional()?)
    }
}

/// Puts a case that is being stored at the end.
pub(crate) fn put(
    transaction: &Transaction<'_>,
    case: &Case,
    at: DateTime<Utc>,
) -> Result<(), LedgerError> {
    transaction
        .prepare_cached("INSERT INTO outbox (case_id, steps, since) VALUES (?1, ?2, ?3)")?
        .execute(params![Id(case.id.0), case.steps.len() as i64, Instant(at)])?;
    Ok(())
}

/// Takes out a case that the district has decided.
pub(crate) fn remove(transaction: &Transaction<'_>, case: CaseId) -> Result<(), LedgerError> {
    transaction.prepare_cached("DELETE FROM outbox WHERE case_id = ?1")?.execute([Id(case.0)])?;
    Ok(())
}
