//! The kiosk's end of the conversation.
//!
//! What the owner wants of lamps and panel holds until it wants otherwise: after every interruption
//! the board is told anew. What happened at the board is reported once and in order, however often
//! the line fails or the board is reset; what its memory had no room for is reported as missed.
//!
//! The heart of the kiosk beats only when the owner says so: the client never speaks for it.

mod options;
mod trouble;
mod wishes;

pub use options::Options;
pub use trouble::{Remedy, Trouble};

use std::{collections::VecDeque, time::Duration};

use board_proto::{
    Beep, Climate, Counts, Entry, Happening, Heard, Hello, KioskState, Link, Millis, Pattern,
    Positions, Promise, Report, Slot, Switch,
};
use link::{Line, Machine, Step, Uptime};

use wishes::Wishes;

/// What the owner asks of the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// The kiosk lives; or will again within what it promises. Said too late, it is not said at all.
    Heartbeat(Option<Promise>),
    /// A lamp shines so until told otherwise.
    Lamp(Slot, Pattern),
    /// The beeper says something now. While the board cannot be reached, it is not said later.
    Beep(Beep),
    /// How the kiosk is, for the panel.
    Panel(KioskState),
    /// Have the board's log read out. [`Event::Log`] follows.
    ReadLog,
}

/// What the client reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Talk with the board has begun: at first, after every trouble, and when it was reset. It says
    /// how its switches stand.
    Ready(Hello),
    /// Something happened at the board.
    Happened(Entry),
    /// So many happenings before the next one are lost, for the board had no room for more.
    Missed(u32),
    /// It has become warmer or colder, or the fan turns otherwise.
    Climate(Climate),
    /// The board's log, the oldest entry first.
    Log(Vec<Entry>),
    /// The board cannot be used. [`Event::Ready`] says when that is over.
    Trouble(Trouble),
    /// The line failed.
    BoardLost,
    /// The line works again; [`Event::Ready`] follows once the board has answered.
    BoardBack,
}

/// How the board is, for whoever asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Health {
    /// How it is on the whole.
    pub condition: Condition,
    /// When it last said anything.
    pub heard_at: Option<Uptime>,
    /// What it last said of itself.
    pub hello: Option<Hello>,
    /// How its switches stand, as far as has been heard.
    pub positions: Positions,
    /// How warm it is, and what the fan does about it.
    pub climate: Option<Climate>,
    /// What befell frames.
    pub counts: Counts,
}

/// How the board is on the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// There is no line to it.
    LineDown,
    /// The line is up and it has not yet said hello.
    Starting,
    /// It works.
    Ready,
    /// It does not, for this reason.
    Failing(Trouble),
}

/// The kiosk's end.
#[derive(Debug)]
pub struct Client {
    options: Options,
    link: Link,
    wishes: Wishes,
    condition: Condition,
    /// The board has said hello in this session, so that it is known which memory it counts in.
    greeted: bool,
    hello: Option<Hello>,
    positions: Positions,
    climate: Option<Climate>,
    /// Happenings up to this number of the board's memory were reported.
    seen: u32,
    log: Vec<Entry>,
    heard_at: Option<Uptime>,
    /// Without a word from the board by then it counts as silent.
    silent_at: Uptime,
    events: VecDeque<Event>,
    was_up: bool,
}

impl Client {
    /// A client whose line is still down.
    pub fn new(options: Options) -> Self {
        Self {
            link: Link::kiosk(options.first_session),
            options,
            wishes: Wishes::default(),
            condition: Condition::LineDown,
            greeted: false,
            hello: None,
            positions: Positions::default(),
            climate: None,
            seen: 0,
            log: Vec::new(),
            heard_at: None,
            silent_at: Uptime::ZERO,
            events: VecDeque::new(),
            was_up: false,
        }
    }

    /// How the board is.
    pub fn health(&self) -> Health {
        Health {
            condition: self.condition,
            heard_at: self.heard_at,
            hello: self.hello,
            positions: self.positions,
            climate: self.climate,
            counts: self.link.counts(),
        }
    }

    fn heard(&mut self, heard: Heard) {
        match heard {
            Heard::Nothing => {}
            Heard::Opened => {
                self.greeted = false;
                self.log.clear();
                self.wishes.forget_told();
            }
            Heard::Message(body) => match Report::decode(&body) {
                Ok(report) => self.told(report),
                Err(error) => tracing::warn!(%error, "the I/O board says what nobody understands"),
            },
            Heard::Version(version) => self.failing(Trouble::Version(version)),
        }
    }

    fn told(&mut self, report: Report) {
        match report {
            Report::Hello(hello) => self.greet(hello),
            // Before its hello nobody knows which memory an event's number belongs to.
            Report::Event(entry) if self.greeted => self.happened(entry),
            Report::Climate(climate) => {
                self.climate = Some(climate);
                self.events.push_back(Event::Climate(climate));
            }
            Report::LogEntry(entry) => self.log.push(entry),
            Report::LogEnd => {
                self.wishes.log_was_read();
                self.events.push_back(Event::Log(std::mem::take(&mut self.log)));
            }
            Report::Event(_) => {}
        }
    }

    fn greet(&mut self, hello: Hello) {
        let same_memory = self.hello.is_some_and(|before| before.memory == hello.memory);
        self.seen = if same_memory { self.seen.max(hello.taken) } else { hello.taken };
        self.greeted = true;
        self.hello = Some(hello);
        self.positions = hello.positions;
        self.condition = Condition::Ready;
        self.events.push_back(Event::Ready(hello));
    }

    fn happened(&mut self, entry: Entry) {
        let Some(later) = entry.number.checked_sub(self.seen).filter(|later| 0 < *later) else {
            // The board does not know yet that this one was reported.
            self.wishes.take(self.seen);
            return;
        };
        if 1 < later {
            self.events.push_back(Event::Missed(later - 1));
        }
        self.seen = entry.number;
        if let Some((switch, on)) = moved(entry.what) {
            self.positions = self.positions.with(switch, on);
        }
        self.events.push_back(Event::Happened(entry));
    }

    fn failing(&mut self, trouble: Trouble) {
        let condition = Condition::Failing(trouble);
        if self.condition != condition {
            self.condition = condition;
            self.events.push_back(Event::Trouble(trouble));
        }
    }

    /// Hands an event to the owner. From then on the board need not keep it.
    fn hand_over(&mut self, event: Event) -> Step<Event> {
        if let Event::Happened(entry) = &event {
            self.wishes.take(entry.number);
        }
        Step::Happened(event)
    }
}

/// Which switch moved, and whether it is on now.
fn moved(what: Happening) -> Option<(Switch, bool)> {
    let moves = Switch::ALL.iter().flat_map(|switch| [(*switch, true), (*switch, false)]);
    moves.into_iter().find(|(switch, on)| Happening::of_switch(*switch, *on) == what)
}

/// The link counts in whole milliseconds.
fn millis(now: Uptime) -> Millis {
    Millis(now.as_millis().try_into().unwrap_or(u64::MAX))
}

impl Machine for Client {
    type Command = Command;
    type Event = Event;

    fn command(&mut self, now: Uptime, command: Command) {
        match command {
            Command::Heartbeat(promise) => self.wishes.beat(now, promise),
            Command::Lamp(slot, pattern) => self.wishes.light(slot, pattern),
            Command::Beep(beep) if self.greeted => self.wishes.beep(beep),
            Command::Beep(_) => {}
            Command::Panel(state) => self.wishes.show(state),
            Command::ReadLog => self.wishes.read_log(),
        }
    }

    fn received(&mut self, now: Uptime, bytes: &[u8]) {
        if self.condition == Condition::LineDown {
            return;
        }
        for byte in bytes {
            let before = self.link.counts().heard;
            let heard = self.link.received(millis(now), *byte);
            // A board of another version is not silent.
            let is_other = matches!(heard, Heard::Version(_));
            if is_other || before != self.link.counts().heard {
                self.heard_at = Some(now);
                self.silent_at = now + self.options.silent_after;
            }
            self.heard(heard);
        }
    }

    fn line(&mut self, now: Uptime, line: Line) {
        self.greeted = false;
        match line {
            Line::Up => {
                if self.was_up {
                    self.events.push_back(Event::BoardBack);
                }
                self.was_up = true;
                self.condition = Condition::Starting;
                self.silent_at = now + self.options.silent_after;
                self.link.open(millis(now));
            }
            Line::Down => {
                if self.was_up && self.condition != Condition::LineDown {
                    self.events.push_back(Event::BoardLost);
                }
                self.condition = Condition::LineDown;
                self.link.close();
            }
        }
    }

    fn poll(&mut self, now: Uptime) -> Step<Event> {
        if self.condition != Condition::LineDown && self.silent_at <= now {
            self.failing(Trouble::BoardSilent);
        }
        if let Some(event) = self.events.pop_front() {
            return self.hand_over(event);
        }
        if self.condition == Condition::LineDown {
            return Step::WaitUntil(None);
        }
        if self.greeted
            && self.link.is_free()
            && let Some(order) = self.wishes.next(now)
        {
            self.link.offer(millis(now), order.encode());
        }
        if let Some(frame) = self.link.next_frame(millis(now)) {
            return Step::Send(frame.to_vec());
        }
        let speaks_at = self.link.wakes_at().map(|at| Duration::from_millis(at.0));
        let silent_at = Some(self.silent_at).filter(|at| now < *at);
        Step::WaitUntil([speaks_at, silent_at].into_iter().flatten().min())
    }
}
