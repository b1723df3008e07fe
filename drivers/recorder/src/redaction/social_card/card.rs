//! What a card says and is told.

use social_card::{
    card::{PAYMENT_ENVIRONMENT, SSSE, Tag},
    wire::{Atr, StatusWord},
};

use super::{
    super::mask::{Ordinals, SOMETHING_GBK},
    Card,
};

const SELECT: u8 = 0xA4;
const READ_RECORD: u8 = 0xB2;
const GET_CHALLENGE: u8 = 0x84;
const INTERNAL_AUTHENTICATE: u8 = 0x88;
const EXTERNAL_AUTHENTICATE: u8 = 0x82;

/// Where the data of a command begin: behind CLA, INS, P1, P2 and Lc.
const COMMAND_DATA: usize = 5;

/// How long random numbers and proofs are.
const SECRET: usize = 8;

/// The last bytes of the thirteen historical ones are the serial number of the chip.
const SERIAL: usize = 4;

/// The place in a card's identifier.
const REGION: usize = 3;

/// A number of nobody, which GB 11643 has as its example.
const NUMBER: &[u8] = b"11010519491231002X";

/// A command for the card: proofs and random numbers become others.
pub(super) fn command(data: &mut [u8], secrets: &mut Ordinals) {
    if let Some(INTERNAL_AUTHENTICATE | EXTERNAL_AUTHENTICATE) = data.get(1).copied()
        && let Some(body) = data.get_mut(COMMAND_DATA..)
    {
        body.chunks_exact_mut(SECRET).for_each(|it| secret(it, secrets));
    }
}

fn secret(it: &mut [u8], secrets: &mut Ordinals) {
    let made_up = u64::from(secrets.of(it)).to_be_bytes();
    it.copy_from_slice(&made_up);
}

/// The answer to reset, without the serial number of the chip.
pub(super) fn answer_to_reset(bytes: &mut [u8], atr: &Atr, cards: &mut Ordinals) {
    let history = &atr.historical;
    let place = bytes.windows(history.len().max(1)).rposition(|part| part == history);
    let (Some(place), Some(at)) = (place, history.len().checked_sub(SERIAL)) else { return };
    let ordinal = cards.of(history).to_be_bytes();
    bytes[place + at..][..SERIAL].copy_from_slice(&ordinal);
    // A checksum follows where the card may talk otherwise than byte by byte.
    let (summed, behind) = bytes.split_at_mut(place + history.len());
    if let Some((check, behind)) = behind.split_first_mut() {
        *check = summed[1..].iter().fold(0, |sum, byte| sum ^ byte);
        behind.fill(0);
    }
}

/// An answer of the card, with its status word at the end.
pub(super) fn response(bytes: &mut [u8], known: &mut Card) {
    let Some((data, &mut status)) = bytes.split_last_chunk_mut::<2>() else { return bytes.fill(0) };
    let status = StatusWord::from_code(u16::from_be_bytes(status));
    if !matches!(status, StatusWord::Done | StatusWord::MoreData(_)) {
        return data.fill(0);
    }
    match known.instruction {
        SELECT => description(data),
        READ_RECORD => record(data, known),
        GET_CHALLENGE | INTERNAL_AUTHENTICATE if data.len() == SECRET => {
            secret(data, &mut known.secrets);
        }
        _ => data.fill(0),
    }
}

/// The description of a file: names and ciphers are nobody's, and other values are blanked.
fn description(bytes: &mut [u8]) {
    let [tag, size, value @ ..] = bytes else { return bytes.fill(0) };
    let (size, value) = match (*tag, value) {
        // The issuer's own part has a tag of two bytes.
        (0x9F | 0xBF, [size, value @ ..]) => (*size, value),
        (_, value) => (*size, value),
    };
    let Some((value, rest)) = value.split_at_mut_checked(usize::from(size)) else {
        return value.fill(0);
    };
    match *tag {
        0x6F | 0xA5 | 0x9F | 0xBF => description(value),
        // The name of the application, its place in the directory, and which cipher the card has.
        0x84 if *value == SSSE || *value == PAYMENT_ENVIRONMENT => {}
        0x86 | 0x88 if value.len() == 1 => {}
        _ => value.fill(0),
    }
    if !rest.is_empty() {
        description(rest);
    }
}

/// A record: tag, length, value.
fn record(bytes: &mut [u8], known: &mut Card) {
    let [tag, size, rest @ ..] = bytes else { return bytes.fill(0) };
    let (value, behind) = rest.split_at_mut(usize::from(*size).min(rest.len()));
    behind.fill(0);
    let all = [Tag::OF_ISSUER, Tag::OF_HOLDER].concat();
    let field = all.into_iter().find(|field| *field as u8 == *tag);
    let Some(field) = field.filter(|field| value.len() <= usize::from(field.size())) else {
        return value.fill(0);
    };
    match field {
        // Which rules the card follows, who prepared it, and for people of which age.
        Tag::Version | Tag::InitialisedBy | Tag::Category => {}
        Tag::Identifier => {
            let ordinal = known.cards.of(value).to_be_bytes();
            // The place stays, for the cipher may follow from it.
            if let Some(behind) = value.get_mut(REGION..) {
                fill(behind, &[&[0xD1, 0x56, 0x00, 0x00, 0x05][..], &ordinal].concat());
            }
        }
        Tag::CardNumber => fill(value, b"A00000003"),
        Tag::HolderNumber => fill(value, NUMBER),
        Tag::Name => {
            known.half = false;
            name(value, &mut known.half);
        }
        Tag::NameExtension => name(value, &mut known.half),
        Tag::Sex => fill(value, b"1"),
        Tag::Nation => fill(value, &[0x01]),
        Tag::BirthPlace => fill(value, &[0x11, 0x01, 0x05]),
        Tag::Birth => fill(value, &[0x19, 0x49, 0x12, 0x31]),
        Tag::IssuedOn => fill(value, &[0x20, 0x19, 0x03, 0x01]),
        Tag::ValidTo => fill(value, &[0x20, 0x29, 0x03, 0x01]),
    }
}

/// Puts an example in place of a value. What fills it up stays, and so do fields that were never
/// set.
fn fill(value: &mut [u8], example: &[u8]) {
    let is_filling = |byte: &u8| matches!(byte, 0x00 | 0x20 | 0xFF);
    let end = value.iter().rposition(|byte| !is_filling(byte)).map_or(0, |last| last + 1);
    let made_up = example.iter().copied().chain(std::iter::repeat(0x00));
    value[..end].iter_mut().zip(made_up).for_each(|(byte, it)| *byte = it);
}

/// A name: every code of two bytes becomes 某, and one of four twice that. A code may begin in one
/// record and end in the next.
fn name(value: &mut [u8], half: &mut bool) {
    for byte in value {
        (*byte, *half) = match (*byte, *half) {
            (_, true) => (SOMETHING_GBK[1], false),
            (0x80..=0xFE, false) => (SOMETHING_GBK[0], true),
            (filling @ (0x00 | 0x20 | 0xFF), false) => (filling, false),
            (_, false) => (b'A', false),
        };
    }
}
