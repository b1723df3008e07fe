//! Programs that know nothing of this crate, at the simulated devices.

mod bench;
mod board;
mod social_card;

use std::{
    fs::{self, File},
    io::{BufRead, BufReader, Read, Write},
    sync::mpsc::channel,
    time::Duration,
};

use code_scanner::{Code, Mode, Profile};
use id_card::{IdCard, client};
use link::{Clock, Port};
use serde_json::json;
use simulator::{Answer, DeviceName, Hand, HandError, Shown};

use bench::{AT_MOST, Bench, say};

/// Sends a request of the reader and takes an answer of a known size, both a byte at a time.
fn ask<const SIZE: usize>(port: &mut File, request: [u8; 10]) -> [u8; SIZE] {
    for byte in request {
        port.write_all(&[byte]).expect("room for a byte");
    }
    std::array::from_fn(|_| {
        let mut byte = [0];
        port.read_exact(&mut byte).expect("a byte");
        byte[0]
    })
}

const FIND: [u8; 10] = [0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x00, 0x03, 0x20, 0x01, 0x22];
const SELECT: [u8; 10] = [0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x00, 0x03, 0x20, 0x02, 0x21];
const READ: [u8; 10] = [0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x00, 0x03, 0x30, 0x01, 0x32];

#[test]
fn a_card_is_read_byte_by_byte() {
    let bench = Bench::started();
    let mut port = bench.port("id-card");
    let nothing: [u8; 11] = ask(&mut port, FIND);
    assert_eq!(nothing, [0xAA, 0xAA, 0xAA, 0x96, 0x69, 0, 4, 0, 0, 0x80, 0x84]);

    bench.place("long-yan");
    let found: [u8; 15] = ask(&mut port, FIND);
    assert_eq!(found[9], 0x9F);
    let selected: [u8; 19] = ask(&mut port, SELECT);
    assert_eq!(selected[9], 0x90);
    let read: [u8; 1295] = ask(&mut port, READ);
    assert_eq!(read[5..14], [0x05, 0x08, 0, 0, 0x90, 0x01, 0x00, 0x04, 0x00]);
    assert_eq!(read[14..20], [0x99, 0x9F, 0x63, 0xE8, 0x20, 0x00]);
    assert_eq!(read[5..].iter().fold(0, |sum, byte| sum ^ byte), 0);
}

#[test]
fn the_kiosks_own_client_reads_the_card_and_sees_it_lifted() {
    let bench = Bench::started();
    let (tell, events) = channel();
    let path = bench.simulator.dir().join("id-card");
    let port = Port::new(path, 115_200);
    let client = client::Client::new(client::Options::default());
    let reader = link::run("reader", port, &Clock::start(), client, move |event| {
        let _ = tell.send(event);
    });
    let reader = reader.unwrap();
    let next = || events.recv_timeout(AT_MOST).unwrap();
    assert!(matches!(next(), client::Event::Ready { .. }));
    reader.command(client::Command::Watch);
    bench.place("yang-ting");
    assert!(matches!(next(), client::Event::CardFound));
    match next() {
        client::Event::CardRead(IdCard::Resident(card)) => assert_eq!(card.name.text(), "杨𬱖"),
        other => panic!("{other:?} in place of a card"),
    }
    bench.does(Hand::LiftCard).unwrap();
    assert!(matches!(next(), client::Event::CardLifted));
    reader.command(client::Command::Watch);
    bench.place("zhang-zimo");
    assert!(matches!(next(), client::Event::CardFound));
    assert!(matches!(next(), client::Event::CardRead(_)));
    match next() {
        client::Event::NewAddresses(addresses) => {
            assert_eq!(addresses.as_slice(), ["重庆市南川区东城街道金佛大道66号"]);
        }
        other => panic!("{other:?} in place of a new address"),
    }
}

#[test]
fn the_kiosks_own_client_reads_the_credential_that_is_shown() {
    let bench = Bench::started();
    let (tell, events) = channel();
    let path = bench.simulator.dir().join("code-scanner");
    let profile = Profile::gm65(Mode::Triggered { looks_for: Duration::from_secs(5) });
    let port = Port::new(path, profile.baud);
    let client = code_scanner::Client::new(code_scanner::Options::with(profile));
    let scanner = link::run("scanner", port, &Clock::start(), client, move |event| {
        let _ = tell.send(event);
    });
    let scanner = scanner.unwrap();
    let next = || events.recv_timeout(AT_MOST).unwrap();
    assert_eq!(next(), code_scanner::Event::Ready);
    scanner.command(code_scanner::Command::Watch);
    bench.does(Hand::ShowCode(Shown::Card("tan-guilan".to_owned()))).unwrap();
    match next() {
        code_scanner::Event::Scanned(Code::ElectronicCredential(secret)) => {
            let cards = simulator::bundled_cards().unwrap();
            assert_eq!(Some(&*secret.into_text()), cards[1].credential.as_ref());
        }
        other => panic!("{other:?} in place of a credential"),
    }
    bench.does(Hand::TakeCodeAway).unwrap();
    bench.does(Hand::ShowCode(Shown::Text("YBPZ1:1:2".to_owned()))).unwrap();
    assert_eq!(next(), code_scanner::Event::Scanned(Code::Voucher("YBPZ1:1:2".to_owned())));
}

#[test]
fn codes_come_as_lines_to_whoever_reads_them_and_are_seen_in_the_state() {
    let bench = Bench::started();
    let dir = bench.simulator.dir();
    let scanner = || say(dir, r#"{"do":"state"}"#)["code-scanner"].clone();
    let mut lines = BufReader::new(bench.port("code-scanner"));
    say(dir, r#"{"do":"show-code","text":"https://www.example.cn"}"#);
    assert_eq!((&scanner()["looking"], &scanner()["view"]), (&json!(true), &json!(["text"])));
    let mut line = Vec::new();
    lines.read_until(b'\r', &mut line).unwrap();
    assert_eq!(line, b"https://www.example.cn\r");
    say(dir, r#"{"do":"take-code-away"}"#);
    assert_eq!(scanner()["view"], json!([]));
    say(dir, r#"{"do":"switch-off","device":"code-scanner"}"#);
    assert_eq!((&scanner()["looking"], &scanner()["off"]), (&json!(false), &json!(true)));
}

#[test]
fn two_sheets_land_as_files_and_are_taken_one_after_the_other() {
    let bench = Bench::started();
    let mut port = bench.port("receipt-printer");
    let paper = bench.simulator.dir().join("paper");
    let mut printed = Vec::new();
    for number in 1..=2 {
        // The text 参保凭证 in GB 18030, and a full cut with the feed that it needs.
        let job = [b"\x1B@\x1C&", &b"\xB2\xCE\xB1\xA3\xC6\xBE\xD6\xA4\n"[..], b"\x1DVA\0"].concat();
        port.write_all(&job).unwrap();
        let (sheet, dots) = bench.sheets.recv_timeout(AT_MOST).unwrap();
        assert_eq!(sheet.number, number);
        assert_eq!(sheet.picture, paper.join(format!("000{number}.png")));
        assert_eq!(fs::read(&sheet.bytes).unwrap(), job);
        assert!(fs::read(&sheet.picture).unwrap().starts_with(b"\x89PNG"));
        assert!(0 < dots.ink());
        printed.push(dots);
        assert_eq!(bench.does(Hand::TakePaper), Ok(Answer::Taken { sheet: number }));
        assert_eq!(bench.does(Hand::TakePaper), Err(HandError::NoSheet));
    }
    assert!(printed[0].ink() == printed[1].ink(), "the same job is the same sheet");
}

#[test]
fn hands_answer_every_line_in_any_language() {
    let bench = Bench::started();
    let dir = bench.simulator.dir();
    let place = r#"{"do":"place-card","card":"zhou-mo"}"#;
    assert_eq!(say(dir, place), json!({"ok": true}));
    assert_eq!(say(dir, r#"{"do":"state"}"#)["id-card"]["plate"], json!(["zhou-mo"]));
    assert_eq!(say(dir, r#"{"do":"lift-card"}"#), json!({"ok": true}));
    let error = json!({"ok": false, "error": "no card lies on the plate"});
    assert_eq!(say(dir, r#"{"do":"lift-card"}"#), error);
    let cards = &say(dir, r#"{"do":"list-cards"}"#)["cards"];
    assert_eq!(cards[0], json!({"key": "lin-zhiyuan", "name": "林知远", "social-card": true}));
    assert_eq!(cards[2]["social-card"], json!(false));
    for nonsense in ["", "\u{FFFD}", "{}", r#"{"do":"place-card","card":"nobody"}"#] {
        assert_eq!(say(dir, nonsense)["ok"], json!(false), "{nonsense}");
    }
}

#[test]
fn paper_cover_and_power_are_worked_and_seen() {
    let bench = Bench::started();
    let dir = bench.simulator.dir();
    let printer = || say(dir, r#"{"do":"state"}"#)["receipt-printer"].clone();
    let mut port = bench.port("receipt-printer");
    let mut asks = |n: u8| {
        port.write_all(&[0x10, 0x04, n]).unwrap();
        let mut answer = [0];
        port.read_exact(&mut answer).unwrap();
        answer[0]
    };
    assert_eq!(asks(2), 0x12);
    say(dir, r#"{"do":"open-cover"}"#);
    assert_eq!((asks(2) & 0x04, &printer()["cover-open"]), (0x04, &json!(true)));
    say(dir, r#"{"do":"close-cover"}"#);
    assert_eq!(asks(2), 0x12);
    say(dir, r#"{"do":"paper-ends-after","mm":0}"#);
    assert_eq!((asks(4) & 0x60, &printer()["paper-mm"]), (0x60, &json!(0)));
    say(dir, r#"{"do":"refill-paper"}"#);
    assert_eq!((asks(4) & 0x60, &printer()["paper-mm"]), (0x00, &json!(80_000)));
    say(dir, r#"{"do":"switch-off","device":"receipt-printer"}"#);
    assert_eq!(printer()["off"], json!(true));
}

#[test]
fn a_planned_fault_befalls_the_answer_that_it_names() {
    let bench = Bench::started();
    let words =
        r#"{"do":"fault","device":"id-card","fault":{"say":{"status":65}},"on":"find-card"}"#;
    assert_eq!(say(bench.simulator.dir(), words), json!({"ok": true}));
    let mut port = bench.port("id-card");
    let moved: [u8; 11] = ask(&mut port, FIND);
    assert_eq!(moved[9], 0x41);
    let nothing: [u8; 11] = ask(&mut port, FIND);
    assert_eq!(nothing[9], 0x80);
}

#[test]
fn a_reader_that_is_unplugged_hangs_up_and_comes_back_under_its_name() {
    let bench = Bench::started();
    let mut port = bench.port("id-card");
    let _: [u8; 11] = ask(&mut port, FIND);
    let device = DeviceName::IdCard;
    assert_eq!(bench.does(Hand::Unplug { device }), Ok(Answer::Done {}));
    assert!(!bench.simulator.dir().join("id-card").is_symlink());
    assert!(port.write_all(&FIND).is_err(), "the old line is dead");

    bench.place("tan-guilan");
    bench.does(Hand::Plug { device }).unwrap();
    let found: [u8; 15] = ask(&mut bench.port("id-card"), FIND);
    assert_eq!(found[9], 0x9F);
}

#[test]
fn hands_of_a_simulator_that_has_ended_say_so() {
    let bench = Bench::started();
    let hands = bench.simulator.hands();
    let dir = bench.simulator.dir().to_owned();
    drop(bench.simulator);
    assert_eq!(hands.perform(Hand::State), Err(HandError::Ended));
    let left: Vec<_> = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["paper"]);
}
