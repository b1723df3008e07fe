//! The kiosk's durable memory on SQLite: the district's replica, cases, outbox, paper ledger.
//!
//! One process, one [`Ledger`], one file. What a method has returned `Ok` for is on the disk
//! (WAL, `synchronous=FULL`) and survives a power cut; what it has returned an error for has not
//! happened at all. So a case is stored before anything is shown as done or printed, and a number
//! is durable before it is known.
//!
//! | table | a row is | written by |
//! | --- | --- | --- |
//! | `replica` | the one row: current generation, cursor, 数据截至 | [`Ledger::finish_snapshot`], [`Ledger::apply_changes`], [`Ledger::touch_as_of`] |
//! | `people` | 参保人员 of one generation, with 个人账户 | [`Ledger::put_people`], [`Ledger::apply_changes`] |
//! | `enrolments` | 参保 of a person, in the district's order | with the person |
//! | `contributions` | 缴费 of a person, one month | with the person |
//! | `serials` | the last number of a day, terminal and division | [`Ledger::next_serial`] |
//! | `cases` | 办件, with its standing at the district | [`Ledger::store_case`], [`Ledger::set_standing`] |
//! | `case_steps` | 申请 受理 审核 办结 of a case | [`Ledger::store_case`], [`Ledger::add_step`] |
//! | `documents` | a document; its blocks until they are forgotten | [`Ledger::store_case`], [`Ledger::ask_paper`] |
//! | `case_documents` | that a document belongs to a case | [`Ledger::store_case`] |
//! | `sheets` | a sheet of a document, and its state | [`Ledger::store_case`], [`Ledger::ask_paper`], [`Ledger::set_paper`] |
//! | `sheet_changes` | when a sheet entered a state | with the sheet |
//! | `outbox` | a case that the district has not decided yet | [`Ledger::store_case`], [`Ledger::set_standing`] |
//!
//! What is deleted is overwritten (`secure_delete`), in the log beside the file with the next
//! checkpoint. The file is not encrypted yet: until it is, the disk under it has to be, for
//! whoever holds the disk can read it.

mod cases;
mod columns;
mod error;
mod outbox;
mod paper;
mod replica;
mod retention;
mod schema;
mod serials;

use std::path::Path;

use rusqlite::Connection;

pub use error::LedgerError;
pub use outbox::Waiting;
pub use paper::{FoundSheet, Sheet};

/// The ledger, open for this process alone.
#[derive(Debug)]
pub struct Ledger {
    connection: Connection,
    /// The generation that [`Ledger::put_people`] fills, while a snapshot is under way.
    staging: Option<i64>,
}

/// How many prepared statements are kept: all of ours.
const STATEMENTS: usize = 64;

/// Pages kept in memory, in KiB: the index over identity numbers of a district fits in.
const CACHE_KIB: i64 = 64 * 1024;

impl Ledger {
    /// Opens the ledger at `path`, makes it where there is none, and brings its schema up to date.
    ///
    /// A new file can be read by the kiosk's user alone.
    ///
    /// # Errors
    /// [`LedgerError::InUse`] while another process holds it, [`LedgerError::Newer`] for a file of
    /// a later kiosk, [`LedgerError::Corrupt`] for a file that is no ledger,
    /// [`LedgerError::Storage`] where it cannot be opened.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, LedgerError> {
        create_for_owner_only(path.as_ref())
            .map_err(|cause| LedgerError::Storage(Box::new(cause)))?;
        Self::with(Connection::open(path)?)
    }

    /// A ledger that is gone with the process.
    ///
    /// # Errors
    /// [`LedgerError::Database`] where SQLite refuses.
    pub fn in_memory() -> Result<Self, LedgerError> {
        Self::with(Connection::open_in_memory()?)
    }

    fn with(mut connection: Connection) -> Result<Self, LedgerError> {
        // The holder of a ledger never lets it go, so there is nothing to wait for.
        connection.busy_timeout(std::time::Duration::ZERO)?;
        // Exclusive comes before WAL: then the index of the WAL needs no shared memory, and the
        // first write keeps everybody else out until this process ends.
        connection.execute_batch(&format!(
            "PRAGMA locking_mode = EXCLUSIVE;
             PRAGMA journal_mode = WAL;
             PRAGMA synchronous = FULL;
             PRAGMA foreign_keys = ON;
             PRAGMA secure_delete = ON;
             PRAGMA temp_store = MEMORY;
             PRAGMA cache_size = -{CACHE_KIB};"
        ))?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        schema::upgrade(&mut connection)?;
        Ok(Self { connection, staging: None })
    }
}

/// Makes the file where there is none, before SQLite would make it readable for everybody. The
/// files beside it (`-wal`) take its rights.
///
/// A file that is there is not even opened: closing it again would drop the lock under a ledger
/// that this process has open.
fn create_for_owner_only(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    match std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Err(cause) if cause.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        made => made.map(drop),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ledger_is_written_through_to_the_disk_and_overwrites_what_it_deletes() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(folder.path().join("ledger.db")).unwrap();
        let says = |pragma: &str| -> rusqlite::types::Value {
            ledger.connection.pragma_query_value(None, pragma, |row| row.get(0)).unwrap()
        };
        assert_eq!(says("journal_mode"), "wal".to_owned().into());
        assert_eq!(says("synchronous"), 2.into(), "FULL: a commit waits for the disk");
        assert_eq!(says("foreign_keys"), 1.into());
        assert_eq!(says("secure_delete"), 1.into());
    }
}
