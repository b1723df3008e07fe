//! A machine on a serial port.

use std::{fs::File, io, path::PathBuf};

use rustix::{
    fs::{Mode, OFlags},
    termios::{QueueSelector, tcflush},
};
use serialport::{FlowControl, SerialPort, TTYPort};

use crate::{
    Clock, Machine,
    mailbox::{Letter, Mailbox},
    memory::Pace,
    runner::{self, Open, Outlet},
};

/// A serial port: 8 data bits, no parity, raw, for one program at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Port {
    /// The device file, or a link to it, such as `/dev/serial/by-id/…`.
    pub path: PathBuf,
    /// Bits a second.
    pub baud: u32,
    /// How a byte ends.
    pub stop_bits: StopBits,
    /// Who may hold back the bytes.
    pub flow: Flow,
    /// What the kiosk's "request to send" does at opening; flow control overrules it.
    pub rts: ControlLine,
    /// What the kiosk's "data terminal ready" does at opening.
    pub dtr: ControlLine,
}

/// How long a line rests after each byte.
///
/// A smart-card reader of the GemPC Twin kind wants two bits. Source: libccid's serial code for it,
/// which sets CSTOPB.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum StopBits {
    /// 8N1, the usual.
    #[default]
    One,
    /// 8N2.
    Two,
}

/// What happens to a control line of the kiosk when the port is opened.
///
/// A GemPC Twin sends its plug-and-play text, which is no answer to anything, unless RTS is low.
/// Source: the reader's serial manual; libccid's serial code lowers the line for it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ControlLine {
    /// It is as the system leaves it: high, on Linux.
    #[default]
    Left,
    /// It is low from then on. A port without such lines, as a pseudo-terminal, is no failure.
    Low,
}

/// Flow control. There is none by characters: XON and XOFF are bytes like others here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Flow {
    /// Bytes go whether or not the far end is ready.
    #[default]
    None,
    /// The far end's ready line, on CTS, holds bytes back.
    RtsCts,
}

/// Why a port is of no use.
#[derive(Debug, thiserror::Error)]
#[error(
    "cannot open {}; look whether the cable is in, no other program has the port, and this one may \
     use it",
    path.display()
)]
pub struct PortError {
    path: PathBuf,
    source: io::Error,
}

/// A machine at work on a port. Dropping it ends its thread and closes the port; what has not
/// left by then is lost.
pub struct Handle<C>(Mailbox<C>);

/// Runs `machine` on `port`, in a thread of its own that is called `name`.
///
/// The port is opened when it can be, and again after it failed, a quarter of a second later at
/// first and every four seconds in the end; the machine hears [`Line::Up`](crate::Line::Up) and
/// [`Line::Down`](crate::Line::Down). What the far end takes no bytes of, for four times the time
/// on the wire and two seconds, counts as failed. `on_event` runs in that thread and should be short.
///
/// # Errors
/// The system has no thread or descriptor left, or a recording cannot be begun.
pub fn run<M>(
    name: &str,
    port: Port,
    clock: &Clock,
    machine: M,
    on_event: impl FnMut(M::Event) + Send + 'static,
) -> io::Result<Handle<M::Command>>
where
    M: Machine + Send + 'static,
    M::Command: Send + 'static,
{
    #[cfg(feature = "recorder")]
    if let Some(tape) = crate::recorder::tape(name, port.baud)? {
        let port = crate::recorder::RecordedPort::new(port, tape.clone(), clock);
        let machine = crate::recorder::Recorded::new(machine, tape);
        return runner::start(name, port, None, clock, machine, on_event).map(Handle);
    }
    runner::start(name, port, None, clock, machine, on_event).map(Handle)
}

impl<C> Handle<C> {
    /// Gives the machine an order, in its turn.
    pub fn command(&self, command: C) {
        self.0.post(Letter::Command(command));
    }

    /// Changes the rate of the port, in its turn. The machine does not hear of it from here.
    pub fn set_baud(&self, baud: u32) {
        self.0.post(Letter::Baud(baud));
    }
}

impl Port {
    /// A port at 8N1, with no flow control and the control lines as the system leaves them.
    pub fn new(path: impl Into<PathBuf>, baud: u32) -> Self {
        Self {
            path: path.into(),
            baud,
            stop_bits: StopBits::default(),
            flow: Flow::default(),
            rts: ControlLine::default(),
            dtr: ControlLine::default(),
        }
    }

    /// Opens the port and closes it again.
    ///
    /// # Errors
    /// [`PortError`] says why the port cannot be had.
    pub fn check(&self) -> Result<(), PortError> {
        match Tty::open(self) {
            Ok(_) => Ok(()),
            Err(source) => Err(PortError { path: self.path.clone(), source }),
        }
    }
}

/// An open port: one descriptor that keeps the settings and the lock, and one that is read and
/// written without blocking, which the crate of the first does not offer.
pub(crate) struct Tty {
    file: File,
    settings: TTYPort,
}

impl Tty {
    fn open(port: &Port) -> io::Result<Self> {
        // A link is followed once, so that both are the same device.
        let path = port.path.canonicalize()?;
        // The lock of the second would shut the first out.
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let file = File::from(rustix::fs::open(&path, flags, Mode::empty())?);
        let flow = match port.flow {
            Flow::None => FlowControl::None,
            Flow::RtsCts => FlowControl::Hardware,
        };
        let stop_bits = match port.stop_bits {
            StopBits::One => serialport::StopBits::One,
            StopBits::Two => serialport::StopBits::Two,
        };
        let mut settings = serialport::new(path.to_string_lossy(), port.baud)
            .stop_bits(stop_bits)
            .flow_control(flow)
            .exclusive(true)
            .open_native()?;
        // What fails here is a port without such lines, which has nothing to lower.
        if port.rts == ControlLine::Low && port.flow == Flow::None {
            let _ = settings.write_request_to_send(false);
        }
        if port.dtr == ControlLine::Low {
            let _ = settings.write_data_terminal_ready(false);
        }
        // What waits here was said to someone else, and would look like an answer.
        tcflush(&file, QueueSelector::IFlush)?;
        Ok(Self { file, settings })
    }
}

impl Drop for Tty {
    fn drop(&mut self) {
        // A port that is held back by flow control would keep `close` waiting for half a minute.
        let _ = tcflush(&self.file, QueueSelector::OFlush);
    }
}

impl Open for Tty {
    fn file(&self) -> &File {
        &self.file
    }

    fn stuck(&self) -> io::Result<()> {
        Err(io::Error::new(io::ErrorKind::TimedOut, "the far end takes no bytes"))
    }
}

impl Outlet for Port {
    type Open = Tty;

    fn open(&mut self) -> io::Result<Tty> {
        Tty::open(self)
    }

    fn set_baud(&mut self, baud: u32, open: Option<&mut Tty>) -> io::Result<()> {
        self.baud = baud;
        match open {
            Some(tty) => Ok(tty.settings.set_baud_rate(baud)?),
            None => Ok(()),
        }
    }

    fn wire(&self) -> Pace {
        Pace::Baud(self.baud)
    }

    fn pace(&self) -> Pace {
        Pace::Instant // The hardware keeps it.
    }
}
