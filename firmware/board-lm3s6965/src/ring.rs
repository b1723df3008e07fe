//! Bytes on their way between the line's interrupt and the main loop.

use core::sync::atomic::{AtomicU8, AtomicUsize, Ordering};

/// A queue of up to `SIZE` bytes, a power of two, with one end that puts and one that takes.
///
/// The two may interrupt each other: each moves a counter of its own, after the byte.
pub(crate) struct Ring<const SIZE: usize> {
    bytes: [AtomicU8; SIZE],
    /// Bytes put so far, modulo 2³².
    put: AtomicUsize,
    /// Bytes taken so far, modulo 2³².
    taken: AtomicUsize,
}

impl<const SIZE: usize> Ring<SIZE> {
    pub(crate) const fn new() -> Self {
        const { assert!(SIZE.is_power_of_two()) }
        Self {
            bytes: [const { AtomicU8::new(0) }; SIZE],
            put: AtomicUsize::new(0),
            taken: AtomicUsize::new(0),
        }
    }

    /// Puts a byte at the end, or answers `false` where there is no room.
    pub(crate) fn put(&self, byte: u8) -> bool {
        let put = self.put.load(Ordering::Relaxed);
        if put.wrapping_sub(self.taken.load(Ordering::Acquire)) == SIZE {
            return false;
        }
        self.bytes[put % SIZE].store(byte, Ordering::Relaxed);
        self.put.store(put.wrapping_add(1), Ordering::Release);
        true
    }

    /// Takes the oldest byte.
    pub(crate) fn take(&self) -> Option<u8> {
        let taken = self.taken.load(Ordering::Relaxed);
        if taken == self.put.load(Ordering::Acquire) {
            return None;
        }
        let byte = self.bytes[taken % SIZE].load(Ordering::Relaxed);
        self.taken.store(taken.wrapping_add(1), Ordering::Release);
        Some(byte)
    }

    /// Whether there is nothing to take.
    pub(crate) fn is_empty(&self) -> bool {
        self.taken.load(Ordering::Relaxed) == self.put.load(Ordering::Acquire)
    }
}
