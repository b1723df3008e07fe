//! The recorder: all that passes on a port, as lines of JSON.
//!
//! A recording holds what went into a machine and what came out of it, each with its moment, which
//! is enough to run the machine through the same once more. It holds everything that a device says
//! of a person, too. So all of this is there with the feature `recorder` only, which a hall's usual
//! build lacks; and even then nothing is written before [`record_to`] says where.

mod entry;
mod port;

use std::{
    fs::{DirBuilder, File, OpenOptions},
    io::{self, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

pub use entry::{Bytes, Entry, FORMAT, What};
pub(crate) use port::RecordedPort;

use crate::{Line, Machine, Step, Uptime};

/// Where recordings go, once somebody has said so.
static FOLDER: OnceLock<PathBuf> = OnceLock::new();

/// Has every port that [`run`](crate::run) opens from now on be recorded, into a file of its own in
/// `folder`, which is made where it is not there. The files can be read by this user alone.
///
/// To be called once in a process, before the first port; a further call changes nothing.
///
/// # Errors
/// The folder cannot be made.
pub fn record_to(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    FOLDER.get_or_init(|| folder.to_owned());
    Ok(())
}

/// The tape for a port, if recordings are wanted.
pub(crate) fn tape(port: &str, baud: u32) -> io::Result<Option<Tape>> {
    FOLDER.get().map(|folder| Tape::create(folder, port, baud)).transpose()
}

/// The file to which one recording is written, a whole line at a time. Shared by its clones.
#[derive(Debug, Clone)]
pub struct Tape(Arc<Mutex<Option<File>>>);

impl Tape {
    /// Begins a recording of a port in a new file: `PORT.jsonl`, or `PORT-2.jsonl` and so on where
    /// that is there already.
    ///
    /// # Errors
    /// The file cannot be made or written.
    pub fn create(folder: &Path, port: &str, baud: u32) -> io::Result<Self> {
        let name = |number: u32| match number {
            1 => format!("{port}.jsonl"),
            _ => format!("{port}-{number}.jsonl"),
        };
        let begin = |number| {
            let path = folder.join(name(number));
            OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
        };
        let mut number = 1;
        let mut file = loop {
            match begin(number) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
                other => break other?,
            }
        };
        let what = What::Began { format: FORMAT, port: port.to_owned(), baud };
        file.write_all(Entry { at: Uptime::ZERO, what }.to_line().as_bytes())?;
        Ok(Self(Arc::new(Mutex::new(Some(file)))))
    }

    /// Writes a line. A tape that cannot be written is left, and the port goes on without it.
    pub(crate) fn write(&self, at: Uptime, what: What) {
        let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let written =
            file.as_mut().map(|file| file.write_all(Entry { at, what }.to_line().as_bytes()));
        if let Some(Err(error)) = written {
            tracing::error!(%error, "the recording ends here; make room on the disk");
            *file = None;
        }
    }
}

/// A machine of which everything is written down.
#[derive(Debug)]
pub struct Recorded<M> {
    machine: M,
    tape: Tape,
    /// Something went in of which nothing has come out yet.
    touched: bool,
    /// What the machine waits for.
    until: Option<Uptime>,
}

impl<M> Recorded<M> {
    /// Writes down what passes through `machine`.
    pub fn new(machine: M, tape: Tape) -> Self {
        Self { machine, tape, touched: false, until: None }
    }

    fn take(&mut self, now: Uptime, what: What) {
        self.tape.write(now, what);
        self.touched = true;
    }
}

impl<M: Machine> Machine for Recorded<M> {
    type Command = M::Command;
    type Event = M::Event;

    fn command(&mut self, now: Uptime, command: M::Command) {
        self.take(now, What::Order(format!("{command:?}")));
        self.machine.command(now, command);
    }

    fn received(&mut self, now: Uptime, bytes: &[u8]) {
        self.take(now, What::Received(bytes.into()));
        self.machine.received(now, bytes);
    }

    fn line(&mut self, now: Uptime, line: Line) {
        self.take(now, What::Line(line));
        self.machine.line(now, line);
    }

    fn poll(&mut self, now: Uptime) -> Step<M::Event> {
        let step = self.machine.poll(now);
        match &step {
            Step::Send(bytes) => self.tape.write(now, What::Sent(bytes[..].into())),
            Step::Happened(event) => self.tape.write(now, What::Event(format!("{event:?}"))),
            Step::WaitUntil(until) => {
                if self.touched || self.until.is_some_and(|at| at <= now) {
                    self.tape.write(now, What::Nothing);
                }
                self.until = *until;
            }
        }
        self.touched = false;
        step
    }
}
