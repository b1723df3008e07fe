//! The district's replica: 参保人员 with their 参保, 缴费 and 个人账户.
//!
//! People belong to a generation. A snapshot fills a new one, page by page, while lookups read
//! the current one; finishing it is one small write that makes the new one current. What is left
//! of other generations is removed bit by bit, see [`Ledger::remove_replaced`].

use chrono::{DateTime, Utc};
use codes::{PersonCategory, PersonNumber, Scheme};
use kiosk_core::person::{Account, Contribution, Enrolment, InsuredPerson, Record};
use rusqlite::{Row, Transaction, params};

use crate::columns::{Day, Instant, MonthNumber, SexDigit, day_or_none};
use crate::{Ledger, LedgerError};

/// Two rows at most: the second one only says that there is one.
const PERSON: &str = "
    SELECT p.key, p.id, p.name, p.sex, p.nation, p.birth_date, p.deceased, p.unmerged,
        p.balance_fen, p.balance_as_of
    FROM replica r JOIN people p ON p.generation = r.generation AND p.id_number = ?1
    WHERE r.one = 1 ORDER BY p.id LIMIT 2";

const ENROLMENTS: &str = "
    SELECT scheme, category, status, first_on, current_since, paused_on, ended_on, unit_name,
        division
    FROM enrolments WHERE person = ?1 ORDER BY place";

const CONTRIBUTIONS: &str = "
    SELECT scheme, month, base_fen, personal_fen, unit_fen, subsidy_fen, to_account_fen, paid_on
    FROM contributions WHERE person = ?1 ORDER BY place";

impl Ledger {
    /// Begins a snapshot. One that was begun before and not finished is dropped.
    ///
    /// # Errors
    /// The snapshot has then not begun.
    pub fn begin_snapshot(&mut self) -> Result<(), LedgerError> {
        let next = "SELECT 1 + max(r.generation, coalesce((SELECT max(generation) FROM people), 0))
            FROM replica r";
        self.staging = Some(self.connection.query_row(next, [], |row| row.get(0))?);
        Ok(())
    }

    /// Puts a page of people into the snapshot. Lookups do not see them yet. Somebody who comes
    /// twice is taken as they come last.
    ///
    /// # Errors
    /// [`LedgerError::NoSnapshot`] where none is under way. After an error none of the page is stored.
    pub fn put_people(&mut self, people: &[InsuredPerson]) -> Result<(), LedgerError> {
        let generation = self.staging.ok_or(LedgerError::NoSnapshot)?;
        let transaction = self.connection.transaction()?;
        people.iter().try_for_each(|person| put(&transaction, generation, person))?;
        Ok(transaction.commit()?)
    }

    /// The snapshot is whole: from now on lookups read it and nothing else.
    ///
    /// The people whom it replaces stay on the disk until [`Ledger::remove_replaced`] is called.
    ///
    /// # Errors
    /// [`LedgerError::NoSnapshot`] where none is under way. After an error lookups read what they
    /// read before.
    pub fn finish_snapshot(
        &mut self,
        cursor: &str,
        as_of: DateTime<Utc>,
    ) -> Result<(), LedgerError> {
        let generation = self.staging.ok_or(LedgerError::NoSnapshot)?;
        self.connection.execute(
            "UPDATE replica SET generation = ?1, cursor = ?2, as_of = ?3",
            params![generation, cursor, Instant(as_of)],
        )?;
        self.staging = None;
        Ok(())
    }

    /// Removes up to `at_most` people of snapshots that were replaced or never finished, and tells
    /// how many: call it, between other things, until that is none. A few hundred at a time keep
    /// nobody waiting.
    ///
    /// # Errors
    /// None of this call's people are removed then.
    pub fn remove_replaced(&mut self, at_most: u32) -> Result<usize, LedgerError> {
        let transaction = self.connection.transaction()?;
        let removed = transaction
            .prepare_cached(
                "DELETE FROM people WHERE key IN (
                     SELECT p.key FROM replica r, people p
                     WHERE p.generation < r.generation
                         OR (r.generation < p.generation AND p.generation < ?1)
                     LIMIT ?2)",
            )?
            .execute(params![self.staging.unwrap_or(i64::MAX), at_most])?;
        transaction.commit()?;
        Ok(removed)
    }

    /// Takes over what has changed at the district, all or nothing: whole new rows of `people`,
    /// and the ids of those who are gone, known here or not.
    ///
    /// # Errors
    /// [`LedgerError::NoReplica`] before the first snapshot. Nothing has changed after an error.
    pub fn apply_changes(
        &mut self,
        people: &[InsuredPerson],
        removed: &[String],
        cursor: &str,
        as_of: DateTime<Utc>,
    ) -> Result<(), LedgerError> {
        self.as_of()?.ok_or(LedgerError::NoReplica)?;
        let transaction = self.connection.transaction()?;
        let generation = transaction.query_row(
            "UPDATE replica SET cursor = ?1, as_of = ?2 RETURNING generation",
            params![cursor, Instant(as_of)],
            |row| row.get(0),
        )?;
        removed.iter().try_for_each(|id| remove(&transaction, generation, id))?;
        people.iter().try_for_each(|person| put(&transaction, generation, person))?;
        Ok(transaction.commit()?)
    }

    /// The district was asked and had nothing new: the replica is good up to `as_of`.
    ///
    /// # Errors
    /// [`LedgerError::NoReplica`] before the first snapshot.
    pub fn touch_as_of(&mut self, as_of: DateTime<Utc>) -> Result<(), LedgerError> {
        let touched = self
            .connection
            .execute("UPDATE replica SET as_of = ?1 WHERE as_of IS NOT NULL", [Instant(as_of)])?;
        if touched == 0 { Err(LedgerError::NoReplica) } else { Ok(()) }
    }

    /// Where the district's changes go on; `None` before the first snapshot.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn cursor(&self) -> Result<Option<String>, LedgerError> {
        Ok(self.connection.query_row("SELECT cursor FROM replica", [], |row| row.get(0))?)
    }

    /// 数据截至; `None` before the first snapshot.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn as_of(&self) -> Result<Option<DateTime<Utc>>, LedgerError> {
        let as_of: Option<Instant> = self
            .connection
            .prepare_cached("SELECT as_of FROM replica WHERE one = 1")?
            .query_row([], |row| row.get(0))?;
        Ok(as_of.map(|instant| instant.0))
    }

    /// How many people the replica holds.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn people_count(&self) -> Result<u32, LedgerError> {
        let count = "SELECT count(*) FROM people
            WHERE generation = (SELECT generation FROM replica WHERE one = 1)";
        Ok(self.connection.query_row(count, [], |row| row.get(0))?)
    }

    /// The record of the person with this number, or `None` for somebody whom the district does
    /// not know.
    ///
    /// Where several records have the number (人员多号) it is the one with the lowest id, and it is
    /// marked as unmerged, whatever the district says of it.
    ///
    /// # Errors
    /// [`LedgerError::NoReplica`] before the first snapshot: then nobody is known, and nobody unknown.
    pub fn find_by_number(&self, number: &PersonNumber) -> Result<Option<Record>, LedgerError> {
        let as_of = self.as_of()?.ok_or(LedgerError::NoReplica)?;
        let mut statement = self.connection.prepare_cached(PERSON)?;
        let mut rows = statement.query([number.as_str()])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let (key, mut person) = person(row, number)?;
        person.unmerged |= rows.next()?.is_some();
        person.enrolments = self
            .connection
            .prepare_cached(ENROLMENTS)?
            .query_map([key], enrolment)?
            .collect::<Result<_, _>>()?;
        person.contributions = self
            .connection
            .prepare_cached(CONTRIBUTIONS)?
            .query_map([key], contribution)?
            .collect::<Result<_, _>>()?;
        Ok(Some(Record { person, as_of }))
    }
}

/// Puts a person into a generation, in the place of the row with the same id.
fn put(
    transaction: &Transaction<'_>,
    generation: i64,
    person: &InsuredPerson,
) -> Result<(), LedgerError> {
    remove(transaction, generation, &person.id)?;
    let account = person.account.as_ref();
    let key = transaction
        .prepare_cached(
            "INSERT INTO people (generation, id, id_number, name, sex, nation, birth_date, deceased,
                 unmerged, balance_fen, balance_as_of)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .insert(params![
            generation,
            person.id,
            person.id_number.as_str(),
            person.name,
            SexDigit(person.sex),
            person.nation,
            Day(person.birth_date),
            person.deceased,
            person.unmerged,
            account.map(|account| account.balance_fen),
            account.map(|account| Day(account.as_of)),
        ])?;
    let mut statement = transaction.prepare_cached(
        "INSERT INTO enrolments (person, place, scheme, category, status, first_on, current_since,
             paused_on, ended_on, unit_name, division)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?;
    for (place, enrolment) in (0_u32..).zip(&person.enrolments) {
        statement.execute(params![
            key,
            place,
            enrolment.scheme.code(),
            enrolment.category.code(),
            u8::from(enrolment.status),
            Day(enrolment.first_on),
            Day(enrolment.current_since),
            enrolment.paused_on.map(Day),
            enrolment.ended_on.map(Day),
            enrolment.unit_name,
            enrolment.division,
        ])?;
    }
    let mut statement = transaction.prepare_cached(
        "INSERT INTO contributions (person, place, scheme, month, base_fen, personal_fen, unit_fen,
             subsidy_fen, to_account_fen, paid_on)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?;
    for (place, contribution) in (0_u32..).zip(&person.contributions) {
        statement.execute(params![
            key,
            place,
            contribution.scheme.code(),
            MonthNumber(contribution.month),
            contribution.base_fen,
            contribution.personal_fen,
            contribution.unit_fen,
            contribution.subsidy_fen,
            contribution.to_account_fen,
            contribution.paid_on.map(Day),
        ])?;
    }
    Ok(())
}

/// Removes a person of a generation, and with them whatever is theirs.
fn remove(transaction: &Transaction<'_>, generation: i64, id: &str) -> Result<(), LedgerError> {
    transaction
        .prepare_cached("DELETE FROM people WHERE generation = ?1 AND id = ?2")?
        .execute(params![generation, id])?;
    Ok(())
}

/// A person without their enrolments and contributions, and their key.
fn person(row: &Row<'_>, number: &PersonNumber) -> rusqlite::Result<(i64, InsuredPerson)> {
    let balance: Option<i64> = row.get(8)?;
    let person = InsuredPerson {
        id: row.get(1)?,
        id_number: number.clone(),
        name: row.get(2)?,
        sex: row.get::<_, SexDigit>(3)?.0,
        nation: row.get(4)?,
        birth_date: row.get::<_, Day>(5)?.0,
        deceased: row.get(6)?,
        unmerged: row.get(7)?,
        enrolments: Vec::new(),
        contributions: Vec::new(),
        account: balance
            .zip(day_or_none(row, 9)?)
            .map(|(balance_fen, as_of)| Account { balance_fen, as_of }),
    };
    Ok((row.get(0)?, person))
}

fn enrolment(row: &Row<'_>) -> rusqlite::Result<Enrolment> {
    Ok(Enrolment {
        scheme: scheme(row)?,
        category: PersonCategory::from_code(row.get::<_, String>(1)?),
        status: row.get::<_, u8>(2)?.into(),
        first_on: row.get::<_, Day>(3)?.0,
        current_since: row.get::<_, Day>(4)?.0,
        paused_on: day_or_none(row, 5)?,
        ended_on: day_or_none(row, 6)?,
        unit_name: row.get(7)?,
        division: row.get(8)?,
    })
}

fn contribution(row: &Row<'_>) -> rusqlite::Result<Contribution> {
    Ok(Contribution {
        scheme: scheme(row)?,
        month: row.get::<_, MonthNumber>(1)?.0,
        base_fen: row.get(2)?,
        personal_fen: row.get(3)?,
        unit_fen: row.get(4)?,
        subsidy_fen: row.get(5)?,
        to_account_fen: row.get(6)?,
        paid_on: day_or_none(row, 7)?,
    })
}

/// The scheme in the first column.
fn scheme(row: &Row<'_>) -> rusqlite::Result<Scheme> {
    Ok(Scheme::from_code(row.get_ref(0)?.as_str()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_waits_for_a_search_through_the_whole_district() {
        let ledger = Ledger::in_memory().unwrap();
        for query in [PERSON, ENROLMENTS, CONTRIBUTIONS] {
            let mut statement =
                ledger.connection.prepare(&format!("EXPLAIN QUERY PLAN {query}")).unwrap();
            let steps: Vec<String> = statement
                .query_map(["x"], |row| row.get("detail"))
                .unwrap()
                .collect::<Result<_, _>>()
                .unwrap();
            assert!(!steps.is_empty());
            // Neither a scan nor a sorting in between.
            assert!(steps.iter().all(|step| step.starts_with("SEARCH")), "{steps:?}");
        }
    }
}
