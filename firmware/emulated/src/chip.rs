//! A chip that runs the image.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use serde_json::json;
use tempfile::TempDir;

use crate::{BoardError, Image, Picture, debugger::Halted, monitor::Monitor};

pub(crate) const EMULATOR: &str = "qemu-system-arm";
/// The name of the debugger's socket.
const DEBUGGER: &str = "debugger";

/// A key of the emulated evaluation board, each of which is a switch of ours. The contact is open
/// while the key is let go and shut while it is held, or was not touched yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// PE0: the upper door.
    Up,
    /// PE1: the lower door.
    Down,
    /// PE2: the paper drawer.
    Left,
    /// PE3: the tamper contact.
    Right,
    /// PF1: the proximity sensor.
    Select,
}

impl Key {
    /// The key of a keyboard that stands for it.
    fn code(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Left => "left",
            Self::Right => "right",
            Self::Select => "ctrl",
        }
    }
}

/// How the chip's time runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Time {
    /// As ours does.
    Real,
    /// Whatever the firmware sleeps through is skipped.
    Skipping,
}

impl Time {
    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Real => &[],
            Self::Skipping => &["-icount", "shift=4,sleep=off"],
        }
    }
}

/// A running chip. It goes when this is dropped.
#[derive(Debug)]
pub struct Chip {
    emulator: Child,
    monitor: Monitor,
    serial_port: PathBuf,
    /// Holds the debugger's socket and the pictures.
    folder: TempDir,
    image: Image,
}

impl Chip {
    /// Powers it.
    ///
    /// # Errors
    /// The emulator is missing or does not start.
    pub fn start(image: &Image, time: Time) -> Result<Self, BoardError> {
        let folder = tempfile::tempdir()?;
        let debugger = folder.path().join(DEBUGGER);
        let mut emulator = Command::new(EMULATOR)
            .args(["-M", "lm3s6965evb", "-nodefaults", "-nic", "none", "-display", "none"])
            .args(["-serial", "pty", "-qmp", "stdio", "-gdb"])
            .arg(format!("unix:{},server=on,wait=off", debugger.display()))
            .args(time.arguments())
            .arg("-kernel")
            .arg(image.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let (Some(input), Some(output)) = (emulator.stdin.take(), emulator.stdout.take()) else {
            return Err(io::Error::from(io::ErrorKind::BrokenPipe).into());
        };
        let mut monitor = Monitor::open(input, output)?;
        let lines = monitor.execute("query-chardev", json!({}))?;
        let serial_port = lines
            .as_array()
            .into_iter()
            .flatten()
            .find(|line| line["label"] == "serial0")
            .and_then(|line| line["filename"].as_str()?.strip_prefix("pty:"))
            .map(PathBuf::from)
            .ok_or(BoardError::Answer("line"))?;
        Ok(Self { emulator, monitor, serial_port, folder, image: image.clone() })
    }

    /// The kiosk's end of its line.
    pub fn serial_port(&self) -> &Path {
        &self.serial_port
    }

    /// What its panel shows.
    ///
    /// # Errors
    /// The emulator is gone.
    pub fn picture(&mut self) -> Result<Picture, BoardError> {
        let dump = self.folder.path().join("panel.ppm");
        self.monitor.execute("screendump", json!({ "filename": dump }))?;
        Picture::from_dump(&fs::read(dump)?)
    }

    /// Holds a key, which shuts the contact, or lets go of it, which opens it. A key that is not
    /// held cannot be let go of.
    ///
    /// # Errors
    /// The emulator is gone.
    pub fn hold(&mut self, key: Key, held: bool) -> Result<(), BoardError> {
        let key = json!({ "type": "qcode", "data": key.code() });
        let event = json!({ "type": "key", "data": { "down": held, "key": key } });
        self.monitor.execute("input-send-event", json!({ "events": [event] })).map(drop)
    }

    /// The words of memory, or the register, at `address`.
    ///
    /// # Errors
    /// The emulator is gone.
    pub fn words(&mut self, address: u32, count: usize) -> Result<Vec<u32>, BoardError> {
        let printed = self.monitor.type_in(&format!("xp /{count}xw {address:#x}"))?;
        let words = printed.lines().filter_map(|line| line.split_once(": "));
        words
            .flat_map(|(_, words)| words.split_whitespace())
            .map(|word| u32::from_str_radix(word.trim_start_matches("0x"), 16))
            .collect::<Result<_, _>>()
            .map_err(|_| BoardError::Answer("memory"))
    }

    /// Has the processor go round in an empty loop from now on, as if the firmware hung.
    ///
    /// # Errors
    /// The emulator is gone.
    pub fn hang(&mut self) -> Result<(), BoardError> {
        const THUMB: u32 = 1;
        let nowhere = self.image.address("DefaultHandler_")? & !THUMB;
        Ok(Halted::halt(&self.folder.path().join(DEBUGGER))?.go_on_from(nowhere)?)
    }

    /// Presses its reset button.
    ///
    /// # Errors
    /// The emulator is gone.
    pub fn reset(&mut self) -> Result<(), BoardError> {
        let before = self.monitor.resets();
        self.monitor.execute("system_reset", json!({}))?;
        self.monitor.wait_for_resets(before + 1)
    }

    /// Waits until it is reset by itself.
    ///
    /// # Errors
    /// The emulator is gone.
    pub fn wait_for_reset(&mut self) -> Result<(), BoardError> {
        self.monitor.wait_for_resets(self.monitor.resets() + 1)
    }
}

impl Drop for Chip {
    fn drop(&mut self) {
        // Both fail only where it is gone already.
        let _ = self.emulator.kill();
        let _ = self.emulator.wait();
    }
}
