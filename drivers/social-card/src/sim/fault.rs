//! What can befall an answer of the reader.

use std::time::Duration;

use crate::wire::{Request, SlotError};

/// A fault that befalls one answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Neither echo nor answer comes. The reader has done nothing.
    Silent,
    /// The echo comes, and no answer.
    EchoOnly,
    /// The answer comes without an echo.
    NoEcho,
    /// The answer comes this much later than it should.
    Late(Duration),
    /// It fails with this error, and the reader has done nothing.
    Fail(SlotError),
    /// The LRC of the answer is wrong.
    WrongLrc,
    /// The length in the answer is this.
    LengthField(u32),
    /// The number of the answer is that of another request.
    WrongSequence,
    /// The reader did not understand the frame.
    Nak,
    /// So many bytes of the answer come, and no more.
    CutAfter(usize),
    /// A byte at a time, with so much time between two of them.
    Trickle(Duration),
    /// So many bytes of noise come before the echo.
    NoiseBefore(usize),
    /// So many bytes of noise come between echo and answer.
    NoiseBetween(usize),
    /// So many bytes of noise come after the answer.
    NoiseAfter(usize),
    /// The card asks for time so often, 300 ms apart, in single bytes.
    MoreTime(u32),
    /// The reader asks for time so often, 300 ms apart, in messages of its own.
    Extension(u32),
    /// A card is said to have moved, between echo and answer: put in (`true`) or taken out.
    Notice(bool),
    /// The card is pulled before the reader gets to it.
    Pulled,
    /// The card is pulled after it has answered.
    PulledAfter,
    /// The reader starts anew: the card loses its power, and no answer comes.
    Reset,
    /// The last bit of what the card answers is flipped on its way to the reader.
    Garbled,
    /// The card's answer is these bytes.
    CardSays(Vec<u8>),
}

/// Which answers a fault befalls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum On {
    /// Any.
    Any,
    /// Those to requests with this code, [`Request::code`].
    Message(u8),
    /// Those to what is for the card, with this instruction.
    Instruction(u8),
}

/// A fault, and which answers it befalls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// What befalls them.
    pub fault: Fault,
    /// Which answers.
    pub on: On,
    /// How many that fit are spared first.
    pub after: u32,
    /// How many of them.
    pub times: u32,
}

impl Planned {
    /// Befalls the next answer that fits.
    pub fn next(on: On, fault: Fault) -> Self {
        Self { fault, on, after: 0, times: 1 }
    }

    /// Spares so many first.
    #[must_use]
    pub fn after(mut self, after: u32) -> Self {
        self.after = after;
        self
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
pub(super) struct Faults(Vec<Planned>);

impl Faults {
    pub(super) fn plan(&mut self, planned: Planned) {
        self.0.push(planned);
    }

    pub(super) fn forgive(&mut self) {
        self.0.clear();
    }

    /// Takes the fault for the answer to `request`, where there is one.
    pub(super) fn befall(&mut self, request: &Request) -> Option<Fault> {
        let fits = |on: On| match (on, request) {
            (On::Any, _) => true,
            (On::Message(code), request) => request.code() == code,
            (On::Instruction(wanted), Request::Transfer(bytes)) => bytes.get(1) == Some(&wanted),
            (On::Instruction(_), _) => false,
        };
        let mut found = None;
        for planned in self.0.iter_mut().filter(|it| fits(it.on)) {
            if 0 < planned.after {
                planned.after -= 1;
            } else if found.is_none() && 0 < planned.times {
                planned.times -= 1;
                found = Some(planned.fault.clone());
            }
        }
        self.0.retain(|it| 0 < it.times);
        found
    }
}
