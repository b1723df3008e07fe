//! `recording`, as it is called.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

fn kept(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/recordings").join(name)
}

fn recording(arguments: &[&Path]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_recording"))
        .args(arguments)
        .output()
        .expect("the command starts")
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_recording_is_shown_replayed_exported_and_replayed_again() {
    let dir = tempfile::tempdir().unwrap();
    let (file, exported) = (kept("id-card-resident.jsonl"), dir.path().join("exported.jsonl"));
    let shown = recording(&[Path::new("show"), &file]);
    assert!(shown.status.success());
    assert!(out(&shown).contains("event  CardRead(Resident(ResidentCard(..)))"));
    assert!(
        recording(&[Path::new("export"), &file, Path::new("--out"), &exported]).status.success()
    );
    for file in [&file, &exported] {
        let replayed = recording(&[Path::new("replay"), file]);
        assert!(replayed.status.success());
        assert!(out(&replayed).ends_with("CardLifted\n"));
    }
}

#[test]
fn a_recording_that_the_driver_does_not_do_ends_with_1_and_the_difference() {
    let dir = tempfile::tempdir().unwrap();
    let altered = dir.path().join("altered.jsonl");
    let text = fs::read_to_string(kept("id-card-resident.jsonl")).unwrap();
    // Another request than the driver's first.
    fs::write(&altered, text.replacen("11FFED", "12FFEE", 1)).unwrap();
    let replayed = recording(&[Path::new("replay"), &altered]);
    assert_eq!(replayed.status.code(), Some(1));
    assert_eq!(out(&replayed), "");
    let error = String::from_utf8_lossy(&replayed.stderr).into_owned();
    let difference = "line 4, 0.050000 s: expected 10 bytes sent with 12 at 7; \
                      came 10 bytes sent with 11 at 7";
    assert!(error.contains(difference), "{error}");
    let exported = recording(&[
        Path::new("export"),
        &altered,
        Path::new("--out"),
        &dir.path().join("never.jsonl"),
    ]);
    assert_eq!(exported.status.code(), Some(1));
    assert!(!dir.path().join("never.jsonl").exists());
}
