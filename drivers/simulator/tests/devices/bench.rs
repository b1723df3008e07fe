//! A simulator, and the ways to it.

use std::{
    fs::{File, OpenOptions},
    io::{BufRead, BufReader, Write},
    os::unix::net::UnixStream,
    path::Path,
    sync::mpsc::{Receiver, channel},
    time::Duration,
};

use faces::Dots;
use link::{Clock, memory::Pace};
use serde_json::Value;
use simulator::{Answer, Board, Hand, HandError, Options, Sheet, Simulator};

/// Long enough for a busy machine; a sound one never waits for it.
pub(crate) const AT_MOST: Duration = Duration::from_secs(20);

pub(crate) struct Bench {
    pub(crate) simulator: Simulator,
    pub(crate) clock: Clock,
    pub(crate) sheets: Receiver<(Sheet, Dots)>,
    _dir: tempfile::TempDir,
}

impl Bench {
    pub(crate) fn started() -> Self {
        Self::started_with(Board::Simulated)
    }

    pub(crate) fn started_with(board: Board) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let (tell, sheets) = channel();
        let clock = Clock::start();
        let options = Options {
            dir: dir.path().join("devices"),
            cards: None,
            pace: Pace::Instant,
            clock: clock.clone(),
            on_sheet: Box::new(move |sheet, dots| {
                let _ = tell.send((sheet, dots));
            }),
        };
        let simulator = Simulator::start_with(options, board);
        Self { simulator: simulator.expect("a simulator"), clock, sheets, _dir: dir }
    }

    pub(crate) fn does(&self, hand: Hand) -> Result<Answer, HandError> {
        self.simulator.hands().perform(hand)
    }

    pub(crate) fn port(&self, device: &str) -> File {
        let link = self.simulator.dir().join(device);
        OpenOptions::new().read(true).write(true).open(link).expect("the device's line")
    }

    pub(crate) fn place(&self, card: &str) {
        self.does(Hand::PlaceCard { card: card.to_owned() }).expect("a card on the plate");
    }
}

/// Says a line to `hands.sock` and returns the answer.
pub(crate) fn say(dir: &Path, words: &str) -> Value {
    let mut hands = UnixStream::connect(dir.join("hands.sock")).expect("hands");
    hands.write_all(format!("{words}\n").as_bytes()).expect("hands that listen");
    let mut answer = String::new();
    BufReader::new(hands).read_line(&mut answer).expect("an answer");
    serde_json::from_str(&answer).expect("an answer in JSON")
}
