//! The wire in memory, in virtual time: pacing, noise and cuts, and no waiting.
//!
//! [`Wire`] carries bytes between two ends at the pace of a baud rate and damages them as asked.
//! [`Conversation`] lets two machines talk over one and moves time from deadline to deadline.

use std::{collections::VecDeque, time::Duration};

use crate::{Line, Machine, Step, Uptime};

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
    /// Ten bits a byte (8N1) at this rate.
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
}

/// What befalls the bytes of one direction. The numbers count bytes from the next one sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults {
    /// Flips the bits of a mask in the n-th byte.
    pub flip: Vec<(usize, u8)>,
    /// Swallows the n-th byte.
    pub drop: Vec<usize>,
    /// Puts foreign bytes before the n-th byte.
    pub insert: Vec<(usize, Vec<u8>)>,
    /// Holds back everything from the n-th byte on for this long.
    pub stall: Option<(usize, Duration)>,
}

#[derive(Debug, Default)]
struct Direction {
    in_flight: VecDeque<(Uptime, u8)>,
    free_at: Uptime,
    faults: Faults,
    sent: usize,
    total: usize,
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

    /// Damages what travels towards `to` from the next byte on.
    pub fn damage(&mut self, to: End, faults: Faults) {
        let direction = self.towards(to);
        direction.faults = faults;
        direction.sent = 0;
    }

    /// Cuts the wire, with everything that is on it; or mends it.
    pub fn set_cut(&mut self, cut: bool) {
        self.cut = cut;
        if cut {
            self.to_device.in_flight.clear();
            self.to_host.in_flight.clear();
        }
    }

    /// Whether the wire is cut.
    pub fn is_cut(&self) -> bool {
        self.cut
    }

    /// How many bytes have been sent towards `to` since the beginning.
    pub fn total(&self, to: End) -> usize {
        match to {
            End::Host => self.to_host.total,
            End::Device => self.to_device.total,
        }
    }

    /// Puts bytes on the wire towards `to`. On a cut wire they are gone.
    pub fn send(&mut self, now: Uptime, to: End, bytes: &[u8]) {
        if self.cut {
            return;
        }
        let byte_time = self.pace.time_for(1);
        let direction = self.towards(to);
        let mut at = direction.free_at.max(now);
        for &byte in bytes {
            let place = direction.sent;
            direction.sent += 1;
            direction.total += 1;
            if let Some((from, wait)) = direction.faults.stall
                && from == place
            {
                at += wait;
            }
            let foreign: Vec<u8> = direction
                .faults
                .insert
                .iter()
                .filter(|(before, _)| *before == place)
                .flat_map(|(_, bytes)| bytes.iter().copied())
                .collect();
            let dropped = direction.faults.drop.contains(&place);
            let flipped = direction
                .faults
                .flip
                .iter()
                .filter(|(at, _)| *at == place)
                .fold(byte, |byte, (_, mask)| byte ^ mask);
            for byte in foreign.into_iter().chain((!dropped).then_some(flipped)) {
                at += byte_time;
                direction.in_flight.push_back((at, byte));
            }
        }
        direction.free_at = at;
    }

    /// Takes what has arrived at `at_end` by `now`.
    pub fn arrived(&mut self, now: Uptime, at_end: End) -> Vec<u8> {
        let in_flight = &mut self.towards(at_end).in_flight;
        let count = in_flight.iter().take_while(|(at, _)| *at <= now).count();
        in_flight.drain(..count).map(|(_, byte)| byte).collect()
    }

    /// When the whole of what is on its way to `at_end` will have arrived, `None` where nothing is.
    ///
    /// Arrival is looked at a burst at a time, for a byte more or less changes nothing for a
    /// machine that is length driven, and a thousand moments fewer make a visit fast.
    pub fn next_arrival(&self, at_end: End) -> Option<Uptime> {
        let direction = match at_end {
            End::Host => &self.to_host,
            End::Device => &self.to_device,
        };
        direction.in_flight.back().map(|(at, _)| *at)
    }
}

/// Two machines and the wire between them, in virtual time.
#[derive(Debug)]
pub struct Conversation<H: Machine, D: Machine> {
    /// The kiosk's end.
    pub host: H,
    /// The device's end.
    pub device: D,
    /// What joins them.
    pub wire: Wire,
    now: Uptime,
}

/// Something that one of the two machines reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Report<H, D> {
    /// The kiosk's end says so.
    Host(H),
    /// The device says so.
    Device(D),
}

impl<H: Machine, D: Machine> Conversation<H, D> {
    /// Joins two machines; both hear that the line is up.
    pub fn new(mut host: H, mut device: D, wire: Wire) -> Self {
        host.line(Uptime::ZERO, Line::Up);
        device.line(Uptime::ZERO, Line::Up);
        Self { host, device, wire, now: Uptime::ZERO }
    }

    /// The present moment.
    pub fn now(&self) -> Uptime {
        self.now
    }

    /// Gives the kiosk's end an order.
    pub fn tell_host(&mut self, command: H::Command) {
        self.host.command(self.now, command);
    }

    /// Works the device.
    pub fn tell_device(&mut self, command: D::Command) {
        self.device.command(self.now, command);
    }

    /// Pulls the cable: the bytes on it are gone, and both ends notice.
    pub fn pull_cable(&mut self) {
        self.wire.set_cut(true);
        self.host.line(self.now, Line::Down);
        self.device.line(self.now, Line::Down);
    }

    /// Puts the cable back.
    pub fn plug_cable(&mut self) {
        self.wire.set_cut(false);
        self.host.line(self.now, Line::Up);
        self.device.line(self.now, Line::Up);
    }

    /// Lets both talk until `end`; returns what they reported, in order, with its moment.
    pub fn run_until(&mut self, end: Uptime) -> Vec<(Uptime, Report<H::Event, D::Event>)> {
        let mut reports = Vec::new();
        while let Some(report) = self.next_report(end) {
            reports.push((self.now, report));
        }
        reports
    }

    /// Lets both talk until the next report, or until `end` where there is none before it.
    pub fn next_report(&mut self, end: Uptime) -> Option<Report<H::Event, D::Event>> {
        loop {
            let for_host = self.wire.arrived(self.now, End::Host);
            if !for_host.is_empty() {
                self.host.received(self.now, &for_host);
            }
            let for_device = self.wire.arrived(self.now, End::Device);
            if !for_device.is_empty() {
                self.device.received(self.now, &for_device);
            }
            let host_wakes = match self.host.poll(self.now) {
                Step::Send(bytes) => {
                    self.wire.send(self.now, End::Device, &bytes);
                    continue;
                }
                Step::Happened(event) => return Some(Report::Host(event)),
                Step::WaitUntil(at) => at,
            };
            let device_wakes = match self.device.poll(self.now) {
                Step::Send(bytes) => {
                    self.wire.send(self.now, End::Host, &bytes);
                    continue;
                }
                Step::Happened(event) => return Some(Report::Device(event)),
                Step::WaitUntil(at) => at,
            };
            let wakes = [
                host_wakes,
                device_wakes,
                self.wire.next_arrival(End::Host),
                self.wire.next_arrival(End::Device),
            ];
            match wakes.into_iter().flatten().filter(|at| self.now < *at).min() {
                Some(at) if at <= end => self.now = at,
                _ => {
                    self.now = self.now.max(end);
                    return None;
                }
            }
        }
    }
}
