//! The second way to a card: any reader that pcscd knows, through PC/SC.
//!
//! The same [`Client`] does the talking. In place of a serial reader there is a bridge that
//! takes its CCID messages and does with pcscd what they ask. pcscd may hold a call for minutes
//! when its reader says nothing, so the bridge has a thread of its own, and the client's deadlines
//! hold whatever that thread waits for.

mod bridge;

use std::{
    io,
    sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel, sync_channel},
    thread::{self, JoinHandle},
    time::Duration,
};

use link::{Clock, Line, Machine, Step};

use crate::{
    client::{Client, Command, Event, Options},
    wire::Level,
};
use bridge::Bridge;

/// What reaches the client's thread.
enum Letter {
    Command(Command),
    Heard(Vec<u8>),
    End,
}

/// A client at work on pcscd. Dropping it ends its thread; a call that pcscd holds ends later, by
/// itself.
pub struct Handle {
    letters: Sender<Letter>,
    thread: Option<JoinHandle<()>>,
}

/// Runs a client on the first reader whose PC/SC name contains `reader`; on the first of all where
/// that is empty. pcscd may start, stop and start again meanwhile.
///
/// `on_event` runs in the client's thread and should be short.
///
/// # Errors
/// The system has no thread left.
pub fn run(
    reader: &str,
    options: Options,
    clock: &Clock,
    on_event: impl FnMut(Event) + Send + 'static,
) -> io::Result<Handle> {
    let (letters, inbox) = channel();
    // One request may wait behind one that pcscd holds: the client takes the power off a card
    // that it gives up. Others are lost, as on a line to a reader that hangs.
    let (requests, asked) = sync_channel::<Vec<u8>>(1);
    let mut bridge = Bridge::new(reader);
    let answers = letters.clone();
    thread::Builder::new().name("pcscd-bridge".to_owned()).spawn(move || {
        for frame in asked {
            let answer = bridge.answer(&frame);
            if !answer.is_empty() && answers.send(Letter::Heard(answer)).is_err() {
                return;
            }
        }
    })?;
    let client = Client::new(Options { level: Level::Apdu, ..options });
    let clock = clock.clone();
    let send = move |frame| {
        if requests.try_send(frame).is_err() {
            tracing::warn!("pcscd holds an earlier call; this one is not made");
        }
    };
    let thread = thread::Builder::new()
        .name("pcscd-client".to_owned())
        .spawn(move || serve(client, &clock, &inbox, send, on_event))?;
    Ok(Handle { letters, thread: Some(thread) })
}

fn serve(
    mut client: Client,
    clock: &Clock,
    inbox: &Receiver<Letter>,
    send: impl Fn(Vec<u8>),
    mut on_event: impl FnMut(Event),
) {
    client.line(clock.now(), Line::Up);
    loop {
        let wakes_at = loop {
            match client.poll(clock.now()) {
                Step::Send(frame) => send(frame),
                Step::Happened(event) => on_event(event),
                Step::WaitUntil(at) => break at,
            }
        };
        let wait = wakes_at.map_or(Duration::MAX, |at| at.saturating_sub(clock.now()));
        match inbox.recv_timeout(wait) {
            Ok(Letter::Command(command)) => client.command(clock.now(), command),
            Ok(Letter::Heard(bytes)) => client.received(clock.now(), &bytes),
            Err(RecvTimeoutError::Timeout) => {}
            Ok(Letter::End) | Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

impl Handle {
    /// Gives the client an order, in its turn.
    pub fn command(&self, command: Command) {
        if self.letters.send(Letter::Command(command)).is_err() {
            tracing::error!("the client of pcscd has ended before its owner");
        }
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        let _ = self.letters.send(Letter::End); // It may have ended already.
        if let Some(thread) = self.thread.take()
            && thread.thread().id() != thread::current().id()
        {
            let _ = thread.join(); // A client that panicked has told standard error so.
        }
    }
}
