//! A reader that says arbitrary things: frames, messages, and the client that hears them.
#![no_main]

use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use link::{Line, Machine, Step};
use social_card::{
    Client, Command, Options,
    wire::{Answer, Atr, Request, Scan, scan, seal},
};

fuzz_target!(|data: &[u8]| {
    frames(data);
    client(data);
});

/// Every frame that is found stands in the bytes, and every message comes back as itself.
fn frames(mut rest: &[u8]) {
    let _ = Atr::parse(rest);
    while !rest.is_empty() {
        let found = scan(rest);
        if let Scan::Message { message, size } = found {
            assert_eq!(seal(message), rest[..size]);
            let _ = Request::parse(message);
            if let Some(answer) = Answer::parse(message) {
                // The number of the slot is not kept, and a good answer has no error.
                assert_eq!(answer.encode().len(), message.len());
            }
        }
        rest = &rest[found.size().max(1).min(rest.len())..];
    }
}

/// The client comes to rest after every portion, whatever it hears.
fn client(data: &[u8]) {
    let mut client = Client::new(Options::default());
    let mut now = Duration::ZERO;
    client.line(now, Line::Up);
    client.command(now, Command::Watch);
    let mut rest = data;
    while let Some((&head, tail)) = rest.split_first() {
        let mut rounds = 0;
        while !matches!(client.poll(now), Step::WaitUntil(_)) {
            rounds += 1;
            assert!(rounds < 100, "it never comes to rest");
        }
        let (portion, behind) = tail.split_at(tail.len().min(usize::from(head & 0x3F)));
        client.received(now, portion);
        now += Duration::from_millis(u64::from(head >> 6) * 400);
        rest = behind;
    }
}
