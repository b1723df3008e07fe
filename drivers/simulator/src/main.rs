//! Every simulated device on a pty, and the hands that work them, as a command.

use std::{io::Write, path::PathBuf, process::ExitCode};

use anyhow::Context;
use clap::Parser;
use link::{Clock, memory::Pace};
use simulator::{Board, Options, Simulator};
use tokio::signal::unix::{SignalKind, signal};

/// The rate of every simulated line.
const BAUD: u32 = 115_200;

/// Simulated devices of the kiosk: an ID-card reader, a reader of social-security cards, a code
/// scanner, a receipt printer and an I/O board on pseudo-terminals, and a socket for the hands that
/// place cards, show codes, tear off paper and open doors.
///
/// Runs until it gets SIGINT or SIGTERM.
#[derive(Parser)]
#[command(name = "simulator", version, after_help = AFTER_HELP)]
struct Arguments {
    /// Where the links to the devices, hands.sock and the folder `paper` are to be; made if need be
    #[arg(long)]
    dir: PathBuf,
    /// The cards that lie ready, in place of the made-up people that come along (TOML)
    #[arg(long, value_name = "FILE")]
    cards: Option<PathBuf>,
    /// Bytes pass no faster than on a line of 115200 baud, 8N1
    #[arg(long)]
    pace: bool,
    /// What the I/O board is
    #[arg(long, value_name = "WHICH", value_enum, default_value_t)]
    board: Board,
}

const AFTER_HELP: &str = "\
In DIR:
  id-card          link to the ID-card reader's line
  social-card      link to the line of the reader of social-security cards
  code-scanner     link to the code scanner's line
  receipt-printer  link to the receipt printer's line
  io-board         link to the I/O board's line
  panel.png        what the I/O board's panel shows now
  hands.sock       JSON lines in, one answer line each: {\"do\":\"place-card\",\"card\":\"lin-zhiyuan\"}
  paper/NNNN.bin   what the printer received for each sheet that it cut
  paper/NNNN.png   what is on that sheet";

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::from_default_env())
        .with_writer(std::io::stderr)
        .init();
    match run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("simulator: {error:#}");
            ExitCode::FAILURE
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn run(arguments: Arguments) -> anyhow::Result<()> {
    // Before the links are there, so that whoever sees them can end this cleanly.
    let mut ended = signal(SignalKind::terminate()).context("cannot listen for SIGTERM")?;
    let mut interrupted = signal(SignalKind::interrupt()).context("cannot listen for SIGINT")?;
    let options = Options {
        dir: arguments.dir,
        cards: arguments.cards,
        pace: if arguments.pace { Pace::Baud(BAUD) } else { Pace::Instant },
        clock: Clock::start(),
        on_sheet: Box::new(|sheet, _| say(&sheet.picture.display().to_string())),
    };
    let simulator = Simulator::start_with(options, arguments.board)?;
    say(&format!("ready in {}", simulator.dir().display()));
    tokio::select! {
        _ = ended.recv() => {}
        _ = interrupted.recv() => {}
    }
    Ok(())
}

/// Tells whoever reads along; nobody need.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}
