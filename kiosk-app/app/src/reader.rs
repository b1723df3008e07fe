//! The ID-card reader's news as the visit hears them.

use id_card::{
    IdCard, Validity,
    client::{Command, Event, Trouble},
};
use kiosk_core::{
    case::CredentialKind,
    happenings::{self, CardFailure, ReaderHealth},
    identity::{Credential, ValidUntil},
};

/// What the visit hears, and what the reader is told in turn.
pub(crate) fn heard(event: Event) -> (Option<happenings::Event>, Option<Command>) {
    use happenings::Event as Heard;
    match event {
        Event::Ready { .. } => (Some(Heard::Reader(ReaderHealth::Ready)), Some(Command::Watch)),
        Event::CardFound => (Some(Heard::CardFound), None),
        Event::CardRead(card) => (Some(read(&card)), None),
        Event::CardLifted => (Some(Heard::CardLifted), Some(Command::Watch)),
        // What is printed shows the address of the district's record.
        Event::NewAddresses(_) | Event::CardStillThere | Event::ReaderBack | Event::TryRate(_) => {
            (None, None)
        }
        Event::ReaderLost => (Some(Heard::Reader(ReaderHealth::Suspended)), None),
        Event::Trouble(trouble) => (Some(told(trouble)), None),
    }
}

fn told(trouble: Trouble) -> happenings::Event {
    use happenings::Event as Heard;
    match trouble {
        Trouble::ReadInterrupted => Heard::CardFailed(CardFailure::Interrupted),
        Trouble::NotRecognised | Trouble::Unsupported(_) => {
            Heard::CardFailed(CardFailure::Unsupported)
        }
        Trouble::Refused | Trouble::DamagedData => Heard::CardFailed(CardFailure::Damaged),
        Trouble::ReaderSilent
        | Trouble::LineNoisy
        | Trouble::OutOfService(_)
        | Trouble::Protocol { .. } => {
            tracing::warn!(%trouble, remedy = ?trouble.remedy(), "the ID-card reader is suspended");
            Heard::Reader(ReaderHealth::Suspended)
        }
    }
}

/// A card of a kind that the visit does not know as a credential serves nobody.
fn read(card: &IdCard) -> happenings::Event {
    use happenings::Event as Heard;
    let kind = match card {
        IdCard::Resident(_) => CredentialKind::ResidentIdCard,
        IdCard::HmtResident(_) | IdCard::Foreigner2017(_) | IdCard::Foreigner2023(_) => {
            return Heard::CardFailed(CardFailure::Unsupported);
        }
    };
    Heard::CardRead(Box::new(Credential {
        kind,
        name: card.name().text().to_owned(),
        number: card.person_number().ok().and_then(|number| number.citizen().cloned()),
        valid_from: card.valid_from(),
        valid_until: match card.validity() {
            Validity::Until(day) => ValidUntil::Day(day),
            Validity::LongTerm => ValidUntil::LongTerm,
            Validity::Unreadable => ValidUntil::Unreadable,
        },
    }))
}
