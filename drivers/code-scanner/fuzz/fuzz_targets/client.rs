//! The kiosk's end against arbitrary bytes, orders and pauses: it always says when it wakes, and
//! reads the next code.
#![no_main]

use std::time::Duration;

use code_scanner::{Client, Command, Event, Mode, Options, Profile};
use libfuzzer_sys::fuzz_target;
use link::{Line, Machine, Step, Uptime};

fuzz_target!(|data: &[u8]| {
    let mut client = Client::new(Options::with(Profile::plain()));
    let mut triggered = Client::new(Options::with(Profile::gm65(Mode::Triggered {
        looks_for: Duration::from_secs(5),
    })));
    let mut now = Uptime::ZERO;
    client.line(now, Line::Up);
    triggered.line(now, Line::Up);
    for part in data.chunks(7) {
        for client in [&mut client, &mut triggered] {
            match part {
                [0xF0, ..] => client.command(now, Command::Watch),
                [0xF1, ..] => client.command(now, Command::Rest),
                [0xF2, ..] => client.line(now, Line::Down),
                [0xF3, ..] => client.line(now, Line::Up),
                bytes => client.received(now, bytes),
            }
            settle(client, now);
        }
        now += Duration::from_millis(part[0].into());
    }

    // Whatever came before, a code that is shown after a pause is read.
    client.line(now, Line::Up);
    client.command(now, Command::Watch);
    for _ in 0..100 {
        now += Duration::from_millis(100);
        settle(&mut client, now);
    }
    client.received(now, b"4240000000000000000000110000\r");
    let mut events = Vec::new();
    for _ in 0..10 {
        events.extend(settle(&mut client, now));
        now += Duration::from_millis(100);
    }
    assert!(matches!(&events[..], [Event::Scanned(_)]), "{events:?}");
});

fn settle(client: &mut Client, now: Uptime) -> Vec<Event> {
    let mut events = Vec::new();
    for _ in 0..1000 {
        match client.poll(now) {
            Step::Send(_) => {}
            Step::Happened(event) => events.push(event),
            Step::WaitUntil(until) => {
                assert!(
                    until.is_none_or(|until| now < until),
                    "a moment that has come is acted on"
                );
                return events;
            }
        }
    }
    panic!("it never comes to rest");
}
