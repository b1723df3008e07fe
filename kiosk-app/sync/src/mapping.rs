//! The one place where the district's wire types become the kiosk's own, and back.

use codes::{PersonCategory, PersonNumber, Scheme, Sex};
use district_api as api;
use kiosk_core::{
    case::{Case, CaseStep, CredentialKind, DocumentNote, Matter, Standing, TimedStep},
    happenings::Answer,
    person::{Account, Contribution, Enrolment, InsuredPerson},
};

/// A row of the district that cannot be used. It says which field, never whose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a person of the district has an unusable {field}: have the record corrected there")]
pub struct MappingError {
    /// Which field.
    pub field: &'static str,
}

/// A person of the district as the kiosk keeps them.
///
/// # Errors
/// [`MappingError`] where a field makes no sense; such a person is served at a window.
pub fn person(person: api::Person) -> Result<InsuredPerson, MappingError> {
    let field = |field| MappingError { field };
    let nation = person.nation.as_deref().map_or(Ok(0), str::parse);
    Ok(InsuredPerson {
        id_number: PersonNumber::parse(&person.id_number).map_err(|_| field("id_number"))?,
        id: person.id,
        name: person.name,
        sex: person.sex.chars().next().map_or(Sex::Unknown, Sex::from_code),
        nation: nation.map_err(|_| field("nation"))?,
        birth_date: person.birth_date,
        deceased: person.deceased,
        unmerged: person.several_numbers,
        enrolments: person.enrolments.into_iter().map(enrolment).collect(),
        contributions: person
            .contributions
            .into_iter()
            .map(contribution)
            .collect::<Result<_, _>>()?,
        account: person
            .account
            .map(|account| Account { balance_fen: account.balance_fen, as_of: account.as_of }),
    })
}

/// Whether the record is one to keep: one that was merged into another has no life of its own.
pub fn is_kept(person: &api::Person) -> bool {
    person.merged_into.is_none()
}

fn enrolment(enrolment: api::Enrolment) -> Enrolment {
    Enrolment {
        scheme: Scheme::from_code(&enrolment.scheme),
        category: PersonCategory::from_code(enrolment.category),
        status: enrolment.status.into(),
        first_on: enrolment.first_date,
        current_since: enrolment.current_since,
        paused_on: enrolment.paused_on,
        ended_on: enrolment.ended_on,
        unit_name: enrolment.unit_name,
        division: enrolment.division,
    }
}

fn contribution(contribution: api::Contribution) -> Result<Contribution, MappingError> {
    Ok(Contribution {
        scheme: Scheme::from_code(&contribution.scheme),
        month: contribution.month.try_into().map_err(|_| MappingError { field: "month" })?,
        base_fen: contribution.base_fen,
        personal_fen: contribution.personal_fen,
        unit_fen: contribution.unit_fen,
        subsidy_fen: contribution.subsidy_fen,
        to_account_fen: contribution.to_account_fen,
        paid_on: contribution.paid_on,
    })
}

fn means(credential: CredentialKind) -> api::IdentityMeans {
    match credential {
        CredentialKind::ResidentIdCard => api::IdentityMeans::ResidentIdCard,
        CredentialKind::PermanentResidentCard => api::IdentityMeans::PermanentResidentCard,
        CredentialKind::ResidencePermit => api::IdentityMeans::ResidencePermit,
        CredentialKind::SocialSecurityCard => api::IdentityMeans::SocialSecurityCard,
        CredentialKind::ElectronicCredential => api::IdentityMeans::ElectronicCredential,
    }
}

/// A case as the district takes it.
pub fn case(case: &Case, terminal: &str) -> api::Case {
    let copy = match &case.matter {
        Matter::EnrolmentVoucher { reissue_of: Some(_), .. } => api::DocumentCopy::Reissue,
        _ => api::DocumentCopy::Original,
    };
    api::Case {
        id: case.id.0,
        terminal: terminal.to_owned(),
        person: case.person.clone(),
        identity_means: means(case.credential),
        steps: case.steps.iter().map(step).collect(),
        documents: case.documents.iter().map(|note| document(note, copy)).collect(),
        payload: match &case.matter {
            Matter::EnrolmentQuery { printed } => {
                api::Payload::EnrolmentQuery { pages_shown: None, printed: *printed }
            }
            Matter::EnrolmentVoucher { voucher_number, scheme, reissue_of } => {
                api::Payload::EnrolmentVoucher {
                    voucher_number: voucher_number.clone(),
                    scheme: scheme.code().to_owned(),
                    reason: None,
                    destination: None,
                    reissue_of: reissue_of.map(|case| case.0),
                }
            }
        },
    }
}

fn step(step: &TimedStep) -> api::CaseStep {
    let word = match step.step {
        CaseStep::Applied => api::Step::Applied,
        CaseStep::Accepted => api::Step::Accepted,
        CaseStep::Reviewed => api::Step::Reviewed,
        CaseStep::Completed => api::Step::Completed,
    };
    api::CaseStep { step: word, at: step.at }
}

fn document(note: &DocumentNote, copy: api::DocumentCopy) -> api::DocumentNote {
    api::DocumentNote {
        id: note.id.0,
        number: note.number.clone(),
        form: note.form.clone(),
        form_version: note.form_version.clone(),
        content_hash: note.content_hash.clone(),
        copy,
    }
}

/// What a decision of the district means for the ledger, and for a citizen who waits for it.
///
/// `None` for a decision that contradicts itself: the case stays unknown and is asked again.
pub fn decision(answer: &api::CaseAnswer) -> Option<(Standing, Answer)> {
    match (answer.outcome, &answer.serial, &answer.reason) {
        (api::Outcome::Accepted | api::Outcome::Duplicate, Some(serial), _) => {
            Some((Standing::Accepted { serial: serial.clone() }, Answer::Accepted))
        }
        (api::Outcome::Refused, _, Some(reason)) => {
            let reason = reason.sentence.clone();
            Some((Standing::Refused { reason: reason.clone() }, Answer::Refused(reason)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wire_person() -> api::Person {
        api::Person {
            id: "ZG5001000017".into(),
            id_number: "500119196109271236".into(),
            name: "林知远".into(),
            sex: "1".into(),
            nation: Some("01".into()),
            birth_date: chrono::NaiveDate::from_ymd_opt(1961, 9, 27).unwrap(),
            deceased: false,
            merged_into: None,
            several_numbers: false,
            enrolments: vec![],
            contributions: vec![],
            account: None,
        }
    }

    #[test]
    fn a_damaged_row_says_which_field_and_never_whose() {
        let damaged = api::Person { id_number: "500119196109271237".into(), ..wire_person() };
        let said = person(damaged).unwrap_err().to_string();
        assert!(said.contains("id_number") && !said.contains("5001191961"), "{said}");
        assert!(person(wire_person()).is_ok());
    }

    #[test]
    fn a_decision_without_its_serial_decides_nothing() {
        let answer = api::CaseAnswer {
            id: uuid::Uuid::nil(),
            outcome: api::Outcome::Accepted,
            serial: None,
            reason: None,
            at: chrono::DateTime::UNIX_EPOCH,
        };
        assert_eq!(decision(&answer), None);
    }
}
