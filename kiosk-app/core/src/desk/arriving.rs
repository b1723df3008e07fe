//! Before anybody is known: a card comes, is read and looked up, or is refused.

use std::time::Duration;

use super::{DISK_WITHIN, Desk, READ_ON_WITHIN, farewell};
use crate::{
    happenings::{CardFailure, Code, Effect, Event, Lookup, ReaderHealth, Resolution},
    identity::{Credential, Identity, Reader},
    screen::Touch,
    time::{self, Moment, Uptime},
    visit::{CodeNotice, Farewell, Notice, Reading, Visit, session::Session},
};

/// A reader answers within its own deadlines; this is the screen's, longer than all of them.
const READ_WITHIN: Duration = Duration::from_secs(15);
/// The request for the holder of a code has a deadline of its own; this one is longer.
const CHECKED_WITHIN: Duration = Duration::from_secs(7);
/// How long a refusal stays for somebody who left the card lying.
const TOLD_WITHIN: Duration = Duration::from_secs(45);

impl Desk {
    /// Whether this is news of a credential, and nothing keeps a visit from beginning.
    pub(super) fn begins(&self, event: &Event) -> bool {
        let of_a_credential = matches!(
            event,
            Event::CardFound(_) | Event::CardRead(_) | Event::CardFailed(..) | Event::CodeShown(_)
        );
        of_a_credential && self.hall.can_serve()
    }

    /// A visit begins with news of a credential.
    pub(super) fn begin(&self, event: &Event, now: &Moment, effects: &mut Vec<Effect>) -> Visit {
        match event {
            Event::CardRead(card) => self.read(card, now, effects),
            Event::CardFailed(reader, failure) => told(Notice::Unread(*reader, *failure), now),
            Event::CardFound(reader) => {
                Visit::Reading { reader: *reader, give_up_at: now.up + READ_WITHIN }
            }
            Event::CodeShown(code) => self.shown(code, now, effects),
            _ => Visit::Idle,
        }
    }

    /// A code was shown.
    fn shown(&self, code: &Code, now: &Moment, effects: &mut Vec<Effect>) -> Visit {
        let notice = match code {
            Code::Credential(token) if self.hall.district.reachable => {
                effects.push(Effect::Resolve(token.clone()));
                return Visit::Checking { give_up_at: now.up + CHECKED_WITHIN };
            }
            Code::Voucher(code) => {
                effects.push(Effect::CheckVoucher(code.clone()));
                return Visit::Checking { give_up_at: now.up + CHECKED_WITHIN };
            }
            Code::Credential(_) => CodeNotice::NoNetwork,
            Code::Payment => CodeNotice::Payment,
            Code::Health => CodeNotice::Health,
            Code::WebAddress => CodeNotice::WebAddress,
            Code::Other => CodeNotice::Other,
        };
        told(Notice::Code(notice), now)
    }

    /// Waits for the district's or the ledger's word on a code; a good card need not wait.
    pub(super) fn checking(
        &self,
        give_up_at: Uptime,
        event: Event,
        now: &Moment,
        effects: &mut Vec<Effect>,
    ) -> Visit {
        let notice = |notice| told(Notice::Code(notice), now);
        match event {
            Event::Resolved(Resolution::Holder(holder)) => self.read(&holder, now, effects),
            Event::Resolved(Resolution::NotValid) => notice(CodeNotice::NotValid),
            Event::Resolved(Resolution::NoAnswer) => notice(CodeNotice::NoAnswer),
            Event::VoucherChecked(check) => notice(CodeNotice::Voucher(check)),
            Event::CardRead(card) => self.read(&card, now, effects),
            _ if give_up_at <= now.up => notice(CodeNotice::NoAnswer),
            _ => Visit::Checking { give_up_at },
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

    /// A card is being read; the first good credential of any reader wins.
    pub(super) fn reading(
        &self,
        reader: Reader,
        give_up_at: Uptime,
        event: Event,
        now: &Moment,
        effects: &mut Vec<Effect>,
    ) -> Visit {
        match event {
            Event::CardRead(card) => self.read(&card, now, effects),
            Event::CodeShown(code @ Code::Credential(_)) => self.shown(&code, now, effects),
            Event::CardFailed(from, failure) if from == reader => {
                told(Notice::Unread(reader, failure), now)
            }
            Event::CardLifted(from) if from == reader => {
                told(Notice::Unread(reader, CardFailure::Interrupted), now)
            }
            // The welcome page says that the reader is out of use.
            Event::Reader(of, ReaderHealth::Suspended) if of == reader => Visit::Idle,
            _ if give_up_at <= now.up => told(Notice::Unread(reader, CardFailure::Damaged), now),
            _ => Visit::Reading { reader, give_up_at },
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
                if identity.has(&record.person.id_number) =>
            {
                Visit::Serving(Box::new(Session::new(identity, *record, issued, now.up)))
            }
            Event::Person(Lookup::Unknown) => not_served(Notice::UnknownPerson, effects),
            Event::Person(Lookup::Failed) => not_served(Notice::Sorry, effects),
            // The card itself was changed. One at another reader comes second, and waits.
            Event::CardRead(card) if card.kind.reader() == identity.kind.reader() => {
                effects.push(Effect::Forget);
                self.read(&card, now, effects)
            }
            Event::CardLifted(reader) if reader == identity.kind.reader() => {
                farewell(Farewell::CardLifted, now, effects)
            }
            _ if give_up_at <= now.up => not_served(Notice::Sorry, effects),
            _ => Visit::LookingUp { identity, give_up_at },
        }
    }

    pub(super) fn read(&self, card: &Credential, now: &Moment, effects: &mut Vec<Effect>) -> Visit {
        match card.accept(time::day(now.at), &self.parameters.identity) {
            Ok(identity) => {
                effects.push(Effect::FindPerson(identity.numbers()));
                Visit::LookingUp { identity, give_up_at: now.up + DISK_WITHIN }
            }
            Err(reason) => told(Notice::NotAccepted(card.kind, reason), now),
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
            Event::CardLifted(_) => {
                Visit::Told { notice, until: until.min(now.up + READ_ON_WITHIN) }
            }
            Event::Touched(Touch::OpenGuides) => {
                Visit::Browsing { reading: Reading::List(0), touched_at: now.up }
            }
            Event::Touched(Touch::EndVisit) => self.end(Farewell::Goodbye, now, effects),
            _ if until <= now.up => Visit::Idle,
            _ => Visit::Told { notice, until },
        }
    }
}

fn told(notice: Notice, now: &Moment) -> Visit {
    Visit::Told { notice, until: now.up + TOLD_WITHIN }
}
