//! What an engine is set to, and how commands change it.

use std::{collections::BTreeMap, time::Duration};

use crate::{
    profile::Commands,
    wire::{
        Answers, Reply, Scan, words,
        zone::{self, Answer, Request},
    },
};

/// When an engine looks for codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Looks {
    /// When its key is pressed, which nobody can reach in a kiosk.
    ByKey,
    /// When it is told to.
    ByCommand,
    /// All the time.
    Always,
}

/// What it is set to until its power goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Settings {
    pub(crate) looks: Looks,
    /// How long it looks when told to; for ever where there is no limit.
    pub(crate) looks_for: Option<Duration>,
    /// Zone bytes that mean nothing here.
    zones: BTreeMap<u16, u8>,
}

/// What a command comes to.
pub(crate) enum Order {
    Start,
    Stop,
    /// Keep what is set when the power goes.
    Save,
    /// Nothing that is to be done now.
    Nothing,
}

/// A command that was understood, or not.
pub(crate) struct Heard {
    pub(crate) order: Order,
    /// How it is answered; nothing, where this engine answers nothing.
    pub(crate) answer: Vec<u8>,
    /// How many bytes it had.
    pub(crate) size: usize,
}

/// What the front of the received bytes is.
pub(crate) enum Listened {
    /// Not yet a command.
    Partial,
    /// The first byte begins none.
    Noise,
    Command(Heard),
}

impl Settings {
    pub(crate) fn new(looks: Looks) -> Self {
        let looks_for = Some(Duration::from_secs(5));
        Self { looks, looks_for, zones: BTreeMap::new() }
    }

    /// Takes up the command at the front of `bytes`, in the language of the engine. `forced` is the
    /// verdict that it gives in place of its own.
    pub(crate) fn listen(
        &mut self,
        commands: &Commands,
        bytes: &[u8],
        forced: impl FnOnce() -> Option<Reply>,
    ) -> Listened {
        match commands.answers {
            Answers::Never => silent(commands, bytes),
            Answers::Zone => match zone::scan_request(bytes) {
                Scan::Partial => Listened::Partial,
                Scan::Noise => Listened::Noise,
                Scan::Damaged { size } => refusal(Answer::bare(0x01).encode(), size),
                Scan::Frame { frame, size } => match (forced(), frame) {
                    (Some(reply), _) => refusal(Answer::bare(kind_of(reply)).encode(), size),
                    (None, None) => refusal(Answer::bare(0x03).encode(), size),
                    (None, Some(request)) => {
                        let (order, answer) = self.zone(&request);
                        Listened::Command(Heard { order, answer: answer.encode(), size })
                    }
                },
            },
            Answers::Words => match words::scan_word(bytes) {
                Scan::Partial => Listened::Partial,
                Scan::Noise => Listened::Noise,
                Scan::Damaged { size } => refusal(Vec::new(), size),
                Scan::Frame { frame, size } => {
                    let (order, reply) = match forced() {
                        Some(reply) => (Order::Nothing, reply),
                        None => self.word(&frame),
                    };
                    let answer = words::encode_answer(&frame, reply);
                    Listened::Command(Heard { order, answer, size })
                }
            },
        }
    }

    fn zone(&mut self, request: &Request) -> (Order, Answer) {
        let done = Answer::bare(0x00);
        match request {
            Request::Read { address, count } => {
                let addresses = (0..u16::from(*count)).map(|place| address.wrapping_add(place));
                let zones = addresses.map(|address| self.byte(address));
                (Order::Nothing, Answer { data: zones.collect(), ..done })
            }
            Request::Write { address: zone::TRIGGER, values } => {
                let order = if values[0] & 1 == 1 { Order::Start } else { Order::Stop };
                (order, done)
            }
            Request::Write { address, values } => {
                for (place, value) in (0..).zip(values) {
                    self.set_byte(address.wrapping_add(place), *value);
                }
                (Order::Nothing, done)
            }
            Request::Save => (Order::Save, done),
            Request::Heartbeat => (Order::Nothing, Answer { heartbeat: true, ..done }),
        }
    }

    fn byte(&self, address: u16) -> u8 {
        match address {
            zone::MODE => {
                zone::USUAL_LIGHTS
                    | match self.looks {
                        Looks::ByKey => 0b00,
                        Looks::ByCommand => 0b01,
                        Looks::Always => 0b10,
                    }
            }
            zone::LOOK_FOR => self.looks_for.map_or(0, |time| (time.as_millis() / 100) as u8),
            _ => self.zones.get(&address).copied().unwrap_or(0),
        }
    }

    fn set_byte(&mut self, address: u16, value: u8) {
        match address {
            zone::MODE => {
                self.looks = match value & 0b11 {
                    0b00 => Looks::ByKey,
                    0b01 => Looks::ByCommand,
                    _ => Looks::Always,
                }
            }
            zone::LOOK_FOR => {
                let time = Duration::from_millis(100) * u32::from(value);
                self.looks_for = (!time.is_zero()).then_some(time);
            }
            _ => {
                self.zones.insert(address, value);
            }
        }
    }

    fn word(&mut self, word: &str) -> (Order, Reply) {
        let order = match word {
            "SCNTRG1" => Order::Start,
            "SCNTRG0" => Order::Stop,
            "SCNMOD0" => {
                self.looks = Looks::ByCommand;
                Order::Nothing
            }
            "SCNMOD2" => {
                self.looks = Looks::Always;
                Order::Nothing
            }
            _ => match word.strip_prefix("ORTSET").map(str::parse) {
                Some(Ok(millis)) => {
                    self.looks_for = Some(Duration::from_millis(millis));
                    Order::Nothing
                }
                Some(Err(_)) => return (Order::Nothing, Reply::Refused(words::NAK)),
                None => return (Order::Nothing, Reply::Refused(words::ENQ)),
            },
        };
        (order, Reply::Done)
    }
}

fn kind_of(reply: Reply) -> u8 {
    match reply {
        Reply::Done => 0x00,
        Reply::Damaged => 0x01,
        Reply::Refused(code) => code,
    }
}

fn refusal(answer: Vec<u8>, size: usize) -> Listened {
    Listened::Command(Heard { order: Order::Nothing, answer, size })
}

/// An engine that answers nothing knows two frames.
fn silent(commands: &Commands, bytes: &[u8]) -> Listened {
    for (frame, order) in [(&commands.start, Order::Start), (&commands.stop, Order::Stop)] {
        if !frame.is_empty() && bytes.starts_with(frame) {
            return Listened::Command(Heard { order, answer: Vec::new(), size: frame.len() });
        }
    }
    match commands.start.starts_with(bytes) || commands.stop.starts_with(bytes) {
        true => Listened::Partial,
        false => Listened::Noise,
    }
}
