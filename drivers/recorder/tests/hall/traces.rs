//! What a recording tells of people.

use encoding_rs::GB18030;
use link::recorder::{Bytes, What};
use recorder::Recording;
use simulator::Card;

/// All that stands in a recording besides its times: what was said, and the bytes of either
/// direction.
pub(crate) fn everything_in(recording: &Recording) -> [Vec<u8>; 3] {
    let mut everything: [Vec<u8>; 3] = Default::default();
    let [said, sent, received] = &mut everything;
    for entry in &recording.entries {
        match &entry.what {
            What::Order(text) | What::Event(text) => said.extend(text.as_bytes()),
            What::Sent(Bytes(bytes)) => sent.extend(bytes),
            What::Received(Bytes(bytes)) => received.extend(bytes),
            What::Began { .. } | What::Line(_) | What::Baud(_) | What::Nothing => {}
        }
    }
    everything
}

/// Whether a text stands in a recording, in any of the encodings that devices use.
pub(crate) fn holds(recording: &Recording, text: &str) -> bool {
    let utf16 = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let gb18030 = GB18030.encode(text).0.into_owned();
    let ways: [Vec<u8>; 3] = [text.as_bytes().to_vec(), utf16, gb18030];
    let everything = everything_in(recording);
    ways.iter().any(|way| everything.iter().any(|all| all.windows(way.len()).any(|it| it == *way)))
}

/// What names a made-up person.
pub(crate) fn names_of(person: &Card) -> Vec<String> {
    let card = id_card::IdCard::parse(&person.text).expect("a card");
    let mut names =
        vec![card.name().text().to_owned(), person.name.clone(), card.number().as_str().to_owned()];
    if let id_card::IdCard::Resident(card) = &card {
        names.push(card.address.clone());
    }
    names.extend(person.credential.clone());
    names.extend(person.social_profile.as_ref().map(|profile| profile.card_number()));
    names
}

/// What of a text must not stand in what leaves: the whole, and every piece that still tells of it.
pub(crate) fn pieces(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let size = if text.is_ascii() { 8 } else { 2 };
    let pieces = letters.windows(size.min(letters.len())).map(|piece| piece.iter().collect());
    // Two digits of an address are in every recording.
    pieces.filter(|piece: &String| size != 2 || !piece.is_ascii()).collect()
}
