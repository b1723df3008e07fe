//! What is on the screen, as a function of the desk's state and the moment.

mod paper;
mod record;
mod waiting;

use super::Desk;
use crate::{
    happenings::{PrinterState, ReaderHealth},
    identity::Reader,
    screen::{Action, Buttons, Frame, MoreTime, Page, Slot, SlotLook, Touch, View},
    texts::{self, credentials},
    time::{self, Moment},
    visit::{
        Visit,
        session::{IdleClock, Place, Session},
    },
};

impl Desk {
    /// The whole screen at this moment.
    pub fn view(&self, now: &Moment) -> View {
        let page = self.page(now);
        let in_visit = match &self.visit {
            Visit::Serving(_) => true,
            Visit::Errand(errand) => errand.session.is_some() && errand.can_be_ended(),
            _ => false,
        };
        let frame = Frame {
            bureau: self.parameters.bureau.clone(),
            terminal: self.terminal_name(),
            clock: time::clock(now.at),
            date: time::date_and_weekday(now.at),
            in_visit,
            staff_called: self.hall.staff_called,
            slots: self.slots(&page),
        };
        View { frame, page }
    }

    fn page(&self, now: &Moment) -> Page {
        match &self.visit {
            Visit::Idle if !self.hall.can_serve() => self.out_of_service(),
            Visit::Idle => self.welcome(),
            Visit::Reading { reader, .. } => waiting::working(None, credentials::reading(*reader)),
            Visit::Checking { .. } => waiting::working(None, credentials::CHECKING),
            Visit::LookingUp { .. } => waiting::working(None, texts::LOOKING_UP),
            Visit::Told { notice, .. } => self.told_page(notice, now),
            Visit::Browsing { reading, .. } => self.guide_page(reading, None),
            Visit::Serving(session) => self.session_page(session, now),
            Visit::Errand(errand) => self.errand_page(errand),
            Visit::Parting { farewell, session, .. } => {
                self.parting_page(*farewell, session.is_some())
            }
        }
    }

    fn session_page(&self, session: &Session, now: &Moment) -> Page {
        if let IdleClock::Asking { until } = session.idle {
            let left = until.saturating_sub(now.up).as_secs_f64().ceil() as u32;
            return Page::MoreTime(MoreTime {
                title: texts::MORE_TIME.to_owned(),
                subtitle: texts::more_time_subtitle(left),
                seconds_left: left,
                seconds: self.parameters.idle.answer_within_seconds,
                stay: action(texts::STILL_HERE, Touch::StillHere),
                end: action(texts::frame::END_VISIT, Touch::EndVisit),
            });
        }
        match &session.place {
            Place::Services => self.services_page(session, now),
            Place::Opening { .. } => waiting::working(None, texts::STORING),
            Place::Enrolment { page } => self.enrolment_page(session, *page, now),
            Place::AskDestination => self.destination_page(),
            Place::AskScheme => self.scheme_page(session),
            Place::Reserving { .. } => waiting::working(self.voucher_steps(2), texts::PREPARING),
            Place::Preview(draft) => self.preview_page(draft),
            Place::Refused(refusal) => self.refused_page(*refusal),
            Place::CannotPrint => self.cannot_print_page(),
            Place::NeedsDocument => self.needs_document_page(),
            Place::TwoPeople => self.two_people_page(session),
            Place::Sorry => self.sorry_page(),
            Place::Guides(reading) => self.guide_page(reading, Some(session)),
        }
    }

    /// The strip stands over the real slots on pages that want the hands there.
    fn slots(&self, page: &Page) -> Vec<Slot> {
        let slot = |title: &str, hint: &str, look| Slot {
            title: title.to_owned(),
            hint: hint.to_owned(),
            look,
        };
        let paper_at_rest = match (self.hall.printer.state, self.hall.printer.paper_low) {
            (PrinterState::Ready | PrinterState::Starting, false) => {
                slot(texts::PAPER_SLOT, "", SlotLook::Calm)
            }
            (PrinterState::Ready | PrinterState::Starting, true) => {
                slot(texts::PAPER_SLOT, texts::PAPER_LOW, SlotLook::Calm)
            }
            (PrinterState::PaperOut, _) => {
                slot(texts::PAPER_SLOT, texts::PAPER_OUT_SHORT, SlotLook::Closed)
            }
            _ => slot(texts::PAPER_SLOT, texts::PRINTER_OUT_SHORT, SlotLook::Closed),
        };
        let reader = |reader, look| {
            let hint = match look {
                SlotLook::Take => credentials::TAKE_AWAY,
                SlotLook::Guide => credentials::how(reader),
                SlotLook::Calm => "",
                SlotLook::Closed => self.why_closed(reader),
            };
            slot(credentials::name(reader), hint, look)
        };
        let mut slots = Vec::new();
        for of in self.hall.readers.keys() {
            let Some(look) = self.look(*of, page) else { return Vec::new() };
            slots.push(reader(*of, look));
        }
        let paper = match page {
            Page::Take(_) => slot(texts::PAPER_SLOT, texts::TAKE_PAPER, SlotLook::Take),
            _ => paper_at_rest,
        };
        slots.push(paper);
        slots
    }

    /// How a reader's slot looks, on a page that wants the hands there.
    fn look(&self, of: Reader, page: &Page) -> Option<SlotLook> {
        let has_card = self.hall.cards.contains_key(&of);
        let at_rest = match has_card && !self.hall.forgotten.contains(&of) {
            true => SlotLook::Take,
            false => SlotLook::Calm,
        };
        match page {
            Page::Welcome(_) | Page::Trouble(_) if self.is_before_a_visit() => {
                Some(match self.hall.takes(of) {
                    _ if has_card => SlotLook::Take,
                    true => SlotLook::Guide,
                    false => SlotLook::Closed,
                })
            }
            Page::Take(take) if take.afterwards.is_empty() => Some(SlotLook::Calm),
            Page::Take(_) => Some(at_rest),
            Page::Parting(_) => self.hall.card_to_take().map(|_| at_rest),
            // Of two people, the one whose turn it is leaves their card where it is.
            Page::Trouble(_) => {
                self.first_of_two().map(|mine| if mine == of { SlotLook::Calm } else { at_rest })
            }
            _ => None,
        }
    }

    /// Why nothing is to be put into a slot.
    pub(super) fn why_closed(&self, reader: Reader) -> &'static str {
        match self.hall.readers.get(&reader) {
            Some(ReaderHealth::Suspended) | None => credentials::SUSPENDED,
            Some(ReaderHealth::Starting | ReaderHealth::Ready) => credentials::NEEDS_NETWORK,
        }
    }

    /// The reader that the session stands on, where somebody else's credential came second.
    fn first_of_two(&self) -> Option<Reader> {
        match &self.visit {
            Visit::Serving(session) if session.place == Place::TwoPeople => {
                Some(session.identity.kind.reader())
            }
            _ => None,
        }
    }

    fn is_before_a_visit(&self) -> bool {
        matches!(self.visit, Visit::Idle | Visit::Told { .. })
    }
}

fn action(label: &str, touch: Touch) -> Action {
    Action { label: label.to_owned(), touch }
}

fn buttons(back: Option<Action>, middle: Option<Action>, primary: Option<Action>) -> Buttons {
    Buttons { back, middle, primary }
}
