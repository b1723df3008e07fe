//! The hall: kiosk, devices, network, and the one time in which they live.

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, TimeZone, Utc};
use faces::Faces;
use id_card::{
    sim::{Delays, Event, Module},
    wire::Status,
};
use kiosk::{Fittings, Ids, Input, Kiosk, Now, Output};
use kiosk_core::{
    desk::{Desk, Terminal},
    document::Document,
    form::Forms,
    identity::Reader,
    parameters::Parameters,
    screen::View,
    time::Uptime,
};
use link::{
    Line,
    memory::{Conversation, Pace, Report, Wire},
};
use receipt_printer::{
    Profile,
    sim::{self, Printer},
};

use crate::{end::End, network::Network, paper::Piece, storage::Storage};

/// The terminal's name at the district.
pub const TERMINAL: &str = "nanchuan-hall-07";
/// Its number in the hall.
pub const TERMINAL_NUMBER: u8 = 7;
/// People in the district: the cast, and a few more.
pub const PEOPLE: usize = 40;
/// The readers of its machine.
pub const READERS: [Reader; 3] = [Reader::IdCard, Reader::SocialCard, Reader::Scanner];
/// All lines but the scanner's.
const BAUD: u32 = 115_200;
/// So often may something happen without time passing.
const AT_ONCE: u32 = 10_000;

/// When the kiosk alone loses its power; devices and network keep theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PowerCut {
    /// After so many outputs have been carried out.
    AfterOutput(usize),
    /// After so many transactions of the ledger have reached the disk, and before whatever follows
    /// them.
    AfterCommit(usize),
}

/// A whole hall.
pub struct Hall {
    pub(crate) now: Uptime,
    opened_at: DateTime<Utc>,
    pub(crate) kiosk: Option<Kiosk>,
    ticks_at: Uptime,
    pub(crate) reader: Conversation<End<id_card::Client>, Module>,
    pub(crate) slot: Conversation<End<social_card::Client>, social_card::sim::Reader>,
    pub(crate) scanner: Conversation<End<code_scanner::Client>, code_scanner::sim::Engine>,
    pub(crate) printer: Conversation<End<receipt_printer::Client>, Printer>,
    /// The way to the district.
    pub network: Network,
    faces: Arc<Faces>,
    parameters: Parameters,
    pub(crate) storage: Storage,
    seed: u64,
    starts: u64,
    pub(crate) view: Option<Box<View>>,
    pub(crate) pieces: Vec<Piece>,
    /// The sheet that hangs in the mouth.
    pub(crate) mouth: Option<u64>,
    /// Documents that were on their way to the printer.
    pub printing: Vec<Document>,
    pub(crate) power_cut: Option<PowerCut>,
    pub(crate) was_noisy: bool,
    found_at: Option<Uptime>,
    slot_requests: Vec<u8>,
    on_view: Box<dyn FnMut(&View)>,
}

impl Hall {
    /// A hall in the morning: the kiosk has pulled its data and shows the welcome page. Its ledger
    /// is in memory.
    pub fn open(seed: u64) -> Self {
        Self::with(seed, Storage::Memory, Delays::default(), Box::new(|_| {}))
    }

    /// The same with a reader that takes so long for its answers.
    pub fn open_with_reader(seed: u64, delays: Delays) -> Self {
        Self::with(seed, Storage::Memory, delays, Box::new(|_| {}))
    }

    /// The same, watched from the first view on.
    pub fn open_watched(seed: u64, watch: impl FnMut(&View) + 'static) -> Self {
        Self::with(seed, Storage::Memory, Delays::default(), Box::new(watch))
    }

    /// The same with a ledger on the disk, which survives power cuts.
    pub fn open_on_disk(seed: u64) -> Self {
        let disk = Storage::disk().expect("there is room for a temporary file");
        Self::with(seed, disk, Delays::default(), Box::new(|_| {}))
    }

    fn with(seed: u64, storage: Storage, delays: Delays, on_view: Box<dyn FnMut(&View)>) -> Self {
        let faces = Faces::shipped().expect("the faces are installed");
        let profile = Profile::generic_80mm();
        let module = id_card::sim::Options { seed, delays, ..id_card::sim::Options::default() };
        let mut hall = Self {
            now: Uptime::ZERO,
            opened_at: Utc.with_ymd_and_hms(2026, 11, 24, 1, 28, 0).unwrap(),
            kiosk: None,
            ticks_at: Uptime::ZERO,
            reader: Conversation::new(End(None), Module::new(module), Wire::new(Pace::Baud(BAUD))),
            slot: Conversation::new(
                End(None),
                social_card::sim::Reader::new(social_card::sim::Options::default()),
                Wire::new(Pace::Baud(BAUD)),
            ),
            scanner: Conversation::new(
                End(None),
                code_scanner::sim::Engine::new(code_scanner::sim::Options::with(engine())),
                Wire::new(Pace::Baud(engine().baud)),
            ),
            printer: Conversation::new(
                End(None),
                Printer::new(profile, faces.clone()),
                Wire::new(Pace::Baud(BAUD)),
            ),
            network: Network::new(seed),
            faces: Arc::new(faces),
            parameters: Parameters::bundled(),
            storage,
            seed,
            starts: 0,
            view: None,
            pieces: Vec::new(),
            mouth: None,
            printing: Vec::new(),
            power_cut: None,
            was_noisy: false,
            found_at: None,
            slot_requests: Vec::new(),
            on_view,
        };
        hall.power_on();
        hall.pass(Duration::from_secs(5));
        hall
    }

    /// Hands every view that is shown from now on to `watch` too.
    pub fn watch(&mut self, watch: impl FnMut(&View) + 'static) {
        self.on_view = Box::new(watch);
    }

    /// Time since the hall was opened.
    pub fn now(&self) -> Uptime {
        self.now
    }

    /// The moment by the calendar.
    pub fn at(&self) -> DateTime<Utc> {
        self.opened_at + self.now
    }

    /// The kiosk, for those who look in.
    ///
    /// # Panics
    /// It has no power.
    pub fn kiosk(&self) -> &Kiosk {
        self.kiosk.as_ref().expect("the kiosk has power")
    }

    /// Whether the kiosk has power.
    pub fn has_power(&self) -> bool {
        self.kiosk.is_some()
    }

    /// When the reader last said that it has found a card.
    pub fn found_at(&self) -> Option<Uptime> {
        self.found_at
    }

    /// The codes of all that the social-card reader was asked so far.
    pub fn slot_requests(&self) -> &[u8] {
        &self.slot_requests
    }

    /// The bytes on the social-card reader's line so far, both ways.
    pub fn slot_bytes(&self) -> usize {
        let wire = &self.slot.wire;
        wire.total(link::memory::End::Host) + wire.total(link::memory::End::Device)
    }

    /// All bytes of the ledger's files, its log included.
    ///
    /// # Panics
    /// The ledger is in memory.
    pub fn ledger_bytes(&self) -> Vec<u8> {
        let bytes = self.storage.bytes().expect("the ledger's files can be read");
        assert!(!bytes.is_empty(), "the ledger is in memory");
        bytes
    }

    /// Whatever came out of the printer so far.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// Gives the kiosk power: it starts on the ledger that is there.
    pub fn power_on(&mut self) {
        self.starts += 1;
        let fittings = Fittings {
            desk: Desk::new(
                self.parameters.clone(),
                Forms::bundled(),
                catalog::Catalog::bundled(),
                Terminal { number: TERMINAL_NUMBER, readers: READERS.to_vec() },
            ),
            ledger: self.storage.open().expect("the ledger can be opened"),
            faces: Arc::clone(&self.faces),
            printer: Profile::generic_80mm(),
            ids: Ids::seeded(self.seed << 16 | self.starts),
            terminal: TERMINAL.to_owned(),
            terminal_number: TERMINAL_NUMBER,
        };
        let (kiosk, first) = Kiosk::start(fittings, self.moment()).expect("the ledger is sound");
        self.kiosk = Some(kiosk);
        self.reader.host = End(Some(id_card::Client::new(id_card::client::Options::default())));
        self.slot.host = End(Some(social_card::Client::new(social_card::Options::default())));
        let scanner = code_scanner::Options::with(engine());
        self.scanner.host = End(Some(code_scanner::Client::new(scanner)));
        self.printer.host = End(Some(receipt_printer::Client::new(Profile::generic_80mm())));
        for_each_line(self, Line::Up);
        self.carry_out(first);
        self.set_alarm();
    }

    /// Takes the power from the kiosk, without a goodbye: what it had on the wires and in the
    /// ledger's log is all that is left of it.
    ///
    /// # Panics
    /// The ledger is in memory.
    pub fn power_off(&mut self) {
        self.lose_power(None);
    }

    fn lose_power(&mut self, commits: Option<usize>) {
        self.storage.power_cut(commits).expect("the ledger is on a disk");
        self.kiosk = None;
        self.reader.host = End(None);
        self.slot.host = End(None);
        self.scanner.host = End(None);
        self.printer.host = End(None);
        for wire in self.wires() {
            let was_cut = wire.is_cut();
            wire.set_cut(true);
            wire.set_cut(was_cut);
        }
        self.network.hang_up();
        self.view = None;
        self.power_cut = None;
    }

    pub(crate) fn wires(&mut self) -> [&mut Wire; 4] {
        [&mut self.reader.wire, &mut self.slot.wire, &mut self.scanner.wire, &mut self.printer.wire]
    }

    fn moment(&self) -> Now {
        Now { up: self.now, at: self.at() }
    }

    /// Lets time pass.
    pub fn pass(&mut self, time: Duration) {
        let end = self.now + time;
        while self.step(end) {}
    }

    /// Lets everything happen that is due; where nothing is, goes to the moment of the next thing.
    /// `false` once `end` is reached and nothing is due any more.
    pub(crate) fn step(&mut self, end: Uptime) -> bool {
        let mut happened = 0;
        while self.happen() {
            happened += 1;
            assert!(happened < AT_ONCE, "time stands still at {:?}", self.now);
        }
        if 0 < happened {
            return true;
        }
        if end <= self.now {
            return false;
        }
        let wakes = [
            self.reader.wakes_at(),
            self.slot.wakes_at(),
            self.scanner.wakes_at(),
            self.printer.wakes_at(),
            self.network.wakes_at(),
            self.kiosk.as_ref().map(|_| self.ticks_at),
        ];
        let next = wakes.into_iter().flatten().min().unwrap_or(end);
        self.now = next.clamp(self.now, end);
        true
    }

    /// Lets one thing happen that is due now.
    fn happen(&mut self) -> bool {
        if let Some(report) = self.reader.next_report(self.now) {
            match report {
                Report::Host(event) => self.input(Input::IdCard(event)),
                Report::Device(Event::Answered { status: Status::CardFound, .. }) => {
                    self.found_at = Some(self.now);
                }
                Report::Device(_) => {}
            }
        } else if let Some(report) = self.slot.next_report(self.now) {
            match report {
                Report::Host(event) => self.input(Input::SocialCard(event)),
                Report::Device(social_card::sim::Event::Asked { code, .. }) => {
                    self.slot_requests.push(code);
                }
                Report::Device(_) => {}
            }
        } else if let Some(report) = self.scanner.next_report(self.now) {
            if let Report::Host(event) = report {
                self.input(Input::CodeScanner(event));
            }
        } else if let Some(report) = self.printer.next_report(self.now) {
            match report {
                Report::Host(event) => self.input(Input::Printer(event)),
                Report::Device(event) => self.printed(event),
            }
        } else if let Some(answer) = self.network.poll(self.now, self.at()) {
            self.input(Input::District(answer));
        } else if let Some((ticket, answer)) = self.network.urgent_answer(self.now) {
            self.input(Input::Urgent(ticket, answer));
        } else if self.kiosk.is_some() && self.ticks_at <= self.now {
            self.input(Input::Tick);
        } else {
            return false;
        }
        true
    }

    pub(crate) fn input(&mut self, input: Input) {
        let now = self.moment();
        let before = self.commits_to_watch();
        let Some(kiosk) = &mut self.kiosk else { return };
        let outputs = kiosk.on(now, input);
        if let Some((cut_after, before)) = before {
            let since = self.storage.commits() - before;
            if cut_after < since {
                return self.lose_power(Some(before + cut_after));
            }
            self.power_cut = Some(PowerCut::AfterCommit(cut_after - since));
        }
        self.carry_out(outputs);
        self.set_alarm();
    }

    /// The commits that are still to come before the power goes, and those in the log now.
    fn commits_to_watch(&self) -> Option<(usize, usize)> {
        match self.power_cut {
            Some(PowerCut::AfterCommit(left)) => Some((left, self.storage.commits())),
            _ => None,
        }
    }

    /// The kiosk waits from its last input on, as the loop of a real one does.
    fn set_alarm(&mut self) {
        let now = self.moment();
        if let Some(kiosk) = &self.kiosk {
            self.ticks_at = kiosk.wakes_at(now);
        }
    }

    fn carry_out(&mut self, outputs: Vec<Output>) {
        for output in outputs {
            match &mut self.power_cut {
                Some(PowerCut::AfterOutput(0)) => return self.lose_power(None),
                Some(PowerCut::AfterOutput(left)) => *left -= 1,
                Some(PowerCut::AfterCommit(_)) | None => {}
            }
            match output {
                Output::IdCard(command) => self.reader.tell_host(command),
                Output::SocialCard(command) => self.slot.tell_host(command),
                Output::CodeScanner(command) => self.scanner.tell_host(command),
                Output::Printer(command) => self.printer.tell_host(command),
                // This hall has no board yet that would hear the heart beat.
                Output::IoBoard(_) | Output::AskScreen => {}
                Output::Urgent(ticket, urgent) => self.network.ask_now(self.now, ticket, &urgent),
                Output::District(request) => self.network.ask(self.now, request),
                Output::Printing(document) => self.printing.push(*document),
                Output::Show(view) => {
                    (self.on_view)(&view);
                    self.view = Some(view);
                }
            }
        }
    }

    fn printed(&mut self, event: sim::Event) {
        match event {
            sim::Event::SheetCut(sheet) => {
                self.mouth = Some(sheet.number);
                self.came_out(sheet);
            }
            sim::Event::TornOff(sheet) => self.came_out(sheet),
            sim::Event::Taken { sheet } => {
                self.mouth = None;
                for piece in &mut self.pieces {
                    piece.taken |= piece.place == sheet;
                }
            }
            sim::Event::Fell { .. } => self.mouth = None,
            sim::Event::BytesLost(_) => {}
        }
    }

    fn came_out(&mut self, sheet: sim::Sheet) {
        self.pieces.push(Piece::new(sheet.number, sheet.bytes, sheet.dots, sheet.ending));
    }
}

/// The scanner's model.
pub fn engine() -> code_scanner::Profile {
    code_scanner::Profile::gm65(code_scanner::Mode::Continuous)
}

/// Both ends of all wires notice.
fn for_each_line(hall: &mut Hall, line: Line) {
    use link::Machine;
    hall.reader.host.line(hall.now, line);
    hall.slot.host.line(hall.now, line);
    hall.scanner.host.line(hall.now, line);
    hall.printer.host.line(hall.now, line);
}
