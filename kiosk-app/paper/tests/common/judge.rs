//! Programs that nobody here wrote, asked what they make of a sheet.

use std::{
    env,
    io::Write as _,
    process::{Command, Stdio},
};

/// Feeds `input` to a program and answers with what it says. `None`, with a word on why, where the
/// program is not installed; under `CI` that fails, for there it must be.
pub(crate) fn ask(
    package: &str,
    program: &str,
    arguments: &[&str],
    input: &[u8],
) -> Option<String> {
    let child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut child) = child else {
        assert!(env::var_os("CI").is_none(), "{program} is missing: apt-get install {package}");
        eprintln!("not judged, for {program} is missing: apt-get install {package}");
        return None;
    };
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} refuses the sheet: {words}");
    Some(String::from_utf8(output.stdout).unwrap())
}
