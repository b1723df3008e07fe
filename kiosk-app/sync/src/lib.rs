//! The kiosk's side of the district: what to ask when, what the answers mean, and the HTTP for it.
//!
//! [`Engine`] decides; it owns no connection and reads no clock, so it runs in virtual time like
//! every other machine. [`mapping`] is the one place where the district's wire types become the
//! kiosk's own; [`http`] carries requests. What somebody at the machine waits for goes past the
//! engine: [`urgent`].

pub mod engine;
pub mod http;
pub mod mapping;
pub mod urgent;

use district_api::{CaseAnswer, CaseBatch, CaseResults, ChangesPage, SnapshotPage};

pub use engine::{Engine, Task};
pub use mapping::MappingError;
pub use urgent::{Urgent, UrgentAnswer};

/// What the district is asked, in its turn.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// A page of all people.
    Snapshot {
        /// Where the page begins; `None`: the first one.
        after: Option<String>,
    },
    /// What has changed.
    Changes {
        /// The cursor.
        after: String,
    },
    /// To take these cases. Asking again with the same cases gives the same answers.
    Push(CaseBatch),
}

/// What the district answered.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// To [`Request::Snapshot`].
    Snapshot(SnapshotPage),
    /// To [`Request::Changes`].
    Changes(ChangesPage),
    /// To [`Request::Push`].
    Results(CaseResults),
}

impl Answer {
    /// The decisions on cases, where the answer has some.
    pub fn decisions(&self) -> &[CaseAnswer] {
        match self {
            Self::Results(results) => &results.results,
            Self::Snapshot(_) | Self::Changes(_) => &[],
        }
    }
}

/// Why there is no answer. What became of a push is unknown then; it is cleared by pushing again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// Nobody answered in time, or the connection broke.
    #[error("the district cannot be reached: check the network and the district's address")]
    Unreachable,
    /// The token is not accepted.
    #[error("the district does not accept this terminal's token: have the terminal registered")]
    Unauthorised,
    /// The district does not know the cursor any more: a new snapshot is due.
    #[error("the district does not know the cursor any more: a new snapshot is pulled")]
    UnknownCursor,
    /// The district is there and in trouble.
    #[error("the district answered with status {0}: look at the district's log")]
    Refused(u16),
    /// What came is no such answer.
    #[error("the district's answer makes no sense: kiosk and district are of different versions")]
    Garbled,
}
