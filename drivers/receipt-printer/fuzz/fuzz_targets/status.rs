//! Whatever a printer says, the client takes it, and calls nothing printed that it did not order.
#![no_main]

use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use link::{Line, Machine, Step};
use receipt_printer::{Client, Event, Profile};

fuzz_target!(|data: Vec<(u16, Vec<u8>)>| {
    let mut client = Client::new(Profile::generic_80mm());
    let mut now = Duration::ZERO;
    client.line(now, Line::Up);
    for (wait, bytes) in data {
        now += Duration::from_millis(wait.into());
        client.received(now, &bytes);
        loop {
            match client.poll(now) {
                Step::Send(_) => {}
                Step::Happened(Event::Status(_) | Event::Lost | Event::Back) => {}
                Step::Happened(event) => panic!("{event:?} of no sheet"),
                Step::WaitUntil(at) => {
                    assert!(at.is_none_or(|at| now <= at));
                    break;
                }
            }
        }
    }
});
