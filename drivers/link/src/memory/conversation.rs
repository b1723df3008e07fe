//! Two machines talking over the wire in memory.

use super::{End, Wire};
use crate::{Line, Machine, Step, Uptime};

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

/// A report and its moment.
pub type Timed<H, D> = (Uptime, Report<H, D>);

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
    pub fn run_until(&mut self, end: Uptime) -> Vec<Timed<H::Event, D::Event>> {
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
