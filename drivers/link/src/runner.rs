//! The loop that puts a machine on a descriptor: one thread, no waiting but in `poll(2)`.

use std::{
    fs::File,
    io::{self, Read, Write},
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
    thread,
    time::{Duration, Instant},
};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use crate::{
    Clock, Line, Machine, Step, Uptime,
    mailbox::{Letter, Mailbox},
    memory::Pace,
    wake::Wake,
};

/// How long to wait before a port is tried again: doubled from the first to the longest.
const FIRST_RETRY: Duration = Duration::from_millis(250);
const LONGEST_RETRY: Duration = Duration::from_secs(4);

/// What the far end may lag behind before what is sent counts as stuck: so many times the time
/// on the wire, and this much more.
const PATIENCE_FACTOR: u32 = 4;
const PATIENCE: Duration = Duration::from_secs(2);

/// Paced bytes go in portions of at most this long.
const PORTION: Duration = Duration::from_millis(2);

/// Something that can be opened, and opened again.
pub(crate) trait Outlet: Send + 'static {
    /// What is open, closed when dropped.
    type Open: Open;

    /// Opens it, in non-blocking mode.
    fn open(&mut self) -> io::Result<Self::Open>;

    /// Changes the rate, of what is open too.
    fn set_baud(&mut self, baud: u32, open: Option<&mut Self::Open>) -> io::Result<()>;

    /// The rate of the wire, by which the patience with the far end is measured.
    fn wire(&self) -> Pace;

    /// The pace that the runner itself must keep.
    fn pace(&self) -> Pace;
}

/// An open outlet.
pub(crate) trait Open: Send {
    /// What is read and written.
    fn file(&self) -> &File;

    /// Bytes were received.
    fn heard(&self) {}

    /// The far end took nothing for too long. `Ok` where the bytes may be lost and no more.
    fn stuck(&self) -> io::Result<()>;
}

/// Starts a thread that runs `machine` on `outlet`, which may be `open` already.
pub(crate) fn start<O, M>(
    name: &str,
    outlet: O,
    open: Option<O::Open>,
    clock: &Clock,
    machine: M,
    on_event: impl FnMut(M::Event) + Send + 'static,
) -> io::Result<Mailbox<M::Command>>
where
    O: Outlet,
    M: Machine + Send + 'static,
    M::Command: Send + 'static,
{
    let wake = Arc::new(Wake::new()?);
    clock.ring_on_skip(&wake);
    let (letters, inbox) = channel();
    let runner = Runner {
        name: name.to_owned(),
        outlet,
        clock: clock.clone(),
        machine,
        on_event,
        inbox,
        wake: wake.clone(),
        open,
        plugged: true,
        settling: Vec::new(),
        told: None,
        retry_at: Instant::now(),
        retry_after: FIRST_RETRY,
        unsent: Vec::new(),
        stuck_at: None,
        going_out: Pacer::default(),
        coming_in: Pacer::default(),
    };
    let thread = thread::Builder::new().name(name.to_owned()).spawn(move || runner.run())?;
    Ok(Mailbox::new(letters, wake, thread))
}

struct Runner<O: Outlet, M: Machine, F> {
    name: String,
    outlet: O,
    clock: Clock,
    machine: M,
    on_event: F,
    inbox: Receiver<Letter<M::Command>>,
    wake: Arc<Wake>,
    open: Option<O::Open>,
    plugged: bool,
    settling: Vec<Sender<()>>,
    told: Option<Line>,
    retry_at: Instant,
    retry_after: Duration,
    unsent: Vec<u8>,
    stuck_at: Option<Instant>,
    going_out: Pacer,
    coming_in: Pacer,
}

impl<O: Outlet, M: Machine, F: FnMut(M::Event)> Runner<O, M, F> {
    fn run(mut self) {
        if self.open.is_some() {
            self.tell(Line::Up);
        }
        while self.take_letters() {
            self.open_when_due();
            let deadline = self.let_the_machine_act();
            self.settling.clear();
            if let Err(error) = self.write() {
                self.fail(&error);
                continue;
            }
            if let Err(error) = self.wait(deadline).and_then(|()| self.read()) {
                self.fail(&error);
            }
        }
    }

    /// Empties the mailbox; `false` at the end.
    fn take_letters(&mut self) -> bool {
        self.wake.calm();
        while let Ok(letter) = self.inbox.try_recv() {
            match letter {
                Letter::Command(command) => self.machine.command(self.clock.now(), command),
                Letter::Baud(baud) => {
                    if let Err(error) = self.outlet.set_baud(baud, self.open.as_mut()) {
                        self.fail(&error);
                    }
                }
                Letter::Unplug => {
                    self.plugged = false;
                    self.close();
                }
                Letter::Plug => {
                    self.plugged = true;
                    self.retry_at = Instant::now();
                }
                Letter::Settle(answer) => self.settling.push(answer),
                Letter::End => return false,
            }
        }
        true
    }

    fn open_when_due(&mut self) {
        if self.open.is_some() || !self.plugged || Instant::now() < self.retry_at {
            return;
        }
        match self.outlet.open() {
            Ok(open) => {
                tracing::info!(port = self.name, "open");
                self.open = Some(open);
                self.retry_after = FIRST_RETRY;
                self.tell(Line::Up);
            }
            Err(error) => self.fail(&error),
        }
    }

    /// Closes, tells the machine, and comes back later.
    fn fail(&mut self, error: &io::Error) {
        if self.told != Some(Line::Down) {
            tracing::warn!(port = self.name, %error, "the line is down");
        }
        self.close();
        self.retry_at = Instant::now() + self.retry_after;
        self.retry_after = (self.retry_after * 2).min(LONGEST_RETRY);
    }

    fn close(&mut self) {
        self.open = None;
        self.unsent.clear();
        self.stuck_at = None;
        self.tell(Line::Down);
    }

    fn tell(&mut self, line: Line) {
        if self.told.replace(line) != Some(line) {
            self.machine.line(self.clock.now(), line);
        }
    }

    /// Polls the machine until it waits; says until when.
    fn let_the_machine_act(&mut self) -> Option<Uptime> {
        loop {
            let now = self.clock.now();
            match self.machine.poll(now) {
                Step::Send(bytes) => self.queue(&bytes),
                Step::Happened(event) => (self.on_event)(event),
                Step::WaitUntil(at) => return at.filter(|at| now < *at),
            }
        }
    }

    /// Takes bytes that are to go out. While the line is down they are lost, as on a cut wire.
    fn queue(&mut self, bytes: &[u8]) {
        if self.open.is_none() {
            return;
        }
        self.unsent.extend_from_slice(bytes);
        let now = Instant::now();
        let from = self.stuck_at.unwrap_or(now + PATIENCE);
        self.stuck_at = Some(from + self.outlet.wire().time_for(bytes.len()) * PATIENCE_FACTOR);
    }

    /// Writes what the far end takes and the pace allows.
    fn write(&mut self) -> io::Result<()> {
        let Some(open) = &self.open else { return Ok(()) };
        let pace = self.outlet.pace();
        while !self.unsent.is_empty() {
            let size = self.going_out.allows(pace).min(self.unsent.len());
            if size == 0 {
                break;
            }
            match open.file().write(&self.unsent[..size]) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(size) => {
                    self.unsent.drain(..size);
                    self.going_out.passed(pace, size);
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => break,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        if self.unsent.is_empty() {
            self.stuck_at = None;
        } else if self.stuck_at.is_some_and(|at| at <= Instant::now()) {
            open.stuck()?;
            self.unsent.clear();
            self.stuck_at = None;
        }
        Ok(())
    }

    /// Waits for bytes, for room, for a letter, or for the next moment that matters.
    fn wait(&self, deadline: Option<Uptime>) -> io::Result<()> {
        let now = Instant::now();
        let pace = self.outlet.pace();
        let mut moments = vec![deadline.map(|at| now + at.saturating_sub(self.clock.now()))];
        let mut descriptors = vec![PollFd::new(self.wake.descriptor(), PollFlags::IN)];
        if let Some(open) = &self.open {
            let mut wanted = PollFlags::empty();
            match self.coming_in.allows(pace) {
                0 => moments.push(Some(self.coming_in.free_at(now))),
                _ => wanted |= PollFlags::IN,
            }
            if !self.unsent.is_empty() {
                match self.going_out.allows(pace) {
                    0 => moments.push(Some(self.going_out.free_at(now))),
                    _ => wanted |= PollFlags::OUT,
                }
            }
            moments.push(self.stuck_at);
            descriptors.push(PollFd::new(open.file(), wanted));
        } else if self.plugged {
            moments.push(Some(self.retry_at));
        }
        let next = moments.into_iter().flatten().min();
        let timeout = next.map(|at| Timespec::try_from(at.saturating_duration_since(now)));
        match poll(&mut descriptors, timeout.transpose().unwrap_or(None).as_ref()) {
            Err(error) if error != rustix::io::Errno::INTR => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Hands the machine what has come.
    fn read(&mut self) -> io::Result<()> {
        let Some(open) = &self.open else { return Ok(()) };
        let pace = self.outlet.pace();
        let mut buffer = [0; 4096];
        let size = self.coming_in.allows(pace).min(buffer.len());
        if size == 0 {
            return Ok(());
        }
        match open.file().read(&mut buffer[..size]) {
            Ok(0) => Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the port has hung up")),
            Ok(size) => {
                self.coming_in.passed(pace, size);
                open.heard();
                self.machine.received(self.clock.now(), &buffer[..size]);
                Ok(())
            }
            Err(error) => match error.kind() {
                io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted => Ok(()),
                _ => Err(error),
            },
        }
    }
}

/// Keeps one direction to the pace of a wire.
#[derive(Default)]
struct Pacer {
    free_at: Option<Instant>,
}

impl Pacer {
    /// How many bytes may pass now.
    fn allows(&self, pace: Pace) -> usize {
        match self.free_at {
            Some(at) if Instant::now() < at => 0,
            _ => pace.bytes_within(PORTION).max(1),
        }
    }

    /// When bytes may pass again.
    fn free_at(&self, now: Instant) -> Instant {
        self.free_at.unwrap_or(now)
    }

    /// Bytes have passed. Waking late is made up for, by one portion at most.
    fn passed(&mut self, pace: Pace, bytes: usize) {
        let now = Instant::now();
        let from = self.free_at.map_or(now, |at| at.max(now - PORTION));
        self.free_at = Some(from + pace.time_for(bytes));
    }
}
