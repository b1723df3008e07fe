//! The command `simulator`.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Output, Stdio},
};

fn simulator() -> Command {
    Command::new(env!("CARGO_BIN_EXE_simulator"))
}

fn complaint_of(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn in_dir(dir: &Path) -> Command {
    let mut command = simulator();
    command.arg("--dir").arg(dir);
    command
}

#[test]
fn help_names_everything_in_the_folder() {
    let output = simulator().arg("--help").output().unwrap();
    assert!(output.status.success());
    let help = String::from_utf8(output.stdout).unwrap();
    for word in [
        "--dir",
        "--cards",
        "--pace",
        "--board",
        "id-card",
        "social-card",
        "code-scanner",
        "receipt-printer",
        "io-board",
        "panel.png",
        "hands.sock",
    ] {
        assert!(help.contains(word), "{word}");
    }
}

#[test]
fn it_ends_cleanly_when_told_to_and_leaves_the_paper() {
    for sign in ["-TERM", "-INT"] {
        let dir = tempfile::tempdir().unwrap();
        let mut running = in_dir(dir.path()).stdout(Stdio::piped()).spawn().unwrap();
        let mut ready = String::new();
        BufReader::new(running.stdout.take().unwrap()).read_line(&mut ready).unwrap();
        assert_eq!(ready, format!("ready in {}\n", dir.path().display()));
        for link in
            ["id-card", "social-card", "code-scanner", "receipt-printer", "io-board", "panel.png"]
        {
            assert!(dir.path().join(link).exists(), "{link}");
        }

        let second = in_dir(dir.path()).output().unwrap();
        assert!(complaint_of(&second).contains("another simulator works in"));

        let told = Command::new("kill").arg(sign).arg(running.id().to_string()).status().unwrap();
        assert!(told.success());
        assert!(running.wait().unwrap().success());
        let left: Vec<_> =
            fs::read_dir(dir.path()).unwrap().map(|it| it.unwrap().file_name()).collect();
        assert_eq!(left, ["paper"]);
    }
}

#[test]
fn what_is_left_by_one_that_was_killed_is_replaced() {
    let dir = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        let mut running = in_dir(dir.path()).stdout(Stdio::piped()).spawn().unwrap();
        let mut ready = String::new();
        BufReader::new(running.stdout.take().unwrap()).read_line(&mut ready).unwrap();
        assert!(ready.starts_with("ready in"), "{ready}");
        running.kill().unwrap();
        running.wait().unwrap();
        assert!(dir.path().join("id-card").is_symlink());
    }
}

#[test]
fn a_wrong_file_of_cards_is_refused_with_line_and_reason() {
    let dir = tempfile::tempdir().unwrap();
    let cards = dir.path().join("my.toml");
    fs::write(&cards, "[[card]]\nkey = \"a\"\nname = 5\n").unwrap();
    let output = in_dir(&dir.path().join("devices")).arg("--cards").arg(&cards).output().unwrap();
    let complaint = complaint_of(&output);
    assert!(complaint.contains("my.toml, line 3: invalid type: integer `5`"), "{complaint}");

    let output = in_dir(dir.path()).arg("--cards").arg("nowhere.toml").output().unwrap();
    let complaint = complaint_of(&output);
    assert!(complaint.contains("cannot read nowhere.toml: No such file"), "{complaint}");
}

#[test]
fn an_emulated_board_that_cannot_be_had_is_refused_with_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    let nothing_installed = in_dir(dir.path())
        .args(["--board", "emulated"])
        .env("PATH", "/nonexistent")
        .output()
        .unwrap();
    let complaint = complaint_of(&nothing_installed);
    assert!(complaint.contains("setup/firmware.sh installs what it needs"), "{complaint}");
    let left: Vec<_> =
        fs::read_dir(dir.path()).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert_eq!(left, ["paper"]);
}
