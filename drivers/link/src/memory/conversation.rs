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
    wakes_at: Option<Uptime>,
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
        Self { host, device, wire, now: Uptime::ZERO, wakes_at: Some(Uptime::ZERO) }
    }

    /// The present moment.
    pub fn now(&self) -> Uptime {
        self.now
    }

    /// When the next thing happens on this wire by itself, as it was when
    /// [`Conversation::next_report`] last found nothing; for those who run several wires in one time.
    pub fn wakes_at(&self) -> Option<Uptime> {
        self.wakes_at
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
                later => {
                    self.wakes_at = later;
                    self.now = self.now.max(end);
                    return None;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::memory::{Faults, Pace};

    /// Waits this long between two bytes and no longer.
    const BETWEEN_BYTES: Duration = Duration::from_millis(200);

    /// Answers every byte with ten.
    #[derive(Default)]
    struct Answers(Vec<u8>);

    /// Asks, and counts what comes until nothing does.
    #[derive(Default)]
    struct Asks {
        question: Vec<u8>,
        heard: usize,
        give_up_at: Option<Uptime>,
        lines: Vec<Line>,
    }

    impl Machine for Answers {
        type Command = ();
        type Event = ();
        fn command(&mut self, _: Uptime, (): ()) {}
        fn received(&mut self, _: Uptime, bytes: &[u8]) {
            self.0.extend(bytes.iter().flat_map(|byte| [*byte; 10]));
        }
        fn line(&mut self, _: Uptime, _: Line) {}
        fn poll(&mut self, _: Uptime) -> Step<()> {
            match std::mem::take(&mut self.0) {
                bytes if bytes.is_empty() => Step::WaitUntil(None),
                bytes => Step::Send(bytes),
            }
        }
    }

    impl Machine for Asks {
        type Command = Vec<u8>;
        type Event = usize;
        fn command(&mut self, now: Uptime, question: Vec<u8>) {
            self.give_up_at = Some(now + BETWEEN_BYTES);
            self.question = question;
        }
        fn received(&mut self, now: Uptime, bytes: &[u8]) {
            self.heard += bytes.len();
            self.give_up_at = Some(now + BETWEEN_BYTES);
        }
        fn line(&mut self, _: Uptime, line: Line) {
            self.lines.push(line);
        }
        fn poll(&mut self, now: Uptime) -> Step<usize> {
            if !self.question.is_empty() {
                return Step::Send(std::mem::take(&mut self.question));
            }
            if self.give_up_at.take_if(|at| *at <= now).is_some() {
                return Step::Happened(std::mem::take(&mut self.heard));
            }
            Step::WaitUntil(self.give_up_at)
        }
    }

    fn slow_line() -> Conversation<Asks, Answers> {
        Conversation::new(Asks::default(), Answers::default(), Wire::new(Pace::Baud(9600)))
    }

    #[test]
    fn a_long_answer_on_a_slow_line_never_looks_like_silence() {
        let mut talk = slow_line();
        talk.tell_host(vec![7; 200]);
        let reports = talk.run_until(Duration::from_secs(60));
        // The first byte is answered while the last is still to come, and 2000 take 2.08 s.
        assert_eq!(reports.len(), 1);
        assert_eq!(reports[0].1, Report::Host(2000));
        assert!(
            Duration::from_millis(2283) < reports[0].0
                && reports[0].0 < Duration::from_millis(2320)
        );
        assert_eq!(talk.now(), Duration::from_secs(60));
    }

    #[test]
    fn several_wires_live_in_one_time_when_each_says_when_it_wakes() {
        let mut talk = slow_line();
        assert_eq!(talk.wakes_at(), Some(Uptime::ZERO));
        assert_eq!(talk.next_report(Uptime::ZERO), None);
        assert_eq!(talk.wakes_at(), None);
        talk.tell_host(vec![7]);
        assert_eq!(talk.next_report(Uptime::ZERO), None);
        // The byte is whole at the other end after ten bits.
        let arrives_at = talk.wakes_at().unwrap();
        assert_eq!(arrives_at, talk.wire.pace().time_for(1));
        assert_eq!(talk.next_report(arrives_at), None);
        assert!(arrives_at < talk.wakes_at().unwrap());
    }

    #[test]
    fn a_pause_inside_an_answer_is_noticed_when_it_is_too_long() {
        let mut talk = slow_line();
        let stall = Some((4, BETWEEN_BYTES * 2));
        talk.wire.damage(End::Host, Faults { stall, ..Faults::default() });
        talk.tell_host(vec![7]);
        let reports = talk.run_until(Duration::from_secs(60));
        let counts: Vec<_> = reports.into_iter().map(|(_, report)| report).collect();
        assert_eq!(counts, [Report::Host(4), Report::Host(6)]);
    }

    #[test]
    fn a_pulled_cable_takes_the_answer_with_it() {
        let mut talk = slow_line();
        talk.tell_host(vec![7; 100]);
        assert_eq!(talk.next_report(Duration::from_millis(150)), None);
        let received = talk.host.heard;
        assert!(0 < received && received < 1000);
        talk.pull_cable();
        assert_eq!(talk.run_until(Duration::from_secs(9))[0].1, Report::Host(received));
        talk.plug_cable();
        assert_eq!(talk.host.lines, [Line::Up, Line::Down, Line::Up]);
        talk.tell_host(vec![7]);
        assert_eq!(talk.next_report(Duration::from_secs(19)), Some(Report::Host(10)));
    }
}
