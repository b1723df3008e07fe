//! What wakes a runner that waits.

use std::{io, os::fd::OwnedFd};

use rustix::event::{EventfdFlags, eventfd};

/// A descriptor that becomes readable when someone rings, for use in `poll(2)`.
#[derive(Debug)]
pub(crate) struct Wake(OwnedFd);

impl Wake {
    pub(crate) fn new() -> io::Result<Self> {
        Ok(Self(eventfd(0, EventfdFlags::NONBLOCK | EventfdFlags::CLOEXEC)?))
    }

    /// Wakes the waiter, now or when it next waits.
    pub(crate) fn ring(&self) {
        // Full means that it has been rung already, and nothing else can fail.
        let _ = rustix::io::write(&self.0, &1u64.to_ne_bytes());
    }

    /// Forgets the rings so far.
    pub(crate) fn calm(&self) {
        let _ = rustix::io::read(&self.0, &mut [0; 8]);
    }

    pub(crate) fn descriptor(&self) -> &OwnedFd {
        &self.0
    }
}
