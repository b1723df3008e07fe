//! Whatever hands and the line do, in any order.

use io_board::{
    Command, Event, Happening, KioskState, Pattern, Slot, Switch, Task,
    client::{Client, Condition, Options},
    sim,
};
use link::memory::{End, Faults, Noise};
use proptest::prelude::*;

use crate::hall::{Hall, WELL, happenings, millis, secs};

/// What befalls board, kiosk and line.
#[derive(Debug, Clone)]
enum Deed {
    Move(Switch, bool),
    Light(Slot, Pattern),
    Show(u16),
    Beat,
    ReadLog,
    Hang,
    Reset,
    PullCable,
    PlugCable,
    RestartKiosk(u16),
    Faults(End, Faults),
    Noise(u64),
    Calm,
    Pass(u64),
}

fn faults() -> impl Strategy<Value = Faults> {
    let place = || 0..200_usize;
    let flip = prop::collection::vec((place(), 1..=255_u8), 0..6);
    let drop = prop::collection::vec(place(), 0..6);
    let noise = prop::collection::vec(any::<u8>(), 1..30);
    let insert = prop::collection::vec((place(), noise), 0..3);
    let stall = prop::option::of((place(), (1..300_u64).prop_map(millis)));
    (flip, drop, insert, stall).prop_map(|(flip, drop, insert, stall)| Faults {
        flip,
        drop,
        insert,
        stall,
    })
}

fn deed() -> impl Strategy<Value = Deed> {
    let contact = prop::sample::select(&Switch::ALL[..4]);
    let end = prop_oneof![Just(End::Host), Just(End::Device)];
    prop_oneof![
        6 => (contact, any::<bool>()).prop_map(|(switch, on)| Deed::Move(switch, on)),
        1 => any::<bool>().prop_map(|on| Deed::Move(Switch::Proximity, on)),
        2 => (prop::sample::select(Slot::ALL), prop::sample::select(Pattern::ALL))
            .prop_map(|(slot, pattern)| Deed::Light(slot, pattern)),
        2 => (0..2000_u16).prop_map(Deed::Show),
        3 => Just(Deed::Beat),
        1 => Just(Deed::ReadLog),
        1 => Just(Deed::Hang),
        1 => Just(Deed::Reset),
        1 => Just(Deed::PullCable),
        2 => Just(Deed::PlugCable),
        1 => any::<u16>().prop_map(Deed::RestartKiosk),
        4 => (end, faults()).prop_map(|(end, faults)| Deed::Faults(end, faults)),
        2 => any::<u64>().prop_map(Deed::Noise),
        1 => Just(Deed::Calm),
        8 => (1..600_u64).prop_map(Deed::Pass),
    ]
}

/// The hall, what was done in it, and what the kiosk was told.
struct Weather {
    hall: Hall,
    /// What was told, by its number; a kiosk that starts anew may be told the last ones again.
    told: Vec<(u32, Happening)>,
    lamps: [Pattern; Slot::ALL.len()],
    sheets: u16,
    cable: bool,
}

impl Weather {
    fn new() -> Self {
        let mut hall = Hall::new();
        hall.panel(WELL);
        let lamps = [Pattern::Off; Slot::ALL.len()];
        Self { hall, told: Vec::new(), lamps, sheets: 340, cable: true }
    }

    fn state(&self) -> KioskState {
        KioskState { sheets: Some(self.sheets), task: Task::PaperLow, ..WELL }
    }

    fn pass(&mut self, ms: u64) -> Vec<Event> {
        let events = self.hall.run(millis(ms));
        for event in &events {
            match event {
                Event::Happened(entry) => self.told.push((entry.number, entry.what)),
                Event::Missed(count) => panic!("{count} happenings were missed"),
                _ => {}
            }
        }
        events
    }

    fn befall(&mut self, deed: Deed) {
        let talk = &mut self.hall.talk;
        match deed {
            Deed::Move(switch, on) => talk.tell_device(sim::Command::Move(switch, on)),
            Deed::Light(slot, pattern) => {
                self.lamps[usize::from(slot.code())] = pattern;
                talk.tell_host(Command::Lamp(slot, pattern));
            }
            Deed::Show(sheets) => {
                self.sheets = sheets;
                self.hall.panel(self.state());
            }
            Deed::Beat => self.hall.beat(None),
            Deed::ReadLog => talk.tell_host(Command::ReadLog),
            Deed::Hang => talk.tell_device(sim::Command::Hang),
            Deed::Reset => talk.tell_device(sim::Command::Reset),
            Deed::PullCable if self.cable => {
                self.cable = false;
                talk.pull_cable();
            }
            Deed::PlugCable if !self.cable => {
                self.cable = true;
                talk.plug_cable();
            }
            Deed::PullCable | Deed::PlugCable => {}
            Deed::RestartKiosk(first) => self.restart_kiosk(first),
            Deed::Faults(end, faults) => talk.wire.damage(end, faults),
            Deed::Noise(seed) => {
                let noise = Noise { seed, flip_per_million: 20_000, drop_per_million: 10_000 };
                talk.wire.add_noise(End::Host, noise);
                talk.wire.add_noise(End::Device, noise);
            }
            Deed::Calm => self.calm(),
            Deed::Pass(ms) => drop(self.pass(ms)),
        }
    }

    /// The kiosk dies and another one takes its place, which knows nothing.
    fn restart_kiosk(&mut self, first: u16) {
        let mut client = Client::new(Options::with_first_session(first));
        if self.cable {
            link::Machine::line(&mut client, self.hall.talk.now(), link::Line::Up);
        }
        self.hall.talk.host = client;
        self.lamps = [Pattern::Off; Slot::ALL.len()];
        self.hall.panel(self.state());
    }

    fn calm(&mut self) {
        let still = Noise { seed: 0, flip_per_million: 0, drop_per_million: 0 };
        for end in [End::Host, End::Device] {
            self.hall.talk.wire.damage(end, Faults::default());
            self.hall.talk.wire.add_noise(end, still);
        }
    }
}

/// What a kiosk was told holds no gap and nothing twice. Of several kiosks, one after the other, the
/// next begins where the last one was known to have come to; what it is told again is the same.
fn whole(told: &[(u32, Happening)]) -> Vec<Happening> {
    let mut whole: Vec<(u32, Happening)> = Vec::new();
    for (number, what) in told {
        match whole.iter().find(|(known, _)| known == number) {
            Some((_, known)) => assert_eq!(known, what, "number {number} is two happenings"),
            None => {
                assert_eq!(*number as usize, whole.len() + 1, "a gap in {told:?}");
                whole.push((*number, *what));
            }
        }
    }
    whole.into_iter().map(|(_, what)| what).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn whatever_befalls_the_line_nothing_is_lost_or_doubled_and_both_agree_within_a_second(
        deeds in prop::collection::vec(deed(), 1..60),
        restarts_of_kiosk in any::<bool>(),
    ) {
        let mut weather = Weather::new();
        for deed in deeds {
            if restarts_of_kiosk || !matches!(deed, Deed::RestartKiosk(_)) {
                weather.befall(deed);
            }
        }

        // Once the line is sound and the board is not in a reset, a second is enough.
        weather.calm();
        weather.befall(Deed::PlugCable);
        weather.pass(600);
        weather.befall(Deed::Show(weather.sheets));
        weather.befall(Deed::Beat);
        weather.pass(1000);
        prop_assert_eq!(weather.hall.talk.host.health().condition, Condition::Ready);

        // All that the board knows has been told: its log is part of it, in the same order.
        weather.hall.talk.tell_host(Command::ReadLog);
        let events = weather.pass(1000);
        let mut logs = events.iter().filter_map(|event| match event {
            Event::Log(log) => Some(log),
            _ => None,
        });
        let log = logs.next_back().unwrap();
        let whole = whole(&weather.told);
        for entry in log {
            prop_assert_eq!(whole.get(entry.number as usize - 1), Some(&entry.what));
        }
        if !restarts_of_kiosk {
            let doubled = weather.told.windows(2).any(|pair| pair[1].0 <= pair[0].0);
            prop_assert!(!doubled, "{:?}", weather.told);
        }

        // And both are in step: switches here, lamps and panel there.
        let positions = weather.hall.talk.host.health().positions;
        for switch in Switch::ALL {
            prop_assert_eq!(told_last(&weather.told, *switch), positions.is_on(*switch));
        }
        let levels = weather.hall.talk.device.outputs().lamps;
        for (pattern, level) in weather.lamps.iter().zip(levels) {
            match pattern {
                Pattern::Off => prop_assert_eq!(level, 0),
                Pattern::Steady => prop_assert_eq!(level, 255),
                Pattern::Guide => prop_assert!(0 < level),
                Pattern::TakeCard | Pattern::TakePaper => {}
            }
        }
        let mut other = Hall::met();
        other.panel(weather.state());
        for switch in Switch::ALL {
            other.moves(*switch, positions.is_on(*switch));
        }
        other.live(1);
        prop_assert_eq!(weather.hall.talk.device.picture(), other.talk.device.picture());
    }
}

/// Whether the last thing that was told of a switch is that it is on.
fn told_last(told: &[(u32, Happening)], switch: Switch) -> bool {
    let on = Happening::of_switch(switch, true);
    let off = Happening::of_switch(switch, false);
    let moves = told.iter().filter(|(_, what)| [on, off].contains(what));
    moves.max_by_key(|(number, _)| *number).is_some_and(|(_, what)| *what == on)
}

#[test]
fn every_byte_of_a_conversation_may_be_flipped_swallowed_or_followed_by_noise() {
    for place in 0..160 {
        for fault in 0..3 {
            let mut faults = Faults::default();
            match fault {
                0 => faults.flip.push((place, 0x10)),
                1 => faults.drop.push(place),
                _ => faults.insert.push((place, vec![0x00, 0x55])),
            }
            let mut hall = Hall::new();
            hall.talk.wire.damage(End::Host, faults.clone());
            hall.talk.wire.damage(End::Device, faults);
            hall.run(millis(100));
            hall.moves(Switch::Tamper, true);
            let events = hall.run(secs(1));
            let tampered =
                happenings(&events).iter().filter(|it| **it == Happening::TamperBroken).count();
            assert_eq!(tampered, 1, "byte {place}, fault {fault}");
        }
    }
}
