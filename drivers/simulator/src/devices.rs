//! The devices on their lines, and what is seen of them.

mod board;
mod slot;

use std::path::Path;

use code_scanner::sim as scanner;
use faces::{Dots, Faces};
use id_card::sim as reader;
use link::{Clock, Device, Line, Machine, Socket, Step, Uptime, memory::Pace, run_device};
use receipt_printer::{Profile, sim as printer};

pub use board::Board;
pub(crate) use board::start_board;
pub(crate) use slot::{SlotHand, start_slot};

use crate::{Error, Sheet, hands::Seen, paper::Tray};

/// Called with every sheet that was cut, and what is on it.
pub type OnSheet = Box<dyn FnMut(Sheet, Dots) + Send>;

/// Puts a card reader into the folder.
pub(crate) fn start_reader(
    dir: &Path,
    pace: Pace,
    clock: &Clock,
    seen: Seen,
) -> Result<Device<reader::Command>, Error> {
    let socket = Socket { link: dir.join("id-card"), pace };
    let refuse = Error::cannot("make", &socket.link);
    let module = reader::Module::new(reader::Options::default());
    let on_event = move |event| {
        if event == reader::Event::CardRead {
            seen.lock().id_card.reads += 1;
        }
    };
    run_device("id-card", socket, clock, module, on_event).map_err(refuse)
}

/// Puts a code scanner into the folder: one that looks all the time until it is told otherwise.
pub(crate) fn start_scanner(
    dir: &Path,
    pace: Pace,
    clock: &Clock,
    seen: Seen,
) -> Result<Device<scanner::Command>, Error> {
    let socket = Socket { link: dir.join("code-scanner"), pace };
    let refuse = Error::cannot("make", &socket.link);
    let profile = code_scanner::Profile::gm65(code_scanner::Mode::Continuous);
    let engine = scanner::Engine::new(scanner::Options::with(profile));
    let scanner = WatchedScanner { engine, seen };
    run_device("code-scanner", socket, clock, scanner, |_| {}).map_err(refuse)
}

/// Puts a receipt printer into the folder, and what it cuts into `paper`.
pub(crate) fn start_printer(
    dir: &Path,
    pace: Pace,
    clock: &Clock,
    profile: Profile,
    faces: Faces,
    seen: Seen,
    on_sheet: OnSheet,
) -> Result<Device<printer::Hand>, Error> {
    let socket = Socket { link: dir.join("receipt-printer"), pace };
    let refuse = Error::cannot("make", &socket.link);
    let paper = dir.join("paper");
    let tray = Tray::open(paper.clone()).map_err(Error::cannot("use", &paper))?;
    let mut mouth = Mouth { tray, seen: seen.clone(), on_sheet };
    let dots_per_mm = profile.dots_per_mm;
    let printer =
        WatchedPrinter { printer: printer::Printer::new(profile, faces), dots_per_mm, seen };
    let on_event = move |event| mouth.notice(event);
    run_device("receipt-printer", socket, clock, printer, on_event).map_err(refuse)
}

/// Where paper comes out.
struct Mouth {
    tray: Tray,
    seen: Seen,
    on_sheet: OnSheet,
}

impl Mouth {
    fn notice(&mut self, event: printer::Event) {
        match event {
            printer::Event::SheetCut(cut) => match self.tray.put(&cut.bytes, &cut.png()) {
                Ok(sheet) => {
                    let mut seen = self.seen.lock();
                    seen.receipt_printer.sheets += 1;
                    seen.receipt_printer.in_mouth = Some(sheet.number);
                    drop(seen); // Whoever hears of the sheet may want to look at it.
                    (self.on_sheet)(sheet, cut.dots);
                }
                Err(error) => tracing::error!(%error, "a sheet could not be kept"),
            },
            printer::Event::Taken { .. } | printer::Event::Fell { .. } => {
                self.seen.lock().receipt_printer.in_mouth = None;
            }
            printer::Event::BytesLost(count) => {
                self.seen.lock().receipt_printer.bytes_lost += count as u64;
            }
            // A scrap from the paper's path is no sheet that anyone was given.
            printer::Event::TornOff(_) => {}
        }
    }
}

/// A printer whose roll is looked at after everything that it does.
struct WatchedPrinter {
    printer: printer::Printer,
    dots_per_mm: usize,
    seen: Seen,
}

impl Machine for WatchedPrinter {
    type Command = printer::Hand;
    type Event = printer::Event;

    fn command(&mut self, now: Uptime, hand: printer::Hand) {
        self.printer.command(now, hand);
    }

    fn received(&mut self, now: Uptime, bytes: &[u8]) {
        self.printer.received(now, bytes);
    }

    fn line(&mut self, now: Uptime, line: Line) {
        self.printer.line(now, line);
    }

    fn poll(&mut self, now: Uptime) -> Step<printer::Event> {
        let step = self.printer.poll(now);
        let left = self.printer.roll_left() / self.dots_per_mm;
        self.seen.lock().receipt_printer.paper_mm = left.try_into().unwrap_or(u32::MAX);
        step
    }
}

/// A scanner whose light is looked at after everything that it does.
struct WatchedScanner {
    engine: scanner::Engine,
    seen: Seen,
}

impl Machine for WatchedScanner {
    type Command = scanner::Command;
    type Event = scanner::Event;

    fn command(&mut self, now: Uptime, command: scanner::Command) {
        self.engine.command(now, command);
    }

    fn received(&mut self, now: Uptime, bytes: &[u8]) {
        self.engine.received(now, bytes);
    }

    fn line(&mut self, now: Uptime, line: Line) {
        self.engine.line(now, line);
    }

    fn poll(&mut self, now: Uptime) -> Step<scanner::Event> {
        let step = self.engine.poll(now);
        self.seen.lock().code_scanner.looking = self.engine.is_looking();
        step
    }
}
