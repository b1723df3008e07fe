//! The stage: the kiosk, its simulated devices on ptys and the town, all at work.

use std::{
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
    time::Duration,
};

use anyhow::Context;
use catalog::Catalog;
use chrono::{DateTime, Utc};
use faces::{Dots, Faces};
use kiosk::{
    Fittings, Ids, Input,
    live::{Live, Shown, SocialCardWay, Surroundings},
};
use kiosk_core::{
    desk::{Desk, Terminal},
    form::Forms,
    identity::Reader,
    parameters::Parameters,
    screen::Touch,
};
use kiosk_ledger::Ledger;
use kiosk_sync::http::HttpDistrict;
use link::{Clock, Port, memory::Pace};
use receipt_printer::Profile;
use simulator::{Hand, Hands, Options, Sheet, Simulator};
use tempfile::TempDir;

use crate::town::Town;

const TERMINAL: &str = "nanchuan-hall-07";
const TERMINAL_NUMBER: u8 = 7;
const READERS: [Reader; 3] = [Reader::IdCard, Reader::SocialCard, Reader::Scanner];
const TOKEN: &str = "a token for a district that lives in the same box";
const BAUD: u32 = 115_200;

/// Something to look at.
pub(crate) enum News {
    /// The screen, or a sheet on its way to the printer.
    Shown(Shown),
    /// A sheet came out.
    Sheet(Sheet, Dots),
}

/// Everything at work.
pub(crate) struct Stage {
    // Dropped from top to bottom: the kiosk leaves its ports before the devices go.
    live: Live,
    hands: Hands,
    _simulator: Simulator,
    town: Town,
    clock: Clock,
    _folder: TempDir,
}

impl Stage {
    /// Puts everything to work; what there is to see comes out of the receiver.
    pub(crate) fn set() -> anyhow::Result<(Self, Receiver<News>)> {
        let folder = tempfile::Builder::new()
            .prefix("yibao-demo-")
            .tempdir()
            .context("no temporary folder can be made")?;
        let (news, audience) = channel();
        let clock = Clock::start();
        let simulator = simulated(&folder, &clock, news.clone())?;
        let town = Town::settle(folder.path(), TERMINAL, TOKEN)?;
        let began_at = demo_day()?;
        let wall = clock.clone();
        let port = |name: &str| Port::new(simulator.dir().join(name), BAUD);
        let surroundings = Surroundings {
            id_card: Some((port("id-card"), id_card::client::Options::default())),
            social_card: Some((
                SocialCardWay::Serial(port("social-card")),
                social_card::Options::default(),
            )),
            code_scanner: Some((
                port("code-scanner"),
                code_scanner::Options::with(code_scanner::Profile::gm65(
                    code_scanner::Mode::Continuous,
                )),
            )),
            receipt_printer: port("receipt-printer"),
            io_board: None,
            district: HttpDistrict::new(&town.url(), TOKEN)?,
            clock: clock.clone(),
            wall: Box::new(move || began_at + wall.now()),
        };
        let fittings = Fittings {
            desk: Desk::new(
                Parameters::bundled(),
                Forms::bundled(),
                Catalog::bundled(),
                Terminal { number: TERMINAL_NUMBER, readers: READERS.to_vec() },
            ),
            ledger: Ledger::open(folder.path().join("ledger.sqlite"))?,
            faces: Arc::new(Faces::shipped()?),
            printer: Profile::generic_80mm(),
            ids: Ids::unforeseeable(),
            terminal: TERMINAL.to_owned(),
            terminal_number: TERMINAL_NUMBER,
        };
        let live = Live::start(fittings, surroundings, move |shown| {
            // Nobody looks any more once the demo ends.
            drop(news.send(News::Shown(shown)));
        })?;
        let hands = simulator.hands();
        let stage = Self { live, hands, _simulator: simulator, town, clock, _folder: folder };
        Ok((stage, audience))
    }

    /// Works a device by hand.
    pub(crate) fn hand(&self, hand: Hand) -> anyhow::Result<simulator::Answer> {
        Ok(self.hands.perform(hand)?)
    }

    /// Hands what a citizen touches to the kiosk.
    pub(crate) fn touched(&self) -> impl Fn(Touch) + Send + Clone + 'static {
        let inputs = self.live.inputs();
        move |touch| inputs(Input::Touched(touch))
    }

    /// Lets time pass in a moment.
    pub(crate) fn skip(&self, time: Duration) {
        self.clock.skip(time);
        self.live.inputs()(Input::Tick);
    }

    /// The town.
    pub(crate) fn town(&self) -> &Town {
        &self.town
    }

    /// The town, to work its network.
    pub(crate) fn town_mut(&mut self) -> &mut Town {
        &mut self.town
    }
}

/// The morning on which every demo begins: the made-up people's records are of these weeks, and
/// the pictures of two runs can be laid side by side.
fn demo_day() -> anyhow::Result<DateTime<Utc>> {
    "2026-11-24T01:28:00Z".parse().context("the demo's day is no day")
}

fn simulated(folder: &TempDir, clock: &Clock, news: Sender<News>) -> anyhow::Result<Simulator> {
    Ok(Simulator::start(Options {
        dir: folder.path().join("devices"),
        cards: None,
        pace: Pace::Baud(BAUD),
        clock: clock.clone(),
        on_sheet: Box::new(move |sheet, dots| drop(news.send(News::Sheet(sheet, dots)))),
    })?)
}
