//! The recordings in `tests/recordings`.

use std::{fs, path::PathBuf};

use link::recorder::{Bytes, What};
use recorder::{Models, Recording, ReplayError, export, replay};
use simulator::bundled_cards;

use crate::traces::{everything_in, holds, names_of, pieces};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/recordings")
}

/// Every recording that is kept, with its name.
fn recordings() -> Vec<(String, Recording)> {
    let files =
        fs::read_dir(folder()).expect("the folder").map(|file| file.expect("a file").path());
    let files = files.filter(|path| path.extension().is_some_and(|it| it == "jsonl"));
    let name = |path: &PathBuf| path.file_stem().expect("a name").to_string_lossy().into_owned();
    let mut all: Vec<_> =
        files.map(|path| (name(&path), Recording::read(&path).expect("a recording"))).collect();
    all.sort_by(|(one, _), (other, _)| one.cmp(other));
    assert!(!all.is_empty());
    all
}

fn kept(name: &str) -> Recording {
    Recording::read(&folder().join(format!("{name}.jsonl"))).expect("a recording")
}

/// What the client reported, without what it says of how far a sheet is.
fn told(recording: &Recording) -> Vec<String> {
    let happened = replay(recording, &Models::default()).expect("it replays");
    let events = happened.into_iter().map(|it| it.event);
    events.filter(|event| !event.starts_with("Progress")).collect()
}

#[test]
fn every_recording_replays_in_lock_step() {
    for (name, recording) in recordings() {
        if let Err(error) = replay(&recording, &Models::default()) {
            panic!("{name}: {error}");
        }
    }
}

#[test]
fn a_replay_tells_what_the_kiosk_was_told() {
    let read = |kind: &str| {
        let found = told(&kept(&format!("id-card-{kind}")));
        assert!(found[0].starts_with("Ready "), "{found:?}");
        found[1..].to_vec()
    };
    assert_eq!(
        read("resident"),
        ["CardFound", "CardRead(Resident(ResidentCard(..)))", "CardLifted"]
    );
    let card = "CardRead(Foreigner2023(ForeignerCard2023(..)))";
    assert_eq!(read("foreigner-2023"), ["CardFound", card, "CardLifted"]);
    let slot = |name: &str| told(&kept(&format!("social-card-{name}")))[1..].to_vec();
    assert!(
        slot("second-generation")
            .contains(&"CardRead(SocialCard(Second, with a holder ..))".to_owned())
    );
    let asks = "NeedsAuthentication { ticket: 1, challenge: Challenge(..) }".to_owned();
    let third = slot("third-generation");
    assert!(third.contains(&asks), "{third:?}");
    assert!(third.contains(&"CardRead(SocialCard(Third, with a holder ..))".to_owned()));
    assert_eq!(slot("bank-card"), ["CardFound", "Trouble(Card(BankCard))"]);
    assert_eq!(slot("mute-card"), ["CardFound", "Trouble(CardMute)"]);
    let codes = told(&kept("code-scanner-credential"));
    assert_eq!(codes, ["Ready", "Scanned(ElectronicCredential)"]);
    let sheet = told(&kept("receipt-printer-sheet"));
    assert_eq!(sheet.last().unwrap(), "Taken { job: JobId(1) }");
}

#[test]
fn an_exported_recording_replays_to_the_same_and_names_nobody() {
    let people = bundled_cards().unwrap();
    let mut named = 0;
    for (name, recording) in recordings() {
        let exported = export(&recording, &Models::default()).unwrap();
        let (was, is) = (told(&recording), told(&exported));
        assert_eq!(was.len(), is.len(), "{name}");
        assert_eq!(was[1..], is[1..], "{name}");
        for person in people.iter().flat_map(names_of) {
            if !holds(&recording, &person) {
                continue;
            }
            named += 1;
            for piece in pieces(&person) {
                assert!(!holds(&exported, &piece), "{name} tells of {person}: {piece}");
            }
        }
        // What is exported already has nothing that would change once more.
        assert_eq!(export(&exported, &Models::default()).unwrap(), exported, "{name}");
    }
    assert!(10 < named, "the recordings name people, {named} times");
}

#[test]
fn a_photo_and_the_number_of_a_reader_do_not_leave() {
    let recording = kept("id-card-resident");
    let exported = export(&recording, &Models::default()).unwrap();
    let ready = |recording: &Recording| told(recording)[0].clone();
    assert_ne!(ready(&recording), ready(&exported));
    let longest = |recording: &Recording| {
        everything_in(recording)[2].chunk_by(|_, byte| *byte == 0).map(<[u8]>::len).max().unwrap()
    };
    assert!(longest(&recording) < 1024);
    assert!(1024 <= longest(&exported), "the photo is blank");
}

#[test]
fn the_proofs_of_a_card_of_the_third_generation_do_not_leave() {
    let recording = kept("social-card-third-generation");
    let exported = export(&recording, &Models::default()).unwrap();
    // The authority's proof goes out in a command that begins so.
    let proof = |recording: &Recording| {
        let sent = &everything_in(recording)[1];
        let at = sent.windows(5).position(|it| it == [0x00, 0x82, 0x00, 0x0A, 0x10]).unwrap();
        sent[at + 5..at + 21].to_vec()
    };
    let halves = proof(&recording);
    assert!(halves.chunks(8).all(|half| half.iter().any(|byte| 0x0F < *byte)));
    for half in halves.chunks(8) {
        let all = everything_in(&exported);
        assert!(!all.iter().any(|all| all.windows(8).any(|it| it == half)));
    }
}

#[test]
fn a_recording_that_was_altered_is_refused_where_it_was() {
    for (name, recording) in recordings() {
        let is_output = |what: &What| matches!(what, What::Sent(_) | What::Event(_));
        let place = recording.entries.iter().rposition(|it| is_output(&it.what)).unwrap();
        let mut altered = recording.clone();
        match &mut altered.entries[place].what {
            What::Sent(Bytes(bytes)) => *bytes.last_mut().unwrap() ^= 1,
            What::Event(event) => event.push('!'),
            _ => {}
        }
        let error = replay(&altered, &Models::default()).unwrap_err();
        match &error {
            ReplayError::Difference { line, expected, came, .. } => {
                assert_eq!(*line, place + 1, "{name}");
                assert_ne!(expected, came);
            }
            other => panic!("{name}: {other}"),
        }
        assert!(export(&altered, &Models::default()).is_err(), "{name}");
    }
}

#[test]
fn a_device_that_says_nothing_is_missed() {
    for (name, recording) in recordings() {
        let mut altered = recording.clone();
        altered.entries.retain(|entry| !matches!(entry.what, What::Received(_)));
        assert!(replay(&altered, &Models::default()).is_err(), "{name}");
    }
}
