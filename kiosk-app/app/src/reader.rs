//! The ID-card reader's news as the visit hears them.

use id_card::{
    CardKind, IdCard, ResidentCard, Validity,
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
        Event::CardRead(card) => (Some(Heard::CardRead(Box::new(credential(&card)))), None),
        Event::CardLifted => (Some(Heard::CardLifted), Some(Command::Watch)),
        Event::CardStillThere | Event::ReaderBack | Event::TryRate(_) => (None, None),
        Event::ReaderLost => (Some(Heard::Reader(ReaderHealth::Suspended)), None),
        Event::Trouble(trouble) => (Some(told(trouble)), None),
    }
}

fn told(trouble: Trouble) -> happenings::Event {
    use happenings::Event as Heard;
    match trouble {
        Trouble::ReadInterrupted => Heard::CardFailed(CardFailure::Interrupted),
        Trouble::NotRecognised | Trouble::NotReadYet(_) => {
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

fn credential(card: &IdCard) -> Credential {
    debug_assert_eq!(card.kind(), CardKind::Resident);
    let IdCard::Resident(ResidentCard { name, number, valid_from, valid_to, .. }) = card;
    Credential {
        kind: CredentialKind::ResidentIdCard,
        name: name.shown().to_owned(),
        number: number.checked().ok(),
        valid_from: *valid_from,
        valid_until: match valid_to {
            Validity::Until(day) => ValidUntil::Day(*day),
            Validity::LongTerm => ValidUntil::LongTerm,
            Validity::Unreadable => ValidUntil::Unreadable,
        },
    }
}
