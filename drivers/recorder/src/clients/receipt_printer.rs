//! The receipt printer's client.
//!
//! What an order to print was about stands in the chunks that went out afterwards.

use link::recorder::{Bytes, Entry, What};
use receipt_printer::{
    Client, Command, JobId, Profile, Proof,
    job::Job,
    wire::{self, Cut},
};

use super::{Owner, by_name, number_behind, order_text};
use crate::Models;

pub(crate) struct ReceiptPrinter(Profile);

impl ReceiptPrinter {
    pub(crate) fn of(models: &Models) -> Self {
        Self(models.printer.clone())
    }

    fn print(&self, entries: &[Entry], place: usize, text: &str) -> Option<Command> {
        let id: u64 = number_behind(text, "JobId(")?;
        let height_dots = number_behind(text, " commands, ")?;
        let body = |at: &usize| match &entries[*at].what {
            What::Sent(Bytes(bytes)) => body_of(&self.0, bytes),
            _ => None,
        };
        // A chunk goes out as it is, for two of them are more than one may be.
        let chunks = chunks_of(&self.0, entries, place);
        let mut commands: Vec<wire::Command> =
            chunks.iter().filter_map(body).map(|it| wire::Command::Unknown(it.to_vec())).collect();
        // Of a sheet that broke off, the rest is known by its length alone.
        let known =
            commands.iter().map(|it| it.bytes().len()).sum::<usize>() + cut_of(&self.0).len();
        if let Some(total) = total_of(entries, place, id).filter(|total| known < *total) {
            commands.push(wire::Command::Unknown(vec![0; total - known]));
        }
        Some(Command::Print { id: JobId(id), job: Job::from_commands(commands, height_dots) })
    }
}

impl Owner for ReceiptPrinter {
    type Client = Client;

    fn client(&self, baud: u32) -> Client {
        Client::new(self.0.clone().at_baud(baud))
    }

    fn order(&mut self, entries: &[Entry], place: usize) -> Option<Command> {
        let text = order_text(entries, place)?;
        by_name(text, [Command::Discard, Command::Ask]).or_else(|| self.print(entries, place, text))
    }
}

/// The entries that sent the chunks of the sheet that was ordered at `place`.
pub(crate) fn chunks_of(profile: &Profile, entries: &[Entry], place: usize) -> Vec<usize> {
    let Some(id) = order_text(entries, place).and_then(|it| number_behind::<u64>(it, "JobId("))
    else {
        return Vec::new();
    };
    let job = format!("job: JobId({id})");
    let ends = |what: &What| match what {
        What::Event(event) => {
            event.contains(&job)
                && ["Printed ", "Failed ", "Unknown "].iter().any(|end| event.starts_with(end))
        }
        _ => false,
    };
    let behind = entries.iter().enumerate().skip(place).take_while(|(_, entry)| !ends(&entry.what));
    let chunk = |(at, entry): (usize, &Entry)| match &entry.what {
        What::Sent(Bytes(bytes)) if body_of(profile, bytes).is_some() => Some(at),
        _ => None,
    };
    behind.filter_map(chunk).collect()
}

/// What stands before the question at the end of a chunk of a sheet; `None` for what is none: a
/// question without a chunk, or the cut.
pub(crate) fn body_of<'a>(profile: &Profile, sent: &'a [u8]) -> Option<&'a [u8]> {
    let (question, any): (&[u8], usize) = match profile.proof {
        Proof::RollStatus => (&[0x1D, 0x72, 0x01], 0),
        Proof::Echo => (&[0x1D, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30], 4),
    };
    let body = sent.get(..sent.len().checked_sub(question.len() + any)?)?;
    let asks = sent[body.len()..].starts_with(question);
    (asks && !body.is_empty() && body != cut_of(profile)).then_some(body)
}

fn cut_of(profile: &Profile) -> Vec<u8> {
    [Cut::bytes(profile.cut), profile.present.clone()].concat()
}

/// How long a sheet was in all, as it was told while it was printed.
fn total_of(entries: &[Entry], place: usize, id: u64) -> Option<usize> {
    let progress = format!("Progress {{ job: JobId({id}),");
    entries.iter().skip(place).find_map(|entry| match &entry.what {
        What::Event(event) if event.starts_with(&progress) => number_behind(event, "total: "),
        _ => None,
    })
}
