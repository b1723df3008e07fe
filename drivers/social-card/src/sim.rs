//! The reader's end of the conversation: it answers as a real GemPC Twin does.
//!
//! It sends back what it heard before it answers, tells of cards that move before an answer, and
//! has the moods and faults that real readers, cards and lines have. It takes part in two
//! conversations: bytes on the wire, and [`Command`]s, which are what hands do.

mod card;
mod chip;
mod fault;
mod profile;

pub use card::Card;
pub use fault::{Fault, On, Planned};
pub use profile::Profile;

use std::{collections::VecDeque, time::Duration};

use link::{Line, Machine, Step, Uptime};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::wire::{Answer, NAK, Outcome, Request, Scan, SlotError, SlotState, notice, scan, seal};
use fault::Faults;

/// A frame that has begun goes on within this long.
const GO_ON_WITHIN: Duration = Duration::from_millis(200);

/// How far apart words about time are.
const WORDS_APART: Duration = Duration::from_millis(300);

/// What a reader is like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// All chance is drawn from this.
    pub seed: u64,
    /// What it calls itself.
    pub name: String,
    /// Whether it sends back what it heard. A GemPC Twin does.
    pub echoes: bool,
    /// How long it takes for an answer of its own.
    pub own_answer: Duration,
    /// How long a card takes for an answer.
    pub card_answer: Duration,
    /// How long a card takes for its answer to reset.
    pub power_on: Duration,
    /// How long it takes to start after its power came.
    pub boot: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            seed: 0,
            name: "GemTwin-V2.00-GK03".to_owned(),
            echoes: true,
            own_answer: Duration::from_millis(2),
            card_answer: Duration::from_millis(30),
            power_on: Duration::from_millis(40),
            boot: Duration::from_millis(500),
        }
    }
}

/// What hands do.
#[derive(Debug, Clone)]
pub enum Command {
    /// Puts a card into the slot. A second one on top of the first shorts its contacts.
    Insert(Box<Card>),
    /// Takes out whatever is in the slot.
    Remove,
    /// Has a fault befall answers to come.
    Plan(Planned),
    /// Forgets the faults that are still to come.
    Forgive,
    /// Cuts the power, or gives it back; the reader then needs a while.
    Power(bool),
}

/// What a reader reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// It was asked something: the code of the request and, for what goes to a card, the
    /// instruction.
    Asked {
        /// [`Request::code`].
        code: u8,
        /// INS of the command for the card.
        instruction: Option<u8>,
    },
    /// A request came in before the last one was answered.
    Interrupted,
}

/// A simulated reader.
#[derive(Debug)]
pub struct Reader {
    options: Options,
    chance: ChaCha8Rng,
    power: Power,
    slot: Vec<Card>,
    active: bool,
    /// Movements of which the host has not heard.
    moved: Vec<bool>,
    faults: Faults,
    inbox: Vec<u8>,
    goes_on_by: Uptime,
    outgoing: VecDeque<(Uptime, Vec<u8>)>,
    events: VecDeque<Event>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Power {
    Off,
    /// It hears nothing before this moment.
    Booting(Uptime),
    On,
}

impl Reader {
    /// A reader with an empty slot, under power.
    pub fn new(options: Options) -> Self {
        Self {
            chance: ChaCha8Rng::seed_from_u64(options.seed),
            options,
            power: Power::On,
            slot: Vec::new(),
            active: false,
            moved: Vec::new(),
            faults: Faults::default(),
            inbox: Vec::new(),
            goes_on_by: Uptime::ZERO,
            outgoing: VecDeque::new(),
            events: VecDeque::new(),
        }
    }

    /// The card in the slot, the topmost of several.
    pub fn card(&self) -> Option<&Card> {
        self.slot.last()
    }

    /// Whether the card in the slot is under power.
    pub fn is_card_powered(&self) -> bool {
        self.active
    }

    fn slot_state(&self) -> SlotState {
        match (self.slot.is_empty(), self.active) {
            (true, _) => SlotState::Empty,
            (false, true) => SlotState::Active,
            (false, false) => SlotState::Inactive,
        }
    }

    fn insert(&mut self, card: Card) {
        self.slot.push(card);
        self.active = false;
        self.moved.push(true);
    }

    fn remove(&mut self) {
        if !self.slot.is_empty() {
            self.moved.push(false);
        }
        self.slot.clear();
        self.active = false;
    }

    /// Takes up the next frame that has come in, if nothing else is under way.
    fn listen(&mut self, now: Uptime) {
        let found = scan(&self.inbox);
        let mut size = found.size();
        match found {
            Scan::Partial if self.inbox.is_empty() || now < self.goes_on_by => return,
            // What never goes on was no frame.
            Scan::Partial => size = self.inbox.len(),
            Scan::Message { message, .. } => {
                if let Some((sequence, request)) = Request::parse(message) {
                    let echo = self.inbox[..size].to_vec();
                    self.take_up(now, &echo, sequence, &request);
                }
            }
            Scan::Damaged { .. } => self.outgoing.push_back((now, NAK.to_vec())),
            Scan::Noise | Scan::Nak | Scan::Moved(_) | Scan::MoreTime => {}
        }
        self.inbox.drain(..size);
    }

    fn take_up(&mut self, now: Uptime, echo: &[u8], sequence: u8, request: &Request) {
        let instruction = match request {
            Request::Transfer(bytes) => bytes.get(1).copied(),
            _ => None,
        };
        self.events.push_back(Event::Asked { code: request.code(), instruction });
        let fault = self.faults.befall(request);
        match &fault {
            Some(Fault::Silent) => return,
            Some(Fault::Nak) => return self.outgoing.push_back((now, NAK.to_vec())),
            Some(Fault::Reset) => {
                self.active = false;
                self.power = Power::Booting(now + self.options.boot);
                return;
            }
            Some(Fault::NoiseBefore(count)) => self.send_noise(now, *count),
            Some(Fault::Pulled) => self.remove(),
            _ => {}
        }
        if self.options.echoes && fault != Some(Fault::NoEcho) {
            self.outgoing.push_back((now, echo.to_vec()));
        }
        for inserted in std::mem::take(&mut self.moved) {
            self.outgoing.push_back((now, notice(inserted).to_vec()));
        }
        let mut due = now
            + match request {
                Request::Transfer(_) => self.options.card_answer,
                Request::PowerOn(_) => self.options.power_on,
                _ => self.options.own_answer,
            };
        let (outcome, specific, mut data) = match &fault {
            Some(Fault::Fail(error)) => (Outcome::Failed(*error), 0, Vec::new()),
            Some(Fault::CardSays(bytes)) => (Outcome::Good, 0, bytes.clone()),
            _ => self.answer(request),
        };
        if let (Some(Fault::Garbled), Some(last)) = (&fault, data.last_mut()) {
            *last ^= 1;
        }
        let slot = self.slot_state();
        let kind = request.answer_kind();
        let answer = Answer { kind, sequence, slot, outcome, specific, data: &data };
        let mut frame = seal(&answer.encode());
        match fault {
            Some(Fault::EchoOnly) => return,
            Some(Fault::Late(by)) => due += by,
            Some(Fault::WrongLrc) => *frame.last_mut().expect("a frame has an end") ^= 0x20,
            Some(Fault::LengthField(length)) => {
                frame[3..7].copy_from_slice(&length.to_le_bytes());
            }
            Some(Fault::WrongSequence) => {
                let answer = Answer { sequence: sequence.wrapping_sub(7), ..answer };
                frame = seal(&answer.encode());
            }
            Some(Fault::CutAfter(size)) => frame.truncate(size),
            Some(Fault::NoiseBetween(count)) => self.send_noise(now, count),
            Some(Fault::Notice(inserted)) => {
                self.outgoing.push_back((now, notice(inserted).to_vec()));
            }
            Some(Fault::MoreTime(times)) => {
                due = self.send_words(now, times, &[0x85]);
            }
            Some(Fault::Extension(times)) => {
                let outcome = Outcome::MoreTime(2);
                let word = seal(&Answer { outcome, data: &[], ..answer }.encode());
                due = self.send_words(now, times, &word);
            }
            Some(Fault::Trickle(apart)) => {
                for (place, byte) in (0..).zip(&frame) {
                    self.outgoing.push_back((due + apart * place, vec![*byte]));
                }
                return;
            }
            Some(Fault::PulledAfter) => self.remove(),
            _ => {}
        }
        self.outgoing.push_back((due, frame));
        if let Some(Fault::NoiseAfter(count)) = fault {
            self.send_noise(due, count);
        }
    }

    fn send_noise(&mut self, at: Uptime, count: usize) {
        let noise = (0..count).map(|_| self.chance.random()).collect();
        self.outgoing.push_back((at, noise));
    }

    /// Sends words that ask for time; returns when the answer follows.
    fn send_words(&mut self, now: Uptime, times: u32, word: &[u8]) -> Uptime {
        for place in 0..times {
            self.outgoing.push_back((now + WORDS_APART * place, word.to_vec()));
        }
        now + WORDS_APART * times
    }

    /// What a sound reader answers.
    fn answer(&mut self, request: &Request) -> (Outcome, u8, Vec<u8>) {
        let good = |data: Vec<u8>| (Outcome::Good, 0, data);
        let failed = |error| (Outcome::Failed(error), 0, Vec::new());
        match request {
            Request::Escape(bytes) => match bytes[..] {
                [0x02] => good(self.options.name.clone().into_bytes()),
                [0x01, 0x01, 0x01] => good(Vec::new()),
                _ => failed(SlotError::NotSupported),
            },
            Request::SlotStatus => (Outcome::Good, u8::from(!self.active), Vec::new()),
            Request::PowerOff => {
                self.active = false;
                (Outcome::Good, 1, Vec::new())
            }
            Request::SetParameters(parameters) => {
                (Outcome::Good, parameters.protocol, parameters.bytes.clone())
            }
            Request::Other(_) => failed(SlotError::NotSupported),
            Request::PowerOn(_) => match &mut self.slot[..] {
                [] => failed(SlotError::Mute),
                [card] => match card.power_on() {
                    Some(atr) => {
                        self.active = true;
                        good(atr)
                    }
                    None => failed(SlotError::Mute),
                },
                _ => failed(SlotError::ShortCircuit),
            },
            Request::Transfer(bytes) => match &mut self.slot[..] {
                [card] if self.active => good(card.transfer(bytes, &mut self.chance)),
                _ => failed(SlotError::Mute),
            },
        }
    }

    fn fall_silent(&mut self) {
        self.inbox.clear();
        self.outgoing.clear();
    }
}

impl Machine for Reader {
    type Command = Command;
    type Event = Event;

    fn command(&mut self, now: Uptime, command: Command) {
        match command {
            Command::Insert(card) => self.insert(*card),
            Command::Remove => self.remove(),
            Command::Plan(planned) => self.faults.plan(planned),
            Command::Forgive => self.faults.forgive(),
            Command::Power(false) => {
                self.power = Power::Off;
                self.active = false;
                self.fall_silent();
            }
            Command::Power(true) => self.power = Power::Booting(now + self.options.boot),
        }
    }

    fn received(&mut self, now: Uptime, bytes: &[u8]) {
        if self.power != Power::On {
            return;
        }
        if !self.outgoing.is_empty() {
            self.events.push_back(Event::Interrupted);
        }
        self.goes_on_by = now + GO_ON_WITHIN;
        self.inbox.extend(bytes);
    }

    fn line(&mut self, _now: Uptime, line: Line) {
        if line == Line::Down {
            self.fall_silent();
        }
    }

    fn poll(&mut self, now: Uptime) -> Step<Event> {
        loop {
            if let Some(event) = self.events.pop_front() {
                return Step::Happened(event);
            }
            if let Some((at, _)) = self.outgoing.front()
                && *at <= now
                && let Some((_, bytes)) = self.outgoing.pop_front()
            {
                return Step::Send(bytes);
            }
            let speaks_at = self.outgoing.front().map(|(at, _)| *at);
            match self.power {
                Power::Booting(at) if at <= now => self.power = Power::On,
                Power::Booting(at) => {
                    return Step::WaitUntil(Some(speaks_at.map_or(at, |it| it.min(at))));
                }
                Power::Off => return Step::WaitUntil(speaks_at),
                // One answer leaves before the next request is taken up.
                Power::On if speaks_at.is_some() => return Step::WaitUntil(speaks_at),
                Power::On => {
                    let heard = self.inbox.len();
                    self.listen(now);
                    if self.inbox.len() == heard {
                        let amid = !self.inbox.is_empty();
                        return Step::WaitUntil(amid.then_some(self.goes_on_by));
                    }
                }
            }
        }
    }
}
