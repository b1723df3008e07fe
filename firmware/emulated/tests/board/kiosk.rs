//! The kiosk's end of the line of an emulated board.

use std::{
    collections::VecDeque,
    fs::File,
    io::{Read, Write},
    path::Path,
    time::{Duration, Instant},
};

use board_proto::{Heard, Link, Millis, Order, Report};
use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    fs::{Mode, OFlags},
};

/// An emulated board that says nothing for so long is broken.
const PATIENCE: Duration = Duration::from_secs(60);
/// So often its link is looked after.
const TICK: Timespec = Timespec { tv_sec: 0, tv_nsec: 5_000_000 };

/// A kiosk on a line.
pub(crate) struct Kiosk {
    port: File,
    link: Link,
    started: Instant,
    orders: VecDeque<Order>,
    reports: VecDeque<Report>,
}

impl Kiosk {
    /// Opens the line.
    pub(crate) fn on(port: &Path) -> anyhow::Result<Self> {
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let port = File::from(rustix::fs::open(port, flags, Mode::empty())?);
        let mut link = Link::kiosk(1);
        link.open(Millis::default());
        let (orders, reports) = (VecDeque::new(), VecDeque::new());
        Ok(Self { port, link, started: Instant::now(), orders, reports })
    }

    /// Gives an order, which goes out while [`Kiosk::hears`] listens.
    pub(crate) fn order(&mut self, order: Order) {
        self.orders.push_back(order);
    }

    /// Listens until what the board says is what is waited for.
    pub(crate) fn hears<T>(
        &mut self,
        what: &str,
        mut wanted: impl FnMut(Report) -> Option<T>,
    ) -> anyhow::Result<T> {
        self.until(what, |kiosk| {
            while let Some(report) = kiosk.reports.pop_front() {
                if let Some(found) = wanted(report) {
                    return Ok(Some(found));
                }
            }
            Ok(None)
        })
    }

    /// Works the line until `wanted` is found, or all patience is lost.
    pub(crate) fn until<T>(
        &mut self,
        what: &str,
        mut wanted: impl FnMut(&mut Self) -> anyhow::Result<Option<T>>,
    ) -> anyhow::Result<T> {
        let give_up_at = Instant::now() + PATIENCE;
        while Instant::now() < give_up_at {
            if let Some(found) = wanted(self)? {
                return Ok(found);
            }
            self.work()?;
        }
        anyhow::bail!("waited in vain for {what}; frames: {:?}", self.link.counts())
    }

    /// Whether every order has reached the board.
    pub(crate) fn is_through(&self) -> bool {
        self.orders.is_empty() && self.link.is_free()
    }

    /// Sends what is due and takes what comes within a moment.
    fn work(&mut self) -> anyhow::Result<()> {
        let now = self.now();
        if self.link.is_free()
            && let Some(order) = self.orders.pop_front()
        {
            self.link.offer(now, order.encode());
        }
        while let Some(frame) = self.link.next_frame(now) {
            self.port.write_all(&frame)?;
        }
        if poll(&mut [PollFd::new(&self.port, PollFlags::IN)], Some(&TICK))? == 0 {
            return Ok(());
        }
        let mut bytes = [0; 256];
        let came = self.port.read(&mut bytes)?;
        let now = self.now();
        for byte in &bytes[..came] {
            if let Heard::Message(body) = self.link.received(now, *byte) {
                self.reports.push_back(Report::decode(&body)?);
            }
        }
        Ok(())
    }

    fn now(&self) -> Millis {
        let elapsed = self.started.elapsed().as_millis();
        Millis(u64::try_from(elapsed).unwrap_or(u64::MAX))
    }
}
