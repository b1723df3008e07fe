//! The simulated engines against programs that say anything: they take it, and still read codes.
#![no_main]

use std::time::Duration;

use code_scanner::{
    Mode, Profile,
    sim::{Command, Engine, Looks, Options},
};
use libfuzzer_sys::fuzz_target;
use link::{Machine, Step, Uptime};

fuzz_target!(|data: &[u8]| {
    let Some((&which, bytes)) = data.split_first() else { return };
    let looks_for = Duration::from_secs(5);
    let profile = match which % 3 {
        0 => Profile::gm65(Mode::Triggered { looks_for }),
        1 => Profile::newland(Mode::Triggered { looks_for }),
        _ => Profile::honeywell(looks_for),
    };
    let start = profile.commands.start.clone();
    let setup = profile.commands.setup.concat();
    let mut engine = Engine::new(Options { looks: Looks::ByCommand, ..Options::with(profile) });
    let mut now = Uptime::ZERO;
    for part in bytes.chunks(usize::from(which / 3).max(1)) {
        engine.received(now, part);
        now += Duration::from_millis(1);
        said(&mut engine, now);
    }

    // Whatever came before, after a pause it is set up, told to look, and reads.
    now += Duration::from_secs(1);
    said(&mut engine, now);
    engine.received(now, &[setup, start].concat());
    engine.command(now, Command::Show("4240000000000000000000110000".to_owned()));
    let mut heard = Vec::new();
    for _ in 0..20 {
        now += Duration::from_millis(50);
        heard.extend(said(&mut engine, now));
    }
    assert!(heard.ends_with(b"4240000000000000000000110000\r"));
});

fn said(engine: &mut Engine, now: Uptime) -> Vec<u8> {
    let mut said = Vec::new();
    for _ in 0..10_000 {
        match engine.poll(now) {
            Step::Send(bytes) => said.extend(bytes),
            Step::Happened(_) => {}
            Step::WaitUntil(until) => {
                assert!(
                    until.is_none_or(|until| now < until),
                    "a moment that has come is acted on"
                );
                return said;
            }
        }
    }
    panic!("it never comes to rest");
}
