//! What the owner wants of the board, and how much of it the board was told in this session.

use std::time::Duration;

use board_proto::{Beep, KioskState, Order, Pattern, Promise, Slot};
use link::Uptime;

/// A heartbeat that could not be said within this is none: it would vouch for a kiosk that may have
/// stopped since.
const FRESH: Duration = Duration::from_secs(2);

/// Something wanted.
#[derive(Debug, Clone, Copy)]
struct Wish<T> {
    value: T,
    told: bool,
}

impl<T: Copy + PartialEq> Wish<T> {
    fn new(value: T) -> Self {
        Self { value, told: false }
    }

    fn want(&mut self, value: T) {
        if self.value != value {
            *self = Self::new(value);
        }
    }

    /// What is wanted, if it was not told; from now on it was.
    fn tell(&mut self) -> Option<T> {
        (!std::mem::replace(&mut self.told, true)).then_some(self.value)
    }
}

#[derive(Debug)]
pub(super) struct Wishes {
    heartbeat: Option<(Uptime, Wish<Option<Promise>>)>,
    lamps: [Wish<Pattern>; Slot::ALL.len()],
    beep: Option<Beep>,
    panel: Option<Wish<KioskState>>,
    taken: Option<Wish<u32>>,
    log: Option<Wish<()>>,
}

impl Default for Wishes {
    fn default() -> Self {
        Self {
            heartbeat: None,
            lamps: [Wish::new(Pattern::Off); Slot::ALL.len()],
            beep: None,
            panel: None,
            taken: None,
            log: None,
        }
    }
}

impl Wishes {
    pub(super) fn beat(&mut self, now: Uptime, promise: Option<Promise>) {
        self.heartbeat = Some((now, Wish::new(promise)));
    }

    pub(super) fn light(&mut self, slot: Slot, pattern: Pattern) {
        self.lamps[usize::from(slot.code())].want(pattern);
    }

    pub(super) fn beep(&mut self, beep: Beep) {
        self.beep = Some(beep);
    }

    pub(super) fn show(&mut self, state: KioskState) {
        self.panel.get_or_insert(Wish::new(state)).want(state);
    }

    /// Events up to a number have reached the owner.
    pub(super) fn take(&mut self, number: u32) {
        self.taken = Some(Wish::new(number));
    }

    pub(super) fn read_log(&mut self) {
        self.log.get_or_insert(Wish::new(()));
    }

    pub(super) fn log_was_read(&mut self) {
        self.log = None;
    }

    /// A new session: the board may have forgotten everything. What was to be said at once is not
    /// said late, and what the board's memory counts in is about to be heard.
    pub(super) fn forget_told(&mut self) {
        self.beep = None;
        self.taken = None;
        for lamp in &mut self.lamps {
            lamp.told = false;
        }
        self.heartbeat.iter_mut().for_each(|(_, promise)| promise.told = false);
        self.panel.iter_mut().for_each(|panel| panel.told = false);
        self.log.iter_mut().for_each(|log| log.told = false);
    }

    /// The next thing that the board is to be told; from now on it was.
    pub(super) fn next(&mut self, now: Uptime) -> Option<Order> {
        if let Some(promise) = self.fresh_beat(now) {
            return Some(Order::Heartbeat(promise));
        }
        for (slot, lamp) in Slot::ALL.iter().zip(&mut self.lamps) {
            if let Some(pattern) = lamp.tell() {
                return Some(Order::Lamp(*slot, pattern));
            }
        }
        if let Some(beep) = self.beep.take() {
            return Some(Order::Beep(beep));
        }
        let panel = self.panel.as_mut().and_then(Wish::tell).map(Order::Panel);
        let taken = || self.taken.as_mut().and_then(Wish::tell).map(Order::Taken);
        let log = || self.log.as_mut().and_then(Wish::tell).map(|()| Order::ReadLog);
        panel.or_else(taken).or_else(log)
    }

    /// The heartbeat, if it was not told and still holds. Of a promise, the time that has passed
    /// since is no longer promised.
    fn fresh_beat(&mut self, now: Uptime) -> Option<Option<Promise>> {
        let (beat_at, wish) = self.heartbeat.as_mut()?;
        let promise = wish.tell()?;
        let age = now.saturating_sub(*beat_at);
        let Some(promise) = promise else { return (age < FRESH).then_some(None) };
        let passed = age.as_secs().try_into().unwrap_or(u16::MAX);
        let within_s = promise.within_s.checked_sub(passed).filter(|left| 0 < *left)?;
        Some(Some(Promise { within_s, ..promise }))
    }
}

#[cfg(test)]
mod tests {
    use board_proto::Undertaking;

    use super::*;

    fn secs(count: u64) -> Uptime {
        Duration::from_secs(count)
    }

    /// What is said after the lamps.
    fn said(wishes: &mut Wishes, now: Uptime) -> Vec<Order> {
        let orders = std::iter::from_fn(|| wishes.next(now));
        orders.filter(|order| !matches!(order, Order::Lamp(..))).collect()
    }

    #[test]
    fn a_heartbeat_is_said_once_and_never_late() {
        let mut wishes = Wishes::default();
        wishes.beat(secs(5), None);
        assert_eq!(said(&mut wishes, secs(5)), [Order::Heartbeat(None)]);
        assert_eq!(said(&mut wishes, secs(5)), []);
        wishes.beat(secs(6), None);
        assert_eq!(said(&mut wishes, secs(8)), []);
    }

    #[test]
    fn a_promise_that_is_said_late_promises_what_is_left() {
        let promise = |within_s| Some(Promise { doing: Undertaking::Updating, within_s });
        let mut wishes = Wishes::default();
        wishes.beat(secs(10), promise(60));
        assert_eq!(said(&mut wishes, secs(30)), [Order::Heartbeat(promise(40))]);
        wishes.forget_told();
        assert_eq!(said(&mut wishes, secs(71)), []);
    }

    #[test]
    fn a_new_session_hears_of_every_lamp_and_of_no_beep_before_it() {
        let mut wishes = Wishes::default();
        wishes.light(Slot::IdCard, Pattern::Guide);
        wishes.beep(Beep::Read);
        while wishes.next(secs(0)).is_some() {}
        wishes.beep(Beep::Done);
        wishes.forget_told();
        let orders: Vec<Order> = std::iter::from_fn(|| wishes.next(secs(1))).collect();
        assert_eq!(orders.len(), Slot::ALL.len());
        assert_eq!(orders[0], Order::Lamp(Slot::IdCard, Pattern::Guide));
    }
}
