//! 办件: stored whole before anything is shown as done, then decided by the district.

use chrono::{DateTime, Utc};
use kiosk_core::case::{Case, CaseId, CaseStep, DocumentNote, IssuedPaper, Standing, TimedStep};
use kiosk_core::document::{CopyKind, Document, DocumentId};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use crate::columns::{Id, Instant, Json, Word};
use crate::error::is_double;
use crate::{Ledger, LedgerError, outbox, paper};

impl Ledger {
    /// Stores a case, its steps, its documents with one sheet asked of each, and puts it in the
    /// outbox: all of it, or nothing. `documents` are those that the case names, in any order.
    ///
    /// A document that is stored already (补打) is taken as another copy of the same certificate.
    ///
    /// # Errors
    /// [`LedgerError::CaseExists`], [`LedgerError::OtherDocuments`], [`LedgerError::NumberUsed`],
    /// and [`LedgerError::OriginalOut`] where a certificate may be out already and the new sheet
    /// does not say 补打.
    pub fn store_case(
        &mut self,
        case: &Case,
        documents: &[Document],
        at: DateTime<Utc>,
    ) -> Result<(), LedgerError> {
        if !names_each_once(&case.documents, documents) {
            return Err(LedgerError::OtherDocuments);
        }
        let transaction = self.connection.transaction()?;
        let inserted = transaction
            .prepare_cached(
                "INSERT INTO cases (id, item, person, credential, matter, standing, stored_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, 'unknown', ?6)",
            )?
            .execute(params![
                Id(case.id.0),
                Word(&case.item),
                case.person,
                Word(case.credential),
                Json(&case.matter),
                Instant(at),
            ]);
        match inserted {
            Err(error) if is_double(&error) => return Err(LedgerError::CaseExists),
            inserted => inserted?,
        };
        for step in &case.steps {
            insert_step(&transaction, case.id, *step)?;
        }
        for document in documents {
            paper::store_document(&transaction, document, Some(case.id))?;
            paper::ask_sheet(&transaction, document, at)?;
        }
        for (place, note) in (0_u32..).zip(&case.documents) {
            transaction
                .prepare_cached(
                    "INSERT INTO case_documents (case_id, place, document_id) VALUES (?1, ?2, ?3)",
                )?
                .execute(params![Id(case.id.0), place, Id(note.id.0)])?;
        }
        outbox::put(&transaction, case, at)?;
        Ok(transaction.commit()?)
    }

    /// Adds a step; one that was taken before keeps its first time.
    ///
    /// The outbox goes on sending the case as it was stored, see [`Ledger::due`].
    ///
    /// # Errors
    /// [`LedgerError::UnknownCase`].
    pub fn add_step(&mut self, case: CaseId, step: TimedStep) -> Result<(), LedgerError> {
        let transaction = self.connection.transaction()?;
        standing(&transaction, case)?.ok_or(LedgerError::UnknownCase)?;
        insert_step(&transaction, case, step)?;
        Ok(transaction.commit()?)
    }

    /// Notes how a case stands with the district. Once it is decided it leaves the outbox.
    ///
    /// # Errors
    /// [`LedgerError::UnknownCase`], and [`LedgerError::Settled`] where the district has decided
    /// otherwise before; saying the same again changes nothing.
    pub fn set_standing(&mut self, case: CaseId, new: Standing) -> Result<(), LedgerError> {
        let transaction = self.connection.transaction()?;
        let known = standing(&transaction, case)?.ok_or(LedgerError::UnknownCase)?;
        let (word, serial, reason) = match (&known, &new) {
            _ if known == new => return Ok(()),
            (Standing::Unknown, Standing::Accepted { serial }) => ("accepted", Some(serial), None),
            (Standing::Unknown, Standing::Refused { reason }) => ("refused", None, Some(reason)),
            _ => return Err(LedgerError::Settled),
        };
        transaction
            .prepare_cached(
                "UPDATE cases SET standing = ?2, serial = ?3, reason = ?4 WHERE id = ?1",
            )?
            .execute(params![Id(case.0), word, serial, reason])?;
        outbox::remove(&transaction, case)?;
        Ok(transaction.commit()?)
    }

    /// The case, with all steps taken so far.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn case(&self, id: CaseId) -> Result<Option<Case>, LedgerError> {
        read(&self.connection, id)
    }

    /// How the case stands with the district; `None` for a case that is not in the ledger.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn standing(&self, case: CaseId) -> Result<Option<Standing>, LedgerError> {
        standing(&self.connection, case)
    }

    /// The content hash of the certificate with this number, `None` where none was issued here.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn content_hash_of(&self, number: &str) -> Result<Option<String>, LedgerError> {
        Ok(self
            .connection
            .prepare_cached("SELECT content_hash FROM documents WHERE number = ?1")?
            .query_row([number], |row| row.get(0))
            .optional()?)
    }

    /// The certificates that were issued here to this 人员编号 and whose content is not forgotten,
    /// newest first, each once, under the case that issued it first.
    ///
    /// `paper` is the last sheet that may be out, so that a failed 补打 does not hide that an
    /// earlier sheet is in somebody's hand; where none may be out, it is the last sheet.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn issued_to(&self, person: &str) -> Result<Vec<IssuedPaper>, LedgerError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT c.standing, c.serial, c.reason, c.id, c.matter, c.stored_at,
                 d.id, d.form, d.form_version, d.name, d.number, d.content_hash, d.blocks,
                 (SELECT kind FROM sheets s WHERE s.document_id = d.id ORDER BY copy LIMIT 1),
                 (SELECT state FROM sheets s WHERE s.document_id = d.id
                  ORDER BY state IN ('asked', 'failed'), copy DESC LIMIT 1)
             FROM cases c JOIN documents d ON d.case_id = c.id
             WHERE c.person = ?1 AND d.number IS NOT NULL AND d.blocks IS NOT NULL
             ORDER BY c.stored_at DESC, c.id DESC",
        )?;
        Ok(statement.query_map([person], issued_paper)?.collect::<Result<_, _>>()?)
    }
}

fn names_each_once(notes: &[DocumentNote], documents: &[Document]) -> bool {
    let named =
        |document: &Document| notes.iter().filter(|note| note_of(document) == **note).count() == 1;
    notes.len() == documents.len() && documents.iter().all(named)
}

fn note_of(document: &Document) -> DocumentNote {
    DocumentNote {
        id: document.id,
        form: document.form.clone(),
        form_version: document.form_version.clone(),
        number: document.number.clone(),
        content_hash: document.content_hash.clone(),
    }
}

fn insert_step(
    transaction: &Transaction<'_>,
    case: CaseId,
    TimedStep { step, at }: TimedStep,
) -> Result<(), LedgerError> {
    transaction
        .prepare_cached(
            "INSERT INTO case_steps (case_id, place, step, at)
             SELECT ?1, count(*), ?2, ?3 FROM case_steps WHERE case_id = ?1
             ON CONFLICT (case_id, step) DO NOTHING",
        )?
        .execute(params![Id(case.0), Word(step), Instant(at)])?;
    Ok(())
}

/// Reads a case whole.
pub(crate) fn read(connection: &Connection, id: CaseId) -> Result<Option<Case>, LedgerError> {
    let head = connection
        .prepare_cached("SELECT item, person, credential, matter FROM cases WHERE id = ?1")?
        .query_row([Id(id.0)], |row| {
            Ok(Case {
                id,
                item: row.get::<_, Word<_>>(0)?.0,
                person: row.get(1)?,
                credential: row.get::<_, Word<_>>(2)?.0,
                steps: Vec::new(),
                documents: Vec::new(),
                matter: row.get::<_, Json<_>>(3)?.0,
            })
        })
        .optional()?;
    let Some(mut case) = head else { return Ok(None) };
    case.steps = connection
        .prepare_cached("SELECT step, at FROM case_steps WHERE case_id = ?1 ORDER BY place")?
        .query_map([Id(id.0)], |row| {
            let step = row.get::<_, Word<CaseStep>>(0)?.0;
            Ok(TimedStep { step, at: row.get::<_, Instant>(1)?.0 })
        })?
        .collect::<Result<_, _>>()?;
    case.documents = connection
        .prepare_cached(
            "SELECT d.id, d.form, d.form_version, d.number, d.content_hash
             FROM case_documents n JOIN documents d ON d.id = n.document_id
             WHERE n.case_id = ?1 ORDER BY n.place",
        )?
        .query_map([Id(id.0)], |row| {
            Ok(DocumentNote {
                id: DocumentId(row.get::<_, Id>(0)?.0),
                form: row.get(1)?,
                form_version: row.get(2)?,
                number: row.get(3)?,
                content_hash: row.get(4)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(Some(case))
}

fn standing(connection: &Connection, case: CaseId) -> Result<Option<Standing>, LedgerError> {
    Ok(connection
        .prepare_cached("SELECT standing, serial, reason FROM cases WHERE id = ?1")?
        .query_row([Id(case.0)], standing_in)
        .optional()?)
}

/// The standing in the first three columns: the word, the serial, the reason. The schema lets
/// nothing in but an accepted case with a serial and a refused one with a reason.
fn standing_in(row: &Row<'_>) -> rusqlite::Result<Standing> {
    let serial: Option<String> = row.get(1)?;
    let reason: Option<String> = row.get(2)?;
    Ok(match (serial, reason) {
        (Some(serial), _) => Standing::Accepted { serial },
        (None, Some(reason)) => Standing::Refused { reason },
        (None, None) => Standing::Unknown,
    })
}

fn issued_paper(row: &Row<'_>) -> rusqlite::Result<IssuedPaper> {
    Ok(IssuedPaper {
        case: CaseId(row.get::<_, Id>(3)?.0),
        document: Document {
            id: DocumentId(row.get::<_, Id>(6)?.0),
            form: row.get(7)?,
            form_version: row.get(8)?,
            name: row.get(9)?,
            number: row.get(10)?,
            copy: row.get::<_, Word<CopyKind>>(13)?.0,
            content_hash: row.get(11)?,
            blocks: row.get::<_, Json<_>>(12)?.0,
        },
        matter: row.get::<_, Json<_>>(4)?.0,
        standing: standing_in(row)?,
        paper: row.get::<_, Word<_>>(14)?.0,
        issued_at: row.get::<_, Instant>(5)?.0,
    })
}
