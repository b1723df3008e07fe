//! The reader of social-security cards: the records of a card, what names its chip, and the random
//! numbers and proofs by which it and an authority know each other.
//!
//! Cards that talk in blocks (T=1) are not taken apart: what they say is blanked, so that a
//! recording of one does not replay without its data and is not exported.

mod card;

use link::recorder::{Bytes, Entry, What};
use social_card::wire::{Answer, AnswerKind, Atr, Outcome, Protocol, Request, Scan, scan, seal};

use self::card::{answer_to_reset, command, response};
use super::{mask::Ordinals, segment::segments};

/// Head, message header: where the data of a frame begin.
const DATA: usize = 12;

/// What asks a card for more time, in place of any such byte.
const MORE_TIME: u8 = 0x80;

/// GET RESPONSE, whose answer belongs to the command before.
const GET_RESPONSE: u8 = 0xC0;

/// What is known while a recording is gone through.
#[derive(Default)]
struct Card {
    /// What the card is being asked, by its instruction.
    instruction: u8,
    /// The second half of a character comes first in the next record of the name.
    half: bool,
    /// The card talks in blocks.
    in_blocks: bool,
    /// Random numbers and proofs.
    secrets: Ordinals,
    /// Cards.
    cards: Ordinals,
}

pub(super) fn redact(entries: &mut [Entry]) {
    let mut known = Card::default();
    for mut segment in segments(entries) {
        let mut asked = None;
        if let Some(place) = segment.asked_at
            && let What::Sent(Bytes(bytes)) = &mut entries[place].what
        {
            asked = Some(ask(bytes, &mut known));
        }
        frames(&mut segment.bytes, asked.as_ref(), &mut known);
        segment.put_back(entries);
    }
}

/// What was asked, as it was and as it is now; the reader sends it back.
struct Asked {
    was: Vec<u8>,
    is: Vec<u8>,
    request: Option<Request>,
}

fn ask(bytes: &mut [u8], known: &mut Card) -> Asked {
    let was = bytes.to_vec();
    let found = match scan(&was) {
        Scan::Message { message, .. } => Request::parse(message),
        _ => None,
    };
    let mut request = None;
    if let Some((sequence, mut it)) = found {
        if let Request::Transfer(data) = &mut it {
            if data.get(1).is_some_and(|instruction| *instruction != GET_RESPONSE) {
                known.instruction = data[1];
            }
            if !known.in_blocks {
                command(data, &mut known.secrets);
            }
        }
        bytes.copy_from_slice(&seal(&it.encode(sequence)));
        request = Some(it);
    }
    Asked { was, is: bytes.to_vec(), request }
}

fn frames(bytes: &mut [u8], asked: Option<&Asked>, known: &mut Card) {
    let mut at = 0;
    while at < bytes.len() {
        let rest = &mut bytes[at..];
        let found = scan(rest);
        let size = found.size();
        match found {
            Scan::Partial => {
                rest.iter_mut().skip(DATA).for_each(|byte| *byte = 0);
                break;
            }
            Scan::Noise => rest[0] = 0,
            Scan::MoreTime => rest[0] = MORE_TIME,
            Scan::Moved(_) | Scan::Nak => {}
            Scan::Damaged { size } => blank_damaged(&mut rest[..size]),
            Scan::Message { message, size } => {
                let echo = asked.filter(|it| it.was == rest[..size]);
                let frame = match echo {
                    Some(asked) => asked.is.clone(),
                    None => answer(message, asked.and_then(|it| it.request.as_ref()), known),
                };
                rest[..size].copy_from_slice(&frame);
            }
        }
        at += size;
    }
}

/// A frame whose checksum does not match, which stays one.
fn blank_damaged(frame: &mut [u8]) {
    let end = frame.len() - 1;
    frame[DATA..end].fill(0);
    let sum = frame[..end].iter().fold(0, |sum, byte| sum ^ byte);
    frame[end] = !sum;
}

/// The frame of an answer, of the same length.
fn answer(message: &[u8], request: Option<&Request>, known: &mut Card) -> Vec<u8> {
    let Some(answer) = Answer::parse(message) else {
        return seal(&vec![0; message.len()]);
    };
    let mut data = answer.data.to_vec();
    match (answer.kind, request) {
        (AnswerKind::DataBlock, Some(Request::PowerOn(_))) if answer.outcome == Outcome::Good => {
            let atr = Atr::parse(&data);
            known.in_blocks = atr.as_ref().is_ok_and(|atr| atr.protocol == Protocol::T1);
            match atr {
                Ok(atr) => answer_to_reset(&mut data, &atr, &mut known.cards),
                Err(_) => data.iter_mut().skip(1).for_each(|byte| *byte = 0),
            }
        }
        (AnswerKind::DataBlock, Some(Request::Transfer(_))) if !known.in_blocks => {
            response(&mut data, known);
        }
        // What the reader calls itself, and how it was told to talk, is nobody's.
        (AnswerKind::Escape, Some(Request::Escape(_)))
        | (AnswerKind::Parameters, Some(Request::SetParameters(_))) => {}
        _ => data.fill(0),
    }
    seal(&Answer { data: &data, ..answer }.encode())
}
