//! What somebody's record holds: enrolments, what was paid, and the account.

use chrono::{Datelike, Days, Months, NaiveDate};
use district_api::{Account, Contribution, Enrolment, Person};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::{
    ACCOUNTS_AS_OF, BOOKS_AS_OF,
    cast::{active, ended, paused, through},
    day,
    dues::{Dues, owe},
    numbers::{Kind, Who, pick},
};

/// Since when the books hold the lines of the crowd's contributions.
const LINES_SINCE: NaiveDate = day(2026, 1, 1);

const UNIT_FRONTS: [&str; 10] =
    ["青禾", "凤江", "金山", "石桥", "楠竹", "云台", "永盛", "天星", "鑫源", "宏远"];
const UNIT_TRADES: [&str; 10] = [
    "商贸",
    "机械制造",
    "食品",
    "建筑劳务",
    "物业服务",
    "农业开发",
    "电子科技",
    "旅游发展",
    "建材",
    "物流",
];

/// How an enrolment stands in the end.
#[derive(Clone, Copy)]
enum Standing {
    Active,
    Paused(NaiveDate),
    Ended(NaiveDate),
}

impl Standing {
    fn of(self, enrolment: Enrolment) -> Enrolment {
        match self {
            Self::Active => enrolment,
            Self::Paused(on) => paused(enrolment, on),
            Self::Ended(on) => ended(enrolment, on),
        }
    }

    /// The last day of it, or of the books.
    fn until(self) -> NaiveDate {
        match self {
            Self::Active => BOOKS_AS_OF,
            Self::Paused(on) | Self::Ended(on) => on,
        }
    }
}

/// The record of somebody.
pub(super) fn person(id: String, who: Who, chance: &mut ChaCha8Rng) -> Person {
    let mut person = Person {
        id,
        id_number: who.id_number,
        name: who.name,
        sex: who.sex.to_owned(),
        nation: who.nation.map(str::to_owned),
        birth_date: who.birth_date,
        deceased: false,
        merged_into: None,
        several_numbers: false,
        enrolments: Vec::new(),
        contributions: Vec::new(),
        account: None,
    };
    let age = BOOKS_AS_OF.years_since(who.birth_date).unwrap_or_default();
    if chance.random_bool(0.005) {
        return person; // Known here, and never insured.
    }
    person.deceased = chance.random_bool(if age < 60 { 0.001 } else { 0.015 });
    match (age, chance.random_range(0..100)) {
        (23..60, 0..28) => employed(&mut person, chance),
        // Foreigners may not join the employee scheme as individuals.
        (23..60, 28..42) if who.kind != Kind::Foreigner => individual(&mut person, chance),
        (60.., 0..25) => retired(&mut person, chance),
        _ => resident(&mut person, age, chance),
    }
    person.contributions.sort_by(|a, b| a.month.cmp(&b.month));
    person
}

/// The other record of somebody who has two: an old enrolment that nobody carried over.
pub(super) fn second_record(first: &Person, merged_into: Option<String>) -> Person {
    let began = first.birth_date.max(day(2008, 1, 1));
    let old = ended(active("390", "1501", began), began.max(day(2012, 12, 31)));
    Person {
        several_numbers: merged_into.is_none(),
        merged_into,
        enrolments: vec![old],
        contributions: Vec::new(),
        account: None,
        ..first.clone()
    }
}

fn employed(person: &mut Person, chance: &mut ChaCha8Rng) {
    let since = adult_since(person.birth_date, 20, chance);
    let standing = standing(person, since, 8, 4, chance);
    let unit =
        format!("重庆市南川区{}{}有限公司", pick(&UNIT_FRONTS, chance), pick(&UNIT_TRADES, chance));
    let wage_fen = chance.random_range(40..150) * 10_000;
    let all = [Dues::Unit { wage_fen }, Dues::LargeExpense, Dues::Maternity { wage_fen }];
    let late = if chance.random_bool(0.02) { chance.random_range(1..4) } else { 0 };
    for dues in all {
        let spell = active(dues.scheme(), "1101", since);
        person.enrolments.push(standing.of(through(&unit, spell)));
        let mut lines = lines(dues, since, standing);
        lines.iter_mut().rev().take(late).for_each(owe);
        person.contributions.extend(lines);
    }
    if chance.random_bool(0.35) {
        was_resident_before(person, since);
    }
    person.account = Some(account(chance.random_range(0..2_000_000)));
}

fn individual(person: &mut Person, chance: &mut ChaCha8Rng) {
    let since = adult_since(person.birth_date, 18, chance);
    let standing = standing(person, since, 14, 6, chance);
    let higher = chance.random_bool(0.4);
    let dues = if higher { Dues::IndividualHigher } else { Dues::IndividualLower };
    person.enrolments.push(standing.of(active("310", "1103", since)));
    let mut lines = lines(dues, since, standing);
    if lines.len() > 2 && chance.random_bool(0.08) {
        lines.remove(chance.random_range(1..lines.len() - 1)); // A month that was never paid.
    }
    person.contributions.extend(lines);
    if chance.random_bool(0.5) {
        was_resident_before(person, since);
    }
    person.account = higher.then(|| account(chance.random_range(0..400_000)));
}

fn retired(person: &mut Person, chance: &mut ChaCha8Rng) {
    let since = adult_since(person.birth_date, 25, chance);
    let standing = standing(person, since, 0, 1, chance);
    let category = if chance.random_bool(0.7) { "1201" } else { "1203" };
    person.enrolments.push(standing.of(active("310", category, since)));
    let credit_fen = chance.random_range(6_000..14_000);
    person.contributions = lines(Dues::Retired { credit_fen }, since, standing);
    person.account = Some(account(chance.random_range(0..1_500_000)));
}

fn resident(person: &mut Person, age: u32, chance: &mut ChaCha8Rng) {
    let category = match age {
        0 => "1401",
        1..6 => "1402",
        6..18 => "1403",
        18..23 if chance.random_bool(0.6) => "1404",
        18..60 => "1501",
        _ => "1601",
    };
    let since = person.birth_date.max(day(chance.random_range(2008..2020), 1, 1));
    let standing = standing(person, since, 1, 6, chance);
    person.enrolments.push(standing.of(active("390", category, since)));
    person.contributions = lines(Dues::Resident, since, standing);
}

/// The lines that the books hold of a spell.
fn lines(dues: Dues, since: NaiveDate, standing: Standing) -> Vec<Contribution> {
    dues.lines(since.max(LINES_SINCE), standing.until())
}

/// How a spell stands, with how many of a hundred are paused and ended. The dead are ended.
fn standing(
    person: &Person,
    since: NaiveDate,
    paused: u32,
    ended: u32,
    chance: &mut ChaCha8Rng,
) -> Standing {
    let last = month_end(chance.random_range(1..36)).max(since);
    match chance.random_range(0..100) {
        _ if person.deceased => Standing::Ended(last),
        roll if roll < paused => Standing::Paused(last),
        roll if roll < paused + ended => Standing::Ended(last),
        _ => Standing::Active,
    }
}

/// The first of a month between the birthday of that age, or 2001, and early 2026.
fn adult_since(born: NaiveDate, age: i32, chance: &mut ChaCha8Rng) -> NaiveDate {
    let first = (born.year() + age).clamp(2001, 2025);
    day(chance.random_range(first..=2025), chance.random_range(1..=12), 1)
}

/// The last day of the month so many months before the end of the books.
fn month_end(months_ago: u32) -> NaiveDate {
    let next = day(2026, 12, 1) - Months::new(months_ago);
    next - Days::new(1)
}

fn was_resident_before(person: &mut Person, since: NaiveDate) {
    let began = person.birth_date.max(day(2000, 1, 1));
    if began < since {
        let before = active("390", "1501", began);
        person.enrolments.push(ended(before, since - Days::new(1)));
    }
}

fn account(balance_fen: i64) -> Account {
    Account { balance_fen, as_of: ACCOUNTS_AS_OF }
}
