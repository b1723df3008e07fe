//! The kiosk at work: a thread a port, one for the district, one for the kiosk itself.

mod devices;
mod district;

use std::{
    io,
    sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    thread,
};

use chrono::{DateTime, Utc};
use kiosk_core::{document::Document, screen::View, time::Uptime};
use kiosk_ledger::LedgerError;
use kiosk_sync::http::HttpDistrict;
use link::{Clock, Port};
use tokio::sync::mpsc::UnboundedSender;

pub use devices::SocialCardWay;
use devices::{Devices, SocialCard, at_work};
use district::{Question, asking};

use crate::{Fittings, Input, Kiosk, Now, Output};

/// What the kiosk is plugged into.
pub struct Surroundings {
    /// The ID-card reader, where there is one.
    pub id_card: Option<(Port, id_card::client::Options)>,
    /// The social-card reader, where there is one.
    pub social_card: Option<(SocialCardWay, social_card::Options)>,
    /// The code scanner, where there is one.
    pub code_scanner: Option<(Port, code_scanner::Options)>,
    /// The printer's port.
    pub receipt_printer: Port,
    /// The I/O board, where there is one.
    pub io_board: Option<(Port, io_board::Options)>,
    /// The district.
    pub district: HttpDistrict,
    /// Time since start, shared by all threads.
    pub clock: Clock,
    /// Calendar time.
    pub wall: Box<dyn Fn() -> DateTime<Utc> + Send>,
}

/// What comes to light.
#[derive(Debug)]
pub enum Shown {
    /// The screen.
    View(Box<View>),
    /// A sheet that is on its way to the printer.
    Sheet(Box<Document>),
    /// Whoever shows the views is to call this from the thread that paints them.
    Asked(Painted),
}

/// Says that the display lives. To be called from its own thread, once what was shown is painted.
pub struct Painted(Box<dyn FnOnce() + Send>);

impl Painted {
    /// It does.
    pub fn say(self) {
        (self.0)();
    }
}

impl std::fmt::Debug for Painted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Painted")
    }
}

/// Why the kiosk cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The ledger cannot be used.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The system has no thread or descriptor left.
    #[error("the system gives no further thread: {0}; restart the machine")]
    System(#[from] io::Error),
}

/// A kiosk at work. Dropping it ends its threads and closes its ports.
pub struct Live {
    inputs: Sender<Letter>,
    thread: Option<thread::JoinHandle<()>>,
}

enum Letter {
    Input(Box<Input>),
    End,
}

impl Live {
    /// Starts the threads; `show` is called with every view and every sheet, in the kiosk's own
    /// thread.
    ///
    /// # Errors
    /// [`StartError`] says what is missing.
    pub fn start(
        fittings: Fittings,
        surroundings: Surroundings,
        show: impl FnMut(Shown) + Send + 'static,
    ) -> Result<Self, StartError> {
        let Surroundings {
            id_card,
            social_card,
            code_scanner,
            receipt_printer,
            io_board,
            district,
            clock,
            wall,
        } = surroundings;
        let (inputs, inbox) = channel();
        let now = Now { up: clock.now(), at: wall() };
        let profile = fittings.printer.clone();
        let (kiosk, first) = Kiosk::start(fittings, now)?;
        let post = |inputs: &Sender<Letter>| {
            let inputs = inputs.clone();
            // A kiosk that has ended hears nothing any more.
            move |input| drop(inputs.send(Letter::Input(Box::new(input))))
        };
        let heard = post(&inputs);
        let fitted = id_card.map(|(port, options)| (port, id_card::Client::new(options)));
        let id_card = at_work("id-card", fitted, &clock, move |event| heard(Input::IdCard(event)))?;
        let heard = post(&inputs);
        let social_card = social_card
            .map(|(way, options)| {
                SocialCard::at_work(way, options, &clock, move |event| {
                    heard(Input::SocialCard(event));
                })
            })
            .transpose()?;
        let heard = post(&inputs);
        let fitted = code_scanner.map(|(port, options)| (port, code_scanner::Client::new(options)));
        let code_scanner =
            at_work("code-scanner", fitted, &clock, move |event| heard(Input::CodeScanner(event)))?;
        let heard = post(&inputs);
        let printer = receipt_printer::Client::new(profile);
        let printer =
            link::run("receipt-printer", receipt_printer, &clock, printer, move |event| {
                heard(Input::Printer(event));
            })?;
        let heard = post(&inputs);
        let fitted = io_board.map(|(port, options)| (port, io_board::Client::new(options)));
        let io_board =
            at_work("io-board", fitted, &clock, move |event| heard(Input::IoBoard(event)))?;
        let district = asking(district, post(&inputs))?;
        let devices = Devices { id_card, social_card, code_scanner, printer, io_board };
        let painted = inputs.clone();
        let desk = Desk { kiosk, clock, wall, devices, district, painted, show };
        let thread = thread::Builder::new()
            .name("kiosk".to_owned())
            .spawn(move || desk.work(first, &inbox))?;
        Ok(Self { inputs, thread: Some(thread) })
    }

    /// Tells the kiosk of a touch, or that time was skipped.
    pub fn inputs(&self) -> impl Fn(Input) + Send + Clone + 'static {
        let inputs = self.inputs.clone();
        move |input| drop(inputs.send(Letter::Input(Box::new(input))))
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        let _ = self.inputs.send(Letter::End);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The kiosk's own thread.
struct Desk<S> {
    kiosk: Kiosk,
    clock: Clock,
    wall: Box<dyn Fn() -> DateTime<Utc> + Send>,
    devices: Devices,
    district: UnboundedSender<Question>,
    painted: Sender<Letter>,
    show: S,
}

impl<S: FnMut(Shown)> Desk<S> {
    fn work(mut self, first: Vec<Output>, inbox: &Receiver<Letter>) {
        self.carry_out(first);
        loop {
            let now = self.now();
            let wait = self.kiosk.wakes_at(now).saturating_sub(now.up);
            let input = match inbox.recv_timeout(wait) {
                Ok(Letter::Input(input)) => *input,
                Err(RecvTimeoutError::Timeout) => Input::Tick,
                Ok(Letter::End) | Err(RecvTimeoutError::Disconnected) => return,
            };
            if let Input::IdCard(id_card::Event::TryRate(rate)) = input
                && let Some(reader) = &self.devices.id_card
            {
                // The module keeps its rate over a restart, and may keep another than configured.
                reader.set_baud(rate.baud());
                reader.command(id_card::Command::RateIs(rate));
            }
            let outputs = self.kiosk.on(self.now(), input);
            self.carry_out(outputs);
        }
    }

    fn now(&self) -> Now {
        let up: Uptime = self.clock.now();
        Now { up, at: (self.wall)() }
    }

    fn carry_out(&mut self, outputs: Vec<Output>) {
        for output in outputs {
            match output {
                Output::IdCard(command) => {
                    if let Some(reader) = &self.devices.id_card {
                        reader.command(command);
                    }
                }
                Output::SocialCard(command) => {
                    if let Some(reader) = &self.devices.social_card {
                        reader.command(command);
                    }
                }
                // A machine without a scanner has nobody to tell that codes are wanted.
                Output::CodeScanner(command) => {
                    if let Some(scanner) = &self.devices.code_scanner {
                        scanner.command(command);
                    }
                }
                Output::Printer(command) => self.devices.printer.command(command),
                Output::District(request) => {
                    // The thread of the district ends only with this one.
                    let _ = self.district.send(Question::InTurn(request));
                }
                Output::IoBoard(command) => {
                    if let Some(board) = &self.devices.io_board {
                        board.command(command);
                    }
                }
                Output::AskScreen => {
                    let painted = self.painted.clone();
                    let say = move || drop(painted.send(Letter::Input(Box::new(Input::Painted))));
                    (self.show)(Shown::Asked(Painted(Box::new(say))));
                }
                Output::Urgent(ticket, urgent) => {
                    let _ = self.district.send(Question::Urgent(ticket, urgent));
                }
                Output::Printing(document) => (self.show)(Shown::Sheet(document)),
                Output::Show(view) => (self.show)(Shown::View(view)),
            }
        }
    }
}
