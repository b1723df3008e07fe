//! The kiosk's end: sends a sheet, and says that it is printed only when the printer said so.
//!
//! The life of a sheet is a [`Stage`]; every arrow between two of them is a method here.
//!
//! ```text
//! Checking ─well─▶ Body ─every chunk confirmed─▶ Cutting ─confirmed─▶ Confirming ─well─▶ InMouth ─empty─▶ taken
//!    │fault         │fault, silence, no answer    │no answer            │cutter              │not seen
//!    ▼              ▼                             ▼                     ▼                    ▼
//! failed          failed                    failed or unknown        failed               unknown
//! ```
//!
//! The cut goes out only when all before it is confirmed. So a sheet that broke off was never
//! released, and only from the cut on can its fate be unknown.

mod discard;
mod messages;
mod polling;

use std::{collections::VecDeque, time::Duration};

use link::{Line, Machine, Step, Uptime};
use tracing::{debug, info, warn};

pub use self::messages::{Command, Event, JobId};
use self::{
    discard::Discarding,
    polling::{Heard, Polling},
};
use crate::{
    Condition, PrintError, Profile, Proof,
    job::Job,
    wire::{self, Answer, AnswerReader},
};

/// What the printer may take on top of what the paper needs: its first line, its own thinking.
const PATIENCE: Duration = Duration::from_secs(2);

/// A sheet on its way.
struct Sheet {
    id: JobId,
    chunks: VecDeque<Vec<u8>>,
    sent: usize,
    total: usize,
    /// From the last byte on the line to the printer's answer at the latest.
    allowance: Duration,
}

enum Stage {
    Idle,
    /// Waits for a round of answers asked after the order.
    Checking(Sheet),
    /// A chunk and the question behind it are under way.
    Body {
        sheet: Sheet,
        under_way: usize,
        give_up_at: Uptime,
    },
    /// The cut and the question behind it are under way.
    Cutting {
        id: JobId,
        total: usize,
        give_up_at: Uptime,
        /// Somebody has had, or may have had, their hands at the paper before it was cut: what is
        /// cut off then may be what they left.
        touched: Option<PrintError>,
    },
    /// The cut is confirmed; a round of answers tells whether the cutter is well.
    Confirming(JobId),
    /// Printed. Waits for the sheet to appear in the mouth, then to leave it.
    InMouth {
        id: JobId,
        seen: bool,
        give_up_at: Uptime,
    },
    Discarding(Discarding),
}

/// The kiosk's end of the line to the printer.
pub struct Client {
    profile: Profile,
    steps: VecDeque<Step<Event>>,
    reader: AnswerReader,
    polling: Polling,
    stage: Stage,
    line_up: bool,
    lost: bool,
    condition: Option<Condition>,
    asked: bool,
    /// Questions in the stream that the printer has not answered.
    owed: usize,
    /// How many questions were ever asked.
    questions: u32,
    /// The line failed while commands were on it: the printer may wait for the end of one.
    cut_short: bool,
    /// A sheet broke off, and part of it may still be in the printer; its time on paper.
    left_over: Option<Duration>,
    line_free_at: Uptime,
    last_round_at: Uptime,
}

impl Client {
    /// A client for a model of printer, on a line that is not up yet.
    pub fn new(profile: Profile) -> Self {
        Self {
            polling: Polling::new(&profile),
            profile,
            steps: VecDeque::new(),
            reader: AnswerReader::default(),
            stage: Stage::Idle,
            line_up: false,
            lost: false,
            condition: None,
            asked: false,
            owed: 0,
            questions: 0,
            cut_short: false,
            left_over: None,
            line_free_at: Uptime::ZERO,
            last_round_at: Uptime::ZERO,
        }
    }

    /// How the printer was when it last answered, `None` while nobody answers.
    pub fn condition(&self) -> Option<Condition> {
        self.condition
    }

    fn tell(&mut self, event: Event) {
        self.steps.push_back(Step::Happened(event));
    }

    fn send(&mut self, now: Uptime, bytes: Vec<u8>) {
        self.line_free_at = self.line_free_at.max(now) + self.profile.wire_time(bytes.len());
        self.steps.push_back(Step::Send(bytes));
    }

    /// Sends commands with a question behind them that is answered when they are done.
    fn send_and_ask(&mut self, now: Uptime, mut bytes: Vec<u8>) {
        self.owed += 1;
        self.questions += 1;
        self.question().write(&mut bytes);
        self.send(now, bytes);
    }

    /// The question behind the latest commands.
    fn question(&self) -> wire::Command {
        match self.profile.proof {
            Proof::RollStatus => wire::Command::AskInOrder(1),
            Proof::Echo => wire::Command::EchoInOrder(self.echo()),
        }
    }

    fn echo(&self) -> [u8; 4] {
        [1000, 100, 10, 1].map(|place| b'0' + (self.questions / place % 10) as u8)
    }

    fn sheet(&self, id: JobId, job: &Job) -> Sheet {
        let mut chunks = VecDeque::new();
        let question = self.question().bytes().len();
        let mut chunk: Vec<u8> = Vec::new();
        for command in job.commands() {
            let bytes = command.bytes();
            if !chunk.is_empty() && self.profile.chunk < chunk.len() + bytes.len() + question {
                chunks.push_back(std::mem::take(&mut chunk));
            }
            chunk.extend(bytes);
        }
        chunks.push_back(chunk);
        let total = chunks.iter().map(Vec::len).sum::<usize>() + self.cut_bytes().len();
        Sheet { id, chunks, sent: 0, total, allowance: self.allowance(job.height_dots()) }
    }

    fn allowance(&self, dots: usize) -> Duration {
        let profile = &self.profile;
        profile.paper_time(dots + profile.head_to_cutter, profile.slowest_mm)
            + profile.cut_within
            + profile.present_within
            + PATIENCE
    }

    fn cut_bytes(&self) -> Vec<u8> {
        [self.profile.cut.bytes(), self.profile.present.clone()].concat()
    }

    fn print(&mut self, now: Uptime, id: JobId, job: &Job) {
        let refusal = match &self.stage {
            _ if !self.line_up => Some(PrintError::LineDown),
            _ if self.lost => Some(PrintError::Silent),
            _ if self.left_over.is_some() => Some(PrintError::Unclear),
            Stage::Idle => None,
            Stage::InMouth { .. } => Some(PrintError::SheetInMouth),
            _ => Some(PrintError::Busy),
        };
        match refusal {
            Some(error) => self.tell(Event::Failed { job: id, error, printed_something: false }),
            None => {
                self.stage = Stage::Checking(self.sheet(id, job));
                self.polling.begin(now);
            }
        }
    }

    fn send_next_chunk(&mut self, now: Uptime, mut sheet: Sheet) {
        match sheet.chunks.pop_front() {
            Some(chunk) => {
                let under_way = chunk.len();
                self.send_and_ask(now, chunk);
                let give_up_at = self.line_free_at + sheet.allowance;
                self.stage = Stage::Body { sheet, under_way, give_up_at };
            }
            None => {
                let cut = self.cut_bytes();
                self.left_over = Some(sheet.allowance);
                self.send_and_ask(now, cut);
                let give_up_at = self.line_free_at + self.allowance(0);
                let (id, total) = (sheet.id, sheet.total);
                self.stage = Stage::Cutting { id, total, give_up_at, touched: None };
            }
        }
    }

    /// The printer's turn came to answer a question in the stream.
    fn confirmed(&mut self, now: Uptime) {
        if self.owed == 0 {
            debug!("an answer to no question");
            return;
        }
        self.owed -= 1;
        match std::mem::replace(&mut self.stage, Stage::Idle) {
            Stage::Body { mut sheet, under_way, .. } => {
                sheet.sent += under_way;
                self.tell(Event::Progress { job: sheet.id, sent: sheet.sent, total: sheet.total });
                self.send_next_chunk(now, sheet);
            }
            Stage::Cutting { id, touched: Some(error), .. } => self.unknown(id, error),
            Stage::Cutting { id, total, .. } => {
                self.tell(Event::Progress { job: id, sent: total, total });
                self.stage = Stage::Confirming(id);
                self.polling.begin(now);
            }
            Stage::Discarding(discarding) => self.discarding_confirmed(now, discarding),
            other => self.stage = other,
        }
    }

    /// A whole round of status answers is in.
    fn round(&mut self, now: Uptime, condition: Condition) {
        if std::mem::take(&mut self.lost) {
            info!("the printer answers again");
            self.tell(Event::Back);
        }
        if self.condition != Some(condition) || std::mem::take(&mut self.asked) {
            self.condition = Some(condition);
            self.asked = false;
            self.tell(Event::Status(condition));
        }
        let hot_for = now - self.last_round_at;
        self.last_round_at = now;
        if condition.head_hot {
            self.stop_the_clock(hot_for);
        }
        match std::mem::replace(&mut self.stage, Stage::Idle) {
            Stage::Checking(sheet) => match condition.fault() {
                Some(error) => self.failed(sheet.id, error, false),
                None if condition.sheet_in_mouth => {
                    self.failed(sheet.id, PrintError::SheetInMouth, false);
                }
                None => self.send_next_chunk(now, sheet),
            },
            Stage::Body { sheet, under_way, give_up_at } => match condition.fault() {
                // Off line for no reason given may pass; the time given to the printer decides.
                None | Some(PrintError::OffLine) => {
                    self.stage = Stage::Body { sheet, under_way, give_up_at };
                }
                Some(error) => self.broke_off(sheet, error),
            },
            Stage::Cutting { id, .. } if condition.cutter_stuck => {
                self.failed(id, PrintError::CutterStuck, true);
            }
            Stage::Cutting { id, total, give_up_at, touched } => {
                let touchable = |error: &PrintError| {
                    matches!(error, PrintError::CoverOpen | PrintError::PaperOut)
                };
                let touched = condition.fault().filter(touchable).or(touched);
                self.stage = Stage::Cutting { id, total, give_up_at, touched };
            }
            Stage::Confirming(id) if condition.cutter_stuck => {
                self.failed(id, PrintError::CutterStuck, true);
            }
            Stage::Confirming(id) => self.printed(now, id, condition),
            Stage::InMouth { id, seen, give_up_at } => {
                self.mouth(id, seen, give_up_at, condition);
            }
            Stage::Discarding(discarding) => {
                self.discarding_round(now, discarding, condition);
            }
            other => self.stage = other,
        }
    }

    fn printed(&mut self, now: Uptime, id: JobId, condition: Condition) {
        self.left_over = None;
        self.tell(Event::Printed { job: id });
        if self.profile.exit.is_some() {
            let give_up_at = now + self.profile.present_within + PATIENCE;
            self.mouth(id, false, give_up_at, condition);
        }
    }

    fn mouth(&mut self, id: JobId, seen: bool, give_up_at: Uptime, condition: Condition) {
        match (seen, condition.sheet_in_mouth) {
            (true, false) => self.tell(Event::Taken { job: id }),
            (false, true) => {
                self.tell(Event::Presented { job: id });
                self.stage = Stage::InMouth { id, seen: true, give_up_at };
            }
            _ => self.stage = Stage::InMouth { id, seen, give_up_at },
        }
    }

    /// A hot head pauses the printer, and so the time that it is given.
    fn stop_the_clock(&mut self, pause: Duration) {
        match &mut self.stage {
            Stage::Body { give_up_at, .. }
            | Stage::Cutting { give_up_at, .. }
            | Stage::InMouth { seen: false, give_up_at, .. } => *give_up_at += pause,
            Stage::Discarding(discarding) => discarding.stop_the_clock(pause),
            _ => {}
        }
    }

    fn deadline(&self) -> Option<Uptime> {
        match &self.stage {
            Stage::Body { give_up_at, .. }
            | Stage::Cutting { give_up_at, .. }
            | Stage::InMouth { seen: false, give_up_at, .. } => Some(*give_up_at),
            Stage::Discarding(discarding) => discarding.deadline(),
            _ => None,
        }
    }

    /// The time given to the printer is over.
    fn timed_out(&mut self, now: Uptime) {
        match std::mem::replace(&mut self.stage, Stage::Idle) {
            Stage::Body { sheet, .. } => {
                let fault = self.condition.and_then(|condition| condition.fault());
                self.broke_off(sheet, fault.unwrap_or(PrintError::NoConfirmation));
            }
            Stage::Cutting { id, .. } => self.cut_unconfirmed(id),
            Stage::InMouth { id, .. } => self.unknown(id, PrintError::NotPresented),
            Stage::Discarding(discarding) => self.discarding_timed_out(now, discarding),
            other => self.stage = other,
        }
    }

    /// All but the cut is on paper, the cut is not confirmed, and the printer talks. Where the roll
    /// has ended and the mouth is empty, the sheet never came: it hangs on the end of the old roll.
    /// After anything else the printer may still cut it off, as soon as its cover is closed.
    fn cut_unconfirmed(&mut self, id: JobId) {
        let fault = self.condition.and_then(|condition| condition.fault());
        let mouth_empty = self.profile.exit.is_some()
            && self.condition.is_some_and(|condition| !condition.sheet_in_mouth);
        match fault {
            Some(error @ PrintError::PaperOut) if mouth_empty => self.failed(id, error, true),
            fault => self.unknown(id, fault.unwrap_or(PrintError::NoConfirmation)),
        }
    }

    /// Nobody is there any more.
    fn gone(&mut self, now: Uptime, error: PrintError) {
        self.condition = None;
        self.reader.reset();
        // What has not gone out yet must not go out later, behind a question that nobody asks then.
        self.steps.retain(|step| matches!(step, Step::Happened(_)));
        self.cut_short |= 0 < self.owed;
        if !std::mem::replace(&mut self.lost, true) || std::mem::take(&mut self.asked) {
            warn!("the printer is lost: {error}");
            self.tell(Event::Lost);
        }
        match std::mem::replace(&mut self.stage, Stage::Idle) {
            Stage::Idle => {}
            Stage::Checking(sheet) => self.failed(sheet.id, error, false),
            Stage::Body { sheet, .. } => self.broke_off(sheet, error),
            Stage::Cutting { id, .. } | Stage::Confirming(id) | Stage::InMouth { id, .. } => {
                self.unknown(id, error);
            }
            Stage::Discarding(discarding) => self.discarding_lost(now, discarding),
        }
    }

    fn broke_off(&mut self, sheet: Sheet, error: PrintError) {
        self.left_over = Some(sheet.allowance);
        self.failed(sheet.id, error, true);
    }

    fn failed(&mut self, id: JobId, error: PrintError, printed_something: bool) {
        warn!("sheet {} failed: {error}", id.0);
        self.tell(Event::Failed { job: id, error, printed_something });
    }

    fn unknown(&mut self, id: JobId, because: PrintError) {
        warn!("the fate of sheet {} is unknown: {because}", id.0);
        self.tell(Event::Unknown { job: id, because });
    }

    fn answered(&mut self, now: Uptime, answer: Answer) {
        match answer {
            Answer::RealTime(byte) => {
                let brisk = !matches!(self.stage, Stage::Idle);
                if let Heard::Round(condition) = self.polling.answer(now, byte, brisk) {
                    self.round(now, condition);
                }
            }
            // Only what `GS r 1` can say counts, so that no single damaged bit confirms a print.
            Answer::InOrder(0x00 | 0x03 | 0x0C | 0x0F)
                if self.profile.proof == Proof::RollStatus =>
            {
                self.confirmed(now);
            }
            // A printer that was left with automatic status on: its news comes with the next round.
            Answer::Automatic(_) => {}
            Answer::Block(block) => match block[..] {
                [0x37, 0x22, ref id @ ..] if id == self.echo() => self.confirmed(now),
                _ => debug!("an answer to no question"),
            },
            Answer::Xon | Answer::Xoff => {}
            Answer::InOrder(byte) | Answer::Unknown(byte) => debug!("unknown answer {byte:02X}"),
        }
    }
}

/// How the printer is; what is printed is a person's.
impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client").field("condition", &self.condition).finish_non_exhaustive()
    }
}

impl Machine for Client {
    type Command = Command;
    type Event = Event;

    fn command(&mut self, now: Uptime, command: Command) {
        match command {
            Command::Print { id, job } => self.print(now, id, &job),
            Command::Discard => self.discard(now),
            Command::Ask => {
                self.asked = true;
                self.polling.begin(now);
            }
        }
    }

    fn received(&mut self, now: Uptime, bytes: &[u8]) {
        for byte in bytes {
            if let Some(answer) = self.reader.take(*byte) {
                self.answered(now, answer);
            }
        }
    }

    fn line(&mut self, now: Uptime, line: Line) {
        self.line_up = line == Line::Up;
        match line {
            Line::Up => self.polling.begin(now),
            Line::Down => self.gone(now, PrintError::LineDown),
        }
    }

    fn poll(&mut self, now: Uptime) -> Step<Event> {
        if let Some(step) = self.steps.pop_front() {
            return step;
        }
        if !self.line_up {
            return Step::WaitUntil(None);
        }
        if self.polling.expire(now) == Heard::Silence {
            self.gone(now, PrintError::Silent);
        }
        if self.deadline().is_some_and(|at| at <= now) {
            self.timed_out(now);
        }
        if self.steps.is_empty()
            && let Some(request) = self.polling.due(now, self.line_free_at)
        {
            self.send(now, request);
        }
        self.steps.pop_front().unwrap_or_else(|| {
            let polls_at = self.polling.wakes_at(self.line_free_at);
            Step::WaitUntil(Some(self.deadline().map_or(polls_at, |at| at.min(polls_at))))
        })
    }
}
