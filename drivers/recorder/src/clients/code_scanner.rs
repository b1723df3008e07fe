//! The code scanner's client.

use code_scanner::{Client, Command, Options, Profile};
use link::recorder::Entry;

use super::{Owner, by_name, order_text};
use crate::Models;

pub(crate) struct CodeScanner(Profile);

impl CodeScanner {
    pub(crate) fn of(models: &Models) -> Self {
        Self(models.scanner.clone())
    }
}

impl Owner for CodeScanner {
    type Client = Client;

    fn client(&self, _baud: u32) -> Client {
        Client::new(Options::with(self.0.clone()))
    }

    fn order(&mut self, entries: &[Entry], place: usize) -> Option<Command> {
        by_name(order_text(entries, place)?, [Command::Watch, Command::Rest])
    }
}
