//! Kiosk and board on a line that adds whole frames of arbitrary content, and bytes of any kind:
//! both always come to rest, and afterwards they talk.
#![no_main]

use std::time::Duration;

use board_proto::{
    Body, MAX_BODY,
    frame::{Frame, Kind},
};
use io_board::{Client, Options, client::Condition, sim};
use libfuzzer_sys::fuzz_target;
use link::memory::{Conversation, End, Pace, Wire};

type Talk = Conversation<Client, sim::Board>;

fuzz_target!(|data: &[u8]| {
    let client = Client::new(Options::with_first_session(0));
    let mut talk = Conversation::new(client, sim::Board::new(), Wire::new(Pace::Baud(115_200)));
    run(&mut talk, 100);
    for part in data.chunks(12) {
        let (to, bytes) = match part {
            [way, bytes @ ..] if way % 2 == 0 => (End::Host, bytes),
            [_, bytes @ ..] => (End::Device, bytes),
            [] => return,
        };
        talk.wire.send(talk.now(), to, &forged(bytes).unwrap_or_else(|| bytes.to_vec()));
        run(&mut talk, u64::from(part[0]));
    }

    // Whatever came before, both are in step soon afterwards. What was forged may have spoiled the
    // numbers of happenings, but never the talk.
    run(&mut talk, 2500);
    assert_eq!(talk.host.health().condition, Condition::Ready);
});

/// A whole frame with a right checksum, where the bytes name a kind.
fn forged(bytes: &[u8]) -> Option<Vec<u8>> {
    let [kind, low, number, heard, body @ ..] = bytes else { return None };
    let body = Body::from_slice(&body[..body.len().min(MAX_BODY)]).ok()?;
    let (kind, session) = (Kind::from_code(*kind)?, u16::from(*low));
    Some(Frame { kind, session, number: *number, heard: *heard, body }.encode().to_vec())
}

fn run(talk: &mut Talk, ms: u64) {
    let end = talk.now() + Duration::from_millis(ms);
    while talk.next_report(end).is_some() {}
}
