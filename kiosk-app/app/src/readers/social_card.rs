//! 社会保障卡

use kiosk_core::{
    case::CredentialKind,
    happenings::{self, CardFailure, ReaderHealth},
    identity::{Credential, Reader, ValidUntil},
};
use social_card::{Command, Event, Holder, SocialCard, Trouble, reading::Obstacle};

use super::Outcome;

const HERE: Reader = Reader::SocialCard;

/// What the visit hears; what a card asks of an authority is the kiosk's own business.
pub(crate) fn heard(event: Event) -> Outcome<Command> {
    use happenings::Event as Heard;
    match event {
        Event::Ready { .. } => Outcome::health(HERE, ReaderHealth::Ready).and(Command::Watch),
        Event::CardFound => Outcome::heard(Heard::CardFound(HERE)),
        Event::CardRead(card) => read(&card),
        Event::CardLifted => Outcome::heard(Heard::CardLifted(HERE)).and(Command::Watch),
        Event::NeedsAuthentication { .. } | Event::CardStillThere | Event::ReaderBack => {
            Outcome::NOTHING
        }
        Event::ReaderLost => Outcome::health(HERE, ReaderHealth::Suspended),
        Event::Trouble(trouble) if trouble.is_about_reader() => {
            tracing::warn!(
                %trouble, remedy = ?trouble.remedy(), "the social-card reader is suspended"
            );
            Outcome::health(HERE, ReaderHealth::Suspended)
        }
        Event::Trouble(trouble) => Outcome::failed(HERE, failure(trouble)),
    }
}

fn failure(trouble: Trouble) -> CardFailure {
    match trouble {
        Trouble::CardPulled | Trouble::HalfInserted | Trouble::CardTooSlow => {
            CardFailure::Interrupted
        }
        Trouble::CardMute => CardFailure::WrongWay,
        Trouble::WornContacts(_) => CardFailure::Worn,
        Trouble::ShortCircuit => CardFailure::Several,
        Trouble::Card(Obstacle::BankCard) => CardFailure::BankCard,
        Trouble::Card(Obstacle::OtherCard) => CardFailure::OtherCard,
        Trouble::Card(Obstacle::Hiccup(_)) => CardFailure::Interrupted,
        trouble @ Trouble::Card(
            Obstacle::AuthorityRefused { .. }
            | Obstacle::AuthenticationSpent
            | Obstacle::KeyLocked
            | Obstacle::NotGenuine,
        ) => {
            tracing::warn!(%trouble, remedy = ?trouble.remedy(), "a card was not authenticated");
            CardFailure::Damaged
        }
        // The reader's own failures do not come here.
        Trouble::ChipUnreadable
        | Trouble::Card(_)
        | Trouble::ReaderSilent
        | Trouble::LineNoisy
        | Trouble::ReaderFaulty(_) => CardFailure::Damaged,
    }
}

/// A card that gave no name without the district is good, and proves nobody here and now.
fn read(card: &SocialCard) -> Outcome<Command> {
    use happenings::Event as Heard;
    match &card.holder {
        Some(holder) => Outcome::heard(Heard::CardRead(Box::new(credential(card, holder)))),
        None => Outcome::failed(HERE, CardFailure::NeedsDistrict),
    }
}

/// The one place where a social-security card becomes the visit's.
fn credential(card: &SocialCard, holder: &Holder) -> Credential {
    Credential {
        kind: CredentialKind::SocialSecurityCard,
        name: holder.name.shown().to_owned(),
        number: holder.number.checked().ok().map(Into::into),
        former_number: None,
        birth_date: holder.birth,
        valid_from: card.issued_on,
        valid_until: card.valid_to.map_or(ValidUntil::Unreadable, ValidUntil::Day),
    }
}
