//! `district`: the reference backend, its made-up people and its terminals.

use std::{
    fs,
    io::{IsTerminal, stderr},
    path::PathBuf,
    process::ExitCode,
};

use anyhow::{Context, bail, ensure};
use clap::{Parser, Subcommand};
use district::{Terminal, TokenHash, rules::Rules, seed};
use tokio::{net::TcpListener, signal::unix};

/// The reference backend of a district: people are pulled from it, and cases pushed to it.
#[derive(Parser)]
#[command(name = "district", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the contract over HTTP until interrupted; GET /openapi.json describes it
    Serve {
        /// Where to listen, for example 127.0.0.1:8610
        #[arg(long, value_name = "ADDR")]
        listen: String,
        #[command(flatten)]
        database: Database,
        /// A TOML file with division, pooling_area and voucher_for_active; what it leaves out has
        /// the values "500119", "50" and true
        #[arg(long, value_name = "FILE")]
        rules: Option<PathBuf>,
    },
    /// Fill an empty database with made-up people, the same for the same seed
    Seed {
        #[command(flatten)]
        database: Database,
        /// How many people, the known cast among them
        #[arg(long, value_name = "N")]
        people: usize,
        /// What decides who they are
        #[arg(long, value_name = "S")]
        seed: u64,
    },
    /// Say which terminals may call
    #[command(subcommand)]
    Terminal(TerminalCommand),
}

#[derive(Subcommand)]
enum TerminalCommand {
    /// Let a terminal call, and print its token, of which the database keeps only a hash; a
    /// terminal of the same name loses its old token
    Add {
        /// The name that its cases carry, for example nanchuan-hall-1
        name: String,
        /// Take the token in this file instead of making one, and print nothing
        #[arg(long, value_name = "FILE")]
        token_file: Option<PathBuf>,
        #[command(flatten)]
        database: Database,
    },
    /// Let a terminal call no longer
    Remove {
        /// Its name
        name: String,
        #[command(flatten)]
        database: Database,
    },
    /// Print the names of all terminals that may call
    List {
        #[command(flatten)]
        database: Database,
    },
}

#[derive(clap::Args)]
struct Database {
    /// The database: sqlite:FILE, made where there is none
    #[arg(long = "database", value_name = "URL")]
    url: String,
}

/// People that are put in at once.
const BATCH: usize = 5_000;
/// A token shorter than this can be guessed.
const TOKEN_MIN: usize = 32;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(stderr)
        .with_ansi(stderr().is_terminal())
        .init();
    match run(arguments.command).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("district: {error:#}.");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Serve { listen, database, rules } => serve(&listen, &database.url, rules).await,
        Command::Seed { database, people, seed } => fill(&database.url, people, seed).await,
        Command::Terminal(command) => terminal(command).await,
    }
}

async fn serve(listen: &str, url: &str, rules: Option<PathBuf>) -> anyhow::Result<()> {
    let rules = match rules {
        None => Rules::default(),
        Some(file) => {
            let text = fs::read_to_string(&file)
                .with_context(|| format!("the rules {} cannot be read", file.display()))?;
            toml::from_str(&text)
                .with_context(|| format!("the rules {} are not understood", file.display()))?
        }
    };
    let store = district::open(url).await?;
    if store.terminals().await?.is_empty() {
        tracing::warn!("no terminal may call yet; let one by `district terminal add`");
    }
    let listener = TcpListener::bind(listen)
        .await
        .with_context(|| format!("cannot listen on {listen}; give a free address and port"))?;
    let mut terminated = unix::signal(unix::SignalKind::terminate())?;
    let district = district::start(listener, store, rules)?;
    tracing::info!(address = %district.address(), "serving");
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted?,
        _ = terminated.recv() => {}
    }
    district.stop().await.context("serving ended early")
}

async fn fill(url: &str, people: usize, seed: u64) -> anyhow::Result<()> {
    let store = district::open(url).await?;
    let first = store.snapshot(None, 1).await?;
    ensure!(
        first.people.is_empty(),
        "the database already holds people; name a file that does not"
    );
    let mut rest = seed::people(seed).take(people);
    let mut batch = Vec::with_capacity(BATCH);
    loop {
        batch.clear();
        batch.extend(rest.by_ref().take(BATCH));
        if batch.is_empty() {
            break;
        }
        store.put_people(&batch).await?;
    }
    println!("{people} people");
    Ok(())
}

async fn terminal(command: TerminalCommand) -> anyhow::Result<()> {
    match command {
        TerminalCommand::Add { name, token_file, database } => {
            let (token, made_here) = match token_file {
                None => (district::new_token(), true),
                Some(file) => {
                    let text = fs::read_to_string(&file)
                        .with_context(|| format!("the token {} cannot be read", file.display()))?;
                    (text.trim().to_owned(), false)
                }
            };
            ensure!(
                token.len() >= TOKEN_MIN && token.bytes().all(|byte| byte.is_ascii_graphic()),
                "a token has at least {TOKEN_MIN} visible ASCII characters; take a longer one",
            );
            let store = district::open(&database.url).await?;
            store.admit_terminal(&Terminal { name, token: TokenHash::of(&token) }).await?;
            if made_here {
                println!("{token}");
            }
        }
        TerminalCommand::Remove { name, database } => {
            let store = district::open(&database.url).await?;
            if !store.dismiss_terminal(&name).await? {
                bail!("no terminal is called {name}; `district terminal list` names them all");
            }
        }
        TerminalCommand::List { database } => {
            let store = district::open(&database.url).await?;
            for terminal in store.terminals().await? {
                println!("{}", terminal.name);
            }
        }
    }
    Ok(())
}
