//! The device's end: a printer with a roll of paper, a head, a cutter, a mouth, and its moods.
//!
//! Bytes are looked at twice. On arrival, real-time commands are obeyed wherever they stand; then
//! the stream waits in a finite buffer and is obeyed in its turn, as fast as the paper moves, and
//! not at all while the printer is off line.

mod sheet;
mod state;
mod typesetter;

use std::{collections::VecDeque, time::Duration};

use faces::Faces;
use link::{Line, Machine, Step, Uptime};

pub use self::sheet::{Ending, Sheet};
use self::{sheet::Row, state::State, typesetter::Typesetter};
use crate::{
    Clearing, Profile, Proof,
    wire::{Command, Cut, Decoder, RealTime, RealTimeScanner},
};

/// A new roll: 80 metres.
const ROLL_DOTS: usize = 640_000;
/// The near-end sensor trips with three metres left.
const NEAR_END_DOTS: usize = 24_000;
/// Rows that the head burns between two looks at the paper.
const STRIDE: usize = 8;
const CUT_TAKES: Duration = Duration::from_millis(400);
const PRESENTING_TAKES: Duration = Duration::from_millis(800);
const BOOT_TAKES: Duration = Duration::from_secs(2);

/// What hands, wear and the mains do to the printer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hand {
    /// Puts in a new roll. What hangs printed in the path is torn off.
    Refill,
    /// Lets the roll end after so many more dots.
    PaperEndsAfter(usize),
    /// Opens the cover.
    OpenCover,
    /// Closes it.
    CloseCover,
    /// Takes the sheet out of the mouth.
    TakePaper,
    /// The next cut sticks.
    JamCutter,
    /// Frees the cutter. The printer stays in error until told to recover or switched off and on.
    FreeCutter,
    /// The head gets too hot, for so long.
    Heat(Duration),
    /// The power goes: whatever is in memory is gone.
    PowerOff,
    /// The power comes; the printer answers when it has started.
    PowerOn,
}

/// What can be seen from outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A sheet was cut off and stands in the mouth.
    SheetCut(Sheet),
    /// A half-printed piece was torn off while the roll was changed.
    TornOff(Sheet),
    /// The sheet in the mouth was taken.
    Taken {
        /// Its number.
        sheet: u64,
    },
    /// The next sheet pushed it out of the mouth.
    Fell {
        /// Its number.
        sheet: u64,
    },
    /// So many bytes came when the buffer was full, and are gone.
    BytesLost(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Power {
    On,
    Starting { until: Uptime },
    Off,
}

/// What follows when the rows that wait have passed the head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Then {
    Nothing,
    Cut,
    /// The blade has moved; the sheet goes to the mouth.
    Release,
}

/// The simulated printer.
pub struct Printer {
    profile: Profile,
    steps: VecDeque<Step<Event>>,
    scanner: RealTimeScanner,
    decoder: Decoder,
    queue: VecDeque<(Command, Vec<u8>)>,
    queued_bytes: usize,
    typesetter: Typesetter,
    /// Rows that wait for the head.
    rows: VecDeque<Row>,
    then: Then,
    busy_until: Uptime,
    /// Rows past the head that are not cut off, and the bytes that made them.
    paper: Vec<Row>,
    paper_bytes: Vec<u8>,
    state: State,
    power: Power,
    hot_until: Uptime,
    jam_at_next_cut: bool,
    cutter_freed: bool,
    roll_left: usize,
    mouth: Option<u64>,
    sheets: u64,
    reported: Option<[u8; 4]>,
}

impl Printer {
    /// A printer with a new roll, switched on. `faces` are its font ROM, as far as the profile's
    /// class goes.
    pub fn new(profile: Profile, faces: Faces) -> Self {
        Self {
            steps: VecDeque::new(),
            scanner: RealTimeScanner::default(),
            decoder: Decoder::new(profile.rom.reads_four_bytes()),
            queue: VecDeque::new(),
            queued_bytes: 0,
            typesetter: Typesetter::new(profile.dots, profile.rom, faces),
            rows: VecDeque::new(),
            then: Then::Nothing,
            busy_until: Uptime::ZERO,
            paper: vec![Row::new(); profile.head_to_cutter],
            paper_bytes: Vec::new(),
            state: State::default(),
            power: Power::On,
            hot_until: Uptime::ZERO,
            jam_at_next_cut: false,
            cutter_freed: false,
            roll_left: ROLL_DOTS,
            mouth: None,
            sheets: 0,
            reported: None,
            profile,
        }
    }

    /// Dots left on the roll.
    pub fn roll_left(&self) -> usize {
        self.roll_left
    }

    fn happened(&mut self, event: Event) {
        self.steps.push_back(Step::Happened(event));
    }

    fn answer(&mut self, bytes: &[u8]) {
        self.steps.push_back(Step::Send(bytes.to_vec()));
    }

    /// Brings the state up to what sensors see, and reports it where automatic status is on.
    fn look(&mut self, now: Uptime) {
        self.state.paper_out = self.roll_left == 0;
        self.state.near_end = self.roll_left < NEAR_END_DOTS;
        self.state.hot = now < self.hot_until;
        self.state.mouth_occupied = self.mouth.is_some();
        let bytes = self.state.automatic();
        let on = self.typesetter.automatic_status != 0 && self.power == Power::On;
        if on && self.reported != Some(bytes) {
            self.answer(&bytes);
        }
        self.reported = on.then_some(bytes);
    }

    fn real_time(&mut self, now: Uptime, command: RealTime) {
        match command {
            RealTime::Ask(request) => {
                self.look(now);
                if let Some(byte) = self.state.answer(request, self.profile.exit) {
                    self.answer(&[byte]);
                }
            }
            RealTime::Recover(n @ 1..=2) if self.cutter_freed => {
                self.state.cutter_stuck = false;
                self.cutter_freed = false;
                if n == 2 {
                    self.forget();
                }
            }
            RealTime::Clear if self.profile.clearing == Clearing::RealTime => {
                self.forget();
                self.answer(&[0x37, 0x25, 0x00]);
            }
            RealTime::Recover(_) | RealTime::Clear => {}
        }
    }

    /// Empties the buffers.
    fn forget(&mut self) {
        self.queue.clear();
        self.queued_bytes = 0;
        self.decoder = Decoder::new(self.profile.rom.reads_four_bytes());
        self.rows.clear();
        self.then = Then::Nothing;
        self.typesetter.drop_line();
    }

    fn buffered(&self) -> usize {
        // The data of a command whose turn has come is worked off as it arrives.
        let turn_has_come = self.queue.is_empty() && self.rows.is_empty() && !self.state.off_line();
        self.queued_bytes + if turn_has_come { 0 } else { self.decoder.held().len() }
    }

    fn obey(&mut self, command: Command, bytes: &[u8]) {
        self.paper_bytes.extend(bytes);
        match command {
            Command::AskInOrder(1) => self.answer(&[self.state.roll_in_order()]),
            Command::AskInOrder(_) => self.answer(&[0x00]),
            Command::EchoInOrder(id) if self.profile.proof == Proof::Echo => {
                self.answer(&[&[0x37, 0x22], &id[..], &[0x00]].concat());
            }
            // A model number of no maker; two-byte characters and a cutter; a first ROM.
            Command::Identify(1) => self.answer(&[0x20]),
            Command::Identify(2) => self.answer(&[0x03]),
            Command::Identify(3) => self.answer(&[0x01]),
            Command::Cut(cut) if self.typesetter.at_line_start() => self.cut(cut),
            // In the middle of a line a cut is not heard.
            Command::Cut(_) => {}
            other => self.rows.extend(self.typesetter.obey(other)),
        }
    }

    fn cut(&mut self, cut: Cut) {
        let feed = match cut {
            Cut::Feed(_, dots) => self.profile.head_to_cutter + usize::from(dots),
            Cut::Here(_) => 0,
            // Where a profile cuts with these, the printer feeds to its cutter by itself.
            Cut::EscI | Cut::EscM => self.profile.head_to_cutter,
        };
        self.rows.extend(std::iter::repeat_n(Row::new(), feed));
        self.then = Then::Cut;
    }

    fn burn(&mut self, now: Uptime) {
        let count = self.rows.len().min(STRIDE).min(self.roll_left);
        self.paper.extend(self.rows.drain(..count));
        self.roll_left -= count;
        let (speed, start) = (self.profile.speed_mm, self.busy_until.max(now));
        self.busy_until = start + self.profile.paper_time(count, speed);
    }

    fn cut_now(&mut self, now: Uptime) {
        if std::mem::take(&mut self.jam_at_next_cut) {
            self.state.cutter_stuck = true;
        } else {
            self.then = Then::Release;
            self.busy_until = now + CUT_TAKES + PRESENTING_TAKES;
        }
    }

    fn release(&mut self) {
        self.then = Then::Nothing;
        let past_cutter = self.paper.len().saturating_sub(self.profile.head_to_cutter);
        let rows: Vec<Row> = self.paper.drain(..past_cutter).collect();
        let sheet = self.sheet_of(&rows, Ending::Cut);
        if let Some(fallen) = self.mouth.replace(sheet.number) {
            self.happened(Event::Fell { sheet: fallen });
        }
        self.happened(Event::SheetCut(sheet));
    }

    fn sheet_of(&mut self, rows: &[Row], ending: Ending) -> Sheet {
        self.sheets += 1;
        let bytes = std::mem::take(&mut self.paper_bytes);
        Sheet::new(self.sheets, bytes, rows, &self.profile, ending)
    }

    fn refill(&mut self) {
        let rows =
            std::mem::replace(&mut self.paper, vec![Row::new(); self.profile.head_to_cutter]);
        if rows.iter().flatten().any(|black| *black) {
            let torn = self.sheet_of(&rows, Ending::Torn);
            self.happened(Event::TornOff(torn));
        }
        self.roll_left = ROLL_DOTS;
    }

    fn power_off(&mut self) {
        self.power = Power::Off;
        self.steps.retain(|step| matches!(step, Step::Happened(_)));
        self.forget();
        self.typesetter.reset();
        self.scanner = RealTimeScanner::default();
        self.reported = None;
        if self.cutter_freed {
            self.state.cutter_stuck = false;
            self.cutter_freed = false;
        }
    }

    /// Does the next thing in its turn; `false` where there is nothing to do now.
    fn work(&mut self, now: Uptime) -> bool {
        if self.state.off_line() || now < self.busy_until {
            return false;
        }
        if !self.rows.is_empty() {
            self.burn(now);
        } else if self.then == Then::Cut {
            self.cut_now(now);
        } else if self.then == Then::Release {
            self.release();
        } else if let Some((command, bytes)) = self.queue.pop_front() {
            self.queued_bytes -= bytes.len();
            self.obey(command, &bytes);
        } else {
            return false;
        }
        true
    }
}

/// How the printer is; what is printed is a person's.
impl std::fmt::Debug for Printer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Printer").field("state", &self.state).finish_non_exhaustive()
    }
}

impl Machine for Printer {
    type Command = Hand;
    type Event = Event;

    fn command(&mut self, now: Uptime, hand: Hand) {
        match hand {
            Hand::Refill => self.refill(),
            Hand::PaperEndsAfter(dots) => self.roll_left = dots,
            Hand::OpenCover => self.state.cover_open = true,
            Hand::CloseCover => self.state.cover_open = false,
            Hand::TakePaper => {
                if let Some(sheet) = self.mouth.take() {
                    self.happened(Event::Taken { sheet });
                }
            }
            Hand::JamCutter => self.jam_at_next_cut = true,
            Hand::FreeCutter => {
                self.jam_at_next_cut = false;
                self.cutter_freed = self.state.cutter_stuck;
            }
            Hand::Heat(for_long) => self.hot_until = now + for_long,
            Hand::PowerOff => self.power_off(),
            Hand::PowerOn if self.power == Power::Off => {
                self.power = Power::Starting { until: now + BOOT_TAKES };
            }
            Hand::PowerOn => {}
        }
        self.look(now);
    }

    fn received(&mut self, now: Uptime, bytes: &[u8]) {
        if self.power != Power::On {
            return;
        }
        let mut lost = 0;
        for byte in bytes {
            if let Some(command) = self.scanner.take(*byte) {
                self.real_time(now, command);
            }
            if self.profile.buffer <= self.buffered() {
                lost += 1;
                continue;
            }
            for (command, bytes) in self.decoder.feed(&[*byte]) {
                // Obeyed on arrival, and not kept.
                if !matches!(command, Command::RealTime(_)) {
                    self.queued_bytes += bytes.len();
                    self.queue.push_back((command, bytes));
                }
            }
        }
        if 0 < lost {
            self.happened(Event::BytesLost(lost));
        }
    }

    /// A printer does not notice that its cable is out.
    fn line(&mut self, _now: Uptime, _line: Line) {}

    fn poll(&mut self, now: Uptime) -> Step<Event> {
        if let Power::Starting { until } = self.power
            && until <= now
        {
            self.power = Power::On;
        }
        loop {
            if let Some(step) = self.steps.pop_front() {
                return step;
            }
            if self.power != Power::On {
                let until =
                    if let Power::Starting { until } = self.power { Some(until) } else { None };
                return Step::WaitUntil(until);
            }
            self.look(now);
            if !self.steps.is_empty() || self.work(now) {
                continue;
            }
            let waits = [self.busy_until, self.hot_until];
            return Step::WaitUntil(waits.into_iter().filter(|at| now < *at).min());
        }
    }
}
