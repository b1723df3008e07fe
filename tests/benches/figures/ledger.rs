//! Looking somebody up among all the people of a district.

use std::{
    io::Write,
    time::{Duration, Instant},
};

use chrono::Utc;
use codes::PersonNumber;
use kiosk_ledger::Ledger;
use kiosk_sync::mapping;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::table::{Figure, percentile};

const PEOPLE: usize = 700_000;
const LOOKUPS: usize = 20_000;
const PAGE: usize = 5_000;

/// Half of the lookups, and all but one of a hundred, are no slower.
pub(crate) fn lookups() -> anyhow::Result<Vec<Figure>> {
    let people = std::env::var("FIGURES_PEOPLE").ok().and_then(|people| people.parse().ok());
    let people = people.unwrap_or(PEOPLE);
    let folder = tempfile::tempdir()?;
    let mut ledger = Ledger::open(folder.path().join("ledger.sqlite"))?;
    let numbers = fill(&mut ledger, people)?;
    let mut chance = ChaCha8Rng::seed_from_u64(1);
    let mut times = Vec::with_capacity(LOOKUPS);
    for _ in 0..LOOKUPS {
        let number = &numbers[chance.random_range(0..numbers.len())];
        let began = Instant::now();
        let found = ledger.find_by_number(number)?;
        times.push(began.elapsed());
        anyhow::ensure!(found.is_some(), "somebody is missing from the replica");
    }
    let allowed = Duration::from_micros(200);
    println!("{people} people in the ledger");
    Ok(vec![
        Figure::time("one of all the people looked up, p50", percentile(&mut times, 50), allowed),
        Figure::time("one of all the people looked up, p99", percentile(&mut times, 99), allowed),
    ])
}

fn fill(ledger: &mut Ledger, people: usize) -> anyhow::Result<Vec<PersonNumber>> {
    let mut rest = district::seed::people(1).take(people);
    let mut numbers = Vec::with_capacity(people);
    ledger.begin_snapshot()?;
    loop {
        let page = rest.by_ref().take(PAGE).filter(mapping::is_kept);
        let page = page.map(mapping::person).collect::<Result<Vec<_>, _>>()?;
        if page.is_empty() {
            break;
        }
        ledger.put_people(&page)?;
        numbers.extend(page.into_iter().map(|person| person.id_number));
        eprint!("\r{} of {people} people put into the ledger ", numbers.len());
        std::io::stderr().flush()?;
    }
    eprintln!();
    ledger.finish_snapshot("c", Utc::now())?;
    Ok(numbers)
}
