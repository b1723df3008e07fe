//! Two ends of a link, and a line between them that does what lines do.

#![allow(clippy::unwrap_used)] // What helps a test is a test.

use std::collections::VecDeque;

use board_proto::{Body, Heard, Link, Millis, QUIET_AFTER, frame::Frame};
use proptest::prelude::*;

/// Two ends, and the frames on their way.
struct Line {
    now: Millis,
    kiosk: Link,
    board: Link,
    to_kiosk: VecDeque<Vec<u8>>,
    to_board: VecDeque<Vec<u8>>,
    /// What arrived since the session began.
    at_kiosk: Vec<u8>,
    at_board: Vec<u8>,
    /// What was offered since the session began.
    by_kiosk: Vec<u8>,
    by_board: Vec<u8>,
    next: u8,
}

fn body(byte: u8) -> Body {
    Body::from_slice(&[byte]).unwrap()
}

impl Line {
    fn new() -> Self {
        let mut kiosk = Link::kiosk(99);
        kiosk.open(Millis(0));
        Self {
            now: Millis(0),
            kiosk,
            board: Link::board(),
            to_kiosk: VecDeque::new(),
            to_board: VecDeque::new(),
            at_kiosk: Vec::new(),
            at_board: Vec::new(),
            by_kiosk: Vec::new(),
            by_board: Vec::new(),
            next: 0,
        }
    }

    /// Both ends say what they have to say.
    fn speak(&mut self) {
        while let Some(frame) = self.kiosk.next_frame(self.now) {
            self.to_board.push_back(frame.to_vec());
        }
        while let Some(frame) = self.board.next_frame(self.now) {
            self.to_kiosk.push_back(frame.to_vec());
        }
    }

    /// Both ends offer a message each, if they can.
    fn offer(&mut self) {
        self.next = self.next.wrapping_add(1);
        if self.kiosk.offer(self.now, body(self.next)) {
            self.by_kiosk.push(self.next);
        }
        if self.board.offer(self.now, body(self.next)) {
            self.by_board.push(self.next);
        }
    }

    /// The frames on their way to the board, or to the kiosk.
    fn towards(&mut self, board: bool) -> &mut VecDeque<Vec<u8>> {
        if board { &mut self.to_board } else { &mut self.to_kiosk }
    }

    fn hear_at_board(&mut self, bytes: &[u8]) {
        for byte in bytes {
            match self.board.received(self.now, *byte) {
                Heard::Nothing => {}
                Heard::Opened => {
                    self.at_board.clear();
                    self.by_board.clear();
                }
                Heard::Message(body) => self.at_board.extend(&body),
                Heard::Version(version) => panic!("version {version}"),
            }
        }
    }

    fn hear_at_kiosk(&mut self, bytes: &[u8]) {
        for byte in bytes {
            match self.kiosk.received(self.now, *byte) {
                Heard::Nothing => {}
                Heard::Opened => {
                    self.at_kiosk.clear();
                    self.by_kiosk.clear();
                }
                Heard::Message(body) => self.at_kiosk.extend(&body),
                Heard::Version(version) => panic!("version {version}"),
            }
        }
    }

    /// Time passes on a sound line, a millisecond a frame.
    fn run(&mut self, ms: u64) {
        for _ in 0..ms {
            self.now = self.now.plus(1);
            self.speak();
            while let Some(frame) = self.to_board.pop_front() {
                self.hear_at_board(&frame);
            }
            while let Some(frame) = self.to_kiosk.pop_front() {
                self.hear_at_kiosk(&frame);
            }
            self.check();
        }
    }

    /// What arrived is what was offered, in order and once, but for the last one under way.
    fn check(&self) {
        for (arrived, offered) in
            [(&self.at_board, &self.by_kiosk), (&self.at_kiosk, &self.by_board)]
        {
            let same_session = self.kiosk.is_open() && self.kiosk.session() == self.board.session();
            assert!(!same_session || offered.starts_with(arrived), "{arrived:?} of {offered:?}");
        }
    }
}

#[test]
fn two_ends_meet_and_messages_pass_both_ways() {
    let mut line = Line::new();
    line.run(3);
    assert!(line.kiosk.is_free() && line.board.is_free());
    for _ in 0..300 {
        line.offer();
        line.run(2);
    }
    assert_eq!(line.at_board.len(), 300);
    assert_eq!(line.at_kiosk.len(), 300);
}

#[test]
fn a_board_that_was_reset_is_met_again_at_once() {
    let mut line = Line::new();
    line.run(10);
    let before = line.kiosk.session();
    line.board = Link::board();
    line.run(3);
    assert!(line.kiosk.is_free() && line.board.is_free());
    assert_ne!(line.kiosk.session(), before);
}

#[test]
fn a_board_whose_first_word_was_lost_is_met_again_by_the_next_ping() {
    let mut line = Line::new();
    line.run(10);
    line.board = Link::board();
    line.board.next_frame(line.now).unwrap();
    line.run(450);
    assert!(line.kiosk.is_free() && line.board.is_free());
}

#[test]
fn a_kiosk_that_died_is_let_go_and_the_next_one_is_met() {
    let mut line = Line::new();
    line.run(10);
    line.now = line.now.plus(QUIET_AFTER);
    line.board.next_frame(line.now);
    assert!(!line.board.is_open());
    line.kiosk = Link::kiosk(7000);
    line.kiosk.open(line.now);
    line.run(3);
    assert!(line.kiosk.is_free() && line.board.is_free());
}

#[test]
fn a_kiosk_that_starts_anew_in_a_session_of_the_same_number_gets_out_of_it() {
    let mut line = Line::new();
    line.run(10);
    line.offer();
    line.run(10);
    let session = line.kiosk.session();
    line.kiosk = Link::kiosk(session - 1);
    line.kiosk.open(line.now);
    assert_eq!(line.kiosk.session(), session);
    line.run(5);
    assert_eq!(line.kiosk.session(), session + 1);
    assert!(line.kiosk.is_free() && line.board.is_free());
}

#[test]
fn a_frame_of_another_version_is_told_to_both() {
    let (mut kiosk, mut board) = (Link::kiosk(1), Link::board());
    let later = [0x00, 0x09, 0x02, 0x04, 0x67, 0x12, 0x63, 0x33, 0x41, 0x55, 0x00];
    let heard = |link: &mut Link| later.map(|byte| link.received(Millis(0), byte));
    assert_eq!(heard(&mut kiosk).last(), Some(&Heard::Version(2)));
    board.next_frame(Millis(0)).unwrap();
    assert_eq!(heard(&mut board).last(), Some(&Heard::Version(2)));
    assert!(board.next_frame(Millis(0)).is_some(), "it lets the other end know its own version");
}

/// What befalls the line.
#[derive(Debug, Clone)]
enum Fate {
    Lose(bool),
    Repeat(bool),
    Swap(bool),
    Cut(bool, usize),
    Flip(bool, usize, u8),
    Noise(bool, Vec<u8>),
    BoardResets,
    KioskRestarts(u16),
    Offer,
    Pass(u64),
}

fn fate() -> impl Strategy<Value = Fate> {
    let noise = prop::collection::vec(any::<u8>(), 1..80);
    prop_oneof![
        any::<bool>().prop_map(Fate::Lose),
        any::<bool>().prop_map(Fate::Repeat),
        any::<bool>().prop_map(Fate::Swap),
        (any::<bool>(), 0..40_usize).prop_map(|(side, at)| Fate::Cut(side, at)),
        (any::<bool>(), 0..40_usize, 0..8_u8).prop_map(|(side, at, bit)| Fate::Flip(side, at, bit)),
        (any::<bool>(), noise).prop_map(|(side, bytes)| Fate::Noise(side, bytes)),
        Just(Fate::BoardResets),
        any::<u16>().prop_map(Fate::KioskRestarts),
        Just(Fate::Offer),
        Just(Fate::Offer),
        (0..300_u64).prop_map(Fate::Pass),
    ]
}

fn befall(line: &mut Line, fate: Fate) {
    line.speak();
    match fate {
        Fate::Lose(board) => drop(line.towards(board).pop_front()),
        Fate::Repeat(board) => {
            let first = line.towards(board).front().cloned();
            line.towards(board).extend(first);
        }
        Fate::Swap(board) => {
            let frames = line.towards(board);
            if 2 <= frames.len() {
                frames.swap(0, 1);
            }
        }
        Fate::Cut(board, at) => {
            if let Some(frame) = line.towards(board).front_mut() {
                frame.truncate(at);
            }
        }
        Fate::Flip(board, at, bit) => {
            if let Some(byte) = line.towards(board).front_mut().and_then(|frame| frame.get_mut(at))
            {
                *byte ^= 1 << bit;
            }
        }
        Fate::Noise(board, bytes) => line.towards(board).push_front(bytes),
        Fate::BoardResets => {
            line.board = Link::board();
            line.to_kiosk.clear();
        }
        Fate::KioskRestarts(first) => {
            line.kiosk = Link::kiosk(first);
            line.kiosk.open(line.now);
            line.to_board.clear();
        }
        Fate::Offer => line.offer(),
        Fate::Pass(ms) => line.run(ms),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn whatever_befalls_the_line_messages_arrive_once_and_in_order(
        fates in prop::collection::vec(fate(), 1..60),
    ) {
        let mut line = Line::new();
        for fate in fates {
            befall(&mut line, fate);
        }
        // Once all is well again, both ends are in step within a second.
        line.run(1000);
        line.offer();
        line.run(100);
        prop_assert!(line.kiosk.is_free() && line.board.is_free());
        prop_assert_eq!(&line.at_board, &line.by_kiosk);
        prop_assert_eq!(&line.at_kiosk, &line.by_board);
    }

    #[test]
    fn bytes_in_any_portions_are_the_same_frames(cuts in prop::collection::vec(1..20_usize, 1..30)) {
        let mut line = Line::new();
        line.run(5);
        line.offer();
        line.speak();
        let mut bytes = line.to_board.pop_front().unwrap();
        prop_assert!(Frame::decode(&bytes[1..bytes.len() - 1]).is_ok());
        for cut in cuts {
            let rest = bytes.split_off(cut.min(bytes.len()));
            line.hear_at_board(&bytes);
            bytes = rest;
        }
        line.hear_at_board(&bytes);
        prop_assert_eq!(&line.at_board, &line.by_kiosk);
    }
}
