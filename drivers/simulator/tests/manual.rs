//! README.md, word for word.

use std::{
    io::{BufRead, BufReader, Write},
    os::unix::net::UnixStream,
};

use link::{Clock, memory::Pace};
use simulator::{Options, Simulator};

const MANUAL: &str = include_str!("../README.md");

#[test]
fn hands_answer_as_the_manual_says() {
    let dir = tempfile::tempdir().unwrap();
    let _simulator = Simulator::start(Options {
        dir: dir.path().to_owned(),
        cards: None,
        pace: Pace::Instant,
        clock: Clock::start(),
        on_sheet: Box::new(|_, _| {}),
    })
    .unwrap();
    let mut hands = UnixStream::connect(dir.path().join("hands.sock")).unwrap();
    let mut answers = BufReader::new(hands.try_clone().unwrap()).lines();
    let mut asked = 0;
    for line in MANUAL.lines() {
        if let Some(words) = line.strip_prefix("> ") {
            writeln!(hands, "{words}").unwrap();
            asked += 1;
        } else if let Some(expected) = line.strip_prefix("< ") {
            let answer = answers.next().unwrap().unwrap();
            match expected.strip_suffix('…') {
                Some(beginning) => assert!(answer.starts_with(beginning), "{answer}"),
                None => assert_eq!(answer, expected),
            }
        }
    }
    assert!(50 < asked, "the manual shows every word");
}

#[test]
fn the_manual_shows_the_examples_as_they_are() {
    for example in [
        include_str!("../examples/read_card.py"),
        include_str!("../examples/read_social_card.py"),
        include_str!("../examples/read_code.py"),
        include_str!("../examples/print_sheet.py"),
    ] {
        assert!(MANUAL.contains(&format!("```python\n{example}```\n")));
    }
}
