//! The kiosk as a hall runs it, ports, threads, HTTP and all, but for the display: a line of JSON on
//! standard output for every view, and the label to touch as a line on standard input.
//!
//! `live-kiosk DIR URL TOKEN [READER]`: devices and ledger are in DIR; social-security cards are read by
//! the first reader of pcscd whose name contains READER, where one is named.

use std::{
    io::{BufRead, Write},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use anyhow::Context;
use faces::Faces;
use kiosk::{
    Fittings, Ids, Input,
    live::{Live, Shown, SocialCardWay, Surroundings},
};
use kiosk_core::{
    desk::{Desk, Terminal},
    form::Forms,
    parameters::Parameters,
    screen::View,
};
use kiosk_ledger::Ledger;
use kiosk_sync::http::HttpDistrict;
use link::Port;
use receipt_printer::Profile;
use tests::{hall, page};

fn main() -> anyhow::Result<()> {
    tracing_subscriber::fmt().with_writer(std::io::stderr).init();
    let mut arguments = std::env::args().skip(1);
    let mut next = || {
        arguments
            .next()
            .context("say where devices and ledger are, and where the district is: DIR URL TOKEN")
    };
    let (dir, url, token) = (PathBuf::from(next()?), next()?, next()?);
    let social_card = social_card_way(&dir, arguments.next())?;
    let number = hall::TERMINAL_NUMBER;
    let fittings = Fittings {
        desk: Desk::new(
            Parameters::bundled(),
            Forms::bundled(),
            catalog::Catalog::bundled(),
            Terminal { number, readers: hall::READERS.to_vec() },
        ),
        ledger: Ledger::open(dir.join("ledger.sqlite"))?,
        faces: Arc::new(Faces::shipped()?),
        printer: Profile::generic_80mm(),
        ids: Ids::unforeseeable(),
        terminal: hall::TERMINAL.to_owned(),
        terminal_number: number,
    };
    let port = |name: &str| port(&dir, name);
    let surroundings = Surroundings {
        id_card: Some((port("id-card"), id_card::client::Options::default())),
        social_card: Some((social_card, social_card::Options::default())),
        code_scanner: Some((port("code-scanner"), code_scanner::Options::with(hall::engine()))),
        receipt_printer: port("receipt-printer"),
        io_board: Some((port("io-board"), io_board::Options::with_first_session(rand::random()))),
        district: HttpDistrict::new(&url, &token)?,
        clock: link::Clock::start(),
        wall: Box::new(chrono::Utc::now),
    };
    let shown: Arc<Mutex<Option<View>>> = Arc::default();
    let kept = Arc::clone(&shown);
    let live = Live::start(fittings, surroundings, move |what| {
        match what {
            Shown::View(view) => {
                // Kept first: whoever reads of a page may touch it at once.
                *kept.lock().unwrap_or_else(PoisonError::into_inner) = Some((*view).clone());
                say(&view);
            }
            // What is written is painted: there is no display here.
            Shown::Asked(painted) => painted.say(),
            Shown::Sheet(_) => {}
        }
    })?;
    let inputs = live.inputs();
    for label in std::io::stdin().lock().lines() {
        let label = label?;
        let view = shown.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let actions = view.map(|view| page::actions(&view.page)).unwrap_or_default();
        if let Some(action) = actions.into_iter().find(|it| it.label.starts_with(&label)) {
            inputs(Input::Touched(action.touch));
        }
    }
    Ok(())
}

fn port(dir: &Path, name: &str) -> Port {
    Port::new(dir.join(name), 115_200)
}

fn social_card_way(dir: &Path, reader: Option<String>) -> anyhow::Result<SocialCardWay> {
    match reader {
        None => Ok(SocialCardWay::Serial(port(dir, "social-card"))),
        #[cfg(feature = "pcsc")]
        Some(reader) => Ok(SocialCardWay::Pcscd(reader)),
        #[cfg(not(feature = "pcsc"))]
        Some(_) => anyhow::bail!("build it with the feature pcsc"),
    }
}

fn say(view: &View) {
    let offers: Vec<String> =
        page::actions(&view.page).into_iter().map(|action| action.label).collect();
    let line = serde_json::json!({
        "title": page::title(&view.page), "offers": offers, "texts": page::texts(view),
    });
    // Nobody need read along.
    let _ = writeln!(std::io::stdout(), "{line}");
}
