//! The whole product in one box: the kiosk, its devices on ptys, and a district.
//!
//! With a display it opens the kiosk's window and a small one of hands. Without one, or with
//! `--headless`, it walks the main journeys by itself and leaves a folder full of what a person
//! would have seen.

mod journeys;
mod stage;
mod story;
mod town;
mod walk;
mod window;

use std::{path::PathBuf, process::ExitCode};

use clap::Parser;

/// 医保自助机演示: the kiosk on simulated devices, with a district in the same box.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    /// Walk the main journeys without a display and keep the pictures.
    #[arg(long)]
    headless: bool,
    /// Where the pictures, the sheets and story.json go.
    #[arg(long, value_name = "DIR", default_value = "demo-out")]
    out: PathBuf,
}

fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_default_env()
                .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("error")),
        )
        .with_writer(std::io::stderr)
        .init();
    let arguments = Arguments::parse();
    let has_display = std::env::var_os("DISPLAY").is_some_and(|display| !display.is_empty());
    let done = if arguments.headless || !has_display {
        if !arguments.headless {
            println!("没有显示器，自动走一遍主要流程（同 --headless）。");
        }
        journeys::walk_all(&arguments.out)
    } else {
        window::open()
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("demo: {error:#}");
            ExitCode::FAILURE
        }
    }
}
