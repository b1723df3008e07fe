//! What hangs on the board's chip.

use std::{collections::VecDeque, time::Duration};

use board_core::{HEIGHT, Kept, LAMPS, Picture, Platform, ROW, Region};
use board_proto::{Positions, Switch};
use link::Uptime;

/// A contact that moves is open and shut again after so many milliseconds each, until it stays.
const BOUNCES_AFTER: [u64; 4] = [1, 3, 4, 9];

/// What the firmware has set.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outputs {
    /// How bright each lamp is, by the code of its slot.
    pub lamps: [u8; LAMPS],
    /// The beeper's tone in hertz.
    pub tone: Option<u16>,
    /// The fan's speed in per cent.
    pub fan: u8,
    /// Whether the relay keeps the supply from the main computer.
    pub relay: bool,
}

/// The hardware.
#[derive(Debug)]
pub(super) struct Hardware {
    pub(super) incoming: VecDeque<u8>,
    pub(super) outgoing: Vec<u8>,
    pub(super) decidegrees: Option<i16>,
    pub(super) outputs: Outputs,
    pub(super) picture: Picture,
    pub(super) panel_bytes: usize,
    pub(super) kept: Kept,
    positions: Positions,
    /// What contacts will do of themselves.
    bounces: VecDeque<(Uptime, Switch, bool)>,
}

impl Hardware {
    pub(super) fn new() -> Self {
        Self {
            incoming: VecDeque::new(),
            outgoing: Vec::new(),
            decidegrees: Some(250),
            outputs: Outputs::default(),
            picture: [[0; ROW]; HEIGHT],
            panel_bytes: 0,
            kept: Kept::BLANK,
            positions: Positions::default(),
            bounces: VecDeque::new(),
        }
    }

    /// The pins of a chip in reset drive nothing. The panel goes on showing what it showed.
    pub(super) fn reset(&mut self) {
        self.incoming.clear();
        self.outgoing.clear();
        self.outputs = Outputs::default();
    }

    pub(super) fn lose_power(&mut self) {
        self.kept = Kept::BLANK;
        self.picture = [[0; ROW]; HEIGHT];
    }

    /// A hand moves a switch.
    pub(super) fn moved(&mut self, now: Uptime, switch: Switch, on: bool) {
        self.bounces.retain(|(_, bouncing, _)| *bouncing != switch);
        if self.positions.is_on(switch) == on {
            return;
        }
        self.positions = self.positions.with(switch, on);
        for (place, after) in BOUNCES_AFTER.into_iter().enumerate() {
            let bounced = if place % 2 == 0 { !on } else { on };
            self.bounces.push_back((now + Duration::from_millis(after), switch, bounced));
        }
        self.bounces.make_contiguous().sort_by_key(|(at, ..)| *at);
    }

    /// Lets contacts bounce up to now; says when the next one does.
    pub(super) fn settle(&mut self, now: Uptime) -> Option<Uptime> {
        while let Some((_, switch, on)) = self.bounces.pop_front_if(|(at, ..)| *at <= now) {
            self.positions = self.positions.with(switch, on);
        }
        self.bounces.front().map(|(at, ..)| *at)
    }
}

impl Platform for Hardware {
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
        self.decidegrees
    }

    fn set_lamps(&mut self, brightness: [u8; LAMPS]) {
        self.outputs.lamps = brightness;
    }

    fn set_tone(&mut self, hertz: Option<u16>) {
        self.outputs.tone = hertz;
    }

    fn set_fan(&mut self, percent: u8) {
        self.outputs.fan = percent;
    }

    fn set_relay(&mut self, pulled: bool) {
        self.outputs.relay = pulled;
    }

    fn show<'a>(&mut self, region: Region, rows: impl Iterator<Item = &'a [u8]>) {
        let (x, y) = (usize::from(region.x / 2), usize::from(region.y));
        for (shown, row) in self.picture[y..].iter_mut().zip(rows) {
            shown[x..x + row.len()].copy_from_slice(row);
            self.panel_bytes += row.len();
        }
    }

    fn kept(&mut self) -> &mut Kept {
        &mut self.kept
    }
}
