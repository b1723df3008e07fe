//! 身份证 and the other cards of its family.

use codes::PersonNumber;
use id_card::{
    IdCard, Validity,
    client::{Command, Event, Trouble},
};
use kiosk_core::{
    case::CredentialKind,
    happenings::{self, CardFailure, ReaderHealth},
    identity::{Credential, Reader, ValidUntil},
};

use super::Outcome;

const HERE: Reader = Reader::IdCard;

pub(crate) fn heard(event: Event) -> Outcome<Command> {
    use happenings::Event as Heard;
    match event {
        Event::Ready { .. } => Outcome::health(HERE, ReaderHealth::Ready).and(Command::Watch),
        Event::CardFound => Outcome::heard(Heard::CardFound(HERE)),
        Event::CardRead(card) => Outcome::heard(Heard::CardRead(Box::new(credential(&card)))),
        Event::CardLifted => Outcome::heard(Heard::CardLifted(HERE)).and(Command::Watch),
        // What is printed shows the address of the district's record.
        Event::NewAddresses(_) | Event::CardStillThere | Event::ReaderBack | Event::TryRate(_) => {
            Outcome::NOTHING
        }
        Event::ReaderLost => Outcome::health(HERE, ReaderHealth::Suspended),
        Event::Trouble(trouble) => told(trouble),
    }
}

fn told(trouble: Trouble) -> Outcome<Command> {
    match trouble {
        Trouble::ReadInterrupted => Outcome::failed(HERE, CardFailure::Interrupted),
        Trouble::NotRecognised => Outcome::failed(HERE, CardFailure::OtherCard),
        Trouble::Unsupported(_) => Outcome::failed(HERE, CardFailure::Unsupported),
        Trouble::Refused | Trouble::DamagedData => Outcome::failed(HERE, CardFailure::Damaged),
        Trouble::ReaderSilent
        | Trouble::LineNoisy
        | Trouble::OutOfService(_)
        | Trouble::Protocol { .. } => {
            tracing::warn!(%trouble, remedy = ?trouble.remedy(), "the ID-card reader is suspended");
            Outcome::health(HERE, ReaderHealth::Suspended)
        }
    }
}

/// The one place where a card of this family becomes the visit's.
fn credential(card: &IdCard) -> Credential {
    let (kind, birth_date) = match card {
        IdCard::Resident(card) => (CredentialKind::ResidentIdCard, card.birth),
        IdCard::HmtResident(card) => (CredentialKind::ResidencePermit, card.birth),
        IdCard::Foreigner2017(card) => (CredentialKind::PermanentResidentCard, card.birth),
        IdCard::Foreigner2023(card) => (CredentialKind::PermanentResidentCard, card.birth),
    };
    Credential {
        kind,
        name: card.name().text().to_owned(),
        number: card.person_number().ok(),
        former_number: card.former_number().map(PersonNumber::Foreigner2017),
        birth_date,
        valid_from: card.valid_from(),
        valid_until: match card.validity() {
            Validity::Until(day) => ValidUntil::Day(day),
            Validity::LongTerm => ValidUntil::LongTerm,
            Validity::Unreadable => ValidUntil::Unreadable,
        },
    }
}
