//! Frames that are lost, repeated, swapped, cut and flipped on their way, one by one.

use std::collections::VecDeque;

use io_board::{
    Command, Event, Happening, Options, Pattern, Slot, Switch,
    client::Client,
    sim::{self, Board},
};
use link::{Line, Machine, Step, Uptime};
use proptest::prelude::*;

use crate::hall::{happenings, millis};

/// Kiosk and board, and a line that hands on frames as it is told.
struct Post {
    now: Uptime,
    client: Client,
    board: Board,
    to_board: VecDeque<Vec<u8>>,
    to_client: VecDeque<Vec<u8>>,
    events: Vec<Event>,
}

impl Post {
    fn new() -> Self {
        let mut client = Client::new(Options::with_first_session(1));
        client.line(Uptime::ZERO, Line::Up);
        Self {
            now: Uptime::ZERO,
            client,
            board: Board::new(),
            to_board: VecDeque::new(),
            to_client: VecDeque::new(),
            events: Vec::new(),
        }
    }

    /// The frames on their way to the board, or to the kiosk.
    fn towards(&mut self, board: bool) -> &mut VecDeque<Vec<u8>> {
        if board { &mut self.to_board } else { &mut self.to_client }
    }

    /// Both ends say what they have to say.
    fn speak(&mut self) {
        loop {
            match self.client.poll(self.now) {
                Step::Send(frame) => self.to_board.push_back(frame),
                Step::Happened(event) => self.events.push(event),
                Step::WaitUntil(_) => break,
            }
        }
        loop {
            match self.board.poll(self.now) {
                Step::Send(frames) => self.to_client.extend(split(&frames)),
                Step::Happened(_) => {}
                Step::WaitUntil(_) => break,
            }
        }
    }

    /// Time passes, and every frame arrives in the millisecond in which it is sent.
    fn run(&mut self, ms: u64) {
        for _ in 0..ms {
            self.now += millis(1);
            self.speak();
            while let Some(frame) = self.to_board.pop_front() {
                self.board.received(self.now, &frame);
            }
            while let Some(frame) = self.to_client.pop_front() {
                self.client.received(self.now, &frame);
            }
        }
        self.speak();
    }

    fn befall(&mut self, fate: Fate) {
        self.speak();
        match fate {
            Fate::Lose(side) => drop(self.towards(side).pop_front()),
            Fate::Repeat(side) => {
                let first = self.towards(side).front().cloned();
                self.towards(side).extend(first);
            }
            Fate::Swap(side) => self.towards(side).make_contiguous().reverse(),
            Fate::Cut(side, at) => {
                if let Some(frame) = self.towards(side).front_mut() {
                    frame.truncate(at);
                }
            }
            Fate::Flip(side, at, bit) => {
                if let Some(byte) = self.towards(side).front_mut().and_then(|it| it.get_mut(at)) {
                    *byte ^= 1 << bit;
                }
            }
            Fate::Hold(ms) => {
                for _ in 0..ms {
                    self.now += millis(1);
                    self.speak();
                }
            }
            Fate::Move(switch, on) => {
                self.board.command(self.now, sim::Command::Move(switch, on));
            }
            Fate::Light(pattern) => {
                self.client.command(self.now, Command::Lamp(Slot::Paper, pattern));
            }
            Fate::Crash => self.board.command(self.now, sim::Command::Reset),
            Fate::Pass(ms) => self.run(ms),
        }
    }
}

/// The frames of what was sent at once: each stands between two zeros.
fn split(frames: &[u8]) -> Vec<Vec<u8>> {
    let stuffed = frames.split(|byte| *byte == 0).filter(|stuffed| !stuffed.is_empty());
    stuffed.map(|stuffed| [&[0], stuffed, &[0]].concat()).collect()
}

/// What befalls frames, board and time. A side is `true` on the way to the board.
#[derive(Debug, Clone)]
enum Fate {
    Lose(bool),
    Repeat(bool),
    Swap(bool),
    Cut(bool, usize),
    Flip(bool, usize, u8),
    /// Frames are held back while both ends go on.
    Hold(u64),
    Move(Switch, bool),
    Light(Pattern),
    Crash,
    Pass(u64),
}

fn fate() -> impl Strategy<Value = Fate> {
    let side = any::<bool>;
    let contact = prop::sample::select(&Switch::ALL[..4]);
    prop_oneof![
        2 => side().prop_map(Fate::Lose),
        2 => side().prop_map(Fate::Repeat),
        2 => side().prop_map(Fate::Swap),
        2 => (side(), 0..30_usize).prop_map(|(side, at)| Fate::Cut(side, at)),
        2 => (side(), 0..30_usize, 0..8_u8).prop_map(|(side, at, bit)| Fate::Flip(side, at, bit)),
        3 => (1..200_u64).prop_map(Fate::Hold),
        6 => (contact, any::<bool>()).prop_map(|(switch, on)| Fate::Move(switch, on)),
        2 => prop::sample::select(Pattern::ALL).prop_map(Fate::Light),
        1 => Just(Fate::Crash),
        4 => (1..100_u64).prop_map(Fate::Pass),
    ]
}

/// Moves of one switch, of which each must be the contrary of the one before.
fn alternates(told: &[Happening], switch: Switch) -> bool {
    let ways = [true, false].map(|on| Happening::of_switch(switch, on));
    let moves: Vec<_> = told.iter().filter(|what| ways.contains(what)).collect();
    moves.windows(2).all(|pair| pair[0] != pair[1])
        && moves.first().is_none_or(|it| **it == ways[0])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn whatever_befalls_frames_every_move_is_told_once_and_in_order(
        fates in prop::collection::vec(fate(), 1..50),
    ) {
        let mut post = Post::new();
        let mut lamp = Pattern::Off;
        for fate in fates {
            if let Fate::Light(pattern) = fate {
                lamp = pattern;
            }
            post.befall(fate);
        }
        post.run(1000);

        let numbers: Vec<u32> = post.events.iter().filter_map(|event| match event {
            Event::Happened(entry) => Some(entry.number),
            _ => None,
        }).collect();
        let count = numbers.len() as u32;
        prop_assert_eq!(numbers, (1..=count).collect::<Vec<_>>());
        let hello = post.client.health().hello.unwrap();
        prop_assert!(hello.latest <= count, "{} of {}", count, hello.latest);
        let told = happenings(&post.events);
        for switch in Switch::ALL {
            prop_assert!(alternates(&told, *switch), "{:?}", told);
        }
        match (lamp, post.board.outputs().lamps[usize::from(Slot::Paper.code())]) {
            (Pattern::Off, level) => prop_assert_eq!(level, 0),
            (Pattern::Steady, level) => prop_assert_eq!(level, 255),
            (Pattern::Guide, level) => prop_assert!(0 < level),
            (Pattern::TakeCard | Pattern::TakePaper, _) => {}
        }
    }
}
