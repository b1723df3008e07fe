//! The board on a desktop: `board-core` on nothing at all, in a time that a test moves.

use std::collections::VecDeque;

use board_core::{Board, Kept, LAMPS, Platform, ROW, Region};
use board_proto::{Link, Millis, Order, Positions, ResetReason};
use emulated::Picture;

/// What the emulated thermometer says, or near enough: neither is hot.
const ROOM_DECIDEGREES: i16 = 345;

/// A board and a kiosk that talks to it.
pub(crate) struct Desktop {
    board: Board,
    nothing: Nothing,
    kiosk: Link,
    now: Millis,
}

impl Desktop {
    /// A board that has just got power.
    pub(crate) fn new() -> Self {
        let mut nothing = Nothing {
            incoming: VecDeque::new(),
            outgoing: VecDeque::new(),
            positions: Positions::default(),
            dots: vec![0; Picture::WIDTH * Picture::HEIGHT],
            kept: Kept::BLANK,
        };
        let now = Millis::default();
        let board = Board::new(now, ResetReason::PowerOn, &mut nothing);
        let mut kiosk = Link::kiosk(1);
        kiosk.open(now);
        Self { board, nothing, kiosk, now }
    }

    /// Moves the switches, and has the kiosk give an order.
    pub(crate) fn hear(&mut self, positions: Positions, order: Option<Order>) {
        const LONG_ENOUGH_TO_SETTLE_MS: u64 = 500;

        self.nothing.positions = positions;
        let mut order = order;
        let until = self.now.plus(LONG_ENOUGH_TO_SETTLE_MS);
        while self.now < until {
            if self.kiosk.is_free()
                && let Some(order) = order.take()
            {
                self.kiosk.offer(self.now, order.encode());
            }
            while let Some(frame) = self.kiosk.next_frame(self.now) {
                self.nothing.incoming.extend(frame);
            }
            self.board.poll(self.now, &mut self.nothing);
            for byte in self.nothing.outgoing.drain(..) {
                self.kiosk.received(self.now, byte);
            }
            self.now = self.now.plus(1);
        }
        assert_eq!(order, None, "the board took no order");
    }

    /// What the panel was told to show.
    pub(crate) fn picture(&self) -> Picture {
        Picture::of(self.nothing.dots.clone())
    }
}

/// A platform with nothing behind it but a panel's memory.
struct Nothing {
    incoming: VecDeque<u8>,
    outgoing: VecDeque<u8>,
    positions: Positions,
    dots: Vec<u8>,
    kept: Kept,
}

impl Platform for Nothing {
    fn receive(&mut self) -> Option<u8> {
        self.incoming.pop_front()
    }

    fn send(&mut self, bytes: &[u8]) -> usize {
        self.outgoing.extend(bytes);
        bytes.len()
    }

    fn positions(&mut self) -> Positions {
        self.positions
    }

    fn decidegrees(&mut self) -> Option<i16> {
        Some(ROOM_DECIDEGREES)
    }

    fn set_lamps(&mut self, _: [u8; LAMPS]) {}

    fn set_tone(&mut self, _: Option<u16>) {}

    fn set_fan(&mut self, _: u8) {}

    fn set_relay(&mut self, _: bool) {}

    fn show<'a>(&mut self, region: Region, rows: impl Iterator<Item = &'a [u8]>) {
        let (left, top) = (usize::from(region.x), usize::from(region.y));
        for (y, row) in (top..).zip(rows) {
            let dots = row.iter().flat_map(|pair| [pair >> 4, pair & 0xf]);
            let start = y * ROW * 2 + left;
            self.dots.splice(start..start + row.len() * 2, dots);
        }
    }

    fn kept(&mut self) -> &mut Kept {
        &mut self.kept
    }
}
