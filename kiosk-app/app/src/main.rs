//! The kiosk's commands.

use std::{path::PathBuf, process::ExitCode, sync::Arc};

use anyhow::Context;
use clap::{Parser, Subcommand};
use faces::Faces;
use kiosk::{
    Fittings, Ids, Input,
    config::Config,
    doctor,
    live::{Live, Shown, Surroundings},
    verify,
};
use kiosk_core::{
    desk::{Desk, Terminal},
    form::Forms,
};
use kiosk_ledger::Ledger;
use kiosk_sync::http::HttpDistrict;
use kiosk_ui::Screen;

/// 医保自助机: the self-service machine of a district medical-insurance hall.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve citizens.
    Run {
        /// The terminal's configuration.
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
        /// Write all that passes on the ports into this folder: citizens' data, too.
        #[cfg(feature = "recorder")]
        #[arg(long, value_name = "DIR")]
        record: Option<PathBuf>,
    },
    /// Ask every device and the district how they are; exit 1 where something is wrong.
    Doctor {
        /// The terminal's configuration.
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
    },
    /// List the service items with materials, time limit, steps, remarks and legal basis.
    Catalog {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Check the code printed on a voucher, without a network.
    Verify {
        /// The code, as a scanner reads it: YBPZ1:500119-07-20261124-00031-3:9F86D081884C7D65.
        code: String,
        /// Compare with the ledger of this terminal, which must not be serving meanwhile.
        #[arg(long, value_name = "FILE")]
        config: Option<PathBuf>,
    },
}

fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_default_env()
                .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info")),
        )
        .with_writer(std::io::stderr)
        .init();
    let done = match Arguments::parse().command {
        #[cfg(not(feature = "recorder"))]
        Command::Run { config } => run(&config).map(|()| ExitCode::SUCCESS),
        #[cfg(feature = "recorder")]
        Command::Run { config, record } => record
            .map_or(Ok(()), |folder| link::recorder::record_to(&folder))
            .context("the ports cannot be recorded")
            .and_then(|()| run(&config))
            .map(|()| ExitCode::SUCCESS),
        Command::Doctor { config } => examine(&config),
        Command::Catalog { json } => list(json).map(|()| ExitCode::SUCCESS),
        Command::Verify { code, config } => check(&code, config),
    };
    done.unwrap_or_else(|error| {
        eprintln!("kiosk: {error:#}");
        ExitCode::FAILURE
    })
}

fn run(path: &std::path::Path) -> anyhow::Result<()> {
    let config = Config::read(path)?;
    let faces = Faces::shipped()?;
    let preview_faces = Faces::shipped()?;
    let screen =
        Screen::new(Faces::shipped()?, move |document| kiosk::preview(&preview_faces, document))?;
    let terminal = Terminal { number: config.terminal.number, readers: config.readers() };
    let fittings = Fittings {
        desk: Desk::new(
            config.parameters()?,
            Forms::bundled(),
            catalog::Catalog::bundled(),
            terminal,
        ),
        ledger: Ledger::open(&config.terminal.ledger)
            .with_context(|| format!("{}", config.terminal.ledger.display()))?,
        faces: Arc::new(faces),
        printer: config.printer(),
        ids: Ids::unforeseeable(),
        terminal: config.terminal.name.clone(),
        terminal_number: config.terminal.number,
    };
    let surroundings = Surroundings {
        id_card: config
            .id_card
            .as_ref()
            .map(|device| (device.to_port(), id_card::client::Options::default())),
        social_card: match &config.social_card {
            Some(card) => Some((card.way()?, social_card::Options::default())),
            None => None,
        },
        code_scanner: config
            .code_scanner
            .as_ref()
            .map(|scanner| (scanner.to_port(), scanner.options())),
        receipt_printer: config.receipt_printer.to_port(),
        io_board: config.io_board.as_ref().map(|device| {
            (device.to_port(), io_board::Options::with_first_session(rand::random()))
        }),
        district: HttpDistrict::new(&config.district.url, &config.token()?)?,
        clock: link::Clock::start(),
        wall: Box::new(chrono::Utc::now),
    };
    let remote = screen.remote();
    let live = Live::start(fittings, surroundings, move |shown| {
        let done = match shown {
            Shown::View(view) => remote.show(*view),
            Shown::Asked(painted) => remote.when_painted(move || painted.say()),
            Shown::Sheet(_) => Ok(()),
        };
        if let Err(error) = done {
            tracing::error!(%error, "the display is not reached");
        }
    })?;
    let inputs = live.inputs();
    screen.connect(move |touch| inputs(Input::Touched(touch)));
    screen.run()?;
    Ok(())
}

fn examine(path: &std::path::Path) -> anyhow::Result<ExitCode> {
    let findings = doctor::examine(&Config::read(path)?);
    for finding in &findings {
        println!("{finding}");
    }
    let all_well = findings.iter().all(|finding| finding.well);
    Ok(if all_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn list(json: bool) -> anyhow::Result<()> {
    let catalog = catalog::Catalog::bundled();
    if json {
        println!("{}", serde_json::to_string_pretty(catalog)?);
        return Ok(());
    }
    for item in catalog {
        let numbers = item.numbers();
        let number = |number: Option<u8>| number.map_or("—".to_owned(), |n| n.to_string());
        let starred = item.handling.as_ref().is_some_and(|entry| entry.starred);
        println!(
            "{:>2} {:>2} {}{}（{:?}）",
            number(numbers.handling),
            number(numbers.public),
            if starred { "★" } else { "" },
            item.guide_title(),
            item.at_this_kiosk,
        );
        let Some(entry) = &item.handling else { continue };
        println!("      时限 {}；环节 {}", entry.time_limit.as_str(), entry.steps.join("-"));
        for material in entry.materials.entries() {
            println!("      □ {material}");
        }
        for remark in item.remarks(catalog) {
            println!("      · {remark}");
        }
        for basis in item.public.iter().flat_map(|entry| &entry.legal_basis) {
            let number = basis.number.as_deref().unwrap_or_default();
            println!("      § 《{}》{number}{}", basis.title, basis.articles.join("、"));
        }
    }
    Ok(())
}

fn check(code: &str, config: Option<PathBuf>) -> anyhow::Result<ExitCode> {
    let ledger = match config {
        Some(path) => Some(Ledger::open(Config::read(&path)?.terminal.ledger)?),
        None => None,
    };
    let verdict = verify::verify(code, ledger.as_ref())?;
    println!("{}", verdict.sentence());
    Ok(if verdict.is_sound() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
