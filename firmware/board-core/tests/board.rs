//! The board on a bare platform, byte by byte.

#![allow(clippy::unwrap_used)] // What helps a test is a test.

use std::collections::VecDeque;

use board_core::{Board, HEIGHT, Kept, LAMPS, Platform, ROW, Region};
use board_proto::{
    Body, Heard, Link, Millis, Order, Pattern, Positions, Report, ResetReason, Slot,
};

/// A chip whose serial line takes few bytes at a time.
struct Chip {
    incoming: VecDeque<u8>,
    sent: Vec<u8>,
    room: usize,
    lamps: [u8; LAMPS],
    shown: usize,
    kept: Kept,
}

impl Platform for Chip {
    fn receive(&mut self) -> Option<u8> {
        self.incoming.pop_front()
    }

    fn send(&mut self, bytes: &[u8]) -> usize {
        let taken = bytes.len().min(self.room);
        self.sent.extend(&bytes[..taken]);
        self.room -= taken;
        taken
    }

    fn positions(&mut self) -> Positions {
        Positions::default()
    }

    fn decidegrees(&mut self) -> Option<i16> {
        Some(300)
    }

    fn set_lamps(&mut self, brightness: [u8; LAMPS]) {
        self.lamps = brightness;
    }

    fn set_tone(&mut self, _: Option<u16>) {}

    fn set_fan(&mut self, _: u8) {}

    fn set_relay(&mut self, _: bool) {}

    fn show<'a>(&mut self, region: Region, _: impl Iterator<Item = &'a [u8]>) {
        self.shown += region.bytes();
    }

    fn kept(&mut self) -> &mut Kept {
        &mut self.kept
    }
}

struct Bench {
    now: Millis,
    chip: Chip,
    board: Board,
    kiosk: Link,
    /// What came in by the line.
    reports: Vec<Report>,
}

impl Bench {
    fn new() -> Self {
        let mut chip = Chip {
            incoming: VecDeque::new(),
            sent: Vec::new(),
            room: 0,
            lamps: [0; LAMPS],
            shown: 0,
            kept: Kept::BLANK,
        };
        let board = Board::new(Millis(0), ResetReason::PowerOn, &mut chip);
        let mut kiosk = Link::kiosk(40);
        kiosk.open(Millis(0));
        Self { now: Millis(0), chip, board, kiosk, reports: Vec::new() }
    }

    /// Time passes; the line takes so many bytes a millisecond.
    fn run(&mut self, ms: u64, room: usize) {
        for _ in 0..ms {
            self.chip.room = room;
            while self.board.poll(self.now, &mut self.chip) <= self.now {}
            for byte in std::mem::take(&mut self.chip.sent) {
                if let Heard::Message(body) = self.kiosk.received(self.now, byte) {
                    self.reports.push(Report::decode(&body).unwrap());
                }
            }
            while let Some(frame) = self.kiosk.next_frame(self.now) {
                self.chip.incoming.extend(&frame);
            }
            self.now = self.now.plus(1);
        }
    }
}

#[test]
fn a_line_that_takes_three_bytes_at_a_time_carries_whole_frames() {
    let mut bench = Bench::new();
    bench.run(200, 3);
    assert!(matches!(bench.reports[0], Report::Hello(hello) if hello.boots == 1));
    assert!(matches!(bench.reports[1], Report::Event(entry) if entry.number == 1));
    assert!(matches!(bench.reports[2], Report::Climate(climate) if climate.fan == 0));
    assert_eq!(bench.kiosk.counts().damaged, 0);
    assert!(bench.kiosk.offer(bench.now, Order::Lamp(Slot::Paper, Pattern::Steady).encode()));
    bench.run(50, 3);
    assert_eq!(bench.chip.lamps, [0, 0, 0, 255]);
}

#[test]
fn one_call_draws_a_quarter_of_the_panel_and_asks_for_the_next_at_once() {
    let mut bench = Bench::new();
    for quarter in 1..=4 {
        let wakes_at = bench.board.poll(Millis(0), &mut bench.chip);
        assert_eq!(bench.chip.shown, quarter * ROW * HEIGHT / 4);
        assert_eq!(wakes_at <= Millis(0), quarter < 4);
    }
}

#[test]
fn an_order_that_nobody_knows_is_heard_and_left_alone() {
    let mut bench = Bench::new();
    bench.run(50, 100);
    for unknown in [&[0x7F, 1, 2][..], &[], &[0x02, 9, 9]] {
        assert!(bench.kiosk.offer(bench.now, Body::from_slice(unknown).unwrap()));
        bench.run(5, 100);
        assert!(bench.kiosk.is_free());
    }
    assert_eq!(bench.chip.lamps, [0; LAMPS]);
}
