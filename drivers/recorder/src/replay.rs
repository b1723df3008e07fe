//! A client once more, in lock-step with what it did when it was recorded.
//!
//! What went in goes in again at the recorded moments, and whenever something came out the client is
//! asked again and must say the same. It asks no clock, so hours pass in no time.

use link::{
    Machine, Step, Uptime,
    recorder::{Bytes, Entry, What},
};

use crate::{
    Device, Models, Recording,
    clients::{CodeScanner, IdCard, Owner, ReceiptPrinter, SocialCard},
};

/// Something that the client reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    /// When.
    pub at: Uptime,
    /// What, as its `Debug` has it, which names nobody.
    pub event: String,
    /// In which entry of the recording it stands.
    pub(crate) place: usize,
}

/// Why a recording does not replay.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReplayError {
    /// The client did something else than when it was recorded.
    #[error("line {line}, {:.6} s: expected {expected}; came {came}", at.as_secs_f64())]
    Difference {
        /// The line of the recording, from 1 on.
        line: usize,
        /// Its moment.
        at: Uptime,
        /// What the recording has.
        expected: String,
        /// What the client did.
        came: String,
    },
    /// The recording has an order that the client does not know.
    #[error("line {line}: this driver knows no such order; replay it with the driver of its kiosk")]
    Order {
        /// The line of the recording, from 1 on.
        line: usize,
    },
}

/// How like the recorded events those of the replay must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Likeness {
    /// Word for word.
    Same,
    /// The same kind of event, of which the details may differ: those of a person are redacted.
    SameKind,
}

/// Replays a recording; returns what the client reported.
///
/// # Errors
/// [`ReplayError`] at the first difference.
pub fn replay(recording: &Recording, models: &Models) -> Result<Vec<Happened>, ReplayError> {
    replay_with(recording, models, Likeness::Same)
}

pub(crate) fn replay_with(
    recording: &Recording,
    models: &Models,
    likeness: Likeness,
) -> Result<Vec<Happened>, ReplayError> {
    match recording.device {
        Device::IdCard => in_lock_step(IdCard, recording, likeness),
        Device::SocialCard => in_lock_step(SocialCard::default(), recording, likeness),
        Device::CodeScanner => in_lock_step(CodeScanner::of(models), recording, likeness),
        Device::ReceiptPrinter => in_lock_step(ReceiptPrinter::of(models), recording, likeness),
    }
}

fn in_lock_step<O: Owner>(
    mut owner: O,
    recording: &Recording,
    likeness: Likeness,
) -> Result<Vec<Happened>, ReplayError> {
    let entries = &recording.entries;
    let mut client = owner.client(recording.baud);
    let mut happened = Vec::new();
    for (place, Entry { at, what }) in entries.iter().enumerate() {
        match what {
            What::Began { .. } | What::Baud(_) => continue,
            What::Line(line) => client.line(*at, *line),
            What::Received(Bytes(bytes)) => client.received(*at, bytes),
            What::Order(_) => {
                let order = owner.order(entries, place);
                let order = order.ok_or(ReplayError::Order { line: place + 1 })?;
                client.command(*at, order);
            }
            What::Sent(_) | What::Event(_) | What::Nothing => {
                let step = client.poll(*at);
                let same = match (&step, what) {
                    (Step::Send(came), What::Sent(Bytes(sent))) => came == sent,
                    (Step::Happened(came), What::Event(event)) => {
                        let came = format!("{came:?}");
                        match likeness {
                            Likeness::Same => came == *event,
                            Likeness::SameKind => kind_of(&came) == kind_of(event),
                        }
                    }
                    (Step::WaitUntil(_), What::Nothing) => true,
                    _ => false,
                };
                if !same {
                    return Err(difference(place, *at, what, &step));
                }
                if let Step::Happened(event) = &step {
                    owner.heard(event);
                    let event = format!("{event:?}");
                    happened.push(Happened { at: *at, event, place });
                }
            }
        }
        // What came out last is followed by nothing, unless the recording ends there.
        if let (What::Sent(_) | What::Event(_), Some(next)) = (what, entries.get(place + 1))
            && !matches!(next.what, What::Sent(_) | What::Event(_))
        {
            let step = client.poll(*at);
            if !matches!(step, Step::WaitUntil(_)) {
                return Err(difference(place + 1, next.at, &What::Nothing, &step));
            }
        }
    }
    Ok(happened)
}

/// The name of the variant, which is the first word of an event's `Debug`.
fn kind_of(event: &str) -> &str {
    event.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or(event)
}

fn difference<E: std::fmt::Debug>(
    place: usize,
    at: Uptime,
    what: &What,
    step: &Step<E>,
) -> ReplayError {
    let (expected, came) = match (what, step) {
        (What::Sent(Bytes(sent)), Step::Send(came)) => {
            let same = sent.iter().zip(came).take_while(|(one, other)| one == other).count();
            (bytes_at(sent, same), bytes_at(came, same))
        }
        (What::Sent(Bytes(sent)), _) => (bytes_at(sent, 0), said(step)),
        (What::Event(event), _) => (format!("the event {event}"), said(step)),
        _ => ("nothing".to_owned(), said(step)),
    };
    ReplayError::Difference { line: place + 1, at, expected, came }
}

fn said<E: std::fmt::Debug>(step: &Step<E>) -> String {
    match step {
        Step::Send(bytes) => bytes_at(bytes, 0),
        Step::Happened(event) => format!("the event {event:?}"),
        Step::WaitUntil(_) => "nothing".to_owned(),
    }
}

/// The first byte that differs, and no more: what is sent may be printed for somebody.
fn bytes_at(bytes: &[u8], same: usize) -> String {
    let sent = bytes.len();
    match bytes.get(same) {
        Some(byte) => format!("{sent} bytes sent with {byte:02X} at {same}"),
        None => format!("{sent} bytes sent"),
    }
}
