//! Asks every device and the district how they are.

use std::{
    sync::mpsc::channel,
    time::{Duration, Instant},
};

use kiosk_ledger::Ledger;
use kiosk_sync::http::HttpDistrict;
use link::Clock;

use crate::config::Config;

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
    vec![ledger(config), id_card(config), receipt_printer(config), district(config)]
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

fn id_card(config: &Config) -> Finding {
    use id_card::client::{Client, Event, Options};
    let machine = Client::new(Options::default());
    let heard = listen("id-card", &config.id_card, machine, |event| match event {
        Event::Ready { sam_id } => Some(Ok(format!("SAM {sam_id}"))),
        Event::Trouble(trouble) => Some(Err(trouble.to_string())),
        _ => None,
    });
    finding("id-card", heard)
}

fn receipt_printer(config: &Config) -> Finding {
    use receipt_printer::{Client, Event};
    let machine = Client::new(config.printer());
    let heard = listen("receipt-printer", &config.receipt_printer, machine, |event| match event {
        Event::Status(condition) => Some(match condition.fault() {
            None => Ok(format!("paper {:?}", condition.paper)),
            Some(fault) => Err(fault.to_string()),
        }),
        _ => None,
    });
    finding("receipt-printer", heard)
}

/// Runs a machine on its port until `judge` has an answer.
fn listen<M>(
    name: &'static str,
    device: &crate::config::Device,
    machine: M,
    mut judge: impl FnMut(M::Event) -> Option<Result<String, String>> + Send + 'static,
) -> Result<String, String>
where
    M: link::Machine + Send + 'static,
    M::Command: Send + 'static,
    M::Event: Send,
{
    let port = device.to_port();
    port.check().map_err(|error| error.to_string())?;
    let (answers, inbox) = channel();
    let handle = link::run(name, port, &Clock::start(), machine, move |event| {
        if let Some(answer) = judge(event) {
            let _ = answers.send(answer);
        }
    })
    .map_err(|error| error.to_string())?;
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
