//! Recordings of a kiosk's ports, as a command.

use std::{path::PathBuf, process::ExitCode, time::Duration};

use anyhow::Context;
use clap::{Parser, Subcommand, ValueEnum};
use code_scanner::{Mode, Profile};
use recorder::{Extent, Models, Recording, export, listing, replay};

/// How long a kiosk has a scanner look that must be told to.
const LOOKS_FOR: Duration = Duration::from_secs(15);

/// Shows, replays and exports what was recorded on the ports of a kiosk.
#[derive(Parser)]
#[command(name = "recording", version)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Lists what happened, a line each
    Show {
        /// The recording
        file: PathBuf,
        /// All bytes of every portion, citizens' data too, and not just the first twelve
        #[arg(long)]
        whole: bool,
    },
    /// Runs the driver through the recording; prints what it reported, and ends with 1 where it does
    /// anything else than it did
    Replay {
        /// The recording
        file: PathBuf,
        /// Which scanner the kiosk was set up for
        #[arg(long, value_enum, default_value_t)]
        scanner: Scanner,
    },
    /// Writes the recording once more with made-up data in place of citizens'
    Export {
        /// The recording
        file: PathBuf,
        /// The new file
        #[arg(long)]
        out: PathBuf,
        /// Which scanner the kiosk was set up for
        #[arg(long, value_enum, default_value_t)]
        scanner: Scanner,
    },
}

/// The models of scanners, as a kiosk's configuration calls them.
#[derive(Clone, Copy, Default, ValueEnum)]
enum Scanner {
    #[default]
    Plain,
    Gm65,
    Newland,
    Honeywell,
}

impl Scanner {
    fn models(self) -> Models {
        let scanner = match self {
            Self::Plain => Profile::plain(),
            Self::Gm65 => Profile::gm65(Mode::Continuous),
            Self::Newland => Profile::newland(Mode::Continuous),
            Self::Honeywell => Profile::honeywell(LOOKS_FOR),
        };
        Models { scanner, ..Models::default() }
    }
}

fn main() -> ExitCode {
    match run(Arguments::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("recording: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> anyhow::Result<()> {
    match task {
        Task::Show { file, whole } => {
            let extent = if whole { Extent::Whole } else { Extent::Beginnings };
            print!("{}", listing(&Recording::read(&file)?, extent));
        }
        Task::Replay { file, scanner } => {
            let happened = replay(&Recording::read(&file)?, &scanner.models());
            for event in happened.context("the driver does not do what it did")? {
                println!("{:>14.6}  {}", event.at.as_secs_f64(), event.event);
            }
        }
        Task::Export { file, out, scanner } => {
            export(&Recording::read(&file)?, &scanner.models())?.write(&out)?;
        }
    }
    Ok(())
}
