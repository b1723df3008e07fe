//! What can go wrong in the ledger, and what to do about it.

use kiosk_core::case::PaperState;
use rusqlite::ErrorCode;

/// Why the ledger did not do what it was asked to. Never holds anybody's data.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// Another process, or another part of this one, has the ledger open.
    #[error("the ledger is in use already: stop the other kiosk before starting this one")]
    InUse,
    /// The file was written by a later version of the kiosk.
    #[error(
        "the ledger has schema {found} and this kiosk knows only {known}: \
         install the newer version of the kiosk again"
    )]
    Newer {
        /// The schema of the file.
        found: u32,
        /// The newest schema that this kiosk knows.
        known: u32,
    },
    /// The file is no ledger, or is damaged.
    #[error(
        "the ledger's file is damaged: keep it for the service people, for it holds cases that have \
         not been sent, and start the kiosk on a new file tomorrow, for it holds today's numbers"
    )]
    Corrupt,
    /// No space is left on the disk. What was asked for has not happened.
    #[error("the disk of the ledger is full: make room, then repeat")]
    DiskFull,
    /// The file cannot be opened, read or written.
    #[error(
        "the ledger's file cannot be read or written: check its folder, its rights and the disk"
    )]
    Storage(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// No snapshot of the district has ever been whole: nobody can be said to be unknown to it.
    #[error(
        "the kiosk has no data of the district yet: connect it and wait for the first snapshot"
    )]
    NoReplica,
    /// People were put, or a snapshot finished, that was not begun since the ledger was opened.
    #[error("no snapshot is under way: begin one first")]
    NoSnapshot,
    /// No case has this id, or none has issued the certificate that was to be printed.
    #[error("the ledger has no such case: store it first")]
    UnknownCase,
    /// No document has this id.
    #[error("the ledger has no sheet of this document: ask for one first")]
    UnknownDocument,
    /// The case is in the ledger already; nothing was changed.
    #[error("a case with this id is in the ledger already: read that one")]
    CaseExists,
    /// The papers that a case names are not the documents that came with it.
    #[error(
        "the papers that the case names are not the documents that came with it: name each once"
    )]
    OtherDocuments,
    /// Another document of this form has the number, or the document is known with another content.
    #[error("the document's number or id belongs to another document: draw a new number")]
    NumberUsed,
    /// The district has decided the case before, and otherwise.
    #[error("the district has decided this case before, and otherwise: ask the district")]
    Settled,
    /// A sheet cannot go this way.
    #[error("a sheet that is {from:?} does not become {to:?}: ask for another sheet")]
    PaperPath {
        /// What the sheet is.
        from: PaperState,
        /// What it was said to become.
        to: PaperState,
    },
    /// A whole sheet of the certificate may be in somebody's hand.
    #[error("a sheet of this certificate may be out: print the next one as 补打")]
    OriginalOut,
    /// SQLite refused for a reason that none of the others names.
    #[error("the ledger's database refused: keep the log for the service people")]
    Database(#[source] rusqlite::Error),
}

impl From<rusqlite::Error> for LedgerError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::Error;
        match &error {
            Error::FromSqlConversionFailure(..)
            | Error::InvalidColumnType(..)
            | Error::IntegralValueOutOfRange(..) => Self::Corrupt,
            _ => match error.sqlite_error_code() {
                Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::InUse,
                Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Corrupt,
                Some(ErrorCode::DiskFull) => Self::DiskFull,
                Some(
                    ErrorCode::CannotOpen
                    | ErrorCode::PermissionDenied
                    | ErrorCode::ReadOnly
                    | ErrorCode::SystemIoFailure,
                ) => Self::Storage(Box::new(error)),
                _ => Self::Database(error),
            },
        }
    }
}

/// Whether a statement failed because a row with that key is there already.
pub(crate) fn is_double(error: &rusqlite::Error) -> bool {
    use rusqlite::ffi::{SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE};
    matches!(error, rusqlite::Error::SqliteFailure(cause, _) if matches!(
        cause.extended_code,
        SQLITE_CONSTRAINT_PRIMARYKEY | SQLITE_CONSTRAINT_UNIQUE
    ))
}
