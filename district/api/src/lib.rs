//! Wire types that kiosk and district share.
//!
//! A terminal pulls the district's insured people, first whole ([`SnapshotPage`]), then what has
//! changed since ([`ChangesPage`]), and pushes its cases ([`CaseBatch`]) under ids of its own
//! making, for each of which the district gives one lasting answer ([`CaseAnswer`]).
//!
//! On the wire all of it is JSON. Dates are `2026-05-01`, months `2026-05`, instants
//! `2026-12-01T02:30:00Z` (UTC, whole seconds), money is in fen. Codes are those of the
//! medical-insurance platform's interface specification and travel as they stand there, so a code
//! that only one district knows passes through.

mod case;
mod instant;
mod page;
mod person;

pub use case::{
    Case, CaseAnswer, CaseBatch, CaseResults, CaseStep, DocumentCopy, DocumentNote, IdentityMeans,
    Outcome, Payload, Reason, Step,
};
pub use page::{ChangesPage, Health, HealthStatus, Problem, SnapshotPage};
pub use person::{Account, Contribution, Enrolment, Person};
