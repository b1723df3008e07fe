//! Before anybody is known: a card comes, is read and looked up, or is refused.

use std::time::Duration;

use super::{DISK_WITHIN, Desk, READ_ON_WITHIN, farewell};
use crate::{
    happenings::{CardFailure, Effect, Event, Lookup, ReaderHealth},
    identity::{Credential, Identity},
    screen::Touch,
    time::{self, Moment, Uptime},
    visit::{Farewell, Notice, Reading, Visit, session::Session},
};

/// A reader answers within its own deadlines; this is the screen's, longer than all of them.
const READ_WITHIN: Duration = Duration::from_secs(15);
/// How long a refusal stays for somebody who left the card lying.
const TOLD_WITHIN: Duration = Duration::from_secs(45);

impl Desk {
    /// Whether this is news of a card, and nothing keeps a visit from beginning.
    pub(super) fn begins(&self, event: &Event) -> bool {
        let of_a_card =
            matches!(event, Event::CardFound | Event::CardRead(_) | Event::CardFailed(_));
        of_a_card && self.hall.can_serve()
    }

    /// A visit begins with news of a card.
    pub(super) fn begin(&self, event: &Event, now: &Moment, effects: &mut Vec<Effect>) -> Visit {
        match event {
            Event::CardRead(card) => self.read(card, now, effects),
            Event::CardFailed(failure) => told(Notice::Card(*failure), now),
            _ => Visit::Reading { give_up_at: now.up + READ_WITHIN },
        }
    }

    /// Nobody is here: a card or a touch on the guides begins something.
    pub(super) fn idle(&self, event: Event, now: &Moment, effects: &mut Vec<Effect>) -> Visit {
        match event {
            event if self.begins(&event) => self.begin(&event, now, effects),
            Event::Touched(Touch::OpenGuides) => {
                Visit::Browsing { reading: Reading::List(0), touched_at: now.up }
            }
            Event::Touched(Touch::OpenGuide(item)) => match self.guide(item, 0) {
                Some(reading) => Visit::Browsing { reading, touched_at: now.up },
                None => Visit::Idle,
            },
            _ => Visit::Idle,
        }
    }

    pub(super) fn reading(
        &self,
        give_up_at: Uptime,
        event: Event,
        now: &Moment,
        effects: &mut Vec<Effect>,
    ) -> Visit {
        match event {
            Event::CardRead(card) => self.read(&card, now, effects),
            Event::CardFailed(failure) => told(Notice::Card(failure), now),
            Event::CardLifted => told(Notice::Card(CardFailure::Interrupted), now),
            // The welcome page says that the reader is out of use.
            Event::Reader(ReaderHealth::Suspended) => Visit::Idle,
            _ if give_up_at <= now.up => told(Notice::Card(CardFailure::Damaged), now),
            _ => Visit::Reading { give_up_at },
        }
    }

    pub(super) fn looking_up(
        &self,
        identity: Identity,
        give_up_at: Uptime,
        event: Event,
        now: &Moment,
        effects: &mut Vec<Effect>,
    ) -> Visit {
        let not_served = |notice, effects: &mut Vec<Effect>| {
            effects.push(Effect::Forget);
            told(notice, now)
        };
        match event {
            // What was asked for an earlier card may be answered only now.
            Event::Person(Lookup::Found(record, issued))
                if record.person.id_number == identity.number =>
            {
                Visit::Serving(Box::new(Session::new(identity, *record, issued, now.up)))
            }
            Event::Person(Lookup::Unknown) => not_served(Notice::UnknownPerson, effects),
            Event::Person(Lookup::Failed) => not_served(Notice::Sorry, effects),
            Event::CardRead(card) => {
                effects.push(Effect::Forget);
                self.read(&card, now, effects)
            }
            Event::CardLifted => farewell(Farewell::CardLifted, None, now, effects),
            _ if give_up_at <= now.up => not_served(Notice::Sorry, effects),
            _ => Visit::LookingUp { identity, give_up_at },
        }
    }

    pub(super) fn read(&self, card: &Credential, now: &Moment, effects: &mut Vec<Effect>) -> Visit {
        match card.accept(time::day(now.at), &self.parameters.identity) {
            Ok(identity) => {
                effects.push(Effect::FindPerson(identity.number.clone()));
                Visit::LookingUp { identity, give_up_at: now.up + DISK_WITHIN }
            }
            Err(reason) => told(Notice::NotAccepted(reason), now),
        }
    }

    pub(super) fn told(
        &self,
        notice: Notice,
        until: Uptime,
        event: Event,
        now: &Moment,
        effects: &mut Vec<Effect>,
    ) -> Visit {
        match event {
            event if self.begins(&event) => self.begin(&event, now, effects),
            Event::CardLifted => Visit::Told { notice, until: until.min(now.up + READ_ON_WITHIN) },
            Event::Touched(Touch::OpenGuides) => {
                Visit::Browsing { reading: Reading::List(0), touched_at: now.up }
            }
            Event::Touched(Touch::EndVisit) => farewell(Farewell::Goodbye, None, now, effects)
                .or_take_card(self.hall.card_present, now),
            _ if until <= now.up => Visit::Idle,
            _ => Visit::Told { notice, until },
        }
    }
}

fn told(notice: Notice, now: &Moment) -> Visit {
    Visit::Told { notice, until: now.up + TOLD_WITHIN }
}
