//! The people whom demonstrations and tests know by name. Every district begins with them.

use chrono::NaiveDate;
use codes::{CitizenIdNumber, PersonNumber, Sex};
use district_api::{Account, Enrolment, Person};

use super::{ACCOUNTS_AS_OF, BOOKS_AS_OF, day, dues::Dues, psn_no};

/// Since when the books hold the lines of the cast's contributions.
const LINES_SINCE: NaiveDate = day(2021, 1, 1);

/// The cast, in the order of their records.
pub(super) fn people() -> Vec<Person> {
    let individual = |since| vec![active("310", "1103", since)];
    let higher = Dues::IndividualHigher;
    let lower = Dues::IndividualLower;
    let timber = "重庆市南川区青竹木制品有限公司";
    let mut cast = vec![
        actor("林知远", "500119196109271236", "01")
            .enrolled(individual(day(2021, 3, 1)))
            .enrolled(vec![ended(active("390", "1501", day(2010, 1, 1)), day(2021, 2, 28))])
            .paid(higher, day(2021, 3, 1), day(2026, 4, 1))
            .paid(higher, day(2026, 6, 1), BOOKS_AS_OF)
            .account(128_640),
        actor("谭桂兰", "500119195803162043", "15")
            .enrolled(vec![active("310", "1201", day(1996, 1, 1))])
            .paid(Dues::Retired { credit_fen: 9_215 }, LINES_SINCE, BOOKS_AS_OF)
            .account(352_218),
        actor("周默", "50011919920711203X", "01")
            .enrolled(vec![
                through(timber, active("310", "1101", day(2015, 7, 1))),
                through(timber, active("330", "1101", day(2015, 7, 1))),
                through(timber, active("510", "1101", day(2015, 7, 1))),
            ])
            .paid(Dues::Unit { wage_fen: 683_000 }, LINES_SINCE, BOOKS_AS_OF)
            .paid(Dues::LargeExpense, LINES_SINCE, BOOKS_AS_OF)
            .paid(Dues::Maternity { wage_fen: 683_000 }, LINES_SINCE, BOOKS_AS_OF)
            .account(940_755),
        actor("冉光明", "500119197505204136", "15")
            .enrolled(vec![paused(active("310", "1103", day(2018, 4, 1)), day(2026, 6, 30))])
            .paid(lower, LINES_SINCE, day(2026, 6, 30)),
        actor("欧阳清漪", "500119200108095022", "01")
            .enrolled(vec![active("390", "1404", day(2019, 9, 1))])
            .paid(Dues::Resident, LINES_SINCE, BOOKS_AS_OF),
        actor("买买提·吐尔逊", "500119196604026211", "05")
            .enrolled(individual(day(2019, 1, 1)))
            .paid(lower, LINES_SINCE, BOOKS_AS_OF),
        actor("吴秀兰", "500119198310158023", "01").enrolled(individual(day(2016, 5, 1))).paid(
            lower,
            LINES_SINCE,
            BOOKS_AS_OF,
        ),
        actor("龙\u{4DAE}", "500119197006069013", "06")
            .enrolled(vec![active("390", "1501", day(2010, 1, 1))])
            .paid(Dues::Resident, LINES_SINCE, BOOKS_AS_OF),
        actor("杨\u{2CC56}", "50011919950303112X", "01")
            .enrolled(individual(day(2020, 9, 1)))
            .paid(lower, LINES_SINCE, BOOKS_AS_OF),
        actor("陈婉诗", "500119194901011105", "01")
            .enrolled(vec![ended(active("390", "1601", day(2010, 1, 1)), day(2023, 12, 31))])
            .paid(Dues::Resident, LINES_SINCE, day(2023, 12, 31)),
        actor("张子墨", "520103197909052231", "01")
            .enrolled(vec![through(
                "重庆金佛云雾茶业有限公司",
                active("310", "1101", day(2022, 5, 1)),
            )])
            .paid(Dues::Unit { wage_fen: 720_000 }, day(2022, 5, 1), BOOKS_AS_OF)
            .account(417_300),
        actor("赵\u{242EE}", "500119198711123016", "01")
            .enrolled(individual(day(2019, 6, 1)))
            .paid(lower, LINES_SINCE, BOOKS_AS_OF),
        actor("任\u{4723}", "500119199406234021", "01")
            .enrolled(vec![through(
                "重庆市南川区凤江食品有限公司",
                active("310", "1101", day(2017, 8, 1)),
            )])
            .paid(Dues::Unit { wage_fen: 540_000 }, LINES_SINCE, BOOKS_AS_OF)
            .account(286_450),
        actor("石\u{30EDD}", "500119200004185111", "01")
            .enrolled(vec![active("390", "1501", day(2010, 1, 1))])
            .paid(Dues::Resident, LINES_SINCE, BOOKS_AS_OF),
        // 港澳台居民居住证: its number has the shape of a citizen's.
        of_no_nation("何思哲", "810000199001010019")
            .enrolled(vec![active("390", "1501", day(2024, 1, 1))])
            .paid(Dues::Resident, day(2024, 1, 1), BOOKS_AS_OF),
        // Nobody has carried the number of her card of 2023 over into her record.
        under_number_of_2017("阿依莎", "PAK310080010103", Sex::Female, day(1980, 1, 1))
            .enrolled(vec![through(
                "重庆市南川区云台旅游发展有限公司",
                active("310", "1101", day(2018, 9, 1)),
            )])
            .paid(Dues::Unit { wage_fen: 810_000 }, LINES_SINCE, BOOKS_AS_OF)
            .account(734_020),
    ];
    for (nth, actor) in (0..).zip(&mut cast) {
        actor.0.id = psn_no(nth);
    }
    cast.into_iter().map(Actor::into_person).collect()
}

/// A member of the cast in the making.
struct Actor(Person);

/// A citizen.
fn actor(name: &str, number: &str, nation: &str) -> Actor {
    let mut actor = of_no_nation(name, number);
    actor.0.nation = Some(nation.to_owned());
    actor
}

/// No citizen, with a number of the shape of a citizen's.
fn of_no_nation(name: &str, number: &str) -> Actor {
    let number = CitizenIdNumber::parse(number).expect("the cast's numbers are valid");
    let (sex, birth_date) = (number.sex(), number.birth_date());
    record(name, number.into(), sex, birth_date)
}

/// A foreigner whom the books know by a card of 2017, whose number says less.
fn under_number_of_2017(name: &str, number: &str, sex: Sex, birth_date: NaiveDate) -> Actor {
    let number = PersonNumber::parse(number).expect("the cast's numbers are valid");
    record(name, number, sex, birth_date)
}

fn record(name: &str, number: PersonNumber, sex: Sex, birth_date: NaiveDate) -> Actor {
    Actor(Person {
        id: String::new(),
        name: name.to_owned(),
        sex: sex.code().to_string(),
        nation: None,
        birth_date,
        id_number: number.into(),
        deceased: false,
        merged_into: None,
        several_numbers: false,
        enrolments: Vec::new(),
        contributions: Vec::new(),
        account: None,
    })
}

impl Actor {
    fn enrolled(mut self, enrolments: Vec<Enrolment>) -> Self {
        self.0.enrolments.extend(enrolments);
        self
    }

    fn paid(mut self, dues: Dues, from: NaiveDate, to: NaiveDate) -> Self {
        self.0.contributions.extend(dues.lines(from, to));
        self
    }

    fn account(mut self, balance_fen: i64) -> Self {
        self.0.account = Some(Account { balance_fen, as_of: ACCOUNTS_AS_OF });
        self
    }

    fn into_person(mut self) -> Person {
        self.0.contributions.sort_by(|a, b| a.month.cmp(&b.month));
        self.0
    }
}

/// An enrolment that is active here since the day on which it first began.
pub(super) fn active(scheme: &str, category: &str, since: NaiveDate) -> Enrolment {
    Enrolment {
        scheme: scheme.to_owned(),
        category: category.to_owned(),
        status: 1,
        first_date: since,
        current_since: since,
        paused_on: None,
        ended_on: None,
        unit_name: None,
        division: "500119".to_owned(),
    }
}

/// The same through a unit.
pub(super) fn through(unit: &str, enrolment: Enrolment) -> Enrolment {
    Enrolment { unit_name: Some(unit.to_owned()), ..enrolment }
}

/// The same, paused.
pub(super) fn paused(enrolment: Enrolment, on: NaiveDate) -> Enrolment {
    Enrolment { status: 2, paused_on: Some(on), ..enrolment }
}

/// The same, ended.
pub(super) fn ended(enrolment: Enrolment, on: NaiveDate) -> Enrolment {
    Enrolment { status: 3, ended_on: Some(on), ..enrolment }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months<'a>(person: &'a Person, scheme: &'a str) -> Vec<&'a str> {
        let lines = person.contributions.iter().filter(|line| line.scheme == scheme);
        lines.map(|line| line.month.as_str()).collect()
    }

    #[test]
    fn lin_zhiyuan_has_paid_every_month_since_march_2021_but_one() {
        let cast = people();
        let months = months(&cast[0], "310");
        assert_eq!((months.first(), months.last()), (Some(&"2021-03"), Some(&"2026-11")));
        assert_eq!(months.len(), 10 + 4 * 12 + 11 - 1);
        assert!(!months.contains(&"2026-05"));
    }

    #[test]
    fn whoever_is_active_has_paid_to_the_end_and_nobody_else_has() {
        for person in people() {
            for enrolment in person.enrolments.iter().filter(|of| of.scheme != "390") {
                let paid_up = months(&person, &enrolment.scheme).last() == Some(&"2026-11");
                assert_eq!(paid_up, enrolment.status == 1);
            }
        }
    }
}
