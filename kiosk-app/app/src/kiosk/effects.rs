//! What the visit wants done, carried out.

use codes::PersonNumber;
use kiosk_core::{
    case::{Case, PaperState},
    document::Document,
    happenings::{Effect, Event, LedgerHealth, Lookup, SheetNews},
    number::VoucherNumber,
    time,
};
use kiosk_ledger::LedgerError;

use super::{Kiosk, Now, Output};
use crate::verify;

impl Kiosk {
    /// Carries out an effect. The ledger answers at once, and its answer is an event of its own.
    pub(super) fn carry_out(&mut self, effect: Effect, now: Now, out: &mut Vec<Output>) {
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
                self.happened(Event::Sheet(document.id, SheetNews::Failed), now, out);
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

    pub(super) fn broken(&mut self, error: &LedgerError, now: Now, out: &mut Vec<Output>) {
        tracing::error!(%error, "the ledger cannot be used");
        self.tidy = false;
        self.happened(Event::Ledger(LedgerHealth::Broken), now, out);
    }
}
