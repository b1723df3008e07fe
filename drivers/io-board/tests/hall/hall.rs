//! A board in a kiosk, and the hands that work it.

use std::time::Duration;

use io_board::{
    Client, Command, Event, Happening, KioskState, Mode, Network, Options, Promise, Switch, Task,
    sim::{self, Board},
};
use link::memory::{Conversation, Pace, Report, Wire};

pub(crate) fn secs(count: u64) -> Duration {
    Duration::from_secs(count)
}

pub(crate) fn millis(count: u64) -> Duration {
    Duration::from_millis(count)
}

/// A kiosk that is well and waits for somebody.
pub(crate) const WELL: KioskState = KioskState {
    mode: Mode::Waiting,
    network: Network::Connected,
    sheets: Some(340),
    task: Task::Nothing,
    fault: 0,
};

pub(crate) struct Hall {
    pub(crate) talk: Conversation<Client, Board>,
    /// What the board's hardware did.
    pub(crate) seen: Vec<(Duration, sim::Event)>,
}

impl Hall {
    pub(crate) fn new() -> Self {
        let client = Client::new(Options::with_first_session(4711));
        let wire = Wire::new(Pace::Baud(115_200));
        Self { talk: Conversation::new(client, Board::new(), wire), seen: Vec::new() }
    }

    /// A hall in which board and kiosk have met.
    pub(crate) fn met() -> Self {
        let mut hall = Self::new();
        let events = hall.run(secs(1));
        assert!(matches!(events[0], Event::Ready(_)), "{events:?}");
        hall
    }

    /// Lets time pass; returns what the kiosk's end reported.
    pub(crate) fn run(&mut self, time: Duration) -> Vec<Event> {
        let end = self.talk.now() + time;
        let mut events = Vec::new();
        while let Some(report) = self.talk.next_report(end) {
            match report {
                Report::Host(event) => events.push(event),
                Report::Device(event) => self.seen.push((self.talk.now(), event)),
            }
        }
        events
    }

    /// Lets time pass in which the kiosk's heart beats every second.
    pub(crate) fn live(&mut self, seconds: u64) -> Vec<Event> {
        let beat_and_run = |_| {
            self.beat(None);
            self.run(secs(1))
        };
        (0..seconds).flat_map(beat_and_run).collect()
    }

    pub(crate) fn beat(&mut self, promise: Option<Promise>) {
        self.talk.tell_host(Command::Heartbeat(promise));
    }

    pub(crate) fn panel(&mut self, state: KioskState) {
        self.talk.tell_host(Command::Panel(state));
    }

    pub(crate) fn moves(&mut self, switch: Switch, on: bool) {
        self.talk.tell_device(sim::Command::Move(switch, on));
    }
}

/// What happened, of what was reported.
pub(crate) fn happenings(events: &[Event]) -> Vec<Happening> {
    let what = |event: &Event| match event {
        Event::Happened(entry) => Some(entry.what),
        _ => None,
    };
    events.iter().filter_map(what).collect()
}
