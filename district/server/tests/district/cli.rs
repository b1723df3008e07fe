//! The command `district`: what it prints, how it ends, and what it leaves in its files.

use std::{
    fs,
    io::{BufRead, BufReader, Read},
    path::Path,
    process::{Command, Output, Stdio},
    thread,
};

use district::{Credential, seed};

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

#[test]
fn what_somebody_waited_for_is_afterwards_in_no_file_and_no_log() {
    let directory = tempfile::tempdir().unwrap();
    let database = url(&directory.path().join("district.db"));
    success(&["seed", "--database", &database, "--people", "16", "--seed", "7"]);
    let token = success(&["terminal", "add", "hall-1", "--database", &database]);
    let serve = ["serve", "--listen", "127.0.0.1:0", "--database", &database, "--test-keys"];
    let mut district = Command::new(env!("CARGO_BIN_EXE_district"))
        .args(serve)
        .env("RUST_LOG", "trace")
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stderr = BufReader::new(district.stderr.take().unwrap());
    let mut log = String::new();
    let address = loop {
        let line_at = log.len();
        assert_ne!(stderr.read_line(&mut log).unwrap(), 0, "{log}");
        if let Some((_, address)) = log[line_at..].split_once("serving address=") {
            break address.trim().to_owned();
        }
    };
    let rest_of_log = thread::spawn(move || {
        let mut rest = String::new();
        stderr.read_to_string(&mut rest).map(|_| rest)
    });

    let Credential { code, holder } = seed::credentials().remove(0);
    let (factor, source) = ("0123456789ABCDEF", "FEDCBA9876543210");
    let identifier = "5001195001D1560000050000000000A1";
    let challenge = format!(
        "500119|000102030405060708090A0B0C|03|{identifier}|{factor}|{source}|{factor}|{source}|{:032}|",
        0
    );
    let answers = ask_both(&address, token.trim(), &code, &challenge);
    // As in a power cut: nothing is tidied up.
    district.kill().unwrap();
    district.wait().unwrap();
    log += &rest_of_log.join().unwrap().unwrap();

    assert!(answers.contains(&holder.id_number) && answers.contains("authenticated"));
    assert!(log.contains("credential resolved") && log.contains("authentication answered"));
    let asked = [&code, factor, source, identifier];
    for secret in asked.into_iter().chain([&*holder.id_number, &*holder.name]) {
        assert!(!log.contains(secret));
    }
    for entry in fs::read_dir(directory.path()).unwrap() {
        let held = fs::read(entry.unwrap().path()).unwrap();
        for secret in asked {
            assert!(!held.windows(secret.len()).any(|window| window == secret.as_bytes()));
        }
    }
}

/// Resolves the code, has the challenge answered, and gives both answers as they came.
#[tokio::main(flavor = "current_thread")]
async fn ask_both(address: &str, token: &str, code: &str, challenge: &str) -> String {
    let client = reqwest::Client::new();
    let mut answers = String::new();
    for (path, body) in [
        ("credentials/resolve", serde_json::json!({ "code": code })),
        ("cards/authenticate", serde_json::json!({ "challenge": challenge })),
    ] {
        let request = client.post(format!("http://{address}/v1/{path}")).bearer_auth(token);
        answers += &request.json(&body).send().await.unwrap().text().await.unwrap();
    }
    answers
}
