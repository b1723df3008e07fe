//! Asks every device and the district how they are.

use std::{
    io,
    sync::mpsc::{Receiver, channel},
    time::{Duration, Instant},
};

use kiosk_ledger::Ledger;
use kiosk_sync::http::HttpDistrict;
use link::{Clock, Port};

use crate::{
    config::{CodeScanner, Config, Device, SocialCard},
    live::SocialCardWay,
};

/// How long a device may take to say how it is.
const ANSWER_WITHIN: Duration = Duration::from_secs(8);

/// What was found of one part, in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which part.
    pub part: &'static str,
    /// Whether it is well.
    pub well: bool,
    /// What it says, or what is wrong and what to do.
    pub words: String,
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.well { "ok  " } else { "FAIL" };
        write!(f, "{sign} {:<16} {}", self.part, self.words)
    }
}

/// Asks all parts, one after the other.
pub fn examine(config: &Config) -> Vec<Finding> {
    let devices = [
        config.id_card.as_ref().map(id_card),
        config.social_card.as_ref().map(social_card),
        config.code_scanner.as_ref().map(code_scanner),
        Some(receipt_printer(config)),
        config.io_board.as_ref().map(io_board),
    ];
    let mut findings = vec![ledger(config)];
    findings.extend(devices.into_iter().flatten());
    findings.push(district(config));
    findings
}

fn finding(part: &'static str, result: Result<String, String>) -> Finding {
    let well = result.is_ok();
    Finding { part, well, words: result.unwrap_or_else(|words| words) }
}

fn ledger(config: &Config) -> Finding {
    let result = Ledger::open(&config.terminal.ledger).and_then(|ledger| {
        let (people, waiting) = (ledger.people_count()?, ledger.outbox_depth()?);
        Ok(format!("{people} people, {waiting} cases wait for the district"))
    });
    finding("ledger", result.map_err(|error| error.to_string()))
}

fn id_card(device: &Device) -> Finding {
    use id_card::client::{Client, Event, Options};
    let machine = Client::new(Options::default());
    let heard = listen("id-card", device.to_port(), machine, |event| match event {
        Event::Ready { sam_id } => Some(Ok(format!("SAM {sam_id}"))),
        Event::Trouble(trouble) => Some(Err(trouble.to_string())),
        _ => None,
    });
    finding("id-card", heard)
}

fn social_card(card: &SocialCard) -> Finding {
    use social_card::{Client, Event, Options};
    let judge = |event| match event {
        Event::Ready { reader } if reader.is_empty() => Some(Ok("ready".to_owned())),
        Event::Ready { reader } => Some(Ok(reader)),
        Event::Trouble(trouble) => Some(Err(trouble.to_string())),
        _ => None,
    };
    let heard = card.way().map_err(|error| error.to_string()).and_then(|way| match way {
        SocialCardWay::Serial(port) => {
            listen("social-card", port, Client::new(Options::default()), judge)
        }
        #[cfg(feature = "pcsc")]
        SocialCardWay::Pcscd(name) => {
            let (answers, inbox) = channel();
            let clock = Clock::start();
            let run = social_card::pcscd::run(&name, Options::default(), &clock, move |event| {
                if let Some(answer) = judge(event) {
                    let _ = answers.send(answer);
                }
            });
            first(&inbox, run)
        }
    });
    finding("social-card", heard)
}

fn code_scanner(scanner: &CodeScanner) -> Finding {
    use code_scanner::{Client, Event};
    let options = scanner.options();
    let name = options.profile.name.clone();
    let machine = Client::new(options);
    let heard = listen("code-scanner", scanner.to_port(), machine, move |event| match event {
        Event::Ready => Some(Ok(name.clone())),
        Event::Trouble(trouble) => Some(Err(trouble.to_string())),
        _ => None,
    });
    finding("code-scanner", heard)
}

fn receipt_printer(config: &Config) -> Finding {
    use receipt_printer::{Client, Event};
    let machine = Client::new(config.printer());
    let heard =
        listen("receipt-printer", config.receipt_printer.to_port(), machine, |event| match event {
            Event::Status(condition) => Some(match condition.fault() {
                None => Ok(format!("paper {:?}", condition.paper)),
                Some(fault) => Err(fault.to_string()),
            }),
            _ => None,
        });
    finding("receipt-printer", heard)
}

fn io_board(device: &Device) -> Finding {
    use io_board::{Client, Event, Options};
    let machine = Client::new(Options::with_first_session(rand::random()));
    let heard = listen("io-board", device.to_port(), machine, |event| match event {
        Event::Ready(hello) => {
            let [major, minor, patch] = hello.firmware;
            Some(Ok(format!("firmware {major}.{minor}.{patch}, up {} s", hello.uptime_s)))
        }
        Event::Trouble(trouble) => Some(Err(trouble.to_string())),
        _ => None,
    });
    finding("io-board", heard)
}

/// Runs a machine on its port until `judge` has an answer.
fn listen<M>(
    name: &'static str,
    port: Port,
    machine: M,
    mut judge: impl FnMut(M::Event) -> Option<Result<String, String>> + Send + 'static,
) -> Result<String, String>
where
    M: link::Machine + Send + 'static,
    M::Command: Send + 'static,
    M::Event: Send,
{
    port.check().map_err(|error| error.to_string())?;
    let (answers, inbox) = channel();
    let handle = link::run(name, port, &Clock::start(), machine, move |event| {
        if let Some(answer) = judge(event) {
            let _ = answers.send(answer);
        }
    });
    first(&inbox, handle)
}

/// The first answer of a device that was set to work.
fn first<H>(
    inbox: &Receiver<Result<String, String>>,
    handle: io::Result<H>,
) -> Result<String, String> {
    let handle = handle.map_err(|error| error.to_string())?;
    let heard = inbox.recv_timeout(ANSWER_WITHIN);
    drop(handle);
    heard.unwrap_or_else(|_| {
        Err(format!(
            "the device says nothing within {} seconds; check its power, its cable and its rate",
            ANSWER_WITHIN.as_secs()
        ))
    })
}

fn district(config: &Config) -> Finding {
    let asked = config.token().map_err(|error| error.to_string()).and_then(|token| {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| format!("no request can be made on this machine: {error}"))?;
        let began = Instant::now();
        let district = HttpDistrict::new(&config.district.url, &token)
            .map_err(|failure| failure.to_string())?;
        runtime.block_on(district.check()).map_err(|failure| failure.to_string())?;
        Ok(format!("answered in {} ms", began.elapsed().as_millis()))
    });
    finding("district", asked)
}
