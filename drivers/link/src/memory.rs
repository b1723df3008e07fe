//! The wire in memory, in virtual time: pacing, noise and cuts, and no waiting.
//!
//! [`Wire`] carries bytes between two ends at the pace of a baud rate and damages them as asked.
//! [`Conversation`] lets two machines talk over one and moves time from deadline to deadline.

mod conversation;
mod noise;

use std::{collections::VecDeque, time::Duration};

pub use conversation::{Conversation, Report, Timed};
use noise::Damage;
pub use noise::{Faults, Noise};

use crate::Uptime;

/// Bytes that follow each other without a gap arrive in portions of at most this long, as a UART
/// hands them on: long enough to be fast, short enough for a limit between bytes to hold.
const PORTION: Duration = Duration::from_millis(20);

/// One of the two ends of a wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The kiosk's end.
    Host,
    /// The device's end.
    Device,
}

/// How long a byte takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// Bytes arrive in the moment in which they are sent.
    Instant,
    /// Ten bits a byte (8N1) at this rate, which is not 0.
    Baud(u32),
}

impl Pace {
    /// The time on the wire of `bytes` bytes.
    pub fn time_for(self, bytes: usize) -> Duration {
        match self {
            Self::Instant => Duration::ZERO,
            Self::Baud(rate) => {
                Duration::from_nanos(bytes as u64 * 10_000_000_000 / u64::from(rate))
            }
        }
    }

    /// The most bytes for which [`Pace::time_for`] is no longer than `time`.
    pub fn bytes_within(self, time: Duration) -> usize {
        match self {
            Self::Instant => usize::MAX,
            Self::Baud(rate) => {
                let bits = (time.as_nanos() + 1) * u128::from(rate);
                (bits.saturating_sub(1) / 10_000_000_000).try_into().unwrap_or(usize::MAX)
            }
        }
    }
}

/// Bytes that follow each other without a gap. The first is on the wire from `from` on.
#[derive(Debug)]
struct Run {
    from: Uptime,
    bytes: VecDeque<u8>,
}

impl Run {
    fn end(&self, pace: Pace) -> Uptime {
        self.from + pace.time_for(self.bytes.len())
    }
}

#[derive(Debug, Default)]
struct Direction {
    in_flight: VecDeque<Run>,
    free_at: Uptime,
    damage: Damage,
    total: usize,
}

impl Direction {
    fn put(&mut self, pace: Pace, at: Uptime, byte: u8) {
        // Moments are rounded to nanoseconds, so what is less than half a byte is no gap.
        let rounding = pace.time_for(1) / 2;
        match self.in_flight.back_mut() {
            Some(run) if at <= run.end(pace) + rounding => run.bytes.push_back(byte),
            _ => self.in_flight.push_back(Run { from: at, bytes: VecDeque::from([byte]) }),
        }
    }
}

/// A full-duplex line in memory.
#[derive(Debug)]
pub struct Wire {
    pace: Pace,
    to_device: Direction,
    to_host: Direction,
    cut: bool,
}

impl Wire {
    /// A sound wire.
    pub fn new(pace: Pace) -> Self {
        Self { pace, to_device: Direction::default(), to_host: Direction::default(), cut: false }
    }

    /// The pace at which bytes travel.
    pub fn pace(&self) -> Pace {
        self.pace
    }

    fn towards(&mut self, to: End) -> &mut Direction {
        match to {
            End::Host => &mut self.to_host,
            End::Device => &mut self.to_device,
        }
    }

    fn arriving(&self, at_end: End) -> &Direction {
        match at_end {
            End::Host => &self.to_host,
            End::Device => &self.to_device,
        }
    }

    /// Damages what travels towards `to` from the next byte on, exactly as said.
    pub fn damage(&mut self, to: End, faults: Faults) {
        self.towards(to).damage.set_faults(faults);
    }

    /// Damages what travels towards `to` from the next byte on, by chance.
    pub fn add_noise(&mut self, to: End, noise: Noise) {
        self.towards(to).damage.set_noise(noise);
    }

    /// Cuts the wire, with everything that is on it; or mends it.
    pub fn set_cut(&mut self, cut: bool) {
        self.cut = cut;
        if cut {
            for direction in [&mut self.to_device, &mut self.to_host] {
                direction.in_flight.clear();
                direction.free_at = Uptime::ZERO;
            }
        }
    }

    /// Whether the wire is cut.
    pub fn is_cut(&self) -> bool {
        self.cut
    }

    /// How many bytes have been sent towards `to` since the beginning.
    pub fn total(&self, to: End) -> usize {
        self.arriving(to).total
    }

    /// Puts bytes on the wire towards `to`, behind what is on it. On a cut wire they are gone.
    pub fn send(&mut self, now: Uptime, to: End, bytes: &[u8]) {
        if self.cut {
            return;
        }
        let pace = self.pace;
        let direction = self.towards(to);
        direction.total += bytes.len();
        // Moments are counted from the start of the burst: a sum of rounded byte times would drift.
        let mut from = direction.free_at.max(now);
        let mut placed = 0;
        for &byte in bytes {
            let fate = direction.damage.next(byte);
            if !fate.stall.is_zero() {
                from += pace.time_for(placed) + fate.stall;
                placed = 0;
            }
            for foreign in fate.before {
                direction.put(pace, from + pace.time_for(placed), foreign);
                placed += 1;
            }
            if let Some(byte) = fate.byte {
                direction.put(pace, from + pace.time_for(placed), byte);
            }
            placed += 1; // A byte that is swallowed takes its time all the same.
        }
        direction.free_at = from + pace.time_for(placed);
    }

    /// Takes what has arrived at `at_end` by `now`.
    pub fn arrived(&mut self, now: Uptime, at_end: End) -> Vec<u8> {
        let pace = self.pace;
        let in_flight = &mut self.towards(at_end).in_flight;
        let mut arrived = Vec::new();
        while let Some(run) = in_flight.front_mut()
            && run.from <= now
        {
            if run.end(pace) <= now {
                arrived.extend(run.bytes.iter());
                in_flight.pop_front();
                continue;
            }
            let count = pace.bytes_within(now - run.from);
            arrived.extend(run.bytes.drain(..count));
            run.from += pace.time_for(count);
            break;
        }
        arrived
    }

    /// When the next bytes will be whole at `at_end`, `None` where none are on their way: the end
    /// of the next bytes without a gap between them, or of the first portion of many.
    pub fn next_arrival(&self, at_end: End) -> Option<Uptime> {
        let run = self.arriving(at_end).in_flight.front()?;
        let portion = self.pace.bytes_within(PORTION).clamp(1, run.bytes.len());
        Some(run.from + self.pace.time_for(portion))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAST: Pace = Pace::Baud(115_200);
    /// The usual answer of an ID-card reader.
    const ANSWER: usize = 1295;

    fn micros(time: Option<Uptime>) -> Option<u128> {
        time.map(|time| time.as_micros())
    }

    /// Takes everything that travels to the host, portion by portion, with the moments.
    fn take_all(wire: &mut Wire) -> Vec<(Uptime, Vec<u8>)> {
        let mut portions = Vec::new();
        while let Some(at) = wire.next_arrival(End::Host) {
            portions.push((at, wire.arrived(at, End::Host)));
        }
        portions
    }

    fn bytes_of(portions: &[(Uptime, Vec<u8>)]) -> Vec<u8> {
        portions.iter().flat_map(|(_, bytes)| bytes.iter().copied()).collect()
    }

    #[test]
    fn an_answer_takes_the_time_that_ten_bits_a_byte_take() {
        assert_eq!(FAST.time_for(ANSWER).as_micros(), 112_413);
        assert_eq!(Pace::Baud(9600).time_for(ANSWER).as_micros(), 1_348_958);
        assert_eq!(Pace::Instant.time_for(ANSWER), Duration::ZERO);
    }

    #[test]
    fn the_bytes_that_pass_within_the_time_of_n_bytes_are_n() {
        for rate in [300, 9600, 19_200, 38_400, 57_600, 115_200, 230_400, 999_983] {
            for bytes in 0..500 {
                let pace = Pace::Baud(rate);
                assert_eq!(pace.bytes_within(pace.time_for(bytes)), bytes, "{bytes} at {rate}");
            }
        }
    }

    #[test]
    fn an_answer_arrives_in_portions_and_its_last_byte_when_it_should() {
        for rate in [300, 9600, 115_200] {
            let mut wire = Wire::new(Pace::Baud(rate));
            let sent: Vec<u8> = (0..ANSWER).map(|place| place as u8).collect();
            wire.send(Duration::from_secs(1), End::Host, &sent);
            let portions = take_all(&mut wire);
            assert_eq!(bytes_of(&portions), sent);
            let (end, _) = portions.last().unwrap();
            let wanted = Duration::from_secs(1) + Pace::Baud(rate).time_for(ANSWER);
            assert!(wanted.abs_diff(*end) < Duration::from_micros(2), "{end:?} at {rate}");
            for pair in portions.windows(2) {
                assert!(pair[1].0 - pair[0].0 <= PORTION.max(Pace::Baud(rate).time_for(1)));
            }
        }
    }

    #[test]
    fn a_second_message_waits_behind_the_first() {
        let mut wire = Wire::new(Pace::Baud(500));
        wire.send(Duration::ZERO, End::Host, b"a");
        wire.send(Duration::ZERO, End::Host, b"b");
        let moments: Vec<Uptime> = take_all(&mut wire).into_iter().map(|(at, _)| at).collect();
        assert_eq!(moments, [20, 40].map(Duration::from_millis));
    }

    #[test]
    fn a_stall_inside_a_message_lets_the_first_part_arrive_by_itself() {
        let mut wire = Wire::new(FAST);
        let wait = Duration::from_millis(300);
        wire.damage(End::Host, Faults { stall: Some((7, wait)), ..Faults::default() });
        wire.send(Duration::ZERO, End::Host, b"head...body");
        assert_eq!(micros(wire.next_arrival(End::Host)), Some(607));
        let first = wire.next_arrival(End::Host).unwrap();
        assert_eq!(wire.arrived(first, End::Host), b"head...");
        assert_eq!(micros(wire.next_arrival(End::Host)), Some(607 + 300_000 + 347));
        assert_eq!(bytes_of(&take_all(&mut wire)), b"body");
    }

    #[test]
    fn a_cut_wire_loses_what_is_on_it_and_what_is_sent() {
        let mut wire = Wire::new(FAST);
        wire.send(Duration::ZERO, End::Host, &[1; ANSWER]);
        let half = FAST.time_for(ANSWER / 2);
        assert_eq!(wire.arrived(half, End::Host).len(), ANSWER / 2);
        wire.set_cut(true);
        wire.send(half, End::Host, b"lost");
        assert_eq!(wire.next_arrival(End::Host), None);
        wire.set_cut(false);
        wire.send(half, End::Host, b"kept");
        assert_eq!(wire.next_arrival(End::Host), Some(half + FAST.time_for(4)));
        assert_eq!(bytes_of(&take_all(&mut wire)), b"kept");
    }

    #[test]
    fn exact_faults_hit_the_bytes_that_they_name() {
        let mut wire = Wire::new(Pace::Instant);
        let faults = Faults {
            flip: vec![(0, 0x20)],
            drop: vec![2],
            insert: vec![(1, b"??".to_vec())],
            stall: None,
        };
        wire.damage(End::Host, faults);
        wire.send(Duration::ZERO, End::Host, b"abcd");
        wire.send(Duration::ZERO, End::Device, b"abcd");
        assert_eq!(wire.arrived(Duration::ZERO, End::Host), b"A??bd");
        assert_eq!(wire.arrived(Duration::ZERO, End::Device), b"abcd");
    }

    #[test]
    fn noise_is_the_same_for_the_same_seed_and_another_for_another() {
        let heard = |seed| {
            let mut wire = Wire::new(FAST);
            let noise = Noise { seed, flip_per_million: 20_000, drop_per_million: 20_000 };
            wire.add_noise(End::Host, noise);
            wire.send(Duration::ZERO, End::Host, &[0x55; 5000]);
            bytes_of(&take_all(&mut wire))
        };
        let once = heard(1);
        assert_eq!(once, heard(1));
        assert_ne!(once, heard(2));
        let swallowed = 5000 - once.len();
        let flipped = once.iter().filter(|byte| **byte != 0x55).count();
        assert!((50..=150).contains(&swallowed), "{swallowed} of 5000 swallowed");
        assert!((50..=150).contains(&flipped), "{flipped} of 5000 flipped");
    }
}
