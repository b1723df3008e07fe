//! Where the ledger is, and what a power cut leaves of it.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use kiosk_ledger::{Ledger, LedgerError};
use tempfile::TempDir;

/// Bytes of the log's header and of a frame's, from SQLite's file format.
const LOG_HEAD: usize = 32;
const FRAME_HEAD: usize = 24;

/// Where the ledger is.
pub(crate) enum Storage {
    /// In memory: gone with the power.
    Memory,
    /// In a file; every start of the kiosk finds a copy of what the last one left on the disk.
    Disk { folder: TempDir, run: u32 },
}

impl Storage {
    pub(crate) fn disk() -> io::Result<Self> {
        // Where there is a disk in memory, waiting for the disk costs nothing.
        let in_memory = Path::new("/dev/shm");
        let folder = match in_memory.is_dir() {
            true => tempfile::tempdir_in(in_memory)?,
            false => tempfile::tempdir()?,
        };
        Ok(Self::Disk { folder, run: 0 })
    }

    pub(crate) fn open(&self) -> Result<Ledger, LedgerError> {
        match self {
            Self::Memory => Ledger::in_memory(),
            Self::Disk { folder, run } => Ledger::open(file(folder, *run)),
        }
    }

    /// Every byte of every file that the ledger has written, that of earlier runs too.
    pub(crate) fn bytes(&self) -> io::Result<Vec<u8>> {
        let Self::Disk { folder, .. } = self else { return Ok(Vec::new()) };
        let mut bytes = Vec::new();
        for entry in fs::read_dir(folder.path())? {
            bytes.extend(fs::read(entry?.path())?);
        }
        Ok(bytes)
    }

    /// How many transactions the log holds.
    pub(crate) fn commits(&self) -> usize {
        match self {
            Self::Memory => 0,
            Self::Disk { folder, run } => {
                let log = fs::read(log_of(&file(folder, *run))).unwrap_or_default();
                commit_ends(&log).len()
            }
        }
    }

    /// The power goes while the ledger is still open: what is on the disk at this moment, with so
    /// many transactions in the log, is what the next start finds. Closing it would tidy up.
    pub(crate) fn power_cut(&mut self, commits: Option<usize>) -> io::Result<()> {
        let Self::Disk { folder, run } = self else {
            return Err(io::Error::other("a ledger in memory does not survive its kiosk"));
        };
        let (from, to) = (file(folder, *run), file(folder, *run + 1));
        fs::copy(&from, &to)?;
        let mut log = fs::read(log_of(&from))?;
        if let Some(commits) = commits {
            let ends = commit_ends(&log);
            log.truncate(commits.checked_sub(1).map_or(LOG_HEAD, |last| ends[last]));
        }
        fs::write(log_of(&to), log)?;
        *run += 1;
        Ok(())
    }
}

fn file(folder: &TempDir, run: u32) -> PathBuf {
    folder.path().join(format!("ledger-{run}.sqlite"))
}

fn log_of(ledger: &Path) -> PathBuf {
    let mut name = ledger.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

/// Where each transaction of a write-ahead log ends. Frames of an earlier round of the log have
/// another salt and do not count.
fn commit_ends(log: &[u8]) -> Vec<usize> {
    let word = |at: usize| log.get(at..at + 4).map(|word| [word[0], word[1], word[2], word[3]]);
    let Some(page) = word(8).map(u32::from_be_bytes) else { return Vec::new() };
    let salt = (word(16), word(20));
    let frame = FRAME_HEAD + page as usize;
    (LOG_HEAD..)
        .step_by(frame)
        .take_while(|at| at + frame <= log.len() && (word(at + 8), word(at + 12)) == salt)
        .filter(|at| word(at + 4).is_some_and(|pages| pages != [0; 4]))
        .map(|at| at + frame)
        .collect()
}
