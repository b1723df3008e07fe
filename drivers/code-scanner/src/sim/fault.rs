//! What goes wrong with what an engine says.

use std::time::Duration;

use link::Uptime;
use rand::{Rng, RngExt};

use crate::wire::Reply;

/// What becomes of a code or of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It never comes.
    Silent,
    /// It comes this much later.
    Late(Duration),
    /// It comes a byte at a time, with so much time between two of them.
    Trickle(Duration),
    /// So many bytes of it come, and the rest after a pause.
    Pause {
        /// How many.
        bytes: usize,
        /// How long.
        pause: Duration,
    },
    /// So many bytes of it come, and no more.
    CutAfter(usize),
    /// So many bytes of noise come before it.
    NoiseBefore(usize),
    /// So many bytes of noise come after it.
    NoiseAfter(usize),
    /// A bit of its last byte is wrong: of the suffix, or of a checksum.
    WrongEnd,
    /// Of an answer: it says this, and nothing is done.
    Say(Reply),
    /// The engine starts anew in place of saying it. What it was set to is gone.
    Reset,
}

/// What an engine says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Saying {
    /// A code that it has read.
    Code,
    /// An answer to a command.
    Answer,
}

/// A fault, and what it befalls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// What goes wrong.
    pub fault: Fault,
    /// With what.
    pub on: Saying,
    /// How many times.
    pub times: u32,
}

impl Planned {
    /// Befalls the next code.
    pub fn next_code(fault: Fault) -> Self {
        Self { fault, on: Saying::Code, times: 1 }
    }

    /// Befalls the next answer.
    pub fn next_answer(fault: Fault) -> Self {
        Self { fault, on: Saying::Answer, times: 1 }
    }

    /// Befalls so many in place of one.
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

    /// Takes the fault for what is said next, where there is one.
    pub(crate) fn befall(&mut self, saying: Saying) -> Option<Fault> {
        self.0.retain(|it| 0 < it.times);
        let planned = self.0.iter_mut().find(|it| it.on == saying)?;
        planned.times -= 1;
        Some(planned.fault.clone())
    }
}

impl Fault {
    /// What goes out, and when, of something that is due at a moment.
    pub(crate) fn apply(
        &self,
        at: Uptime,
        mut bytes: Vec<u8>,
        chance: &mut impl Rng,
    ) -> Vec<(Uptime, Vec<u8>)> {
        match *self {
            Self::Silent | Self::Reset => Vec::new(),
            // The answer was made so in the first place.
            Self::Say(_) => vec![(at, bytes)],
            Self::Late(by) => vec![(at + by, bytes)],
            Self::Trickle(apart) => {
                let moments = (0..).map(|count| at + apart * count);
                moments.zip(bytes.into_iter().map(|byte| vec![byte])).collect()
            }
            Self::Pause { bytes: count, pause } => {
                let rest = bytes.split_off(count.min(bytes.len()));
                vec![(at, bytes), (at + pause, rest)]
            }
            Self::CutAfter(count) => {
                bytes.truncate(count);
                vec![(at, bytes)]
            }
            Self::NoiseBefore(count) => vec![(at, [noise(count, chance), bytes].concat())],
            Self::NoiseAfter(count) => vec![(at, [bytes, noise(count, chance)].concat())],
            Self::WrongEnd => {
                if let Some(last) = bytes.last_mut() {
                    *last ^= 0x02;
                }
                vec![(at, bytes)]
            }
        }
    }
}

fn noise(count: usize, chance: &mut impl Rng) -> Vec<u8> {
    (0..count).map(|_| chance.random()).collect()
}
