//! A made-up district: the cast that demonstrations and tests know by name, then a crowd.
//!
//! Nobody in it is real. The same seed gives the same people, and a larger district begins with
//! the people of a smaller one.

mod cast;
mod credentials;
mod dues;
mod life;
mod names;
mod numbers;

use std::collections::HashSet;

use chrono::NaiveDate;
use district_api::Person;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

pub use credentials::credentials;

/// The last month that anybody has paid for, and the moment at which the books stand.
const BOOKS_AS_OF: NaiveDate = day(2026, 11, 30);

/// The last day at whose end the accounts were made up.
const ACCOUNTS_AS_OF: NaiveDate = day(2026, 10, 31);

/// A day of the calendar, at compile time.
const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("the tables here hold days of the calendar")
}

/// The people of a district, without end: the cast first, then the crowd that `seed` draws.
pub fn people(seed: u64) -> impl Iterator<Item = Person> {
    let cast = cast::people();
    let crowd = Crowd {
        seed,
        drawn: cast.len() as u64,
        numbers: cast.iter().map(|person| person.id_number.clone()).collect(),
        twin: None,
    };
    cast.into_iter().chain(crowd)
}

/// 人员编号 of the `nth` record, counted from 0.
fn psn_no(nth: u64) -> String {
    format!("ZG{}", 5_001_000_001 + nth)
}

/// Everyone outside the cast.
struct Crowd {
    seed: u64,
    drawn: u64,
    /// The numbers given out so far: no two people share one.
    numbers: HashSet<String>,
    /// The second record of the last person, where there is one (人员多号).
    twin: Option<Person>,
}

impl Iterator for Crowd {
    type Item = Person;

    fn next(&mut self) -> Option<Person> {
        let id = psn_no(self.drawn);
        self.drawn += 1;
        if let Some(twin) = self.twin.take() {
            return Some(Person { id, ..twin });
        }
        // Everyone has a stream of their own, so that nobody depends on those before them.
        let mut chance = ChaCha8Rng::seed_from_u64(self.seed);
        chance.set_stream(self.drawn);
        let mut who = numbers::Who::draw(&mut chance);
        while !self.numbers.insert(who.id_number.clone()) {
            who = numbers::Who::draw(&mut chance);
        }
        let mut person = life::person(id, who, &mut chance);
        self.twin = match chance.random_range(0..1_000) {
            0..3 => {
                person.several_numbers = true;
                Some(life::second_record(&person, None))
            }
            3..5 => Some(life::second_record(&person, Some(person.id.clone()))),
            _ => None,
        };
        Some(person)
    }
}

#[cfg(test)]
mod tests {
    use codes::PersonNumber;

    use super::*;

    fn crowd() -> Vec<Person> {
        people(7).take(6_000).collect()
    }

    #[test]
    fn the_same_seed_gives_the_same_people_and_another_gives_others() {
        let text = |seed, n| serde_json::to_string(&people(seed).take(n).collect::<Vec<_>>());
        assert_eq!(text(7, 500).unwrap(), text(7, 500).unwrap());
        assert_ne!(text(7, 500).unwrap(), text(8, 500).unwrap());
        let (small, large): (Vec<_>, Vec<_>) =
            (people(7).take(300).collect(), people(7).take(500).collect());
        assert_eq!(small, large[..300]);
    }

    #[test]
    fn every_number_is_valid_and_agrees_with_the_rest_of_the_record() {
        for person in crowd() {
            match PersonNumber::parse(&person.id_number).unwrap() {
                PersonNumber::Citizen(number) => {
                    assert_eq!(number.birth_date(), person.birth_date);
                    assert_eq!(number.sex().code().to_string(), person.sex);
                }
                PersonNumber::Foreigner2017(number) => {
                    assert!(number.check_matches());
                    let born = person.birth_date.format("%y%m%d").to_string();
                    assert_eq!(number.as_str()[7..13], born);
                }
            }
            assert!(person.birth_date < BOOKS_AS_OF);
        }
    }

    #[test]
    fn nobody_shares_a_number_but_with_their_own_second_record() {
        let mut seen = HashSet::new();
        for person in crowd() {
            let again = !seen.insert(person.id_number.clone());
            assert!(!again || person.several_numbers || person.merged_into.is_some());
        }
    }

    #[test]
    fn the_crowd_has_every_kind_of_name() {
        let people = crowd();
        let has = |kind: fn(&str) -> bool| people.iter().any(|person| kind(&person.name));
        for length in 2..=4 {
            assert!(people.iter().any(|person| person.name.chars().count() == length));
        }
        assert!(has(|name| name.starts_with("欧阳") && name.chars().count() == 4));
        assert!(has(|name| name.contains('·')));
        assert!(has(|name| name.is_ascii() && name.contains(' ')));
        assert!(has(|name| name.chars().any(|c| c > '\u{FFFF}')));
        let latin: Vec<_> = people.iter().filter(|person| person.name.is_ascii()).collect();
        assert!(latin.iter().all(|of| of.id_number.starts_with('9') && of.nation.is_none()));
    }

    #[test]
    fn the_crowd_has_every_story_that_a_kiosk_meets() {
        let people = crowd();
        let has = |story: fn(&Person) -> bool| people.iter().any(story);
        for status in 1..=3 {
            assert!(people.iter().any(|of| of.enrolments.iter().any(|e| e.status == status)));
        }
        assert!(has(|person| person.enrolments.is_empty()));
        assert!(has(|person| person.deceased));
        assert!(has(|person| person.merged_into.is_some()));
        assert!(has(|person| person.several_numbers));
        assert!(has(|person| person.enrolments.len() >= 4));
        assert!(has(|person| person.contributions.iter().any(|line| line.arrears)));
    }

    #[test]
    fn contributions_stay_within_the_enrolment_and_the_books() {
        for person in crowd() {
            for line in &person.contributions {
                assert!(line.month.as_str() <= "2026-11");
                assert!(person.enrolments.iter().any(|of| of.scheme == line.scheme));
                assert_eq!(line.arrears, line.paid_on.is_none());
            }
        }
    }
}
