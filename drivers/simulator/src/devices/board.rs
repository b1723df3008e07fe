//! The I/O board on its line, and what is seen of it.

mod qemu;

use std::path::Path;

use board_proto::{Heard, Link, Millis, Order};
use clap::ValueEnum;
use io_board::sim::{Board as Simulated, Command, Event, Picture};
use link::{Clock, Device, Line, Machine, Socket, Step, Uptime, memory::Pace, run_device};

use crate::{Error, hands::Seen, panel::Screen};
use qemu::Emulated;

/// What the I/O board is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Board {
    /// The code of its firmware on the desktop
    #[default]
    Simulated,
    /// Its own image on an emulated chip (QEMU, from setup/firmware.sh; image from firmware/build)
    Emulated,
}

/// Puts an I/O board into the folder, and what its panel shows.
pub(crate) fn start_board(
    board: Board,
    dir: &Path,
    pace: Pace,
    clock: &Clock,
    seen: Seen,
    screen: Screen,
) -> Result<Device<Command>, Error> {
    let socket = Socket { link: dir.join("io-board"), pace };
    match board {
        Board::Simulated => run_watched(Simulated::new(), socket, clock, seen, screen),
        Board::Emulated => {
            seen.lock().io_board.decidegrees = None;
            let board = Emulated::start().map_err(Error::Emulated)?;
            run_watched(board, socket, clock, seen, screen)
        }
    }
}

fn run_watched(
    board: impl Visible + Send + 'static,
    socket: Socket,
    clock: &Clock,
    seen: Seen,
    screen: Screen,
) -> Result<Device<Command>, Error> {
    let refuse = Error::cannot("make", &socket.link);
    let board = WatchedBoard { board, overheard: Link::board(), screen, seen };
    run_device("io-board", socket, clock, board, |_| {}).map_err(refuse)
}

/// A board that can be looked at.
trait Visible: Machine<Command = Command, Event = Event> {
    /// What its panel shows.
    fn panel(&self) -> &Picture;

    /// Its fan's speed in per cent, where that can be seen.
    fn fan(&self) -> Option<u8>;
}

impl Visible for Simulated {
    fn panel(&self) -> &Picture {
        self.picture()
    }

    fn fan(&self) -> Option<u8> {
        Some(self.outputs().fan)
    }
}

/// A board that is looked at after everything that it does, and whose orders are overheard: a lamp
/// that flashes is dark half of the time, and what is known is what it was told.
struct WatchedBoard<B> {
    board: B,
    overheard: Link,
    screen: Screen,
    seen: Seen,
}

impl<B> WatchedBoard<B> {
    fn obeys(&self, order: Order) {
        let mut seen = self.seen.lock();
        match order {
            Order::Lamp(slot, pattern) => *seen.io_board.lamps.at(slot) = pattern.into(),
            Order::Beep(beep) => seen.io_board.beep = beep.into(),
            _ => {}
        }
    }

    /// No lamp shines, and what was ordered before holds no more.
    fn forgets(&mut self) {
        self.overheard = Link::board();
        self.seen.lock().io_board.lamps = Default::default();
    }

    fn notice(&mut self, event: Event) {
        match event {
            Event::Started(_) => self.forgets(),
            Event::Relay(pulled) => {
                let mut seen = self.seen.lock();
                seen.io_board.relay_pulled = pulled;
                if pulled {
                    seen.io_board.restarts += 1;
                }
            }
        }
    }
}

impl<B: Visible> Machine for WatchedBoard<B> {
    type Command = Command;
    type Event = Event;

    fn command(&mut self, now: Uptime, command: Command) {
        if matches!(command, Command::Power(false) | Command::Reset) {
            self.forgets();
        }
        self.board.command(now, command);
    }

    fn received(&mut self, now: Uptime, bytes: &[u8]) {
        let moment = Millis(now.as_millis().try_into().unwrap_or(u64::MAX));
        for byte in bytes {
            if let Heard::Message(body) = self.overheard.received(moment, *byte)
                && let Ok(order) = Order::decode(&body)
            {
                self.obeys(order);
            }
        }
        self.board.received(now, bytes);
    }

    fn line(&mut self, now: Uptime, line: Line) {
        self.board.line(now, line);
    }

    fn poll(&mut self, now: Uptime) -> Step<Event> {
        let step = self.board.poll(now);
        match &step {
            Step::Happened(event) => self.notice(*event),
            Step::Send(_) => {}
            // Before it rests, a page may be drawn in part.
            Step::WaitUntil(_) => {
                self.screen.show(self.board.panel());
                self.seen.lock().io_board.fan = self.board.fan();
            }
        }
        step
    }
}
