//! A machine at the device's end of a pseudo-terminal.

use std::{
    fs::{self, File},
    io,
    os::{
        fd::OwnedFd,
        unix::{ffi::OsStringExt, fs::symlink},
    },
    path::{Path, PathBuf},
};

use rustix::{
    fs::{Mode, OFlags},
    pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt},
    termios::{OptionalActions, QueueSelector, ioctl_tiocnxcl, tcflush, tcgetattr, tcsetattr},
};

use crate::{
    Clock, Machine,
    mailbox::{Letter, Mailbox},
    memory::Pace,
    runner::{self, Open, Outlet},
};

/// A pseudo-terminal, seen from the device. The client's end is raw from the beginning, and stays
/// open here, so that a client that comes and goes is no hang-up. Dropping it is one.
#[derive(Debug)]
pub struct Pty {
    device: File,
    client: OwnedFd,
    path: PathBuf,
    link: Option<PathBuf>,
}

impl Pty {
    /// Makes a new one. Returns the path of the client's end with it.
    ///
    /// # Errors
    /// The system has no more pseudo-terminals.
    pub fn open() -> io::Result<(Self, PathBuf)> {
        let device = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC)?;
        grantpt(&device)?;
        unlockpt(&device)?;
        rustix::io::ioctl_fionbio(&device, true)?;
        let name = ptsname(&device, Vec::new())?;
        let path = PathBuf::from(std::ffi::OsString::from_vec(name.into_bytes()));
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
        let client = rustix::fs::open(&path, flags, Mode::empty())?;
        let mut settings = tcgetattr(&client)?;
        settings.make_raw();
        tcsetattr(&client, OptionalActions::Now, &settings)?;
        Ok((Self { device: File::from(device), client, path: path.clone(), link: None }, path))
    }

    /// Puts a link to the client's end at `link`, in place of one that is there. It goes with the
    /// pseudo-terminal.
    ///
    /// # Errors
    /// The folder cannot be written, or something other than a link has the name.
    pub fn link_at(&mut self, link: &Path) -> io::Result<()> {
        if link.is_symlink() {
            fs::remove_file(link)?;
        }
        symlink(&self.path, link)?;
        self.link = Some(link.to_owned());
        Ok(())
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        if let Some(link) = self.link.take() {
            let _ = fs::remove_file(link); // It may have been taken away already.
        }
    }
}

impl Open for Pty {
    fn file(&self) -> &File {
        &self.device
    }

    fn heard(&self) {
        // A client that was killed leaves its claim to the terminal behind, and as the terminal
        // never closes, nothing else would take that back.
        let _ = ioctl_tiocnxcl(&self.client);
    }

    fn stuck(&self) -> io::Result<()> {
        // On a wire, what nobody takes is gone: an old answer must not wait for the next client.
        tcflush(&self.client, QueueSelector::IFlush)?;
        Ok(())
    }
}

/// Where a simulated device is plugged in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Socket {
    /// The link by which clients find the device.
    pub link: PathBuf,
    /// How fast bytes pass, in both directions, in portions of two milliseconds.
    pub pace: Pace,
}

impl Outlet for Socket {
    type Open = Pty;

    fn open(&mut self) -> io::Result<Pty> {
        let (mut pty, _) = Pty::open()?;
        pty.link_at(&self.link)?;
        Ok(pty)
    }

    fn set_baud(&mut self, baud: u32, _open: Option<&mut Pty>) -> io::Result<()> {
        self.pace = Pace::Baud(baud);
        Ok(())
    }

    fn wire(&self) -> Pace {
        self.pace
    }

    fn pace(&self) -> Pace {
        self.pace
    }
}

/// A device at work on a pseudo-terminal. Dropping it ends its thread and removes the link.
pub struct Device<C>(Mailbox<C>);

/// Runs a device's machine at `socket`, in a thread of its own that is called `name`.
///
/// The link is there when this returns. The machine hears [`Line::Up`](crate::Line::Up) first.
/// `on_event` runs in that thread and should be short.
///
/// # Errors
/// The link cannot be made, or the system has no pseudo-terminal, thread or descriptor left.
pub fn run_device<M>(
    name: &str,
    mut socket: Socket,
    clock: &Clock,
    machine: M,
    on_event: impl FnMut(M::Event) + Send + 'static,
) -> io::Result<Device<M::Command>>
where
    M: Machine + Send + 'static,
    M::Command: Send + 'static,
{
    let pty = socket.open()?;
    runner::start(name, socket, Some(pty), clock, machine, on_event).map(Device)
}

impl<C> Device<C> {
    /// Works the device, in its turn.
    pub fn command(&self, command: C) {
        self.0.post(Letter::Command(command));
    }

    /// Lets bytes pass at this rate from now on.
    pub fn set_baud(&self, baud: u32) {
        self.0.post(Letter::Baud(baud));
    }

    /// Pulls the device's plug: the link goes, and a client that is on it gets an I/O error.
    pub fn unplug(&self) {
        self.0.post(Letter::Unplug);
    }

    /// Plugs the device in again: a new pseudo-terminal under the same link.
    pub fn plug(&self) {
        self.0.post(Letter::Plug);
    }

    /// Returns when all of the above that was asked for before has been done, and what it led to
    /// at once has been reported. Not to be called from `on_event`, which would wait for itself.
    pub fn settle(&self) {
        self.0.settle();
    }
}
