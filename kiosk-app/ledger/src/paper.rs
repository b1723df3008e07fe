//! The paper ledger: what is known of every sheet.
//!
//! A document is what was written; a sheet is one attempt to get it onto paper.
//!
//! ```text
//! asked ──► sent ──► printed ──► presented ──► taken
//!   │        └─────────┴────────────┴──► unknown ──► printed, presented, taken, failed
//!   └────────┴─────────┴────────────┴──► failed
//! ```
//!
//! A step may be skipped on the way from sent to taken, for not every printer tells each of them.
//! Taken and failed are final.

use chrono::{DateTime, Utc};
use kiosk_core::case::{CaseId, PaperState};
use kiosk_core::document::{CopyKind, Document, DocumentId};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::columns::{Id, Instant, Json, Word};
use crate::error::is_double;
use crate::{Ledger, LedgerError};

/// A sheet of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Which of the document's sheets, from 1.
    pub copy: u32,
    /// What it says of itself.
    pub kind: CopyKind,
    /// What is known of it.
    pub state: PaperState,
    /// What was known of it before, and when: first `Asked`, last `state`.
    pub changes: Vec<(PaperState, DateTime<Utc>)>,
}

/// A sheet that had not reached its end when the kiosk stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundSheet {
    /// Of which document.
    pub document: DocumentId,
    /// The document's form.
    pub form: String,
    /// Which of its sheets.
    pub copy: u32,
    /// What it was when the kiosk stopped.
    pub was: PaperState,
    /// What can be said of it now.
    pub now: PaperState,
}

impl Ledger {
    /// Asks for a sheet: the first of a slip that belongs to no case (告知单), which is recorded
    /// without its content, or another one of a document that is known, as after a failure.
    /// Tells which of the document's sheets it is.
    ///
    /// A sheet of the document that was asked for and not sent fails with this.
    ///
    /// # Errors
    /// [`LedgerError::UnknownCase`] for a certificate that no case has issued;
    /// [`LedgerError::OriginalOut`] for one that may be out already where the new sheet does not say
    /// 补打; [`LedgerError::NumberUsed`] for a document that is known with other content.
    pub fn ask_paper(
        &mut self,
        document: &Document,
        at: DateTime<Utc>,
    ) -> Result<u32, LedgerError> {
        let transaction = self.connection.transaction()?;
        store_document(&transaction, document, None)?;
        let copy = ask_sheet(&transaction, document, at)?;
        transaction.commit()?;
        Ok(copy)
    }

    /// Notes what became of the last sheet of a document. Noting the same again changes nothing.
    ///
    /// # Errors
    /// [`LedgerError::UnknownDocument`], and [`LedgerError::PaperPath`] for a way that no sheet goes.
    pub fn set_paper(
        &mut self,
        document: DocumentId,
        to: PaperState,
        at: DateTime<Utc>,
    ) -> Result<(), LedgerError> {
        let transaction = self.connection.transaction()?;
        let (copy, from) =
            last_sheet(&transaction, document)?.ok_or(LedgerError::UnknownDocument)?;
        if from == to {
            return Ok(());
        }
        if !may_become(from, to) {
            return Err(LedgerError::PaperPath { from, to });
        }
        change(&transaction, document, copy, to, at)?;
        Ok(transaction.commit()?)
    }

    /// What is known of the last sheet of a document; `None` where none was asked for.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn paper(&self, document: DocumentId) -> Result<Option<PaperState>, LedgerError> {
        Ok(last_sheet(&self.connection, document)?.map(|(_, state)| state))
    }

    /// All sheets of a document, oldest first.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn sheets(&self, document: DocumentId) -> Result<Vec<Sheet>, LedgerError> {
        let mut sheets = self
            .connection
            .prepare_cached(
                "SELECT copy, kind, state FROM sheets WHERE document_id = ?1 ORDER BY copy",
            )?
            .query_map([Id(document.0)], |row| {
                Ok(Sheet {
                    copy: row.get(0)?,
                    kind: row.get::<_, Word<_>>(1)?.0,
                    state: row.get::<_, Word<_>>(2)?.0,
                    changes: Vec::new(),
                })
            })?
            .collect::<Result<Vec<_>, _>>()?;
        for sheet in &mut sheets {
            sheet.changes = self
                .connection
                .prepare_cached(
                    "SELECT state, at FROM sheet_changes
                     WHERE document_id = ?1 AND copy = ?2 ORDER BY place",
                )?
                .query_map(params![Id(document.0), sheet.copy], |row| {
                    Ok((row.get::<_, Word<_>>(0)?.0, row.get::<_, Instant>(1)?.0))
                })?
                .collect::<Result<_, _>>()?;
        }
        Ok(sheets)
    }

    /// To be called once at start, before any printer is spoken to: sheets of which bytes may have
    /// left, and of which the end is not known, become [`PaperState::Unknown`]. A sheet that was
    /// only asked for stays so, for no byte of it has left.
    ///
    /// Tells of all of them, for the log.
    ///
    /// # Errors
    /// No sheet has changed then.
    pub fn recover(&mut self, at: DateTime<Utc>) -> Result<Vec<FoundSheet>, LedgerError> {
        let transaction = self.connection.transaction()?;
        let found = transaction
            .prepare(
                "SELECT s.document_id, d.form, s.copy, s.state
                 FROM sheets s JOIN documents d ON d.id = s.document_id
                 WHERE s.state IN ('asked', 'sent', 'printed', 'presented')",
            )?
            .query_map([], |row| {
                let was = row.get::<_, Word<PaperState>>(3)?.0;
                Ok(FoundSheet {
                    document: DocumentId(row.get::<_, Id>(0)?.0),
                    form: row.get(1)?,
                    copy: row.get(2)?,
                    was,
                    now: if was == PaperState::Asked { was } else { PaperState::Unknown },
                })
            })?
            .collect::<Result<Vec<_>, _>>()?;
        for sheet in found.iter().filter(|sheet| sheet.was != sheet.now) {
            change(&transaction, sheet.document, sheet.copy, sheet.now, at)?;
        }
        transaction.commit()?;
        Ok(found)
    }
}

/// Whether a sheet goes this way; the picture stands at the head of the module.
fn may_become(from: PaperState, to: PaperState) -> bool {
    use PaperState::{Asked, Failed, Presented, Printed, Sent, Taken, Unknown};
    match from {
        Asked => matches!(to, Sent | Failed),
        Sent => matches!(to, Printed | Presented | Taken | Failed | Unknown),
        Printed => matches!(to, Presented | Taken | Failed | Unknown),
        Presented => matches!(to, Taken | Failed | Unknown),
        Unknown => matches!(to, Printed | Presented | Taken | Failed),
        Taken | Failed => false,
    }
}

/// Stores a document, or sees that the one that is stored is the same. The content stays only with
/// a document that a case issues, and no certificate is stored without.
pub(crate) fn store_document(
    transaction: &Transaction<'_>,
    document: &Document,
    case: Option<CaseId>,
) -> Result<(), LedgerError> {
    let known: Option<(String, Option<String>, String)> = transaction
        .prepare_cached("SELECT form, number, content_hash FROM documents WHERE id = ?1")?
        .query_row([Id(document.id.0)], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    if let Some((form, number, content_hash)) = known {
        let same = form == document.form
            && number == document.number
            && content_hash == document.content_hash;
        return if same { Ok(()) } else { Err(LedgerError::NumberUsed) };
    }
    if case.is_none() && document.number.is_some() {
        return Err(LedgerError::UnknownCase);
    }
    let inserted = transaction
        .prepare_cached(
            "INSERT INTO documents (id, case_id, form, form_version, name, number, content_hash, blocks)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            Id(document.id.0),
            case.map(|case| Id(case.0)),
            document.form,
            document.form_version,
            document.name,
            document.number,
            document.content_hash,
            case.map(|_| Json(&document.blocks)),
        ]);
    match inserted {
        Err(error) if is_double(&error) => Err(LedgerError::NumberUsed),
        inserted => inserted.map(drop).map_err(Into::into),
    }
}

/// Asks for the next sheet of a stored document, and tells which it is.
pub(crate) fn ask_sheet(
    transaction: &Transaction<'_>,
    document: &Document,
    at: DateTime<Utc>,
) -> Result<u32, LedgerError> {
    let certificate = document.number.is_some();
    if certificate && document.copy == CopyKind::Original && may_be_out(transaction, document.id)? {
        return Err(LedgerError::OriginalOut);
    }
    let last = last_sheet(transaction, document.id)?;
    if let Some((copy, PaperState::Asked)) = last {
        change(transaction, document.id, copy, PaperState::Failed, at)?;
    }
    let copy = last.map_or(1, |(copy, _)| copy + 1);
    transaction
        .prepare_cached(
            "INSERT INTO sheets (document_id, copy, kind, state) VALUES (?1, ?2, ?3, 'asked')",
        )?
        .execute(params![Id(document.id.0), copy, Word(document.copy)])?;
    change(transaction, document.id, copy, PaperState::Asked, at)?;
    Ok(copy)
}

/// Whether any sheet of the document may be in somebody's hand.
fn may_be_out(transaction: &Transaction<'_>, document: DocumentId) -> Result<bool, LedgerError> {
    let mut statement =
        transaction.prepare_cached("SELECT state FROM sheets WHERE document_id = ?1")?;
    let states = statement
        .query_map([Id(document.0)], |row| Ok(row.get::<_, Word<PaperState>>(0)?.0))?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(states.into_iter().any(PaperState::may_be_out))
}

fn last_sheet(
    connection: &Connection,
    document: DocumentId,
) -> Result<Option<(u32, PaperState)>, LedgerError> {
    Ok(connection
        .prepare_cached(
            "SELECT copy, state FROM sheets WHERE document_id = ?1 ORDER BY copy DESC LIMIT 1",
        )?
        .query_row([Id(document.0)], |row| Ok((row.get(0)?, row.get::<_, Word<_>>(1)?.0)))
        .optional()?)
}

/// Writes a state that has been found allowed, and when.
fn change(
    transaction: &Transaction<'_>,
    document: DocumentId,
    copy: u32,
    state: PaperState,
    at: DateTime<Utc>,
) -> Result<(), LedgerError> {
    transaction
        .prepare_cached("UPDATE sheets SET state = ?3 WHERE document_id = ?1 AND copy = ?2")?
        .execute(params![Id(document.0), copy, Word(state)])?;
    transaction
        .prepare_cached(
            "INSERT INTO sheet_changes (document_id, copy, place, state, at)
             SELECT ?1, ?2, count(*), ?3, ?4 FROM sheet_changes WHERE document_id = ?1 AND copy = ?2",
        )?
        .execute(params![Id(document.0), copy, Word(state), Instant(at)])?;
    Ok(())
}
