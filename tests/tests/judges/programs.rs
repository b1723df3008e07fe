//! Where the judges are.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// The judge, or word that it is missing.
pub(crate) fn judge(name: &str, program: Option<PathBuf>) -> Option<PathBuf> {
    if program.is_none() {
        assert!(env::var_os("CI").is_none(), "{name} is missing, and CI judges with everybody");
        eprintln!("skipped: {name} is missing");
    }
    program
}

/// A script of `tests/judges`.
pub(crate) fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("judges").join(name)
}

/// Any Python 3.
pub(crate) fn python() -> Option<PathBuf> {
    works("python3".as_ref(), "pass").then(|| "python3".into())
}

/// A Python in whose environment emupos is, installed into `folder` the first time.
pub(crate) fn emupos(folder: &Path) -> Option<PathBuf> {
    let environment = folder.join("emupos-0.4.0");
    let python = environment.join("bin/python");
    if works(&python, "import emupos") {
        return Some(python);
    }
    let new_enough = "import sys; assert (3, 13) <= sys.version_info";
    let base = pythons().into_iter().find(|python| works(python, new_enough))?;
    let run = |program: &Path, arguments: &[&str]| {
        let quiet = Command::new(program).args(arguments).stdout(Stdio::null()).status();
        quiet.is_ok_and(|status| status.success())
    };
    let made = run(&base, &["-m", "venv", environment.to_str()?])
        && run(&python, &["-m", "pip", "install", "--quiet", "emupos==0.4.0"]);
    made.then_some(python)
}

/// Those on the path, and those that pyenv keeps.
fn pythons() -> Vec<PathBuf> {
    let named = ["python3", "python3.13", "python3.14"].map(PathBuf::from);
    let kept = env::home_dir().map(|home| home.join(".pyenv/versions"));
    let versions = kept.and_then(|folder| fs::read_dir(folder).ok()).into_iter().flatten();
    let pyenv = versions.flatten().map(|version| version.path().join("bin/python3"));
    named.into_iter().chain(pyenv).collect()
}

fn works(python: &Path, program: &str) -> bool {
    let run = Command::new(python).args(["-c", program]).stderr(Stdio::null()).status();
    run.is_ok_and(|status| status.success())
}
