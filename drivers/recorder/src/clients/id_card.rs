//! The ID-card reader's client.

use id_card::{Client, Command, Options, wire::Rate};
use link::recorder::Entry;

use super::{Owner, by_name, order_text};

pub(crate) struct IdCard;

impl Owner for IdCard {
    type Client = Client;

    fn client(&self, baud: u32) -> Client {
        Client::new(Options {
            rate: Rate::from_baud(baud).unwrap_or_default(),
            ..Options::default()
        })
    }

    fn order(&mut self, entries: &[Entry], place: usize) -> Option<Command> {
        let rates = Rate::ALL.map(Command::RateIs);
        by_name(
            order_text(entries, place)?,
            [Command::Watch, Command::Rest].into_iter().chain(rates),
        )
    }
}
