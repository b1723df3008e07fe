//! The board's own image on an emulated chip, between the two ends of its line.

use std::{
    fs::File,
    io::{self, Read, Write},
    time::Duration,
};

use emulated::{BoardError, Chip, Image, Key, Time};
use io_board::{
    Positions, Switch,
    sim::{Board, Command, Event, Picture},
};
use link::{Line, Machine, Step, Uptime};
use rustix::fs::{Mode, OFlags};

use super::Visible;

/// So often the chip's line is listened at.
const LISTENS_EVERY: Duration = Duration::from_millis(5);
/// So often its panel and its relay are looked at.
const LOOKS_EVERY: Duration = Duration::from_millis(100);

/// Where the chip has the relay, as its firmware's table of pins says: PD2.
const PORT_D: u32 = 0x4000_73fc;
const RELAY: u32 = 1 << 2;

/// The board, which lives by the emulator's time and no other.
pub(super) struct Emulated {
    image: Image,
    /// Nothing where it has no power, or where the emulator went away.
    powered: Option<Powered>,
    positions: Positions,
    picture: Picture,
    relay: bool,
    looks_at: Uptime,
}

struct Powered {
    chip: Chip,
    /// The far end of its line.
    line: File,
}

impl Powered {
    /// A chip that starts while the switches stand so.
    fn start(image: &Image, positions: Positions) -> Result<Self, BoardError> {
        let chip = Chip::start(image, Time::Real)?;
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let line = rustix::fs::open(chip.serial_port(), flags, Mode::empty());
        let line = File::from(line.map_err(io::Error::from)?);
        let mut powered = Self { chip, line };
        for switch in Switch::ALL.iter().filter(|switch| positions.is_on(**switch)) {
            powered.turn(*switch, true)?;
        }
        Ok(powered)
    }

    fn turn(&mut self, switch: Switch, on: bool) -> Result<(), BoardError> {
        let key = match switch {
            Switch::UpperDoor => Key::Up,
            Switch::LowerDoor => Key::Down,
            Switch::PaperDrawer => Key::Left,
            Switch::Tamper => Key::Right,
            Switch::Proximity => Key::Select,
        };
        // Only a key that is held can be let go of.
        self.chip.hold(key, true)?;
        if on { self.chip.hold(key, false) } else { Ok(()) }
    }

    fn listen(&mut self) -> Result<Vec<u8>, BoardError> {
        let mut bytes = vec![0; 256];
        match self.line.read(&mut bytes) {
            Ok(came) => bytes.truncate(came),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => bytes.clear(),
            Err(error) => return Err(error.into()),
        }
        Ok(bytes)
    }

    fn relay(&mut self) -> Result<bool, BoardError> {
        Ok(self.chip.words(PORT_D, 1)?.iter().any(|pins| pins & RELAY != 0))
    }

    fn picture(&mut self) -> Result<Picture, BoardError> {
        let seen = self.chip.picture()?;
        let mut picture = *Board::new().picture();
        for (pair, dots) in picture.iter_mut().flatten().zip(seen.dots().chunks_exact(2)) {
            *pair = dots[0] << 4 | dots[1];
        }
        Ok(picture)
    }
}

impl Emulated {
    /// Builds the image where that has not been done, and powers a chip with it.
    pub(super) fn start() -> Result<Self, BoardError> {
        let image = Image::build()?;
        let powered = Powered::start(&image, Positions::default())?;
        Ok(Self {
            image,
            powered: Some(powered),
            positions: Positions::default(),
            picture: *Board::new().picture(),
            relay: false,
            looks_at: Uptime::ZERO,
        })
    }

    fn obey(&mut self, command: Command) -> Result<(), BoardError> {
        match command {
            Command::Move(switch, on) if self.positions.is_on(switch) != on => {
                self.positions = self.positions.with(switch, on);
                self.powered.as_mut().map_or(Ok(()), |powered| powered.turn(switch, on))
            }
            // Hands know that the emulated thermometer cannot be warmed.
            Command::Move(..) | Command::Warm(_) => Ok(()),
            Command::Hang => self.powered.as_mut().map_or(Ok(()), |powered| powered.chip.hang()),
            Command::Reset => self.powered.as_mut().map_or(Ok(()), |powered| powered.chip.reset()),
            Command::Power(false) => {
                self.power_off();
                Ok(())
            }
            Command::Power(true) => {
                if self.powered.is_none() {
                    self.powered = Some(Powered::start(&self.image, self.positions)?);
                }
                Ok(())
            }
        }
    }

    fn act(&mut self, now: Uptime) -> Result<Step<Event>, BoardError> {
        let relay = match &mut self.powered {
            None => false,
            Some(powered) => {
                let said = powered.listen()?;
                if !said.is_empty() {
                    return Ok(Step::Send(said));
                }
                if now < self.looks_at {
                    return Ok(Step::WaitUntil(Some(now + LISTENS_EVERY)));
                }
                self.picture = powered.picture()?;
                powered.relay()?
            }
        };
        if self.relay != relay {
            self.relay = relay;
            return Ok(Step::Happened(Event::Relay(relay)));
        }
        self.looks_at = now + LOOKS_EVERY;
        Ok(Step::WaitUntil(self.powered.as_ref().map(|_| now + LISTENS_EVERY)))
    }

    fn lost(&mut self, error: &BoardError) {
        tracing::error!(%error, "the emulated board is gone; switch it off and on");
        self.power_off();
    }

    fn power_off(&mut self) {
        self.powered = None;
        self.picture = *Board::new().picture();
    }
}

impl Machine for Emulated {
    type Command = Command;
    type Event = Event;

    fn command(&mut self, _: Uptime, command: Command) {
        if let Err(error) = self.obey(command) {
            self.lost(&error);
        }
    }

    fn received(&mut self, _: Uptime, bytes: &[u8]) {
        if let Some(powered) = &mut self.powered
            && let Err(error) = powered.line.write_all(bytes)
        {
            tracing::warn!(%error, "the emulated board does not listen");
        }
    }

    /// The board has a supply of its own, and does not see whether anybody holds the other end.
    fn line(&mut self, _: Uptime, _: Line) {}

    fn poll(&mut self, now: Uptime) -> Step<Event> {
        let step = self.act(now).or_else(|error| {
            self.lost(&error);
            self.act(now)
        });
        step.unwrap_or(Step::WaitUntil(None))
    }
}

impl Visible for Emulated {
    fn panel(&self) -> &Picture {
        &self.picture
    }

    /// How long its pulses are is not to be seen from outside.
    fn fan(&self) -> Option<u8> {
        None
    }
}
