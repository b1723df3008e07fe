//! The module's end of the conversation: it answers as a real SAM module does.
//!
//! It takes its time, hides a resting card from find, says `41` to a reader whose card was pulled
//! away, and has the moods and faults that real modules and lines have. It takes part in two
//! conversations: bytes on the wire, and [`Command`]s, which are what hands do.

mod card;
mod delays;
mod fault;
mod plate;

pub use card::{Card, Photo};
pub use delays::{Delays, Span};
pub use fault::{Fault, Planned};

use std::{collections::VecDeque, time::Duration};

use link::{Line, Machine, Step, Uptime};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::wire::{Answer, Damage, Heard, Inbox, Rate, Request, SamId, Status};
use fault::{Faults, Sent};
use plate::Plate;

/// A request that has begun goes on within this long, or it counts as too short.
const GO_ON_WITHIN: Duration = Duration::from_millis(200);

/// What a module is like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// All chance is drawn from this.
    pub seed: u64,
    /// How long it takes for its answers.
    pub delays: Delays,
    /// What it calls itself.
    pub sam_id: SamId,
    /// What find says of a card that was read and still lies there.
    pub refind: Refind,
    /// What it says to a card operation that comes before find and select. Modules differ:
    /// `41`, `34` or `23`.
    pub out_of_order: Status,
    /// Whether it knows `30 10`.
    pub reads_fingerprints: bool,
    /// Whether it knows `30 03`.
    pub reads_new_addresses: bool,
    /// The rate at which it listens.
    pub rate: Rate,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            seed: 0,
            delays: Delays::default(),
            sam_id: SamId { kind: [5, 1], serial: [20_150_320, 123_456, 7_654_321] },
            refind: Refind::default(),
            out_of_order: Status::ReadFailed,
            reads_fingerprints: false,
            reads_new_addresses: true,
            rate: Rate::default(),
        }
    }
}

/// What find says of a card that was read and still lies on the plate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Refind {
    /// `80`, always.
    Deny,
    /// `80` the first time, `9F` from then on.
    #[default]
    Alternate,
    /// `9F`, always.
    Allow,
}

/// How the security module inside is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Sam {
    /// It works.
    #[default]
    Healthy,
    /// It says `60` to everything.
    Dead,
    /// It says `66` to everything.
    NotAuthorised,
}

/// What hands do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Puts a card on the plate; a second one lies on top of the first.
    Place(Box<Card>),
    /// Puts something else on the plate: a bank card.
    PlaceOther,
    /// Takes away whatever lies there.
    Lift,
    /// Has a fault befall answers to come.
    Plan(Planned),
    /// Forgets the faults that are still to come.
    Forgive,
    /// Changes how a resting card is found.
    Refind(Refind),
    /// Breaks or mends the security module.
    Sam(Sam),
    /// Cuts the power, or gives it back; the module then needs a while.
    Power(bool),
    /// The kiosk's port is open at this rate: at another one than its own the module hears noise.
    HostRate(Rate),
}

/// What a module reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// It answered a request with a status.
    Answered {
        /// What was asked.
        request: Request,
        /// What it said.
        status: Status,
    },
    /// A card was read to the end.
    CardRead,
    /// A request came in before the last one was answered.
    Interrupted,
}

/// A simulated module.
#[derive(Debug)]
pub struct Module {
    options: Options,
    chance: ChaCha8Rng,
    power: Power,
    sam: Sam,
    host_rate: Rate,
    plate: Plate,
    faults: Faults,
    inbox: Inbox,
    goes_on_by: Uptime,
    job: Option<Job>,
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

/// What is being worked on.
#[derive(Debug, Clone, Copy)]
enum Job {
    /// A request, whose answer is due at a moment. `card` lay on the plate when it came in.
    Asked { request: Request, due: Uptime, card: Option<u64> },
    /// Something that is no request, answered at once with a status.
    Refuse { status: Status, due: Uptime },
}

impl Job {
    fn due(self) -> Uptime {
        match self {
            Self::Asked { due, .. } | Self::Refuse { due, .. } => due,
        }
    }
}

impl Module {
    /// A module with an empty plate, under power.
    pub fn new(options: Options) -> Self {
        Self {
            chance: ChaCha8Rng::seed_from_u64(options.seed),
            host_rate: options.rate,
            plate: Plate::new(options.refind),
            options,
            power: Power::On,
            sam: Sam::default(),
            faults: Faults::default(),
            inbox: Inbox::default(),
            goes_on_by: Uptime::ZERO,
            job: None,
            outgoing: VecDeque::new(),
            events: VecDeque::new(),
        }
    }

    /// Whether anything lies on the plate.
    pub fn has_card(&self) -> bool {
        !self.plate.is_empty()
    }

    /// Takes up the next request that has come in.
    fn listen(&mut self, now: Uptime) {
        let mut heard = self.inbox.next_frame();
        if heard == Heard::Nothing && self.inbox.is_amid_a_frame() && self.goes_on_by <= now {
            heard = self.inbox.give_up();
        }
        let status = match heard {
            Heard::Nothing => return,
            Heard::Damaged(Damage::Checksum) => Status::WrongChecksum,
            Heard::Damaged(Damage::Length) => Status::WrongLength,
            Heard::Frame(body) if body.len() < 2 => Status::WrongLength,
            Heard::Frame(body) => match Request::parse(&body) {
                Some(request) => {
                    let due = now + self.options.delays.draw(request, &mut self.chance);
                    let card = self.plate.topmost();
                    self.job = Some(Job::Asked { request, due, card });
                    return;
                }
                None => Status::WrongCommand,
            },
        };
        let due = now + self.options.delays.refusal.draw(&mut self.chance);
        self.job = Some(Job::Refuse { status, due });
    }

    fn finish(&mut self, now: Uptime, job: Job) {
        match job {
            Job::Refuse { status, .. } => {
                self.outgoing.push_back((now, Answer::new(self.verdict(status), &[]).encode()));
            }
            Job::Asked { request, card, .. } => {
                let fault = self.faults.befall(request);
                let (status, data) = match fault {
                    // The module fails before it does anything with the card.
                    Some(Fault::Say(status)) => (status, Vec::new()),
                    _ => self.answer(request, card),
                };
                self.events.push_back(Event::Answered { request, status });
                if request == Request::ReadTextAndPhoto && status == Status::Success {
                    self.events.push_back(Event::CardRead);
                }
                let frame = Answer::new(status, &data).encode();
                let sent = match fault {
                    Some(fault) => fault.apply(now, frame, &mut self.chance),
                    None => Sent::whole(now, frame),
                };
                self.outgoing.extend(sent.portions);
                if sent.power_goes {
                    self.power = Power::Off;
                    self.plate.forget();
                }
                if let (Request::SetRate(rate), Status::Success) = (request, status) {
                    self.options.rate = rate;
                }
            }
        }
    }

    /// What a dead security module says instead.
    fn verdict(&self, status: Status) -> Status {
        match self.sam {
            Sam::Healthy => status,
            Sam::Dead => Status::SelfTestFailed,
            Sam::NotAuthorised => Status::NotAuthorised,
        }
    }

    fn answer(&mut self, request: Request, card: Option<u64>) -> (Status, Vec<u8>) {
        if self.sam != Sam::Healthy {
            return (self.verdict(Status::Success), Vec::new());
        }
        match request {
            Request::SamStatus | Request::SetRate(_) | Request::SetMaxRfBytes(_) => {
                (Status::Success, Vec::new())
            }
            Request::ResetSam => {
                self.plate.forget();
                (Status::Success, Vec::new())
            }
            Request::SamId => (Status::Success, self.options.sam_id.encode()),
            Request::FindCard => self.plate.find(&mut self.chance),
            Request::SelectCard => self.plate.select(),
            Request::ReadWithFingerprints if !self.options.reads_fingerprints => {
                (Status::WrongCommand, Vec::new())
            }
            Request::ReadNewAddresses if !self.options.reads_new_addresses => {
                (Status::WrongCommand, Vec::new())
            }
            _ => self.plate.read(request, card).unwrap_or_else(|trouble| match trouble {
                plate::NotRead::Gone => (Status::ReadFailed, Vec::new()),
                plate::NotRead::OutOfOrder => (self.options.out_of_order, Vec::new()),
            }),
        }
    }

    /// Forgets everything that was under way.
    fn fall_silent(&mut self) {
        self.inbox.clear();
        self.job = None;
        self.outgoing.clear();
    }
}

impl Machine for Module {
    type Command = Command;
    type Event = Event;

    fn command(&mut self, now: Uptime, command: Command) {
        match command {
            Command::Place(card) => self.plate.place(*card),
            Command::PlaceOther => self.plate.place_other(),
            Command::Lift => self.plate.lift(),
            Command::Plan(planned) => self.faults.plan(planned),
            Command::Forgive => self.faults.forgive(),
            Command::Refind(refind) => self.plate.set_refind(refind),
            Command::Sam(sam) => self.sam = sam,
            Command::Power(false) => {
                self.power = Power::Off;
                self.plate.forget();
                self.fall_silent();
            }
            Command::Power(true) => {
                let ready_at = now + self.options.delays.boot.draw(&mut self.chance);
                self.power = Power::Booting(ready_at);
                // A line driver that wakes up leaves a stray byte or two on the line.
                self.outgoing.push_back((now, vec![0x00, 0xFF]));
            }
            Command::HostRate(rate) => self.host_rate = rate,
        }
    }

    fn received(&mut self, now: Uptime, bytes: &[u8]) {
        let hears = self.power == Power::On && self.host_rate == self.options.rate;
        if !hears {
            return;
        }
        if self.job.is_some() {
            self.events.push_back(Event::Interrupted);
        }
        self.goes_on_by = now + GO_ON_WITHIN;
        self.inbox.push(bytes);
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
            match (self.power, self.job) {
                (Power::Booting(at), _) if at <= now => self.power = Power::On,
                (Power::Booting(at), _) => {
                    return Step::WaitUntil(Some(speaks_at.map_or(at, |it| it.min(at))));
                }
                (Power::Off, _) => return Step::WaitUntil(speaks_at),
                // One answer leaves before the next is worked on.
                (Power::On, _) if speaks_at.is_some() => return Step::WaitUntil(speaks_at),
                (Power::On, Some(job)) if job.due() <= now => {
                    self.job = None;
                    self.finish(now, job);
                }
                (Power::On, Some(job)) => return Step::WaitUntil(Some(job.due())),
                (Power::On, None) => {
                    self.listen(now);
                    if self.job.is_none() {
                        let amid = self.inbox.is_amid_a_frame();
                        return Step::WaitUntil(amid.then_some(self.goes_on_by));
                    }
                }
            }
        }
    }
}
