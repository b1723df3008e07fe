//! Storing, asking, printing, taking: the part of a visit in which the idle clock rests.

use std::time::Duration;

use super::{Desk, READ_ON_WITHIN, TAKE_CARD_WITHIN, farewell, serving::resume};
use crate::{
    case::PaperState,
    happenings::{Answer, Effect, Event, SheetNews},
    identity::Reader,
    items::voucher::{self, Particulars, Stands},
    screen::Touch,
    time::Moment,
    visit::{
        Farewell, Visit,
        errand::{Errand, Purpose, Stage},
        session::{Origin, Place, Session},
    },
};

/// The printer's driver answers within its own allowance; this is longer.
const PRINT_WITHIN: Duration = Duration::from_secs(120);
/// How long one may wait for staff to mend the printer.
const MEND_WITHIN: Duration = Duration::from_secs(300);
/// How long the question waits whether the paper came out.
const UNSURE_WITHIN: Duration = Duration::from_secs(120);
/// How long a refusal of the district stays.
const REFUSED_WITHIN: Duration = Duration::from_secs(60);

impl Desk {
    pub(super) fn errand(
        &self,
        mut errand: Box<Errand>,
        event: Event,
        now: &Moment,
        effects: &mut Vec<Effect>,
    ) -> Visit {
        let goes = errand.session.as_ref().is_some_and(|session| match &event {
            Event::CardLifted(reader) => *reader == session.identity.kind.reader(),
            Event::CardRead(card) => session.is_not_of(card) && !self.is_second(session, card),
            _ => false,
        });
        if goes
            && errand.session.take().is_some()
            && matches!(errand.purpose, Purpose::Notice { .. })
        {
            // What else is under way is somebody's until it has come out; a notice is nobody's.
            effects.push(Effect::Forget);
        }
        if errand.session.is_none() && !errand.is_under_way() && self.begins(&event) {
            effects.extend(errand.case().map(|_| Effect::Forget));
            return self.begin(&event, now, effects);
        }
        let overdue = errand.stage.until() <= now.up;
        match (&errand.stage, event) {
            (Stage::Stopped { .. }, Event::CardLifted(_)) if goes && errand.is_voucher() => {
                farewell(Farewell::CardLiftedUnprinted, now, effects)
            }
            (Stage::Storing { .. }, Event::CaseStored(id)) if errand.case() == Some(id) => {
                Visit::Errand(Box::new(match errand.purpose {
                    Purpose::Voucher { .. } => self.ask_district(*errand, now, effects),
                    Purpose::Slip { .. } | Purpose::Notice { .. } => {
                        self.print(*errand, now, effects)
                    }
                }))
            }
            (Stage::Storing { .. }, Event::StoreFailed(id)) if errand.case() == Some(id) => {
                self.back_to(errand.session, Place::Sorry, now, effects)
            }
            (Stage::Storing { .. }, _) if overdue => {
                self.back_to(errand.session, Place::Sorry, now, effects)
            }
            (Stage::Asking { .. }, Event::Answered(id, answer)) if errand.case() == Some(id) => {
                self.answered(*errand, answer, now, effects)
            }
            (Stage::Asking { .. }, _) if overdue => {
                Visit::Errand(Box::new(self.print(*errand, now, effects)))
            }
            (Stage::Refused { .. }, Event::Touched(Touch::Back)) => {
                self.back_to(errand.session, Place::Services, now, effects)
            }
            (Stage::Refused { .. }, _) if overdue => self.end(Farewell::TimedOut, now, effects),
            (
                Stage::Printing { .. } | Stage::Taking { .. } | Stage::Unsure { .. },
                Event::Sheet(id, news),
            ) if id == errand.sheet() => self.news(*errand, news, now, effects),
            (Stage::Printing { .. }, _) if overdue => {
                effects.push(Effect::RecordPaper(errand.sheet(), PaperState::Unknown));
                Visit::Errand(Box::new(errand.at(Stage::Unsure { until: now.up + UNSURE_WITHIN })))
            }
            (Stage::Stopped { .. }, Event::Printer(_) | Event::Touched(Touch::Wait))
                if self.hall.can_print() =>
            {
                // The first sheet was never whole, so this one is the first all the same.
                effects.push(Effect::AskPaper(Box::new(errand.document.clone())));
                Visit::Errand(Box::new(self.print(*errand, now, effects)))
            }
            (Stage::Stopped { .. }, Event::Touched(Touch::Wait)) => {
                Visit::Errand(Box::new(errand.at(Stage::Stopped { until: now.up + MEND_WITHIN })))
            }
            (Stage::Unsure { .. }, Event::Touched(Touch::HaveIt)) => {
                effects.push(Effect::RecordPaper(errand.sheet(), PaperState::Taken));
                self.done(*errand, now, effects)
            }
            (Stage::Unsure { .. }, Event::Touched(Touch::HaveNot)) => {
                self.once_more(*errand, now, effects)
            }
            (_, Event::Touched(Touch::EndVisit)) if errand.can_be_ended() => {
                self.end(Farewell::Goodbye, now, effects)
            }
            (Stage::Stopped { .. } | Stage::Unsure { .. } | Stage::Taking { .. }, _) if overdue => {
                self.end(Farewell::TimedOut, now, effects)
            }
            _ => Visit::Errand(errand),
        }
    }

    /// Waits for the district where it can be reached; otherwise the case stays 受理.
    pub(super) fn ask_district(
        &self,
        errand: Errand,
        now: &Moment,
        effects: &mut Vec<Effect>,
    ) -> Errand {
        if !self.hall.district.reachable {
            return self.print(errand, now, effects);
        }
        let within = self.parameters.voucher.ask_district_within_seconds;
        errand.at(Stage::Asking { give_up_at: now.up + Duration::from_secs(within.into()) })
    }

    fn answered(
        &self,
        mut errand: Errand,
        answer: Answer,
        now: &Moment,
        effects: &mut Vec<Effect>,
    ) -> Visit {
        match answer {
            Answer::Accepted => {
                if let Purpose::Voucher { particulars, reported_at, .. } = &mut errand.purpose {
                    particulars.stands = Stands::Completed;
                    *reported_at = Some(now.at);
                }
                Visit::Errand(Box::new(self.print(errand, now, effects)))
            }
            Answer::Refused(reason) => {
                effects.push(Effect::RecordPaper(errand.sheet(), PaperState::Failed));
                let until = now.up + REFUSED_WITHIN;
                Visit::Errand(Box::new(errand.at(Stage::Refused { reason, until })))
            }
        }
    }

    /// Sends the sheet to the printer; that it may be there is on disk first.
    pub(super) fn print(
        &self,
        mut errand: Errand,
        now: &Moment,
        effects: &mut Vec<Effect>,
    ) -> Errand {
        self.make_anew(&mut errand, now);
        effects.push(Effect::RecordPaper(errand.sheet(), PaperState::Sent));
        effects.push(Effect::Print(Box::new(errand.document.clone())));
        errand.at(Stage::Printing { percent: 0, give_up_at: now.up + PRINT_WITHIN })
    }

    /// A voucher says how its case stands and when it was printed: that is known only now.
    fn make_anew(&self, errand: &mut Errand, now: &Moment) {
        let Purpose::Voucher { particulars, record, .. } = &mut errand.purpose else {
            return;
        };
        particulars.printed_at = now.at;
        let terminal = self.terminal_name();
        if let Some(document) = voucher::document(&self.office(&terminal), record, particulars) {
            errand.document = document;
        }
    }

    fn news(
        &self,
        errand: Errand,
        news: SheetNews,
        now: &Moment,
        effects: &mut Vec<Effect>,
    ) -> Visit {
        let take_within = Duration::from_secs(self.parameters.paper.take_within_seconds.into());
        let stage = match (news, &errand.stage) {
            (SheetNews::Taken, _) => return self.done(errand, now, effects),
            (SheetNews::Progress(percent), Stage::Printing { give_up_at, .. }) => {
                Stage::Printing { percent, give_up_at: *give_up_at }
            }
            // Not every printer has a sensor in its mouth: what is printed and cut can be taken.
            (
                SheetNews::Printed | SheetNews::Presented,
                Stage::Printing { .. } | Stage::Unsure { .. },
            ) => Stage::Taking { until: now.up + take_within },
            (SheetNews::Failed, _) => Stage::Stopped { until: now.up + MEND_WITHIN },
            (SheetNews::Unknown, Stage::Printing { .. } | Stage::Taking { .. }) => {
                Stage::Unsure { until: now.up + UNSURE_WITHIN }
            }
            (_, stage) => stage.clone(),
        };
        Visit::Errand(Box::new(errand.at(stage)))
    }

    /// The citizen says that no paper came. A certificate's next sheet says 补打 and is a case of
    /// its own, so it needs the card; a slip is simply printed again.
    fn once_more(&self, mut errand: Errand, now: &Moment, effects: &mut Vec<Effect>) -> Visit {
        let Purpose::Voucher { case, reissue_of, particulars, .. } = &errand.purpose else {
            effects.push(Effect::AskPaper(Box::new(errand.document.clone())));
            return Visit::Errand(Box::new(self.print(errand, now, effects)));
        };
        let Some(mut session) = errand.session.take() else {
            return self.end(Farewell::CardLiftedUnprinted, now, effects);
        };
        let origin = Origin::Issued(reissue_of.unwrap_or(*case));
        let Particulars { scheme, number, id, .. } = particulars.clone();
        session.place = self.preview(&session, scheme, number, id, origin, now);
        resume(session, now.up, effects)
    }

    /// The paper is in the citizen's hand.
    fn done(&self, errand: Errand, now: &Moment, effects: &mut Vec<Effect>) -> Visit {
        match (errand.purpose, errand.session) {
            (Purpose::Voucher { .. }, Some(session)) if self.stays(&session) => {
                let (farewell, stays) = match session.identity.kind.reader() {
                    Reader::Scanner => (Farewell::AllDone, READ_ON_WITHIN),
                    Reader::IdCard | Reader::SocialCard => (Farewell::TakeCard, TAKE_CARD_WITHIN),
                };
                Visit::Parting { farewell, until: now.up + stays, session: Some(session) }
            }
            (Purpose::Voucher { .. } | Purpose::Slip { .. }, None)
            | (Purpose::Voucher { .. }, Some(_)) => self.end(Farewell::Goodbye, now, effects),
            (Purpose::Slip { .. } | Purpose::Notice { .. }, Some(session)) => {
                resume(session, now.up, effects)
            }
            (Purpose::Notice { reading }, None) => Visit::Browsing { reading, touched_at: now.up },
        }
    }

    fn back_to(
        &self,
        session: Option<Box<Session>>,
        place: Place,
        now: &Moment,
        effects: &mut Vec<Effect>,
    ) -> Visit {
        match session {
            Some(mut session) => {
                session.place = place;
                resume(session, now.up, effects)
            }
            None => self.end(Farewell::CardLifted, now, effects),
        }
    }
}

impl Errand {
    fn at(self, stage: Stage) -> Self {
        Self { stage, ..self }
    }
}
