//! Who gave each client its orders. A recording has them as their `Debug` has them; what such a
//! line leaves out, because it is a person's, is found in the bytes that followed.

mod code_scanner;
mod id_card;
mod receipt_printer;
mod social_card;

pub(crate) use code_scanner::CodeScanner;
pub(crate) use id_card::IdCard;
use link::{
    Machine,
    recorder::{Entry, What},
};
pub(crate) use receipt_printer::{ReceiptPrinter, body_of, chunks_of};
pub(crate) use social_card::SocialCard;

/// The owner of a client, during a replay.
pub(crate) trait Owner {
    /// The client.
    type Client: Machine;

    /// A client as the kiosk had it, on a port opened at this rate.
    fn client(&self, baud: u32) -> Self::Client;

    /// The order that stands at `place`; `None` where the client knows none such.
    fn order(
        &mut self,
        entries: &[Entry],
        place: usize,
    ) -> Option<<Self::Client as Machine>::Command>;

    /// Hears what the client reports.
    fn heard(&mut self, _event: &<Self::Client as Machine>::Event) {}
}

/// The text of the order at `place`.
fn order_text(entries: &[Entry], place: usize) -> Option<&str> {
    match entries.get(place).map(|entry| &entry.what) {
        Some(What::Order(text)) => Some(text),
        _ => None,
    }
}

/// The one of `orders` whose `Debug` is `text`.
fn by_name<C: std::fmt::Debug>(text: &str, orders: impl IntoIterator<Item = C>) -> Option<C> {
    orders.into_iter().find(|order| format!("{order:?}") == text)
}

/// The number behind the first `label` in a text.
fn number_behind<N: std::str::FromStr>(text: &str, label: &str) -> Option<N> {
    let (_, rest) = text.split_once(label)?;
    let end = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
    rest[..end].parse().ok()
}
