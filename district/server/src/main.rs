//! `district`: the reference backend, its made-up people and its terminals.

use std::{
    fs,
    io::{IsTerminal, stderr},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use anyhow::{Context, ensure};
use clap::{Parser, Subcommand};
use district::{Store, Terminal, TokenHash, rules::Rules, seed};
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
        /// A TOML file with division, pooling_area, voucher_for_active, one_time_codes and
        /// test_keys; what it leaves out has the values "500119", "50", true, false and false
        #[arg(long, value_name = "FILE")]
        rules: Option<PathBuf>,
        /// Answer social-security cards with keys that everybody knows, whatever the rules say:
        /// for made-up cards only, for a real one counts a wrong answer against its few tries
        #[arg(long)]
        test_keys: bool,
    },
    /// Fill an empty database with made-up people, the same for the same seed, and the codes that
    /// the phones of the known cast show
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
        Command::Serve { listen, database, rules, test_keys } => {
            let mut rules = rules.map_or_else(|| Ok(Rules::default()), |file| read_rules(&file))?;
            rules.test_keys |= test_keys;
            with_books(&database, async |books| serve(&listen, books, rules).await).await
        }
        Command::Seed { database, people, seed } => {
            with_books(&database, async |books| fill(&*books, people, seed).await).await
        }
        Command::Terminal(TerminalCommand::Add { name, token_file, database }) => {
            let (token, made_here) = match token_file {
                Some(file) => (read_token(&file)?, false),
                None => (district::new_token(), true),
            };
            let terminal = Terminal { name, token: TokenHash::of(&token) };
            with_books(&database, async |books| Ok(books.admit_terminal(&terminal).await?)).await?;
            if made_here {
                println!("{token}");
            }
            Ok(())
        }
        Command::Terminal(TerminalCommand::Remove { name, database }) => {
            with_books(&database, async |books| {
                let removed = books.dismiss_terminal(&name).await?;
                ensure!(removed, "no terminal is called {name}; `district terminal list` has them");
                Ok(())
            })
            .await
        }
        Command::Terminal(TerminalCommand::List { database }) => {
            with_books(&database, async |books| {
                let terminals = books.terminals().await?;
                terminals.iter().for_each(|terminal| println!("{}", terminal.name));
                Ok(())
            })
            .await
        }
    }
}

/// Opens the books, works on them, and closes them whatever came of it.
async fn with_books(
    database: &Database,
    work: impl AsyncFnOnce(Arc<dyn Store>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let books = district::open(&database.url).await?;
    let done = work(books.clone()).await;
    books.close().await;
    done
}

fn read_rules(file: &Path) -> anyhow::Result<Rules> {
    let text = fs::read_to_string(file)
        .with_context(|| format!("the rules {} cannot be read", file.display()))?;
    toml::from_str(&text)
        .with_context(|| format!("the rules {} are not understood", file.display()))
}

fn read_token(file: &Path) -> anyhow::Result<String> {
    let text = fs::read_to_string(file)
        .with_context(|| format!("the token {} cannot be read", file.display()))?;
    let token = text.trim();
    ensure!(
        token.len() >= TOKEN_MIN && token.bytes().all(|byte| byte.is_ascii_graphic()),
        "a token has at least {TOKEN_MIN} visible ASCII characters; take a longer one",
    );
    Ok(token.to_owned())
}

async fn serve(listen: &str, books: Arc<dyn Store>, rules: Rules) -> anyhow::Result<()> {
    if rules.test_keys {
        tracing::warn!("cards are answered with keys that everybody knows; use made-up ones only");
    }
    if books.terminals().await?.is_empty() {
        tracing::warn!("no terminal may call yet; add one with `district terminal add`");
    }
    let listener = TcpListener::bind(listen)
        .await
        .with_context(|| format!("cannot listen on {listen}; give a free address and port"))?;
    let mut terminated = unix::signal(unix::SignalKind::terminate())?;
    let district = district::start(listener, books, rules)?;
    tracing::info!(address = %district.address(), "serving");
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted?,
        _ = terminated.recv() => {}
    }
    district.stop().await.context("serving ended early")
}

async fn fill(books: &dyn Store, people: usize, seed: u64) -> anyhow::Result<()> {
    let first = books.snapshot(None, 1).await?;
    ensure!(first.people.is_empty(), "the database already holds people; name one that does not");
    let mut rest = seed::people(seed).take(people);
    loop {
        let batch: Vec<_> = rest.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            break;
        }
        books.put_people(&batch).await?;
    }
    books.put_credentials(&seed::credentials()).await?;
    println!("{people} people");
    Ok(())
}
