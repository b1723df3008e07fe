//! The board's end of the conversation: `board-core`, the very code of the firmware, on simulated
//! hardware.
//!
//! It takes part in two conversations: bytes on the wire, and [`Command`]s, which are what hands do.

mod hardware;
mod picture;

pub use board_core::{Kept, Picture, Standing};
pub use hardware::Outputs;
pub use picture::png;

use std::time::Duration;

use board_core::Board as Core;
use board_proto::{Millis, ResetReason, Switch};
use link::{Line, Machine, Step, Uptime};

use hardware::Hardware;

/// From reset to the first thing that the firmware does.
const BOOTS_WITHIN: Duration = Duration::from_millis(50);

/// A firmware that hangs for so long is reset by the watchdog of the chip.
const HANGS_FOR: Duration = Duration::from_millis(500);

/// What hands do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// Opens a door or the drawer, breaks the tamper contact, steps near; or the contrary.
    Move(Switch, bool),
    /// It is so warm inside, in tenths of a degree; `None` for a thermometer that fails.
    Warm(Option<i16>),
    /// The firmware hangs, until the watchdog of the chip resets it.
    Hang,
    /// Presses the board's button.
    Reset,
    /// Cuts the power, or gives it back. What memory held is gone.
    Power(bool),
}

/// What the board reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// The relay took the supply from the main computer (`true`), or gave it back.
    Relay(bool),
    /// The board has started, for this reason.
    Started(ResetReason),
}

/// A simulated board.
#[derive(Debug)]
pub struct Board {
    state: State,
    hardware: Hardware,
    /// What the owner was told of the relay.
    relay_told: bool,
}

#[derive(Debug)]
enum State {
    Off,
    /// In reset, or starting.
    Booting {
        until: Uptime,
        reset: ResetReason,
    },
    Running {
        core: Box<Core>,
        since: Uptime,
    },
    Hung {
        until: Uptime,
    },
}

impl Board {
    /// A board that is just given power: shut, whole and lonely, at 25 °C.
    pub fn new() -> Self {
        Self {
            state: State::Booting { until: BOOTS_WITHIN, reset: ResetReason::PowerOn },
            hardware: Hardware::new(),
            relay_told: false,
        }
    }

    /// What the panel shows.
    pub fn picture(&self) -> &Picture {
        &self.hardware.picture
    }

    /// How much was sent to the panel since the beginning, in bytes of dots.
    pub fn panel_bytes(&self) -> usize {
        self.hardware.panel_bytes
    }

    /// What lamps, beeper, fan and relay are set to.
    pub fn outputs(&self) -> &Outputs {
        &self.hardware.outputs
    }

    /// The memory that a reset does not clear.
    pub fn kept(&self) -> &Kept {
        &self.hardware.kept
    }

    fn reset(&mut self, now: Uptime, reset: ResetReason) {
        self.hardware.reset();
        self.state = State::Booting { until: now + BOOTS_WITHIN, reset };
    }
}

impl Default for Board {
    fn default() -> Self {
        Self::new()
    }
}

impl Machine for Board {
    type Command = Command;
    type Event = Event;

    fn command(&mut self, now: Uptime, command: Command) {
        match (command, &self.state) {
            (Command::Move(switch, on), _) => self.hardware.moved(now, switch, on),
            (Command::Warm(decidegrees), _) => self.hardware.decidegrees = decidegrees,
            (Command::Power(false), _) => {
                self.hardware.reset();
                self.hardware.lose_power();
                self.state = State::Off;
            }
            (Command::Power(true), State::Off) => self.reset(now, ResetReason::PowerOn),
            (Command::Hang, State::Running { .. }) => {
                self.state = State::Hung { until: now + HANGS_FOR };
            }
            (
                Command::Reset,
                State::Booting { .. } | State::Running { .. } | State::Hung { .. },
            ) => {
                self.reset(now, ResetReason::Button);
            }
            (Command::Power(true) | Command::Hang | Command::Reset, _) => {}
        }
    }

    fn received(&mut self, _: Uptime, bytes: &[u8]) {
        if let State::Running { .. } = self.state {
            self.hardware.incoming.extend(bytes);
        }
    }

    /// The board has a supply of its own, and does not see whether anybody holds the other end.
    fn line(&mut self, _: Uptime, _: Line) {}

    fn poll(&mut self, now: Uptime) -> Step<Event> {
        loop {
            if self.relay_told != self.hardware.outputs.relay {
                self.relay_told = self.hardware.outputs.relay;
                return Step::Happened(Event::Relay(self.relay_told));
            }
            if !self.hardware.outgoing.is_empty() {
                return Step::Send(std::mem::take(&mut self.hardware.outgoing));
            }
            match &mut self.state {
                State::Off => return Step::WaitUntil(None),
                State::Booting { until, .. } | State::Hung { until } if now < *until => {
                    return Step::WaitUntil(Some(*until));
                }
                State::Hung { .. } => self.reset(now, ResetReason::Watchdog),
                State::Booting { reset, .. } => {
                    let reset = *reset;
                    let core = Core::new(Millis::default(), reset, &mut self.hardware);
                    self.state = State::Running { core: Box::new(core), since: now };
                    return Step::Happened(Event::Started(reset));
                }
                State::Running { core, since } => {
                    let bounces_at = self.hardware.settle(now);
                    let running = (now - *since).as_millis().try_into().unwrap_or(u64::MAX);
                    let wakes_at = core.poll(Millis(running), &mut self.hardware);
                    let wakes_at = *since + Duration::from_millis(wakes_at.0);
                    let wakes_at = bounces_at.map_or(wakes_at, |at| at.min(wakes_at));
                    let rests = self.relay_told == self.hardware.outputs.relay
                        && self.hardware.outgoing.is_empty();
                    if rests && now < wakes_at {
                        return Step::WaitUntil(Some(wakes_at));
                    }
                }
            }
        }
    }
}
