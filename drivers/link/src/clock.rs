//! The one clock of everything that talks over a wire.

use std::{
    sync::{
        Arc, Mutex, PoisonError, Weak,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use crate::{Uptime, wake::Wake};

/// Time since start, shared by its clones. Runs by itself, and forward by hand on request.
#[derive(Debug, Clone)]
pub struct Clock(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    started: Instant,
    skipped_nanos: AtomicU64,
    waiting: Mutex<Vec<Weak<Wake>>>,
}

impl Clock {
    /// A clock that stands at zero now.
    pub fn start() -> Self {
        Self(Arc::new(Shared {
            started: Instant::now(),
            skipped_nanos: AtomicU64::new(0),
            waiting: Mutex::default(),
        }))
    }

    /// The time since start, with what was skipped.
    pub fn now(&self) -> Uptime {
        self.0.started.elapsed() + Duration::from_nanos(self.0.skipped_nanos.load(Ordering::SeqCst))
    }

    /// Moves the time forward. Every runner on this clock looks at its deadlines at once.
    pub fn skip(&self, time: Duration) {
        let nanos = u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        self.0.skipped_nanos.fetch_add(nanos, Ordering::SeqCst);
        self.waiting().iter().filter_map(Weak::upgrade).for_each(|wake| wake.ring());
    }

    /// Has `wake` rung after every skip, for as long as it lives.
    pub(crate) fn ring_on_skip(&self, wake: &Arc<Wake>) {
        let mut waiting = self.waiting();
        waiting.retain(|wake| wake.strong_count() != 0);
        waiting.push(Arc::downgrade(wake));
    }

    fn waiting(&self) -> std::sync::MutexGuard<'_, Vec<Weak<Wake>>> {
        self.0.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_skip_moves_every_clone() {
        let clock = Clock::start();
        let clone = clock.clone();
        clock.skip(Duration::from_secs(3600));
        let now = clone.now();
        assert!(Duration::from_secs(3600) <= now && now < Duration::from_secs(3660));
    }
}
