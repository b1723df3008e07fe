//! What is on the screen, as a function of the desk's state and the moment.

mod paper;
mod record;
mod waiting;

use super::Desk;
use crate::{
    happenings::{PrinterState, ReaderHealth},
    screen::{Action, Buttons, Frame, MoreTime, Page, Slot, SlotLook, Touch, View},
    texts,
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
            Visit::Reading { .. } => waiting::working(None, texts::READING),
            Visit::LookingUp { .. } => waiting::working(None, texts::LOOKING_UP),
            Visit::Told { notice, .. } => self.told_page(notice, now),
            Visit::Browsing { reading, .. } => self.guide_page(reading),
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
            Place::Sorry => self.sorry_page(),
            Place::Guides(reading) => self.guide_page(reading),
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
        let card_here = self.hall.card_present;
        match page {
            Page::Welcome(_) if self.hall.reader == ReaderHealth::Suspended => {
                vec![slot(texts::ID_CARD, texts::SUSPENDED, SlotLook::Closed), paper_at_rest]
            }
            Page::Welcome(_) | Page::Trouble(_) if self.is_before_a_visit() => {
                let card = match card_here {
                    true => slot(texts::ID_CARD, texts::TAKE_AWAY, SlotLook::Take),
                    false => slot(texts::ID_CARD, texts::ID_CARD_PLACE, SlotLook::Guide),
                };
                vec![card, paper_at_rest]
            }
            Page::Take(take) => {
                let card = match card_here && !take.afterwards.is_empty() {
                    true => slot(texts::ID_CARD, texts::TAKE_AWAY, SlotLook::Guide),
                    false => slot(texts::ID_CARD, "", SlotLook::Calm),
                };
                vec![card, slot(texts::PAPER_SLOT, &take.title, SlotLook::Take)]
            }
            Page::Parting(_) if card_here => {
                vec![slot(texts::ID_CARD, texts::TAKE_AWAY, SlotLook::Take), paper_at_rest]
            }
            _ => Vec::new(),
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
