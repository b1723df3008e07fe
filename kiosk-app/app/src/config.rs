//! The configuration of a terminal: which ports, which district, which number.

use std::path::{Path, PathBuf};

use kiosk_core::parameters::{Parameters, ParametersError};
use link::{Flow, Port};
use receipt_printer::Profile;
use serde::Deserialize;

/// A terminal's configuration, from a TOML file. `kiosk.example.toml` explains every line.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// This machine.
    pub terminal: Terminal,
    /// The ID-card reader.
    pub id_card: Device,
    /// The printer.
    pub receipt_printer: Device,
    /// The district.
    pub district: District,
    /// The bureau's parameters; the bundled ones where there is no such file.
    pub parameters: Option<PathBuf>,
}

/// This machine.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Terminal {
    /// Its name at the district.
    pub name: String,
    /// Its number in the hall, 1 to 99. It stands in every voucher number: no two machines of a
    /// division may share one.
    pub number: u8,
    /// The ledger's file.
    pub ledger: PathBuf,
}

/// A device on a serial port.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Device {
    /// The device file, best by `/dev/serial/by-id` or `by-path`.
    pub port: PathBuf,
    /// Bits a second.
    #[serde(default = "usual_baud")]
    pub baud: u32,
    /// Whether the device holds bytes back by RTS/CTS.
    #[serde(default)]
    pub rts_cts: bool,
}

/// The district.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct District {
    /// For example `http://10.0.0.5:8080`.
    pub url: String,
    /// A file that holds the terminal's token and nothing else.
    pub token_file: PathBuf,
}

fn usual_baud() -> u32 {
    115_200
}

/// A configuration that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A file cannot be read.
    #[error("cannot read {path}: {cause}; check the path and who may read it")]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        cause: std::io::Error,
    },
    /// The file is no such TOML.
    #[error("{path} is not a configuration: {cause}")]
    Syntax {
        /// Which.
        path: PathBuf,
        /// Where and why.
        cause: Box<toml::de::Error>,
    },
    /// The terminal's number is none.
    #[error("the terminal's number is {0}; give it one from 1 to 99")]
    TerminalNumber(u8),
    /// The parameters are unsound.
    #[error(transparent)]
    Parameters(#[from] ParametersError),
}

impl Config {
    /// Reads and checks a file. Relative paths in it are relative to the file.
    ///
    /// # Errors
    /// [`ConfigError`] says what is wrong.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let text = read(path)?;
        let mut config: Self = toml::from_str(&text).map_err(|cause| ConfigError::Syntax {
            path: path.to_owned(),
            cause: Box::new(cause),
        })?;
        if !(1..=99).contains(&config.terminal.number) {
            return Err(ConfigError::TerminalNumber(config.terminal.number));
        }
        let base = path.parent().unwrap_or(Path::new("."));
        let paths = [
            Some(&mut config.terminal.ledger),
            Some(&mut config.id_card.port),
            Some(&mut config.receipt_printer.port),
            Some(&mut config.district.token_file),
            config.parameters.as_mut(),
        ];
        for path in paths.into_iter().flatten() {
            *path = base.join(&*path);
        }
        Ok(config)
    }

    /// The bureau's parameters.
    ///
    /// # Errors
    /// The file cannot be read, or is unsound.
    pub fn parameters(&self) -> Result<Parameters, ConfigError> {
        match &self.parameters {
            Some(path) => Ok(Parameters::parse(&read(path)?)?),
            None => Ok(Parameters::bundled()),
        }
    }

    /// The terminal's token.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn token(&self) -> Result<String, ConfigError> {
        Ok(read(&self.district.token_file)?.trim().to_owned())
    }

    /// The printer's model at its line's rate.
    pub fn printer(&self) -> Profile {
        Profile { baud: self.receipt_printer.baud, ..Profile::generic_80mm() }
    }
}

impl Device {
    /// The port to open.
    pub fn to_port(&self) -> Port {
        let flow = if self.rts_cts { Flow::RtsCts } else { Flow::None };
        Port { flow, ..Port::new(&self.port, self.baud) }
    }
}

fn read(path: &Path) -> Result<String, ConfigError> {
    std::fs::read_to_string(path)
        .map_err(|cause| ConfigError::Unreadable { path: path.to_owned(), cause })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(change: impl Fn(String) -> String) -> Result<Config, ConfigError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kiosk.toml");
        std::fs::write(&path, change(include_str!("../kiosk.example.toml").to_owned())).unwrap();
        Config::read(&path)
    }

    #[test]
    fn the_example_is_a_configuration() {
        let config = config(|text| text).unwrap();
        assert_eq!(config.terminal.number, 7);
        assert_eq!(config.id_card.baud, 115_200);
    }

    #[test]
    fn a_wrong_line_is_named() {
        let said = config(|text| text.replace("number = 7", "nummer = 7")).unwrap_err().to_string();
        assert!(said.contains("nummer") && said.contains("line"), "{said}");
        assert!(matches!(
            config(|text| text.replace("number = 7", "number = 100")),
            Err(ConfigError::TerminalNumber(100))
        ));
    }
}
