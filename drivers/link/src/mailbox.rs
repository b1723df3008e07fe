//! How the owner of a runner reaches it.

use std::{
    sync::{
        Arc,
        mpsc::{Sender, channel},
    },
    thread::{self, JoinHandle},
};

use crate::wake::Wake;

/// What is put into a runner's mailbox.
pub(crate) enum Letter<C> {
    Command(C),
    Baud(u32),
    Unplug,
    Plug,
    /// Answer, by dropping this, when all letters before this one have been acted on.
    Settle(Sender<()>),
    End,
}

/// The owner's end of a runner. Dropping it ends the thread and closes what is open.
pub(crate) struct Mailbox<C> {
    letters: Sender<Letter<C>>,
    wake: Arc<Wake>,
    thread: Option<JoinHandle<()>>,
}

impl<C> Mailbox<C> {
    pub(crate) fn new(letters: Sender<Letter<C>>, wake: Arc<Wake>, thread: JoinHandle<()>) -> Self {
        Self { letters, wake, thread: Some(thread) }
    }

    pub(crate) fn post(&self, letter: Letter<C>) {
        if self.letters.send(letter).is_err() {
            tracing::error!("a runner has ended before its owner");
        }
        self.wake.ring();
    }

    /// Returns when the machine has acted on everything that was posted before.
    pub(crate) fn settle(&self) {
        let (answer, settled) = channel();
        self.post(Letter::Settle(answer));
        let _ = settled.recv(); // Nothing is ever sent: the answer is that the sender is gone.
    }
}

impl<C> Drop for Mailbox<C> {
    fn drop(&mut self) {
        let _ = self.letters.send(Letter::End);
        self.wake.ring();
        if let Some(thread) = self.thread.take()
            && thread.thread().id() != thread::current().id()
        {
            let _ = thread.join(); // A machine that panicked has told standard error so.
        }
    }
}
