//! Documents and sheets on one side, the printer's jobs on the other.
//!
//! The printer counts as ready only when nothing of an earlier sheet is left in it, so that
//! whoever waits for it to be ready may print at once.

use std::collections::BTreeMap;

use faces::Faces;
use kiosk_core::{
    document::{Document, DocumentId},
    happenings::{self, PrinterHealth, PrinterState, SheetNews},
};
use receipt_printer::{Command, Condition, Event, JobId, Paper, PrintError, Profile};

/// Joins the visit to the printer.
#[derive(Debug)]
pub(crate) struct Press {
    profile: Profile,
    last_job: u64,
    /// Sheets whose end is not known yet.
    sheets: BTreeMap<JobId, DocumentId>,
    condition: Option<Condition>,
    /// What an earlier sheet left in the printer.
    left_over: LeftOver,
    told: Option<PrinterHealth>,
}

/// What an earlier sheet left in the printer, and how far it is with that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LeftOver {
    /// Nothing.
    Nothing,
    /// Something, and the printer cannot be freed of it yet.
    Something,
    /// The printer is being freed of it.
    GoingOut,
    /// It is out. The printer is asked whether the scrap hangs in the mouth now.
    Out,
}

/// What came of something.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// For the visit, in order.
    pub(crate) heard: Vec<happenings::Event>,
    /// For the printer.
    pub(crate) command: Option<Command>,
}

impl Press {
    pub(crate) fn new(profile: Profile) -> Self {
        Self {
            profile,
            last_job: 0,
            sheets: BTreeMap::new(),
            condition: None,
            left_over: LeftOver::Nothing,
            told: None,
        }
    }

    /// Makes the printer's job of a document.
    pub(crate) fn print(&mut self, document: &Document, faces: &Faces) -> Outcome {
        let printed = match kiosk_paper::print(document, &self.profile, faces) {
            Ok(printed) => printed,
            Err(error) => {
                tracing::error!(%error, form = document.form, "a document cannot be set");
                return Outcome {
                    heard: vec![happenings::Event::Sheet(document.id, SheetNews::Failed)],
                    command: None,
                };
            }
        };
        if !printed.missing.is_empty() {
            tracing::warn!(
                characters = printed.missing.len(),
                form = document.form,
                "no face has some characters of a document; they are marked on the paper"
            );
        }
        self.last_job += 1;
        let id = JobId(self.last_job);
        self.sheets.insert(id, document.id);
        Outcome { heard: Vec::new(), command: Some(Command::Print { id, job: printed.job }) }
    }

    /// Takes the printer's news.
    pub(crate) fn on(&mut self, event: Event) -> Outcome {
        let mut outcome = Outcome::default();
        match event {
            Event::Status(condition) => {
                self.condition = Some(condition);
                if self.left_over == LeftOver::Out {
                    self.left_over = LeftOver::Nothing;
                }
            }
            Event::Lost => {
                self.condition = None;
                if self.left_over == LeftOver::GoingOut {
                    self.left_over = LeftOver::Something;
                }
            }
            Event::Back => {}
            Event::Progress { job, sent, total } => {
                let percent = u8::try_from(100 * sent / total.max(1)).unwrap_or(100);
                self.news(job, SheetNews::Progress(percent), &mut outcome);
            }
            Event::Printed { job } => self.news(job, SheetNews::Printed, &mut outcome),
            Event::Presented { job } => self.news(job, SheetNews::Presented, &mut outcome),
            Event::Taken { job } => {
                self.news(job, SheetNews::Taken, &mut outcome);
                self.sheets.remove(&job);
            }
            Event::Failed { job, error, printed_something } => {
                tracing::warn!(%error, printed_something, "a sheet did not come out");
                if printed_something || error == PrintError::Unclear {
                    self.left_over = LeftOver::Something;
                }
                self.tell_health(&mut outcome);
                self.news(job, SheetNews::Failed, &mut outcome);
                self.sheets.remove(&job);
            }
            Event::Unknown { job, because } => {
                tracing::warn!(error = %because, "whether a sheet came out is not known");
                self.left_over = LeftOver::Something;
                self.news(job, SheetNews::Unknown, &mut outcome);
                self.sheets.remove(&job);
            }
            Event::Discarded => {
                self.left_over = LeftOver::Out;
                outcome.command = Some(Command::Ask);
            }
            Event::NotDiscarded { error } => {
                tracing::warn!(%error, "what an earlier sheet left is still in the printer");
                self.left_over = LeftOver::Something;
            }
        }
        let can_discard = self.condition.is_some_and(|condition| condition.fault().is_none());
        if self.left_over == LeftOver::Something && can_discard {
            self.left_over = LeftOver::GoingOut;
            outcome.command = Some(Command::Discard);
        }
        self.tell_health(&mut outcome);
        outcome
    }

    fn news(&self, job: JobId, news: SheetNews, outcome: &mut Outcome) {
        let sheet = self.sheets.get(&job);
        outcome.heard.extend(sheet.map(|sheet| happenings::Event::Sheet(*sheet, news)));
    }

    /// Tells the visit how the printer is, where that has changed.
    fn tell_health(&mut self, outcome: &mut Outcome) {
        let health = self.health();
        if self.told != Some(health) {
            self.told = Some(health);
            outcome.heard.push(happenings::Event::Printer(health));
        }
    }

    fn health(&self) -> PrinterHealth {
        let Some(condition) = self.condition else {
            return PrinterHealth { state: PrinterState::Gone, paper_low: false };
        };
        let state = match condition.fault() {
            Some(PrintError::PaperOut) => PrinterState::PaperOut,
            Some(PrintError::CoverOpen) => PrinterState::CoverOpen,
            Some(_) => PrinterState::Stuck,
            None if self.left_over != LeftOver::Nothing => PrinterState::Clearing,
            None if condition.sheet_in_mouth && self.sheets.is_empty() => PrinterState::MouthFull,
            None => PrinterState::Ready,
        };
        PrinterHealth { state, paper_low: condition.paper == Paper::NearEnd }
    }
}
