//! A kiosk that is killed while it works, many times, on one ledger.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::slice::from_ref;

use kiosk_core::case::{CaseId, PaperState, Standing};
use kiosk_core::document::DocumentId;
use kiosk_ledger::{Ledger, LedgerError};
use uuid::Uuid;

use crate::cast::{at, case_rows, voucher};

const LEDGER: &str = "LEDGER_OF_THE_KIOSK_TO_BE_KILLED";
const PERSON: &str = "ZG1";
const ROUNDS: usize = 30;

/// Tells the parent what has been done; only what is done.
fn report(what: std::fmt::Arguments<'_>) {
    println!("\ndone: {what}");
}

/// The kiosk that is killed. It draws numbers, stores cases and prints, and reports each when the
/// ledger has returned; it ends only with its process.
#[test]
#[ignore = "runs as a process of its own, for the test that kills it"]
fn the_kiosk_to_be_killed() {
    let path = std::env::var_os(LEDGER).expect("the path of the ledger");
    let mut ledger = Ledger::open(path).unwrap();
    ledger.recover(at(0)).unwrap();
    loop {
        let serial = ledger.next_serial("500119", 7, at(0).date_naive()).unwrap();
        report(format_args!("serial {serial}"));
        let (case, document) = voucher(PERSON, serial);
        ledger.store_case(&case, from_ref(&document), at(1)).unwrap();
        report(format_args!("case {}", case.id.0));
        for state in ["sent", "printed", "presented", "taken"] {
            ledger.set_paper(document.id, state_of(state), at(2)).unwrap();
            report(format_args!("paper {} {state}", document.id.0));
        }
        let standing = Standing::Accepted { serial: serial.to_string() };
        ledger.set_standing(case.id, standing).unwrap();
        report(format_args!("accepted {} {serial}", case.id.0));
    }
}

fn state_of(word: &str) -> PaperState {
    serde_json::from_value(word.into()).unwrap()
}

/// What the killed kiosks have reported so far.
#[derive(Default)]
struct Reported {
    serials: BTreeSet<u32>,
    cases: BTreeSet<Uuid>,
    papers: BTreeMap<Uuid, PaperState>,
    accepted: BTreeMap<Uuid, String>,
}

impl Reported {
    /// Takes a line; one that the kill cut off, and what the test runner says, is no report.
    fn take(&mut self, line: &str) -> bool {
        let Some(done) = line.strip_prefix("done: ").and_then(|done| done.strip_suffix('\n'))
        else {
            return false;
        };
        match done.split(' ').collect::<Vec<_>>()[..] {
            ["serial", serial] => {
                assert!(self.serials.insert(serial.parse().unwrap()), "{serial} came twice");
            }
            ["case", id] => assert!(self.cases.insert(id.parse().unwrap())),
            ["paper", id, state] => {
                self.papers.insert(id.parse().unwrap(), state_of(state));
            }
            ["accepted", id, serial] => {
                self.accepted.insert(id.parse().unwrap(), serial.to_owned());
            }
            _ => panic!("no report: {done}"),
        }
        true
    }
}

fn start(path: &Path) -> (Child, BufReader<ChildStdout>) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "kill::the_kiosk_to_be_killed", "--ignored", "--nocapture"])
        .env(LEDGER, path)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let reports = BufReader::new(child.stdout.take().unwrap());
    (child, reports)
}

/// Lets a kiosk work for a random while, kills it, and takes all that it had reported.
fn work_and_die(path: &Path, reported: &mut Reported) {
    let (mut child, mut reports) = start(path);
    let mut line = String::new();
    let mut next = |reported: &mut Reported| {
        line.clear();
        let read = reports.read_line(&mut line).unwrap();
        (read != 0).then(|| reported.take(&line))
    };
    let mut left = rand::random_range(1..24);
    while 0 < left {
        let was_report = next(reported).expect("the kiosk works until it is killed");
        left -= u32::from(was_report);
    }
    assert!(matches!(Ledger::open(path), Err(LedgerError::InUse)));
    for _ in 0..rand::random_range(0..2_000) {
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    while next(reported).is_some() {}
}

/// Sees that all that was reported is there, that all that is there is whole, and that the kiosk
/// says of every sheet what it knows.
fn check(path: &Path, reported: &Reported) {
    let mut ledger = Ledger::open(path).unwrap();
    ledger.recover(at(3)).unwrap();
    let issued = ledger.issued_to(PERSON).unwrap();
    let stored: BTreeSet<_> = issued.iter().map(|paper| paper.case.0).collect();
    assert!(reported.cases.is_subset(&stored));
    // At most the one that was being stored was not reported any more, each time.
    assert!(stored.len() <= reported.cases.len() + ROUNDS);
    let numbers: BTreeSet<_> = issued.iter().map(|paper| &paper.document.number).collect();
    assert_eq!(numbers.len(), issued.len());
    for paper in &issued {
        let case = ledger.case(paper.case).unwrap().unwrap();
        assert_eq!((case.steps.len(), case.documents.len()), (2, 1));
        assert_eq!(paper.document.blocks.len(), 2);
        assert!(matches!(paper.paper, PaperState::Asked | PaperState::Unknown | PaperState::Taken));
    }
    for (document, state) in &reported.papers {
        let sheets = ledger.sheets(DocumentId(*document)).unwrap();
        assert!(sheets[0].changes.iter().any(|(was, _)| was == state));
        assert_ne!(sheets[0].state, PaperState::Asked);
    }
    let whole = stored.len();
    let waiting: BTreeSet<_> = ledger.due(10_000).unwrap().iter().map(|case| case.id.0).collect();
    for case in stored {
        let standing = ledger.standing(CaseId(case)).unwrap().unwrap();
        assert_eq!(waiting.contains(&case), standing == Standing::Unknown);
        if let Some(serial) = reported.accepted.get(&case) {
            assert_eq!(standing, Standing::Accepted { serial: serial.clone() });
        }
    }
    drop(ledger);
    assert_eq!(case_rows(path), [whole; 3]);
}

#[test]
fn a_kill_at_any_moment_loses_no_case_and_uses_no_number_twice() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let mut reported = Reported::default();
    for _ in 0..ROUNDS {
        work_and_die(&path, &mut reported);
        check(&path, &reported);
    }
    assert!(ROUNDS / 2 < reported.cases.len());
}
