//! Wire types that kiosk and district share.
//!
//! A terminal pulls the district's insured people, first whole ([`SnapshotPage`]), then what has
//! changed since ([`ChangesPage`]), and pushes its cases ([`CaseBatch`]) under ids of its own
//! making, for each of which the district gives one lasting answer ([`CaseAnswer`]). Beside that it
//! asks at once, and once, whom a code stands for ([`ResolveCredential`]) and what a card is to be
//! shown ([`AuthenticateCard`]).
//!
//! On the wire all of it is JSON. Dates are `2026-05-01`, months `2026-05`, instants
//! `2026-12-01T02:30:00Z` (UTC, whole seconds), money is in fen. Codes are those of the
//! medical-insurance platform's interface specification and travel as they stand there, so a code
//! that only one district knows passes through.

mod case;
mod instant;
mod page;
mod person;
mod urgent;

pub use case::{
    Case, CaseAnswer, CaseBatch, CaseResults, CaseStep, DocumentCopy, DocumentNote, IdentityMeans,
    Outcome, Payload, Reason, Step,
};
pub use page::{ChangesPage, Health, HealthStatus, Problem, SnapshotPage};
pub use person::{Account, Contribution, Enrolment, Person};
pub use urgent::{
    AuthenticateCard, AuthenticationLine, CardAuthentication, Holder, ResolveCredential,
    ResolvedCredential,
};

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    #[test]
    fn an_instant_travels_in_whole_seconds_of_utc() {
        let sent = r#"{"status":"ok","time":"2026-12-01T10:30:00.750+08:00"}"#;
        let health: Health = serde_json::from_str(sent).unwrap();
        let text = serde_json::to_string(&health).unwrap();
        assert_eq!(text, r#"{"status":"ok","time":"2026-12-01T02:30:00Z"}"#);
    }

    #[test]
    fn a_person_and_their_case_never_reach_a_log() {
        let person = Person {
            id: "ZG5001000017".to_owned(),
            id_number: "11010519491231002X".to_owned(),
            name: "某人".to_owned(),
            sex: "2".to_owned(),
            nation: None,
            birth_date: NaiveDate::default(),
            deceased: false,
            merged_into: None,
            several_numbers: false,
            enrolments: Vec::new(),
            contributions: Vec::new(),
            account: None,
        };
        assert_eq!(format!("{person:?}"), "Person(..)");
        let case = r#"{
            "id": "0193b3c0-0000-7000-8000-000000000001", "terminal": "hall-1",
            "person": "ZG5001000017", "identity_means": "resident-id-card",
            "steps": [{"step": "applied", "at": "2026-12-01T02:30:00Z"}], "documents": [],
            "payload": {"item": "enrolment-voucher", "voucher_number": "NC-1", "scheme": "310"}
        }"#;
        let case: Case = serde_json::from_str(case).unwrap();
        assert_eq!(format!("{case:?}"), "Case(0193b3c0-0000-7000-8000-000000000001)");
        assert_eq!(format!("{:?}", case.payload), "EnrolmentVoucher(..)");
    }
}
