//! What a terminal pulls: the snapshot, the changes after it, and whether the district is up.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Person, instant};

/// A page of all people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SnapshotPage {
    /// The people of this page, in the order of their ids.
    pub people: Vec<Person>,
    /// What to give as `after` for the page that follows; absent on the last one.
    pub next: Option<String>,
    /// Where the changes begin that this snapshot may lack, taken before its first page was read:
    /// the same on every page. Ask for the changes after it once the last page is stored.
    pub cursor: String,
}

/// A page of what has changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChangesPage {
    /// Whole new rows. Nobody comes twice in a page, and nobody is also in `removed`.
    pub people: Vec<Person>,
    /// Ids of people whom the district holds no longer. One may never have reached the terminal.
    pub removed: Vec<String>,
    /// What to give as `after` the next time. Store it together with the rows.
    pub cursor: String,
    /// Whether further changes stand ready after `cursor`.
    pub more: bool,
}

/// That the district is up, and what time it has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Health {
    /// How it is.
    pub status: HealthStatus,
    /// The district's clock.
    #[serde(with = "instant")]
    pub time: DateTime<Utc>,
}

/// How the district is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum HealthStatus {
    /// It answers and its store can be read.
    Ok,
    /// It answers, and its store does not: pull and push later.
    Unavailable,
}

/// Why a request was not carried out. Nothing of it has happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// For programs; the contract lists which come with which status.
    #[schema(example = "unknown-cursor")]
    pub code: String,
    /// For whoever runs the terminal: what is wrong and what to do.
    pub message: String,
}
