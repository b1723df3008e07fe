//! The simulated engine in bare bytes, spelled out.

use std::time::Duration;

use code_scanner::{
    Mode, Profile,
    sim::{Command, Engine, Event, Looks, Options},
};
use link::{Machine, Step, Uptime};

/// An engine that answers and reads at once, and the moment.
struct Bench {
    engine: Engine,
    now: Uptime,
}

impl Bench {
    fn new(profile: Profile, looks: Looks) -> Self {
        let options = Options {
            looks,
            reads_within: Duration::ZERO,
            answers_within: Duration::ZERO,
            ..Options::with(profile)
        };
        Self { engine: Engine::new(options), now: Uptime::ZERO }
    }

    fn gm65(looks: Looks) -> Self {
        Self::new(Profile::gm65(Mode::Continuous), looks)
    }

    /// What it says to this, within a time.
    fn says(&mut self, bytes: &[u8], within: Duration) -> Vec<u8> {
        self.engine.received(self.now, bytes);
        let end = self.now + within;
        let mut said = Vec::new();
        loop {
            match self.engine.poll(self.now) {
                Step::Send(bytes) => said.extend(bytes),
                Step::Happened(Event::CodeSent) => {}
                Step::WaitUntil(Some(at)) if at <= end => self.now = at,
                Step::WaitUntil(_) => break,
            }
        }
        self.now = end;
        said
    }

    fn answer(&mut self, request: &[u8]) -> Vec<u8> {
        self.says(request, Duration::from_millis(1))
    }

    fn show(&mut self, text: &str) {
        self.engine.command(self.now, Command::Show(text.to_owned()));
    }
}

const TRIGGER: [u8; 9] = [0x7E, 0x00, 0x08, 0x01, 0x00, 0x02, 0x01, 0x02, 0xDA];
const BY_COMMAND: [u8; 9] = [0x7E, 0x00, 0x08, 0x01, 0x00, 0x00, 0xD5, 0xEF, 0x41];
const READ_MODE: [u8; 9] = [0x7E, 0x00, 0x07, 0x01, 0x00, 0x00, 0x01, 0xAB, 0xCD];
const DONE: [u8; 7] = [0x02, 0x00, 0x00, 0x01, 0x00, 0x33, 0x31];

#[test]
fn a_trigger_is_answered_and_one_code_is_sent() {
    let mut bench = Bench::gm65(Looks::ByCommand);
    bench.show("0123456789");
    assert_eq!(bench.says(&[], Duration::from_secs(60)), b"");
    assert_eq!(bench.answer(&TRIGGER), [&DONE[..], b"0123456789\r"].concat());
    assert_eq!(bench.says(&[], Duration::from_secs(60)), b"");
}

#[test]
fn a_look_ends_by_itself() {
    let mut bench = Bench::gm65(Looks::ByCommand);
    assert_eq!(bench.answer(&TRIGGER), DONE);
    assert!(bench.engine.is_looking());
    bench.says(&[], Duration::from_secs(6));
    assert!(!bench.engine.is_looking());
}

#[test]
fn an_engine_that_never_rests_sends_a_code_again_and_again() {
    let mut bench = Bench::gm65(Looks::Always);
    bench.show("7");
    assert_eq!(bench.says(&[], Duration::from_millis(1900)), b"7\r7\r7\r7\r");
    assert_eq!(bench.answer(&BY_COMMAND), DONE);
    assert_eq!(bench.says(&[], Duration::from_secs(60)), b"");
}

#[test]
fn a_request_that_is_damaged_or_unknown_is_told_so() {
    let mut bench = Bench::gm65(Looks::ByCommand);
    let damaged = [0x7E, 0x00, 0x08, 0x01, 0x00, 0x02, 0x01, 0x02, 0xDB];
    assert_eq!(bench.answer(&damaged), [0x02, 0x00, 0x01, 0x01, 0x00, 0x04, 0x01]);
    let unknown = [0x7E, 0x00, 0x0B, 0x01, 0x00, 0x00, 0x00, 0xAB, 0xCD];
    assert_eq!(bench.answer(&unknown), [0x02, 0x00, 0x03, 0x01, 0x00, 0x6A, 0x61]);
    assert!(!bench.engine.is_looking());
    let heartbeat = [0x7E, 0x00, 0x0A, 0x01, 0x00, 0x00, 0x00, 0x30, 0x1A];
    assert_eq!(bench.answer(&heartbeat), [0x03, 0x00, 0x00, 0x01, 0x00, 0x33, 0x31]);
}

#[test]
fn settings_go_with_the_power_unless_they_are_saved() {
    let save = [0x7E, 0x00, 0x09, 0x01, 0x00, 0x00, 0x00, 0xDE, 0xC8];
    for (saves, mode) in [(false, 0xD6), (true, 0xD5)] {
        let mut bench = Bench::gm65(Looks::Always);
        bench.answer(&BY_COMMAND);
        if saves {
            assert_eq!(bench.answer(&save), DONE);
        }
        bench.engine.command(bench.now, Command::Power(false));
        assert_eq!(bench.answer(&READ_MODE), b"");
        bench.engine.command(bench.now, Command::Power(true));
        assert_eq!(bench.says(&[], Duration::from_secs(3)), [0x00, 0xFF]);
        assert_eq!(bench.answer(&READ_MODE)[..5], [0x02, 0x00, 0x00, 0x01, mode]);
    }
}

#[test]
fn a_request_in_pieces_is_heard_and_half_a_request_is_forgotten() {
    let mut bench = Bench::gm65(Looks::ByCommand);
    for byte in &TRIGGER[..8] {
        assert_eq!(bench.says(&[*byte], Duration::from_millis(50)), b"");
    }
    assert_eq!(bench.answer(&TRIGGER[8..]), DONE);
    bench.says(&TRIGGER[..5], Duration::from_millis(300));
    assert_eq!(bench.answer(&TRIGGER), DONE);
}

#[test]
fn a_newland_engine_answers_with_the_word() {
    let mode = Mode::Triggered { looks_for: Duration::from_secs(5) };
    let mut bench = Bench::new(Profile::newland(mode), Looks::ByCommand);
    bench.show("7");
    let answer = b"\x02\x010000#SCNTRG1\x06;\x037\r";
    assert_eq!(bench.answer(b"~\x010000#SCNTRG1;\x03"), answer);
    assert_eq!(bench.answer(b"~\x010000#COFFEE;\x03"), b"\x02\x010000#COFFEE\x05;\x03");
}

#[test]
fn a_honeywell_engine_obeys_and_says_nothing() {
    let profile = Profile::honeywell(Duration::from_secs(5));
    let mut bench = Bench::new(profile, Looks::ByCommand);
    assert_eq!(bench.answer(b"\x16T\r"), b"");
    assert!(bench.engine.is_looking());
    assert_eq!(bench.answer(b"\x16U\r"), b"");
    assert!(!bench.engine.is_looking());
}
