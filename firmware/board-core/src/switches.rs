//! Contacts that bounce, and a sensor that flickers.

use board_proto::{Millis, Positions, Switch};

/// A contact counts as moved when it has stood otherwise for so long; makers promise 10 ms.
const CONTACT_SETTLES: u64 = 30;
/// Somebody is near, or gone, when the sensor has said so for this long.
const SENSOR_SETTLES: u64 = 300;

/// What the switches are taken to be.
#[derive(Debug)]
pub(crate) struct Switches {
    settled: Positions,
    /// Since when each switch has stood otherwise.
    otherwise: [Option<Millis>; Switch::ALL.len()],
}

impl Switches {
    pub(crate) fn new(settled: Positions) -> Self {
        Self { settled, otherwise: [None; Switch::ALL.len()] }
    }

    pub(crate) fn settled(&self) -> Positions {
        self.settled
    }

    /// Takes in how they stand this moment; gives the next one that has moved, and whether it is
    /// on. Called until it gives none.
    pub(crate) fn see(&mut self, now: Millis, seen: Positions) -> Option<(Switch, bool)> {
        for (&switch, otherwise) in Switch::ALL.iter().zip(&mut self.otherwise) {
            let on = seen.is_on(switch);
            if on == self.settled.is_on(switch) {
                *otherwise = None;
                continue;
            }
            let since = *otherwise.get_or_insert(now);
            if settles(switch) <= now.since(since) {
                *otherwise = None;
                self.settled = self.settled.with(switch, on);
                return Some((switch, on));
            }
        }
        None
    }

    pub(crate) fn wakes_at(&self) -> Option<Millis> {
        let switches = Switch::ALL.iter().zip(&self.otherwise);
        switches.filter_map(|(switch, since)| Some((*since)?.plus(settles(*switch)))).min()
    }
}

fn settles(switch: Switch) -> u64 {
    match switch {
        Switch::Proximity => SENSOR_SETTLES,
        _ => CONTACT_SETTLES,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHUT: Positions = Positions::from_bits(0);

    #[test]
    fn a_door_that_bounces_moves_once() {
        let mut switches = Switches::new(SHUT);
        let open = SHUT.with(Switch::UpperDoor, true);
        let mut moved = Vec::new();
        for ms in 0..100 {
            let seen = if ms < 20 && ms % 3 == 0 { SHUT } else { open };
            moved.extend(switches.see(Millis(ms), seen).map(|it| (ms, it)));
        }
        assert_eq!(moved, [(49, (Switch::UpperDoor, true))]);
        assert_eq!(switches.settled(), open);
    }

    #[test]
    fn a_touch_that_is_too_short_is_none() {
        let mut switches = Switches::new(SHUT);
        let open = SHUT.with(Switch::Tamper, true);
        assert_eq!(switches.see(Millis(0), open), None);
        assert_eq!(switches.wakes_at(), Some(Millis(CONTACT_SETTLES)));
        assert_eq!(switches.see(Millis(29), SHUT), None);
        assert_eq!(switches.wakes_at(), None);
    }

    #[test]
    fn two_doors_at_once_are_two_moves() {
        let mut switches = Switches::new(SHUT);
        let both = SHUT.with(Switch::UpperDoor, true).with(Switch::LowerDoor, true);
        assert_eq!(switches.see(Millis(0), both), None);
        assert_eq!(switches.see(Millis(30), both), Some((Switch::UpperDoor, true)));
        assert_eq!(switches.see(Millis(30), both), Some((Switch::LowerDoor, true)));
        assert_eq!(switches.see(Millis(30), both), None);
    }
}
