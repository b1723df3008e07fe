//! The board's talk with the kiosk: what it has to say, in which order.

use board_proto::{Body, Climate, Heard, Hello, Link, Millis, Order, Report};

use crate::{Kept, kept::Head};

/// What the kiosk said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Said {
    /// It has begun a new session of this number.
    Opened(u16),
    /// It wants something.
    Order(Order),
}

/// What is still to be told in this session.
#[derive(Debug)]
pub(crate) struct Desk {
    link: Link,
    hello: bool,
    /// Events up to this number were told.
    told: u32,
    /// The log is being read out, up to this number so far.
    log: Option<u32>,
}

/// What there is to be told of.
pub(crate) struct News<'a> {
    pub(crate) kept: &'a Kept,
    /// The board, as of now.
    pub(crate) hello: Hello,
    /// The climate, where the kiosk does not know it.
    pub(crate) climate: Option<Climate>,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self { link: Link::board(), hello: false, told: 0, log: None }
    }

    /// Takes a byte off the wire.
    pub(crate) fn received(&mut self, now: Millis, byte: u8, head: &Head) -> Option<Said> {
        match self.link.received(now, byte) {
            Heard::Nothing | Heard::Version(_) => None,
            Heard::Opened => {
                self.hello = true;
                self.told = head.taken;
                self.log = None;
                Some(Said::Opened(self.link.session()))
            }
            Heard::Message(body) => self.ordered(&body).map(Said::Order),
        }
    }

    /// Takes an order. One that this version does not know is left alone, as is one that is the
    /// desk's own business.
    fn ordered(&mut self, body: &Body) -> Option<Order> {
        let order = Order::decode(body).ok()?;
        match order {
            Order::Identify => self.hello = true,
            Order::ReadLog => self.log = Some(0),
            _ => return Some(order),
        }
        None
    }

    /// Puts the next report on its way if the last one has arrived; says what it was.
    pub(crate) fn report(&mut self, now: Millis, news: &News<'_>) -> Option<Report> {
        if !self.link.is_free() {
            return None;
        }
        let report = self.next(news)?;
        self.link.offer(now, report.encode());
        Some(report)
    }

    fn next(&mut self, news: &News<'_>) -> Option<Report> {
        if core::mem::take(&mut self.hello) {
            return Some(Report::Hello(news.hello));
        }
        if self.told < news.hello.latest
            && let Some(event) = news.kept.event_after(self.told)
        {
            self.told = event.number;
            return Some(Report::Event(event));
        }
        if let Some(read) = self.log {
            let entry = news.kept.logged_after(read);
            self.log = entry.map(|entry| entry.number);
            return Some(entry.map_or(Report::LogEnd, Report::LogEntry));
        }
        news.climate.map(Report::Climate)
    }

    pub(crate) fn link(&mut self) -> &mut Link {
        &mut self.link
    }

    pub(crate) fn wakes_at(&self) -> Option<Millis> {
        self.link.wakes_at()
    }
}
