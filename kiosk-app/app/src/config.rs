//! The configuration of a terminal: which ports, which district, which number.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use code_scanner::Mode;
use kiosk_core::identity::Reader;
use kiosk_core::parameters::{Parameters, ParametersError};
use link::{ControlLine, Flow, Port, StopBits};
use receipt_printer::Profile;
use serde::Deserialize;

use crate::live::SocialCardWay;

/// How long a scanner looks for a code when it is told to.
const LOOKS_FOR: Duration = Duration::from_secs(15);

/// A terminal's configuration, from a TOML file. `kiosk.example.toml` explains every line.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// This machine.
    pub terminal: Terminal,
    /// The ID-card reader, where there is one.
    pub id_card: Option<Device>,
    /// The social-card reader, where there is one.
    pub social_card: Option<SocialCard>,
    /// The code scanner, where there is one.
    pub code_scanner: Option<CodeScanner>,
    /// The printer.
    pub receipt_printer: Device,
    /// The I/O board, where there is one.
    pub io_board: Option<Device>,
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

/// The reader of social-security cards: one on a serial port, or any that pcscd knows.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged, deny_unknown_fields, rename_all = "kebab-case")]
pub enum SocialCard {
    /// A reader that speaks CCID on a serial line.
    Serial(Device),
    /// The first reader of pcscd whose name contains this; empty for the first of all.
    Pcscd {
        /// Part of its name.
        pcscd: String,
    },
}

/// The code scanner.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CodeScanner {
    /// The device file.
    pub port: PathBuf,
    /// Bits a second; the model's own where it is not said.
    pub baud: Option<u32>,
    /// What it is.
    #[serde(default)]
    pub model: ScannerModel,
}

/// A model of scanner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ScannerModel {
    /// One that is set up to look by itself, and is told nothing.
    #[default]
    Plain,
    /// GM65 and its like, looking all the time.
    Gm65,
    /// Newland, looking all the time.
    Newland,
    /// Honeywell, told each time to look.
    Honeywell,
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
    /// There is no reader at all.
    #[error("no reader is configured; add [id-card], [social-card] or [code-scanner]")]
    NoReader,
    /// This build knows nothing of pcscd.
    #[error("this build cannot speak to pcscd; build it with --features pcsc, or give a port")]
    NoPcscd,
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
        if config.readers().is_empty() {
            return Err(ConfigError::NoReader);
        }
        let base = path.parent().unwrap_or(Path::new("."));
        let paths = [
            Some(&mut config.terminal.ledger),
            config.id_card.as_mut().map(|device| &mut device.port),
            config.social_card.as_mut().and_then(|card| match card {
                SocialCard::Serial(device) => Some(&mut device.port),
                SocialCard::Pcscd { .. } => None,
            }),
            config.code_scanner.as_mut().map(|scanner| &mut scanner.port),
            Some(&mut config.receipt_printer.port),
            config.io_board.as_mut().map(|device| &mut device.port),
            Some(&mut config.district.token_file),
            config.parameters.as_mut(),
        ];
        for path in paths.into_iter().flatten() {
            *path = base.join(&*path);
        }
        Ok(config)
    }

    /// The readers that this machine has.
    pub fn readers(&self) -> Vec<Reader> {
        let has = [
            (Reader::IdCard, self.id_card.is_some()),
            (Reader::SocialCard, self.social_card.is_some()),
            (Reader::Scanner, self.code_scanner.is_some()),
        ];
        has.into_iter().filter_map(|(reader, has)| has.then_some(reader)).collect()
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

impl SocialCard {
    /// How the cards are reached.
    ///
    /// # Errors
    /// [`ConfigError::NoPcscd`] where that needs a build with the feature `pcsc`.
    pub fn way(&self) -> Result<SocialCardWay, ConfigError> {
        match self {
            // What a GemPC Twin and its like want of a line.
            Self::Serial(device) => Ok(SocialCardWay::Serial(Port {
                stop_bits: StopBits::Two,
                rts: ControlLine::Low,
                ..device.to_port()
            })),
            #[cfg(feature = "pcsc")]
            Self::Pcscd { pcscd } => Ok(SocialCardWay::Pcscd(pcscd.clone())),
            #[cfg(not(feature = "pcsc"))]
            Self::Pcscd { .. } => Err(ConfigError::NoPcscd),
        }
    }
}

impl CodeScanner {
    /// What the model is and does.
    pub fn options(&self) -> code_scanner::Options {
        code_scanner::Options::with(match self.model {
            ScannerModel::Plain => code_scanner::Profile::plain(),
            ScannerModel::Gm65 => code_scanner::Profile::gm65(Mode::Continuous),
            ScannerModel::Newland => code_scanner::Profile::newland(Mode::Continuous),
            ScannerModel::Honeywell => code_scanner::Profile::honeywell(LOOKS_FOR),
        })
    }

    /// The port to open.
    pub fn to_port(&self) -> Port {
        let baud = self.baud.unwrap_or_else(|| self.options().profile.baud);
        Port::new(&self.port, baud)
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
        assert_eq!(config.id_card.as_ref().map(|device| device.baud), Some(115_200));
        assert_eq!(config.readers(), [Reader::IdCard, Reader::SocialCard, Reader::Scanner]);
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

    #[test]
    fn a_machine_may_lack_any_reader_but_not_all_of_them() {
        let without = |text: &str, part: &str| {
            let begins = text.find(part).unwrap();
            let ends = text[begins + 1..].find("\n[").unwrap() + begins + 1;
            format!("{}{}", &text[..begins], &text[ends..])
        };
        let one = config(|text| without(&without(&text, "[social-card]"), "[code-scanner]"));
        assert_eq!(one.unwrap().readers(), [Reader::IdCard]);
        let none = config(|text| {
            without(&without(&without(&text, "[id-card]"), "[social-card]"), "[code-scanner]")
        });
        assert!(matches!(none, Err(ConfigError::NoReader)));
    }

    #[test]
    fn social_cards_are_reached_by_a_port_or_by_pcscd() {
        let by_pcscd = config(|text| {
            let (before, after) = text.split_once("[social-card]").unwrap();
            let (_, after) = after.split_once("\n[").unwrap();
            format!("{before}[social-card]\npcscd = \"GemPC\"\n[{after}")
        });
        let card = by_pcscd.unwrap().social_card.unwrap();
        assert_eq!(card, SocialCard::Pcscd { pcscd: "GemPC".to_owned() });
        assert_eq!(card.way().is_ok(), cfg!(feature = "pcsc"));
    }
}
