//! The client of the reader of social-security cards.
//!
//! What an authority said of a card stands in what the card and the client said before and after.

use std::collections::BTreeMap;

use link::recorder::{Bytes, Entry, What};
use social_card::{
    Authentication, Challenge, Client, Command, Event, NoAuthentication, Options,
    wire::{Answer, Block, Request, Scan, scan},
};

use super::{Owner, by_name, number_behind, order_text};

const INTERNAL_AUTHENTICATE: u8 = 0x88;
const EXTERNAL_AUTHENTICATE: u8 = 0x82;

/// Where the data of a command begin: behind CLA, INS, P1, P2 and Lc.
const DATA: usize = 5;

#[derive(Default)]
pub(crate) struct SocialCard {
    challenges: BTreeMap<u32, Box<Challenge>>,
}

impl SocialCard {
    /// What the authority answered: the proof that the card was shown next, and the one that the
    /// card had given; another one where the client went no further with it.
    fn authentication(
        &self,
        entries: &[Entry],
        place: usize,
        ticket: u32,
    ) -> Option<Authentication> {
        let challenge = self.challenges.get(&ticket)?;
        let proof = card_proof(&entries[..place])?;
        let shown = entries[place..]
            .iter()
            .find_map(command_in)
            .and_then(|command| (command[1] == EXTERNAL_AUTHENTICATE).then_some(command));
        let external = shown.as_ref().and_then(|it| it.get(DATA..)?.first_chunk().copied());
        Some(Authentication {
            internal: if external.is_some() { proof } else { proof.map(|byte| !byte) },
            internal_source: challenge.internal.source,
            external: external.unwrap_or_default(),
            external_source: challenge.external.source,
        })
    }
}

impl Owner for SocialCard {
    type Client = Client;

    fn client(&self, _baud: u32) -> Client {
        Client::new(Options::default())
    }

    fn order(&mut self, entries: &[Entry], place: usize) -> Option<Command> {
        let text = order_text(entries, place)?;
        if let Some(simple) = by_name(text, [Command::Watch, Command::Rest]) {
            return Some(simple);
        }
        let ticket = number_behind(text, "Authenticated { ticket: ")?;
        let refusals = [NoAuthentication::OutOfReach, NoAuthentication::NoKey];
        let refused = refusals.into_iter().find(|it| text.contains(&format!("Err({it:?})")));
        let answer = match refused {
            Some(refusal) => Err(refusal),
            None => Ok(self.authentication(entries, place, ticket)?),
        };
        Some(Command::Authenticated { ticket, answer })
    }

    fn heard(&mut self, event: &Event) {
        if let Event::NeedsAuthentication { ticket, challenge } = event {
            self.challenges.insert(*ticket, challenge.clone());
        }
    }
}

/// The command for the card in what was sent.
fn command_in(entry: &Entry) -> Option<Vec<u8>> {
    let What::Sent(Bytes(bytes)) = &entry.what else { return None };
    let Scan::Message { message, .. } = scan(bytes) else { return None };
    match Request::parse(message)? {
        (_, Request::Transfer(data)) => {
            let command = out_of_block(&data).unwrap_or(data);
            (DATA <= command.len()).then_some(command)
        }
        _ => None,
    }
}

/// What a block of T=1 carries; `None` where the bytes are none.
fn out_of_block(bytes: &[u8]) -> Option<Vec<u8>> {
    let block = [false, true].into_iter().find_map(|has_crc| Block::parse(bytes, has_crc))?;
    Some(block.info.to_vec())
}

/// What the card answered when it was last asked to prove itself, at once or when it was fetched.
fn card_proof(entries: &[Entry]) -> Option<[u8; 8]> {
    let is_asked =
        |entry: &Entry| command_in(entry).is_some_and(|it| it[1] == INTERNAL_AUTHENTICATE);
    let asked = entries.iter().rposition(is_asked)?;
    let mut came = Vec::new();
    for entry in &entries[asked..] {
        if let What::Received(Bytes(bytes)) = &entry.what {
            came.extend(bytes);
        }
    }
    let mut rest = &came[..];
    loop {
        let found = scan(rest);
        match found {
            Scan::Partial => return None,
            Scan::Message { message, .. } => {
                let data = Answer::parse(message).map(|answer| answer.data).unwrap_or_default();
                let answer = out_of_block(data).unwrap_or(data.to_vec());
                // Behind it there is the status word.
                if let Some((proof, [_, _])) = answer.split_first_chunk() {
                    return Some(*proof);
                }
            }
            _ => {}
        }
        rest = &rest[found.size()..];
    }
}
