//! What can befall an answer.

use std::time::Duration;

use link::Uptime;
use rand::{Rng, RngExt};

use crate::wire::{Answer, HEAD_SIZE, PREAMBLE, Request, SamId, Status, seal};

/// A fault that befalls one answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It never comes.
    Silent,
    /// It comes this much later.
    Late(Duration),
    /// It is this status and nothing else.
    Say(Status),
    /// It has the shape of the answer to find, `9F` and four bytes.
    OfFind,
    /// Its checksum is wrong.
    WrongChecksum,
    /// Its length field says this.
    LengthField(u16),
    /// Its preamble lacks an `AA`.
    ShortPreamble,
    /// Its preamble has an `AA` too many.
    LongPreamble,
    /// So many bytes of noise come before it.
    NoiseBefore(usize),
    /// So many bytes of noise come after it.
    NoiseAfter(usize),
    /// A combined reader tells of a type-A card first, in its own frame (`55 AA …`).
    ForeignFrame,
    /// Ten bytes come whose length field promises twelve.
    TimeoutReply,
    /// It comes a byte at a time, with so much time between two of them.
    Trickle(Duration),
    /// Its head comes, and the rest this much later.
    PauseAfterHead(Duration),
    /// So many bytes of it come, and then the power is gone.
    PowerCutAfter(usize),
    /// Its text or photo is said to have other sizes than those of a card.
    WrongPartSizes,
    /// It names another module: the first id after power-on is sometimes wrong.
    WrongId,
}

/// A fault, and which answers it befalls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// What befalls them.
    pub fault: Fault,
    /// Answers to this request only; to any, where it is `None`.
    pub on: Option<Request>,
    /// How many of them.
    pub times: u32,
}

impl Planned {
    /// Befalls the next answer, whatever was asked.
    pub fn next(fault: Fault) -> Self {
        Self { fault, on: None, times: 1 }
    }

    /// Befalls the next answer to `request`.
    pub fn next_to(request: Request, fault: Fault) -> Self {
        Self { fault, on: Some(request), times: 1 }
    }

    /// Befalls so many answers instead of one.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.times = times;
        self
    }
}

/// The faults that are still to come.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<Planned>);

impl Faults {
    pub(crate) fn plan(&mut self, planned: Planned) {
        self.0.push(planned);
    }

    pub(crate) fn forgive(&mut self) {
        self.0.clear();
    }

    /// Takes the fault for the answer to `request`, where there is one.
    pub(crate) fn befall(&mut self, request: Request) -> Option<Fault> {
        let fits = |it: &Planned| 0 < it.times && it.on.is_none_or(|on| on == request);
        let planned = self.0.iter_mut().find(|it| fits(it))?;
        planned.times -= 1;
        let fault = planned.fault.clone();
        self.0.retain(|it| 0 < it.times);
        Some(fault)
    }
}

/// What becomes of a frame.
pub(crate) struct Sent {
    /// What goes out, and when.
    pub(crate) portions: Vec<(Uptime, Vec<u8>)>,
    /// Whether the power is gone then.
    pub(crate) power_goes: bool,
}

impl Sent {
    pub(crate) fn whole(at: Uptime, frame: Vec<u8>) -> Self {
        Self { portions: vec![(at, frame)], power_goes: false }
    }
}

impl Fault {
    /// What becomes of a frame that is due now.
    pub(crate) fn apply(self, now: Uptime, mut frame: Vec<u8>, chance: &mut impl Rng) -> Sent {
        let in_portions = |portions| Sent { portions, power_goes: false };
        let changed = match self {
            Self::Silent => return in_portions(Vec::new()),
            Self::Late(by) => return Sent::whole(now + by, frame),
            Self::Trickle(apart) => {
                let moments = (0..).map(|count| now + apart * count);
                return in_portions(
                    moments.zip(frame.into_iter().map(|byte| vec![byte])).collect(),
                );
            }
            Self::PauseAfterHead(pause) => {
                let rest = frame.split_off(HEAD_SIZE);
                return in_portions(vec![(now, frame), (now + pause, rest)]);
            }
            Self::PowerCutAfter(count) => {
                frame.truncate(count);
                return Sent { portions: vec![(now, frame)], power_goes: true };
            }
            // The answer was made so in the first place.
            Self::Say(_) => frame,
            Self::OfFind => Answer::new(Status::CardFound, &[0; 4]).encode(),
            Self::WrongChecksum => {
                if let Some(checksum) = frame.last_mut() {
                    *checksum ^= 0x01;
                }
                frame
            }
            Self::LengthField(len) => {
                frame[PREAMBLE.len()..HEAD_SIZE].copy_from_slice(&len.to_be_bytes());
                frame
            }
            Self::ShortPreamble => frame.split_off(1),
            Self::LongPreamble => [vec![PREAMBLE[0]], frame].concat(),
            Self::NoiseBefore(count) => [noise(count, chance), frame].concat(),
            Self::NoiseAfter(count) => [frame, noise(count, chance)].concat(),
            Self::ForeignFrame => [vec![0x55, 0xAA, 0x04, 0x56, 0xFF, 0x08, 0x5A], frame].concat(),
            Self::TimeoutReply => [&PREAMBLE[..], &[0x00, 0x05, 0x05, 0x05, 0x05]].concat(),
            Self::WrongPartSizes => {
                let mut body = frame[HEAD_SIZE..frame.len() - 1].to_vec();
                if let Some(text_size) = body.get_mut(4) {
                    *text_size ^= 0x10;
                }
                seal(&body)
            }
            Self::WrongId => {
                let id = SamId { kind: [0, 0], serial: [0, 0, chance.random()] };
                Answer::new(Status::Success, &id.encode()).encode()
            }
        };
        Sent::whole(now, changed)
    }
}

fn noise(count: usize, chance: &mut impl Rng) -> Vec<u8> {
    (0..count).map(|_| chance.random()).collect()
}
