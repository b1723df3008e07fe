//! The command `district`: what it prints, how it ends, and what it leaves in its files.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use crate::kit::url;

fn district(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_district")).args(arguments).output().unwrap()
}

fn refusal(arguments: &[&str]) -> String {
    let output = district(arguments);
    assert!(!output.status.success());
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap()
}

fn success(arguments: &[&str]) -> String {
    let output = district(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

async fn everybody(file: &Path) -> String {
    let store = district::open(&url(file)).await.unwrap();
    let page = store.snapshot(None, 1_000).await.unwrap();
    serde_json::to_string(&page.people).unwrap()
}

#[tokio::test]
async fn two_districts_seeded_alike_hold_the_same_people_to_the_byte() {
    let directory = tempfile::tempdir().unwrap();
    let file = |name: &str| directory.path().join(name);
    for (name, seed) in [("a.db", "3"), ("b.db", "3"), ("c.db", "4")] {
        let database = url(&file(name));
        let said = success(&["seed", "--database", &database, "--people", "300", "--seed", seed]);
        assert_eq!(said, "300 people\n");
    }
    assert!(!file("a.db-wal").exists(), "the database is one file that may be copied");
    let first = everybody(&file("a.db")).await;
    assert_eq!(first, everybody(&file("b.db")).await);
    assert_ne!(first, everybody(&file("c.db")).await);
}

#[test]
fn a_district_that_holds_people_is_not_seeded_over() {
    let directory = tempfile::tempdir().unwrap();
    let database = url(&directory.path().join("district.db"));
    let seed = ["seed", "--database", &database, "--people", "20", "--seed", "3"];
    success(&seed);
    assert!(refusal(&seed).contains("already holds people"));
}

#[test]
fn a_token_is_printed_once_and_kept_nowhere() {
    let directory = tempfile::tempdir().unwrap();
    let database = url(&directory.path().join("district.db"));
    let token = success(&["terminal", "add", "hall-1", "--database", &database]);
    assert_eq!(token.trim_end().len(), 64);
    for entry in fs::read_dir(directory.path()).unwrap() {
        let held = fs::read(entry.unwrap().path()).unwrap();
        assert!(!held.windows(64).any(|window| window == token.trim_end().as_bytes()));
    }
    assert_eq!(success(&["terminal", "list", "--database", &database]), "hall-1\n");
    success(&["terminal", "remove", "hall-1", "--database", &database]);
    assert_eq!(success(&["terminal", "list", "--database", &database]), "");
    let again = refusal(&["terminal", "remove", "hall-1", "--database", &database]);
    assert!(again.contains("no terminal is called hall-1"));
}

#[test]
fn a_token_that_can_be_guessed_is_not_taken() {
    let directory = tempfile::tempdir().unwrap();
    let database = url(&directory.path().join("district.db"));
    let file = directory.path().join("token");
    let add = ["terminal", "add", "hall-1", "--database", &database, "--token-file"];
    let add = [&add[..], &[file.to_str().unwrap()]].concat();
    fs::write(&file, "secret\n").unwrap();
    assert!(refusal(&add).contains("at least 32"));
    fs::write(&file, "0123456789abcdef0123456789abcdef\n").unwrap();
    assert_eq!(success(&add), "");
}

#[test]
fn what_cannot_be_served_is_said_in_a_sentence() {
    let directory = tempfile::tempdir().unwrap();
    let serve = ["serve", "--listen", "127.0.0.1:0", "--database"];
    let with = |rest: &[&str]| refusal(&[&serve[..], rest].concat());
    assert!(with(&["postgres://district"]).contains("write sqlite:FILE"));
    let nowhere = url(&directory.path().join("no/such/district.db"));
    assert!(with(&[&nowhere]).contains("cannot be opened"));

    let rules = directory.path().join("rules.toml");
    fs::write(&rules, "voucher_for_everybody = true\n").unwrap();
    let database = url(&directory.path().join("district.db"));
    let said = with(&[&database, "--rules", rules.to_str().unwrap()]);
    assert!(said.contains("are not understood") && said.contains("voucher_for_everybody"));
}
