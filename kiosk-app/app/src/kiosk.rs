//! All that decides, joined into one machine.

mod district;
mod effects;

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use faces::Faces;
use kiosk_core::{
    desk::Desk,
    document::Document,
    happenings::Event,
    screen::{Touch, View},
    time::{Moment, Uptime},
};
use kiosk_ledger::{Ledger, LedgerError};
use kiosk_sync::{Answer, Engine, Failure, Request, Urgent, UrgentAnswer};
use receipt_printer::Profile;

use crate::{
    ids::Ids,
    io_board::IoBoard,
    press::Press,
    readers::{self, Outcome},
    urgent::{Desk as UrgentDesk, Ticket, Wanted},
};

/// People of a replaced snapshot that are removed between two other things.
const REMOVED_AT_ONCE: u32 = 200;

/// The present moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// Time since start.
    pub up: Uptime,
    /// Calendar time.
    pub at: DateTime<Utc>,
}

/// Something that happened.
#[derive(Debug)]
pub enum Input {
    /// A citizen touched a control.
    Touched(Touch),
    /// The ID-card reader.
    IdCard(id_card::client::Event),
    /// The social-card reader.
    SocialCard(social_card::Event),
    /// The code scanner.
    CodeScanner(code_scanner::Event),
    /// The printer.
    Printer(receipt_printer::Event),
    /// The I/O board.
    IoBoard(io_board::Event),
    /// The display has painted, in answer to [`Output::AskScreen`].
    Painted,
    /// The district answered, or did not.
    District(Result<Answer, Failure>),
    /// The district answered what somebody waits for, or did not.
    Urgent(Ticket, Result<UrgentAnswer, Failure>),
    /// Time passed.
    Tick,
}

/// Something to be done.
#[derive(Debug)]
pub enum Output {
    /// Tell the ID-card reader.
    IdCard(id_card::client::Command),
    /// Tell the social-card reader.
    SocialCard(social_card::Command),
    /// Tell the code scanner.
    CodeScanner(code_scanner::Command),
    /// Tell the printer.
    Printer(receipt_printer::Command),
    /// Tell the I/O board.
    IoBoard(io_board::Command),
    /// Have the display's own thread answer, once it has painted, with [`Input::Painted`].
    AskScreen,
    /// Ask the district; the answer comes back as [`Input::District`].
    District(Request),
    /// Ask the district at once, beside whatever else it is asked; the answer comes back as
    /// [`Input::Urgent`].
    Urgent(Ticket, Urgent),
    /// This is on its way to the printer; for those who keep pictures of made-up people's papers.
    Printing(Box<Document>),
    /// Show this.
    Show(Box<View>),
}

/// What a kiosk is put together from.
pub struct Fittings {
    /// The visit and its rules.
    pub desk: Desk,
    /// The durable memory.
    pub ledger: Ledger,
    /// The type faces.
    pub faces: Arc<Faces>,
    /// The printer's model.
    pub printer: Profile,
    /// Ids and chance.
    pub ids: Ids,
    /// The terminal's name at the district.
    pub terminal: String,
    /// The terminal's number, 1 to 99.
    pub terminal_number: u8,
}

/// The kiosk.
pub struct Kiosk {
    desk: Desk,
    ledger: Ledger,
    engine: Engine,
    press: Press,
    faces: Arc<Faces>,
    ids: Ids,
    terminal: String,
    terminal_number: u8,
    /// When the request under way was sent: what it answers is good up to then.
    asked_at: DateTime<Utc>,
    /// When the snapshot under way was begun.
    snapshot_began_at: DateTime<Utc>,
    urgent: UrgentDesk,
    /// The scanner was told to look for codes.
    scans: bool,
    board: IoBoard,
    shown: Option<View>,
    tidy: bool,
}

impl Kiosk {
    /// Puts a kiosk together and tells what to do first. Sheets whose end the last run did not
    /// learn are marked as unknown before anything else.
    ///
    /// # Errors
    /// The ledger cannot be used.
    pub fn start(fittings: Fittings, now: Now) -> Result<(Self, Vec<Output>), LedgerError> {
        let Fittings { desk, mut ledger, faces, printer, ids, terminal, terminal_number } =
            fittings;
        for sheet in ledger.recover(now.at)? {
            tracing::warn!(
                form = sheet.form, copy = sheet.copy, was = ?sheet.was, now = ?sheet.now,
                "the last run did not learn what became of a sheet"
            );
        }
        let engine = Engine::new(ledger.cursor()?, 0 < ledger.outbox_depth()?);
        let mut kiosk = Self {
            desk,
            ledger,
            engine,
            press: Press::new(printer),
            faces,
            ids,
            terminal,
            terminal_number,
            asked_at: now.at,
            snapshot_began_at: now.at,
            urgent: UrgentDesk::default(),
            scans: false,
            board: IoBoard::default(),
            shown: None,
            tidy: true,
        };
        let mut out = Vec::new();
        kiosk.tell_of_district(now, &mut out);
        kiosk.settle(now, &mut out);
        Ok((kiosk, out))
    }

    /// Takes what happened and says what to do about it, in order.
    pub fn on(&mut self, now: Now, input: Input) -> Vec<Output> {
        let mut out = Vec::new();
        match input {
            Input::Touched(touch) => self.happened(Event::Touched(touch), now, &mut out),
            Input::IdCard(event) => {
                self.heard(readers::id_card::heard(event), Output::IdCard, now, &mut out);
            }
            Input::SocialCard(social_card::Event::NeedsAuthentication { ticket, challenge }) => {
                let (ticket, urgent) = self.urgent.authenticate(ticket, &challenge);
                out.push(Output::Urgent(ticket, urgent));
            }
            Input::SocialCard(event) => {
                self.heard(readers::social_card::heard(event), Output::SocialCard, now, &mut out);
            }
            Input::CodeScanner(event) => {
                let outcome = readers::code_scanner::heard(event);
                self.heard(outcome, Output::CodeScanner, now, &mut out);
            }
            Input::Printer(event) => {
                let outcome = self.press.on(event);
                out.extend(outcome.command.map(Output::Printer));
                for event in outcome.heard {
                    self.happened(event, now, &mut out);
                }
            }
            Input::IoBoard(event) => {
                if let Some(event) = self.board.heard(event, now.up) {
                    self.happened(event, now, &mut out);
                }
            }
            Input::Painted => out.extend(self.board.beat(&self.desk).map(Output::IoBoard)),
            Input::District(answer) => self.district(answer, now, &mut out),
            Input::Urgent(ticket, answer) => match self.urgent.answered(ticket, answer) {
                Some(Wanted::Visit(event)) => self.happened(event, now, &mut out),
                Some(Wanted::SocialCard(command)) => out.push(Output::SocialCard(command)),
                // Whoever waited has left.
                None => {}
            },
            Input::Tick => self.happened(Event::Tick, now, &mut out),
        }
        self.settle(now, &mut out);
        out
    }

    /// When [`Input::Tick`] is due next: for the visit, the district, a countdown or the clock.
    pub fn wakes_at(&self, now: Now) -> Uptime {
        let to_next_minute = 60 - now.at.timestamp().rem_euclid(60);
        let minute = now.up + Duration::from_secs(to_next_minute.unsigned_abs());
        let second = match self.shown.as_ref().map(|view| &view.page) {
            Some(kiosk_core::screen::Page::MoreTime(_)) => Some(now.up + Duration::from_secs(1)),
            _ => None,
        };
        let tidy = self.tidy.then_some(now.up);
        let beat = self.board.wakes_at();
        [self.desk.wakes_at(), self.engine.wakes_at(), beat, second, tidy, Some(minute)]
            .into_iter()
            .flatten()
            .min()
            .unwrap_or(minute)
    }

    /// The visit and its surroundings, for those who look in.
    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    /// The durable memory, for those who look in.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// What is due whatever happened: the district's next request, tidying, the screen.
    fn settle(&mut self, now: Now, out: &mut Vec<Output>) {
        self.ask_district(now, out);
        if self.tidy {
            match self.ledger.remove_replaced(REMOVED_AT_ONCE) {
                Ok(removed) => self.tidy = 0 < removed,
                Err(error) => self.broken(&error, now, out),
            }
        }
        self.watch_for_codes(out);
        let moment = self.moment(now);
        let view = self.desk.view(&moment);
        out.extend(self.board.follow(&self.desk, &view).into_iter().map(Output::IoBoard));
        if self.board.asks(now.up) {
            out.push(Output::AskScreen);
        }
        if self.shown.as_ref() != Some(&view) {
            self.shown = Some(view.clone());
            out.push(Output::Show(Box::new(view)));
        }
    }

    /// The scanner looks for codes only while one would begin a visit.
    fn watch_for_codes(&mut self, out: &mut Vec<Output>) {
        let wanted = self.desk.wants_codes();
        if wanted != self.scans {
            self.scans = wanted;
            out.push(Output::CodeScanner(match wanted {
                true => code_scanner::Command::Watch,
                false => code_scanner::Command::Rest,
            }));
        }
    }

    fn heard<C>(
        &mut self,
        outcome: Outcome<C>,
        tell: impl FnOnce(C) -> Output,
        now: Now,
        out: &mut Vec<Output>,
    ) {
        out.extend(outcome.command.map(tell));
        if let Some(event) = outcome.heard {
            self.happened(event, now, out);
        }
    }

    fn moment(&mut self, now: Now) -> Moment {
        let fresh = [self.ids.fresh(now.at), self.ids.fresh(now.at)];
        Moment { up: now.up, at: now.at, fresh }
    }

    fn happened(&mut self, event: Event, now: Now, out: &mut Vec<Output>) {
        let moment = self.moment(now);
        for effect in self.desk.on(event, &moment) {
            self.carry_out(effect, now, out);
        }
    }
}
