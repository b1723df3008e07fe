//! The district's books behind one contract, and the two that keep it.

mod memory;
mod sqlite;

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use district_api::{Case, CaseAnswer, ChangesPage, Person, ResolvedCredential, SnapshotPage};
use uuid::Uuid;

pub use memory::MemoryDistrict;
pub use sqlite::SqliteStore;

use crate::{auth::Terminal, credential::Credential, rules::Rules};

/// What any store of the district does.
///
/// Every change of a person draws the next number of one rising row, inside the transaction that
/// makes the change, and the changes become visible in the order of these numbers: that is what
/// cursors rest on. A store that lets writers overlap has to see to it.
#[async_trait]
pub trait Store: Send + Sync {
    /// Answers when the books can be read.
    async fn probe(&self) -> Result<(), StoreError>;

    /// At most `limit` people, by id: the first ones, or those after an earlier page's `next`.
    async fn snapshot(&self, after: Option<&str>, limit: u32) -> Result<SnapshotPage, StoreError>;

    /// At most `limit` people who changed, or went, after the cursor; the oldest change first.
    async fn changes(&self, after: &str, limit: u32) -> Result<ChangesPage, StoreError>;

    /// Judges the case and files it with its answer, both durable before this returns; or gives
    /// the lasting answer, where the id has been filed before.
    async fn file(
        &self,
        case: &Case,
        rules: &Rules,
        now: DateTime<Utc>,
    ) -> Result<CaseAnswer, StoreError>;

    /// The first answer to a case of this terminal; `None` where no such case was ever filed.
    async fn answer(&self, terminal: &str, case: Uuid) -> Result<Option<CaseAnswer>, StoreError>;

    /// All cases with their first answers, in the order in which their terminals made them.
    async fn cases(&self) -> Result<Vec<(Case, CaseAnswer)>, StoreError>;

    /// Adds people, or puts whole new rows in the place of those with the same ids: all or none.
    async fn put_people(&self, people: &[Person]) -> Result<(), StoreError>;

    /// Removes a person; nothing happens where there is none.
    async fn remove_person(&self, id: &str) -> Result<(), StoreError>;

    /// Whom a code stands for; codes that were used are remembered until the store is closed.
    async fn resolve(&self, code: &str, rules: &Rules) -> Result<ResolvedCredential, StoreError>;

    /// Adds codes, all or none. A holder has one at a time: a new one ends the one before.
    async fn put_credentials(&self, credentials: &[Credential]) -> Result<(), StoreError>;

    /// All terminals that may call, by name.
    async fn terminals(&self) -> Result<Vec<Terminal>, StoreError>;

    /// Lets a terminal call; one with the same name loses its old token.
    async fn admit_terminal(&self, terminal: &Terminal) -> Result<(), StoreError>;

    /// Lets a terminal call no longer. Says whether there was one.
    async fn dismiss_terminal(&self, name: &str) -> Result<bool, StoreError>;

    /// Lets go of the books, so that what keeps them is whole on its own. Asked afterwards, they
    /// may fail.
    async fn close(&self);
}

/// Opens the store that a URL names, and brings its tables up to date.
///
/// # Errors
/// [`StoreError::Url`] for any URL but `sqlite:FILE`; [`StoreError::Open`] where the file is no
/// database, cannot be read or cannot be made.
pub async fn open(url: &str) -> Result<Arc<dyn Store>, StoreError> {
    match url.split_once(':') {
        Some(("sqlite", _)) => Ok(Arc::new(SqliteStore::open(url).await?)),
        _ => Err(StoreError::Url),
    }
}

/// Why the books gave no answer. Whatever was asked has not happened.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The cursor is not from these books.
    #[error("the cursor is none that this district has given out; take a new snapshot")]
    UnknownCursor,
    /// The URL names no kind of store that there is.
    #[error("the database URL names no store that this district has; write sqlite:FILE")]
    Url,
    /// The database cannot be opened.
    #[error("the database cannot be opened; check that its file is a district's and writable")]
    Open(#[source] sqlx::Error),
    /// The tables cannot be brought up to date.
    #[error("the database's tables are not those of this version; use the version that made them")]
    Tables(#[from] sqlx::migrate::MigrateError),
    /// The database failed while it was used.
    #[error("the database failed; try again, and check its disk where that does not help")]
    Database(#[from] sqlx::Error),
    /// What a table holds is not what was written there.
    #[error("the table {0} holds a row that cannot be read; restore the database from a copy")]
    Damaged(&'static str),
}
