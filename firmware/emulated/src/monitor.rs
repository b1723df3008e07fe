//! The emulator's monitor: QMP, JSON lines on the emulator's standard input and output.

use std::{
    io::{self, BufRead, BufReader, Write},
    process::{ChildStdin, ChildStdout},
};

use serde_json::{Value, json};

use crate::BoardError;

/// The conversation with one emulator.
#[derive(Debug)]
pub(crate) struct Monitor {
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    /// How often the chip has been reset since the emulator started.
    resets: u32,
}

impl Monitor {
    /// Begins it.
    pub(crate) fn open(input: ChildStdin, output: ChildStdout) -> Result<Self, BoardError> {
        let mut monitor = Self { input, output: BufReader::new(output), resets: 0 };
        monitor.read()?;
        monitor.execute("qmp_capabilities", json!({}))?;
        Ok(monitor)
    }

    /// Has a command carried out, and returns its answer.
    pub(crate) fn execute(&mut self, command: &str, with: Value) -> Result<Value, BoardError> {
        writeln!(self.input, "{}", json!({ "execute": command, "arguments": with }))?;
        loop {
            let mut said = self.read()?;
            if let Some(answer) = said.get_mut("return") {
                return Ok(answer.take());
            }
            if let Some(error) = said.get("error") {
                return Err(BoardError::Refused(format!("{command}: {error}")));
            }
            self.mind(&said);
        }
    }

    /// Has a line carried out as if it were typed at the monitor, and returns what it prints.
    pub(crate) fn type_in(&mut self, line: &str) -> Result<String, BoardError> {
        let printed = self.execute("human-monitor-command", json!({ "command-line": line }))?;
        printed.as_str().map(str::to_owned).ok_or(BoardError::Answer("monitor"))
    }

    /// Waits until the chip has been reset `count` times.
    pub(crate) fn wait_for_resets(&mut self, count: u32) -> Result<(), BoardError> {
        while self.resets < count {
            let said = self.read()?;
            self.mind(&said);
        }
        Ok(())
    }

    pub(crate) fn resets(&self) -> u32 {
        self.resets
    }

    fn mind(&mut self, said: &Value) {
        if said["event"] == "RESET" {
            self.resets += 1;
        }
    }

    /// What it says next. Between the lines of JSON the emulator tells people what it does.
    fn read(&mut self) -> Result<Value, BoardError> {
        let mut line = String::new();
        while !line.starts_with('{') {
            line.clear();
            if self.output.read_line(&mut line)? == 0 {
                return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
            }
        }
        serde_json::from_str(&line).map_err(|_| BoardError::Answer("monitor"))
    }
}
