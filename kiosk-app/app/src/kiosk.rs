//! All that decides, joined into one machine.

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use codes::PersonNumber;
use district_api::CaseBatch;
use faces::Faces;
use kiosk_core::{
    case::{Case, CaseId, PaperState},
    desk::Desk,
    document::Document,
    happenings::{DistrictHealth, Effect, Event, LedgerHealth, Lookup},
    number::VoucherNumber,
    screen::{Touch, View},
    time::{self, Moment, Uptime},
};
use kiosk_ledger::{Ledger, LedgerError};
use kiosk_sync::{Answer, Engine, Failure, Request, Task, Urgent, UrgentAnswer, mapping};
use receipt_printer::Profile;

use crate::{
    ids::Ids,
    io_board::IoBoard,
    press::Press,
    readers::{self, Outcome},
    urgent::{Desk as UrgentDesk, Ticket, Wanted},
    verify,
};

/// Cases pushed in one request.
const CASES_A_PUSH: u32 = 20;
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

    /// Carries out an effect. The ledger answers at once, and its answer is an event of its own.
    fn carry_out(&mut self, effect: Effect, now: Now, out: &mut Vec<Output>) {
        match effect {
            Effect::FindPerson(numbers) => {
                let lookup = self.find(&numbers).unwrap_or_else(|error| {
                    tracing::error!(%error, "the replica cannot be read");
                    Lookup::Failed
                });
                self.happened(Event::Person(lookup), now, out);
            }
            Effect::Resolve(token) => {
                let (ticket, urgent) = self.urgent.resolve(&token);
                out.push(Output::Urgent(ticket, urgent));
            }
            Effect::CheckVoucher(code) => {
                let check = verify::for_citizen(&code, &self.ledger);
                self.happened(Event::VoucherChecked(check), now, out);
            }
            Effect::ReserveNumber => {
                let number = self.reserve_number(now);
                self.happened(Event::NumberReserved(number), now, out);
            }
            Effect::StoreCase(case, documents) => self.store_case(&case, &documents, now, out),
            Effect::AddStep(case, step) => {
                let done = self.ledger.add_step(case, step);
                self.noted(done, now, out);
            }
            Effect::AskPaper(document) => {
                let done = self.ledger.ask_paper(&document, now.at).map(drop);
                self.noted(done, now, out);
            }
            Effect::RecordPaper(document, state) => {
                let done = self.ledger.set_paper(document, state, now.at);
                self.noted(done, now, out);
            }
            Effect::Print(document) => self.print(document, now, out),
            // The desk holds nothing of the person any more; the screen follows in `settle`.
            Effect::Forget => {}
            Effect::Note(words) => tracing::info!("{words}"),
        }
    }

    fn find(&self, numbers: &[PersonNumber]) -> Result<Lookup, LedgerError> {
        for number in numbers {
            if let Some(record) = self.ledger.find_by_number(number)? {
                let issued = self.ledger.issued_to(&record.person.id)?;
                return Ok(Lookup::Found(Box::new(record), issued));
            }
        }
        Ok(Lookup::Unknown)
    }

    fn reserve_number(&mut self, now: Now) -> Option<VoucherNumber> {
        let day = time::day(now.at);
        let division = &self.desk.parameters().division;
        let serial = self.ledger.next_serial(division, self.terminal_number, day);
        let number = serial
            .map_err(|error| tracing::error!(%error, "no voucher number could be reserved"))
            .ok()
            .map(|serial| VoucherNumber::new(division, self.terminal_number, day, serial))?;
        number.map_err(|error| tracing::error!(%error, "the numbers of the day are used up")).ok()
    }

    fn store_case(&mut self, case: &Case, documents: &[Document], now: Now, out: &mut Vec<Output>) {
        let event = match self.ledger.store_case(case, documents, now.at) {
            Ok(()) => {
                self.engine.case_stored(now.up);
                Event::CaseStored(case.id)
            }
            Err(error) => {
                tracing::error!(%error, item = %case.item, "a case could not be stored");
                Event::StoreFailed(case.id)
            }
        };
        self.happened(event, now, out);
    }

    /// Durable before visible: a sheet of which the ledger does not know is not printed.
    fn print(&mut self, document: Box<Document>, now: Now, out: &mut Vec<Output>) {
        match self.ledger.paper(document.id) {
            Ok(Some(PaperState::Sent)) => {
                let outcome = self.press.print(&document, &self.faces);
                out.push(Output::Printing(document));
                out.extend(outcome.command.map(Output::Printer));
                for event in outcome.heard {
                    self.happened(event, now, out);
                }
            }
            Ok(_) | Err(_) => {
                tracing::error!("a sheet is not printed, for the ledger does not have it as sent");
                let news = kiosk_core::happenings::SheetNews::Failed;
                self.happened(Event::Sheet(document.id, news), now, out);
            }
        }
    }

    /// A ledger that cannot be written takes no more cases.
    fn noted(&mut self, done: Result<(), LedgerError>, now: Now, out: &mut Vec<Output>) {
        match done {
            Ok(()) => {}
            Err(
                error @ (LedgerError::PaperPath { .. }
                | LedgerError::UnknownDocument
                | LedgerError::OriginalOut
                | LedgerError::UnknownCase),
            ) => tracing::error!(%error, "the ledger refused a note"),
            Err(error) => self.broken(&error, now, out),
        }
    }

    fn broken(&mut self, error: &LedgerError, now: Now, out: &mut Vec<Output>) {
        tracing::error!(%error, "the ledger cannot be used");
        self.tidy = false;
        self.happened(Event::Ledger(LedgerHealth::Broken), now, out);
    }

    fn tell_of_district(&mut self, now: Now, out: &mut Vec<Output>) {
        let data_as_of = self.ledger.as_of().ok().flatten();
        let health = DistrictHealth { reachable: self.engine.reachable(), data_as_of };
        if self.desk.hall().district != health {
            self.happened(Event::District(health), now, out);
        }
    }

    fn ask_district(&mut self, now: Now, out: &mut Vec<Output>) {
        while let Some(task) = self.engine.poll(now.up) {
            let request = match task {
                Task::Snapshot { after } => {
                    if after.is_none() {
                        self.snapshot_began_at = now.at;
                        if let Err(error) = self.ledger.begin_snapshot() {
                            return self.broken(&error, now, out);
                        }
                    }
                    Request::Snapshot { after }
                }
                Task::Changes { after } => Request::Changes { after },
                Task::Push => match self.ledger.due(CASES_A_PUSH) {
                    Ok(cases) if cases.is_empty() => {
                        self.engine.nothing_to_push();
                        continue;
                    }
                    Ok(cases) => {
                        let case = |case: &Case| mapping::case(case, &self.terminal);
                        Request::Push(CaseBatch { cases: cases.iter().map(case).collect() })
                    }
                    Err(error) => return self.broken(&error, now, out),
                },
            };
            self.asked_at = now.at;
            out.push(Output::District(request));
        }
    }

    fn district(&mut self, answer: Result<Answer, Failure>, now: Now, out: &mut Vec<Output>) {
        match answer {
            Err(failure) => {
                tracing::warn!(error = %failure, "the district did not answer");
                self.engine.failed(now.up, &failure);
            }
            Ok(answer) => {
                let decisions: Vec<_> = answer
                    .decisions()
                    .iter()
                    .filter_map(|decided| Some((CaseId(decided.id), mapping::decision(decided)?)))
                    .collect();
                match self.take(&answer, &decisions) {
                    Ok(more_cases) => self.engine.answered(now.up, &answer, more_cases),
                    Err(error) => {
                        self.engine.not_stored(now.up);
                        self.broken(&error, now, out);
                    }
                }
                for (case, (_, answer)) in decisions {
                    self.happened(Event::Answered(case, answer), now, out);
                }
            }
        }
        self.tell_of_district(now, out);
    }

    /// Stores what came; tells whether cases still wait.
    fn take(
        &mut self,
        answer: &Answer,
        decisions: &[(CaseId, (kiosk_core::case::Standing, kiosk_core::happenings::Answer))],
    ) -> Result<bool, LedgerError> {
        match answer {
            Answer::Snapshot(page) => {
                self.ledger.put_people(&usable(&page.people))?;
                if page.next.is_none() {
                    self.ledger.finish_snapshot(&page.cursor, self.snapshot_began_at)?;
                    self.tidy = true;
                }
            }
            Answer::Changes(page) => {
                let merged = page.people.iter().filter(|person| !mapping::is_kept(person));
                let removed: Vec<String> =
                    page.removed.iter().cloned().chain(merged.map(|p| p.id.clone())).collect();
                let people = usable(&page.people);
                // While more stands ready the data are not good up to now yet.
                let as_of = match page.more {
                    true => self.ledger.as_of()?.unwrap_or(self.asked_at),
                    false => self.asked_at,
                };
                self.ledger.apply_changes(&people, &removed, &page.cursor, as_of)?;
            }
            Answer::Results(_) => {
                for (case, (standing, _)) in decisions {
                    match self.ledger.set_standing(*case, standing.clone()) {
                        Ok(()) => {}
                        Err(error @ (LedgerError::UnknownCase | LedgerError::Settled)) => {
                            tracing::error!(%error, "the district decided what it could not");
                        }
                        Err(error) => return Err(error),
                    }
                }
            }
        }
        Ok(0 < self.ledger.outbox_depth()?)
    }
}

/// The people of a page that the kiosk can keep. One damaged row does not hold up the others.
fn usable(people: &[district_api::Person]) -> Vec<kiosk_core::person::InsuredPerson> {
    let kept = people.iter().filter(|person| mapping::is_kept(person));
    kept.filter_map(|person| match mapping::person(person.clone()) {
        Ok(person) => Some(person),
        Err(error) => {
            tracing::warn!(%error, "a person of the district is left out");
            None
        }
    })
    .collect()
}
