//! Figures of a visit in virtual time.

use std::time::{Duration, Instant};

use id_card::{
    sim::{Delays, Span},
    wire::{Answer, Request, Status},
};
use link::memory::Pace;
use receipt_printer::Profile;
use tests::Hall;

use crate::table::Figure;

const LINE: Pace = Pace::Baud(115_200);
const SELECT: u64 = 40;
const READ: u64 = 900;

/// From the find that shows the card to the greeting, against the time that the module and the line
/// take and nobody can shorten.
pub(crate) fn card_to_page() -> anyhow::Result<Figure> {
    let delays = Delays {
        select: Span::millis(SELECT, SELECT),
        read: Span::millis(READ, READ),
        ..Delays::default()
    };
    let mut hall = Hall::open_with_reader(90, delays);
    hall.place_card("tan-guilan");
    hall.wait_for("您好")?;
    let found_at = hall.found_at().unwrap_or_default();
    let measured = hall.now() - found_at;
    let answer = |data: usize| Answer::new(Status::Success, &vec![0; data]).encode().len();
    let requests = [Request::SelectCard, Request::ReadTextAndPhoto].map(|it| it.encode().len());
    // What find, select and read answer: 4, 8, and sizes, text and photo.
    let answers = [4, 8, 4 + 256 + 1024].map(answer);
    let bytes: usize = requests.iter().chain(&answers).sum();
    let limit = LINE.time_for(bytes) + Duration::from_millis(SELECT + READ);
    let figure = Figure::time("card found → greeting, at 115200 baud", measured, limit);
    Ok(Figure { target: 1.1, ..figure })
}

/// From the moment at which a social-security card is in the slot to the greeting, against the time
/// that the line, the reader, the card and the district take. What is on top is ours: the look for
/// a card, and whatever is read that need not be.
pub(crate) fn social_card_to_page(key: &str, name: &'static str) -> anyhow::Result<Figure> {
    const POWER_ON: u8 = 0x62;
    const TRANSFER: u8 = 0x6F;
    let mut hall = Hall::open(92);
    let (bytes, requests) = (hall.slot_bytes(), hall.slot_requests().len());
    let began_at = hall.now();
    hall.insert_card(key);
    hall.wait_for("您好")?;
    let measured = hall.now() - began_at;
    let reader = social_card::sim::Options::default();
    let answers: Duration = hall.slot_requests()[requests..]
        .iter()
        .map(|code| match *code {
            POWER_ON => reader.power_on,
            TRANSFER => reader.card_answer,
            _ => reader.own_answer,
        })
        .sum();
    let district =
        if hall.network.authenticated() { hall.network.round_trip } else { Duration::ZERO };
    let limit = LINE.time_for(hall.slot_bytes() - bytes) + answers + district;
    let figure = Figure::time(name, measured, limit);
    Ok(Figure { target: 1.5, ..figure })
}

/// From the moment at which a code is held before the scanner to the greeting, against the time that
/// the scanner, its line and a district behind 80 ms take. On top comes the wait for a second code.
pub(crate) fn scan_to_page() -> anyhow::Result<Figure> {
    let mut hall = Hall::open(93);
    let began_at = hall.now();
    hall.show_credential("zhou-mo");
    hall.wait_for("您好")?;
    let measured = hall.now() - began_at;
    let profile = tests::hall::engine();
    let line = Pace::Baud(profile.baud).time_for(code_scanner::code::CREDENTIAL_LEN + 1);
    let engine = code_scanner::sim::Options::with(profile);
    let limit = engine.reads_within + line + hall.network.round_trip;
    let figure = Figure::time("code shown → greeting, a district at 80 ms", measured, limit);
    Ok(Figure { target: 2.0, ..figure })
}

/// A voucher's bytes against those of the same sheet as one picture.
pub(crate) fn voucher_bytes() -> anyhow::Result<Figure> {
    let mut hall = Hall::open(91);
    hall.voucher("zhou-mo")?;
    let piece = &hall.pieces()[0];
    let picture = piece.dots.height() * Profile::generic_80mm().dots / 8;
    Ok(Figure {
        name: "bytes of a voucher ÷ those of its picture",
        measured: format!("{} B", piece.bytes.len()),
        limit: format!("{picture} B"),
        ratio: piece.bytes.len() as f64 / picture as f64,
        target: 1.0 / 15.0,
    })
}

/// The time that simulated visits take here, against the time that they take in life.
pub(crate) fn faster_than_life() -> anyhow::Result<Figure> {
    const VISITS: u64 = 40;
    let (mut here, mut life) = (Duration::ZERO, Duration::ZERO);
    for seed in 0..VISITS / 2 {
        let mut hall = Hall::open(seed);
        let (began_at, began) = (hall.now(), Instant::now());
        hall.query("lin-zhiyuan")?;
        hall.voucher("tan-guilan")?;
        here += began.elapsed();
        life += hall.now() - began_at;
    }
    println!("{:.0} simulated visits a second", VISITS as f64 / here.as_secs_f64());
    Ok(Figure {
        name: "a visit here ÷ the same visit in life",
        measured: format!("{:.2?}", here / VISITS as u32),
        limit: format!("{:.2?}", life / VISITS as u32),
        ratio: here.as_secs_f64() / life.as_secs_f64(),
        target: 1.0 / 1000.0,
    })
}
