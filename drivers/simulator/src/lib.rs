//! Every simulated device on a pty, and the hands that work them.
//!
//! A [`Simulator`] is a folder with a link to each device's line, in which devices speak their
//! real protocols, byte for byte. [`Hands`] work them as people do: place a card, tear off paper,
//! pull a cable. Programs in other languages reach the same hands through `hands.sock`.

mod cards;
mod devices;
mod error;
mod fault;
mod hand;
mod hands;
mod panel;
mod paper;
mod socket;
mod state;

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use faces::Faces;
use link::{Clock, memory::Pace};
use receipt_printer::Profile;

pub use cards::{Card, bundled as bundled_cards};
pub use devices::{Board, OnSheet};
pub use error::{Error, HandError};
pub use fault::{
    BoardFault, DeviceFault, IdCardFault, IdCardRequest, PrinterFault, ScannerFault, ScannerSaying,
    SocialCardFault, SocialCardRequest,
};
pub use hand::{DeviceName, Flap, Hand, Length, OtherCard, Shown, Way};
pub use hands::{Answer, CardTag, Hands};
pub use panel::Panel;
pub use paper::Sheet;
pub use state::{
    BoardState, Lamp, Lamps, PrinterState, ReaderState, ScannerState, SlotState, Sound, State,
};

use devices::{start_board, start_printer, start_reader, start_scanner, start_slot};
use hands::{Bench, Seen};
use panel::Screen;
use socket::HandsSocket;

/// How the simulator is to be.
pub struct Options {
    /// Where links, socket and paper are to be; made if need be.
    pub dir: PathBuf,
    /// The file of the cards that lie ready, `None` for the bundled ones.
    pub cards: Option<PathBuf>,
    /// How fast bytes pass.
    pub pace: Pace,
    /// By which the devices live.
    pub clock: Clock,
    /// Told of every sheet, in the printer's thread: hands that work the printer from there would
    /// wait for themselves.
    pub on_sheet: OnSheet,
}

/// Simulated devices at work in a folder. Dropping it ends them; links and socket go, paper stays.
pub struct Simulator {
    // First, so that nobody calls while the devices end.
    _socket: HandsSocket,
    bench: Arc<Bench>,
    dir: PathBuf,
}

impl Simulator {
    /// Starts the devices. All links and the socket are there when this returns.
    ///
    /// # Errors
    /// [`Error`] says what is in the way; nothing works then, and nothing but folders is left.
    pub fn start(options: Options) -> Result<Self, Error> {
        Self::start_with(options, Board::Simulated)
    }

    /// Starts the devices, the I/O board being what is asked for.
    ///
    /// # Errors
    /// As [`Simulator::start`]; an emulated board needs its tools.
    pub fn start_with(options: Options, board: Board) -> Result<Self, Error> {
        let Options { dir, cards, pace, clock, on_sheet } = options;
        let cards = match &cards {
            Some(file) => cards::read(file)?,
            None => cards::bundled()?,
        };
        let faces = Faces::shipped()?;
        fs::create_dir_all(&dir).map_err(Error::cannot("make", &dir))?;
        // The socket comes first: it shows whether another simulator has the folder.
        let mut socket = HandsSocket::bind(dir.join("hands.sock"))?;
        let seen = Seen::default();
        let profile = Profile::generic_80mm();
        let panel = dir.join("panel.png");
        let screen = Screen::open(panel.clone()).map_err(Error::cannot("write", &panel))?;
        let bench = Arc::new(Bench {
            cards,
            dots_per_mm: profile.dots_per_mm,
            reader: start_reader(&dir, pace, &clock, seen.clone())?,
            slot: start_slot(&dir, pace, &clock, seen.clone())?,
            scanner: start_scanner(&dir, pace, &clock, seen.clone())?,
            printer: start_printer(&dir, pace, &clock, profile, faces, seen.clone(), on_sheet)?,
            view: screen.view(),
            board: start_board(board, &dir, pace, &clock, seen.clone(), screen)?,
            seen,
        });
        socket.serve(Hands(Arc::downgrade(&bench)))?;
        Ok(Self { _socket: socket, bench, dir })
    }

    /// What works the devices.
    pub fn hands(&self) -> Hands {
        Hands(Arc::downgrade(&self.bench))
    }

    /// The folder with links, socket and paper.
    pub fn dir(&self) -> &Path {
        &self.dir
    }
}
