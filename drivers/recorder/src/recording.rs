//! The file of a recording.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    str::FromStr,
};

use link::recorder::{Entry, FORMAT, What};

/// A device of the kiosk, by the name of its port.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Device {
    /// `id-card`
    IdCard,
    /// `social-card`
    SocialCard,
    /// `code-scanner`
    CodeScanner,
    /// `receipt-printer`
    ReceiptPrinter,
}

impl FromStr for Device {
    type Err = RecordingError;

    fn from_str(port: &str) -> Result<Self, RecordingError> {
        match port {
            "id-card" => Ok(Self::IdCard),
            "social-card" => Ok(Self::SocialCard),
            "code-scanner" => Ok(Self::CodeScanner),
            "receipt-printer" => Ok(Self::ReceiptPrinter),
            other => Err(RecordingError::UnknownPort(other.to_owned())),
        }
    }
}

/// What was recorded on one port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recording {
    /// Whose port it was.
    pub device: Device,
    /// The rate at which it was opened.
    pub baud: u32,
    /// The lines of the file, the first one among them.
    pub entries: Vec<Entry>,
}

/// Why a file is no recording, or could not be written.
#[derive(Debug, thiserror::Error)]
pub enum RecordingError {
    /// The file cannot be read or written.
    #[error("cannot use {}; look whether it is there and this user may", path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A line is none of a recording.
    #[error("line {line} is no line of a recording; use the file as it was recorded")]
    Line {
        /// Which line, from 1 on.
        line: usize,
        /// Why.
        source: serde_json::Error,
    },
    /// The first line does not say what is recorded.
    #[error("the file does not begin as a recording does; use the file as it was recorded")]
    NoBeginning,
    /// Another edition of the format.
    #[error(
        "the recording is of format {0} and this program knows {FORMAT}; use the one of its kiosk"
    )]
    Format(u32),
    /// A port that no driver is for.
    #[error("the recording is of a port {0:?}, for which there is no driver here")]
    UnknownPort(String),
}

impl Recording {
    /// Reads a file. A last line that was cut off, as by a loss of power, is left out.
    ///
    /// # Errors
    /// See [`RecordingError`].
    pub fn read(path: &Path) -> Result<Self, RecordingError> {
        let text = fs::read_to_string(path)
            .map_err(|source| RecordingError::File { path: path.to_owned(), source })?;
        text.parse()
    }

    /// Writes a new file.
    ///
    /// # Errors
    /// [`RecordingError::File`], also where there is such a file already.
    pub fn write(&self, path: &Path) -> Result<(), RecordingError> {
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
        file.and_then(|mut file| file.write_all(self.to_text().as_bytes()))
            .map_err(|source| RecordingError::File { path: path.to_owned(), source })
    }

    /// The text of the file.
    pub fn to_text(&self) -> String {
        self.entries.iter().map(Entry::to_line).collect()
    }
}

impl FromStr for Recording {
    type Err = RecordingError;

    fn from_str(text: &str) -> Result<Self, RecordingError> {
        let whole = text.rfind('\n').map_or("", |end| &text[..end]);
        let entry = |(place, line)| {
            serde_json::from_str(line)
                .map_err(|source| RecordingError::Line { line: place + 1, source })
        };
        let entries = whole.lines().enumerate().map(entry).collect::<Result<Vec<Entry>, _>>()?;
        match entries.first().map(|entry| &entry.what) {
            Some(What::Began { format, .. }) if *format != FORMAT => {
                Err(RecordingError::Format(*format))
            }
            Some(What::Began { port, baud, .. }) => {
                Ok(Self { device: port.parse()?, baud: *baud, entries })
            }
            _ => Err(RecordingError::NoBeginning),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEGAN: &str = r#"{"at":0,"began":{"format":1,"port":"id-card","baud":115200}}"#;

    #[test]
    fn a_recording_whose_last_line_the_power_cut_off_is_read_up_to_there() {
        let text = format!("{BEGAN}\n{{\"at\":1,\"line\":\"up\"}}\n{{\"at\":2,\"rece");
        let recording: Recording = text.parse().unwrap();
        assert_eq!(recording.entries.len(), 2);
        assert!(text.starts_with(&recording.to_text()));
    }

    #[test]
    fn what_is_no_recording_is_told_why() {
        let error = |text: &str| text.parse::<Recording>().unwrap_err();
        assert!(matches!(error(""), RecordingError::NoBeginning));
        assert!(matches!(error("{\"at\":1,\"line\":\"up\"}\n"), RecordingError::NoBeginning));
        assert!(matches!(error(&format!("{BEGAN}\nx\n")), RecordingError::Line { line: 2, .. }));
        let other = BEGAN.replace("1,\"port", "2,\"port");
        assert!(matches!(error(&format!("{other}\n")), RecordingError::Format(2)));
        let other = BEGAN.replace("id-card", "io-board");
        assert!(matches!(error(&format!("{other}\n")), RecordingError::UnknownPort(_)));
    }

    #[test]
    fn an_earlier_file_is_never_written_over() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("recording.jsonl");
        let recording: Recording = format!("{BEGAN}\n").parse().unwrap();
        recording.write(&path).unwrap();
        assert_eq!(Recording::read(&path).unwrap(), recording);
        assert!(matches!(recording.write(&path), Err(RecordingError::File { .. })));
    }
}
