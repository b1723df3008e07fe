//! 医保电子凭证 and whatever else people show to the scanner.

use code_scanner::{Code, Command, Event, Trouble};
use codes::PersonNumber;
use district_api::{Holder, ResolvedCredential};
use kiosk_core::{
    case::CredentialKind,
    happenings::{self, CardFailure, ReaderHealth, Resolution, Token},
    identity::{Credential, Reader, ValidUntil},
};
use kiosk_sync::{Failure, UrgentAnswer};

use super::Outcome;

const HERE: Reader = Reader::Scanner;

pub(crate) fn heard(event: Event) -> Outcome<Command> {
    match event {
        Event::Ready => Outcome::health(HERE, ReaderHealth::Ready),
        Event::Scanned(code) => Outcome::heard(happenings::Event::CodeShown(shown(code))),
        Event::ScannerBack => Outcome::NOTHING,
        Event::ScannerLost => Outcome::health(HERE, ReaderHealth::Suspended),
        Event::Trouble(Trouble::TwoCodes) => Outcome::failed(HERE, CardFailure::Several),
        Event::Trouble(Trouble::Garbled) => Outcome::failed(HERE, CardFailure::Interrupted),
        Event::Trouble(trouble) if !trouble.is_about_scanner() => {
            tracing::warn!(%trouble, remedy = ?trouble.remedy(), "the scanner reads no code whole");
            Outcome::failed(HERE, CardFailure::Damaged)
        }
        Event::Trouble(trouble) => {
            tracing::warn!(%trouble, remedy = ?trouble.remedy(), "the scanner is suspended");
            Outcome::health(HERE, ReaderHealth::Suspended)
        }
    }
}

fn shown(code: Code) -> happenings::Code {
    use happenings::Code as Shown;
    match code {
        Code::ElectronicCredential(secret) => Shown::Credential(Token::new(secret.into_text())),
        Code::Voucher(text) => Shown::Voucher(text),
        Code::Payment => Shown::Payment,
        Code::Health => Shown::Health,
        Code::WebAddress => Shown::WebAddress,
        Code::Other { .. } => Shown::Other,
    }
}

/// What the district said of a code.
pub(crate) fn resolved(answer: Result<UrgentAnswer, Failure>) -> Resolution {
    match answer {
        Ok(UrgentAnswer::Resolved(ResolvedCredential::Holder(holder))) => {
            Resolution::Holder(Box::new(credential(holder)))
        }
        Ok(UrgentAnswer::Resolved(ResolvedCredential::NotValid)) => Resolution::NotValid,
        Ok(UrgentAnswer::Authenticated(_)) => Resolution::NoAnswer,
        Err(failure) => {
            tracing::warn!(error = %failure, "nobody said whose a code is");
            Resolution::NoAnswer
        }
    }
}

/// The one place where a code becomes the visit's.
fn credential(holder: Holder) -> Credential {
    Credential {
        kind: CredentialKind::ElectronicCredential,
        number: PersonNumber::parse(&holder.id_number).ok(),
        name: holder.name,
        former_number: None,
        birth_date: None,
        valid_from: None,
        // How long a code is good is for the district to know, which has just said so.
        valid_until: ValidUntil::Unreadable,
    }
}
