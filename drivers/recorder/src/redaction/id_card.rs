//! The ID-card reader: what it read of a card, and which reader it is.

use id_card::wire::{
    Answer, Damage, HEAD_SIZE, PREAMBLE, Reading, Request, SamId, Scan, Status, TEXT_SIZE, scan,
    seal,
};
use link::recorder::{Bytes, Entry, What};

use super::{
    mask::{Digits, Ordinals, SOMETHING_UTF16},
    segment::segments,
};

/// The kind of the card, which is nobody's.
const KIND: std::ops::Range<usize> = 248..250;

/// What bytes may be that no frame holds, without being anything of a person.
const OF_A_HEAD: [u8; 4] = [0xAA, 0x96, 0x69, 0x55];

/// Cards and readers, so that a card that lies there twice is the same twice.
#[derive(Default)]
struct Known {
    texts: Ordinals,
    addresses: Ordinals,
    readers: Ordinals,
}

pub(super) fn redact(entries: &mut [Entry]) {
    let mut known = Known::default();
    for mut segment in segments(entries) {
        let request = segment.asked_at.and_then(|place| request_in(&entries[place]));
        frames(&mut segment.bytes, request, &mut known);
        segment.put_back(entries);
    }
}

fn request_in(entry: &Entry) -> Option<Request> {
    let What::Sent(Bytes(bytes)) = &entry.what else { return None };
    match scan(bytes) {
        Scan::Frame { body, .. } => Request::parse(body),
        _ => None,
    }
}

fn frames(bytes: &mut [u8], request: Option<Request>, known: &mut Known) {
    let mut at = 0;
    while at < bytes.len() {
        let rest = &mut bytes[at..];
        at += match scan(rest) {
            Scan::Noise => {
                if !OF_A_HEAD.contains(&rest[0]) {
                    rest[0] = 0;
                }
                1
            }
            Scan::Damaged(Damage::Length) => HEAD_SIZE,
            Scan::Damaged(Damage::Checksum) => blank_damaged(rest),
            Scan::Partial => {
                rest.iter_mut().skip(HEAD_SIZE).for_each(|byte| *byte = 0);
                rest.len()
            }
            Scan::Frame { body, size } => {
                let body = answer(body, request, known);
                rest[..size].copy_from_slice(&seal(&body));
                size
            }
        };
    }
}

/// A frame whose checksum does not match, which stays one.
fn blank_damaged(frame: &mut [u8]) -> usize {
    let size = HEAD_SIZE + usize::from(u16::from_be_bytes([frame[5], frame[6]]));
    let (head, body) = frame[..size].split_at_mut(HEAD_SIZE);
    body.fill(0);
    let sum = head[PREAMBLE.len()..].iter().fold(0, |sum, byte| sum ^ byte);
    if let Some(check) = body.last_mut() {
        *check = !sum;
    }
    size
}

/// The body of an answer, of the same length.
fn answer(body: &[u8], request: Option<Request>, known: &mut Known) -> Vec<u8> {
    let Some(answer) = Answer::parse(body) else { return vec![0; body.len()] };
    let mut data = answer.data.to_vec();
    match request {
        Some(Request::SamId) if answer.status == Status::Success && data.len() == SamId::SIZE => {
            let serial = [20_200_101, 0, known.readers.of(&data)];
            data = SamId { kind: [5, 1], serial }.encode();
        }
        Some(Request::ReadNewAddresses) => {
            let mut digits = Digits::of(known.addresses.of(&data));
            data.chunks_mut(2).for_each(|unit| mask(unit, &mut digits));
        }
        // A late answer may belong to another request: a reading is known by its shape.
        _ => match Reading::parse(answer.data) {
            Ok(reading) => {
                let ordinal = known.texts.of(reading.text);
                let text_at = data.len() - reading.photo.len() - TEXT_SIZE;
                read(&mut data[text_at..], ordinal);
            }
            Err(_) => data.fill(0),
        },
    }
    let status = answer.status.code();
    [&answer.card_status[..], &[status], &data].concat()
}

/// The text is masked unit by unit, so that every layout stays what it is; the photo is blanked.
fn read(data: &mut [u8], ordinal: u32) {
    let (text, photo) = data.split_at_mut(TEXT_SIZE);
    let kind: Vec<u8> = text[KIND].to_vec();
    let mut digits = Digits::of(ordinal);
    text.chunks_mut(2).for_each(|unit| mask(unit, &mut digits));
    text[KIND].copy_from_slice(&kind);
    photo.fill(0);
}

/// A unit of UTF-16LE: blanks stay, digits and letters become others, and all else is something.
fn mask(unit: &mut [u8], digits: &mut Digits) {
    let masked = match *unit {
        [0x00 | 0x20, 0x00] | [0x00, 0x30] => return,
        [low @ 0x21..=0x7E, 0x00] => u16::from(digits.mask(low)),
        _ => SOMETHING_UTF16,
    };
    let size = unit.len();
    unit.copy_from_slice(&masked.to_le_bytes()[..size]);
}
