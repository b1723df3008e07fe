//! Who somebody is: their number, their name, and what the number says about them.

use chrono::{Days, NaiveDate};
use codes::check_character;
use rand::{RngExt, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;

use super::{BOOKS_AS_OF, names};

/// Somebody, as a card would show them.
pub(super) struct Who {
    pub(super) id_number: String,
    pub(super) name: String,
    pub(super) sex: &'static str,
    pub(super) nation: Option<&'static str>,
    pub(super) birth_date: NaiveDate,
    pub(super) kind: Kind,
}

/// Which kind of number somebody has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// 公民身份号码
    Citizen,
    /// 港澳台居民居住证: the address code is 81, 82 or 83 and zeros.
    FromOutside,
    /// 外国人永久居留身份证 of 2023: 9, the province, the country (ISO 3166-1 numeric).
    Foreigner,
}

/// 南川区, where most people of the district have their number from.
const HOME: &str = "500119";
/// Divisions that others have their number from: districts of 重庆, and places further away.
const ELSEWHERE: [&str; 12] = [
    "500101", "500102", "500103", "500112", "500113", "500116", "500156", "510107", "510502",
    "520103", "520324", "422802",
];
/// 喀什市, 和田市, 阿克苏市.
const FAR_WEST: [&str; 3] = ["653101", "653201", "652901"];
const FROM_OUTSIDE: [&str; 3] = ["810000", "820000", "830000"];
/// 50 for 重庆, and the United States, Pakistan, Vietnam, France, Russia and Kenya.
const FOREIGN: [&str; 6] = ["950840", "950586", "950704", "950250", "950643", "950404"];
/// 汉 mostly, then 土家, 苗, 回, 彝, 藏, 蒙古, 满 and 仡佬.
const NATIONS: [(&str, u32); 9] = [
    ("01", 930),
    ("15", 32),
    ("06", 24),
    ("03", 4),
    ("07", 3),
    ("04", 2),
    ("02", 1),
    ("11", 2),
    ("37", 2),
];

impl Who {
    pub(super) fn draw(chance: &mut ChaCha8Rng) -> Self {
        let male = chance.random_bool(0.51);
        let birth_date = birth_date(chance);
        let (kind, area, nation, name) = match chance.random_range(0..1_000) {
            0..2 => (Kind::Foreigner, pick(&FOREIGN, chance), None, names::latin(male, chance)),
            2..4 => {
                let name = names::chinese(male, birth_date, chance);
                (Kind::FromOutside, pick(&FROM_OUTSIDE, chance), None, name)
            }
            4..8 => {
                let name = names::with_middle_dot(male, chance);
                (Kind::Citizen, pick(&FAR_WEST, chance), Some("05"), name)
            }
            other => {
                let area = if other < 120 { pick(&ELSEWHERE, chance) } else { HOME };
                let name = names::chinese(male, birth_date, chance);
                (Kind::Citizen, area, Some(weighted(&NATIONS, chance)), name)
            }
        };
        let id_number = number(area, birth_date, male, chance);
        let sex = if male { "1" } else { "2" };
        Self { id_number, name, sex, nation, birth_date, kind }
    }
}

/// A day of birth: about as many children and old people as a district of this kind has.
fn birth_date(chance: &mut ChaCha8Rng) -> NaiveDate {
    let age_in_days = match chance.random_range(0..100) {
        0..17 => chance.random_range(30..18 * 365),
        17..23 => chance.random_range(18 * 365..23 * 365),
        23..73 => chance.random_range(23 * 365..60 * 365),
        _ => chance.random_range(60 * 365..96 * 365),
    };
    BOOKS_AS_OF - Days::new(age_in_days)
}

/// GB 11643: address, day of birth, sequence (odd for men), check character.
fn number(area: &str, born: NaiveDate, male: bool, chance: &mut ChaCha8Rng) -> String {
    let sequence = chance.random_range(0..500) * 2 + i32::from(male);
    let seventeen = format!("{area}{}{sequence:03}", born.format("%Y%m%d"));
    let check = check_character(&seventeen).expect("seventeen digits have a check character");
    format!("{seventeen}{check}")
}

/// One of several that are equally likely.
pub(super) fn pick(from: &[&'static str], chance: &mut ChaCha8Rng) -> &'static str {
    from.choose(chance).expect("the tables here are not empty")
}

/// One of several, each as likely as its weight says.
pub(super) fn weighted(from: &[(&'static str, u32)], chance: &mut ChaCha8Rng) -> &'static str {
    let chosen = from.choose_weighted(chance, |(_, weight)| *weight);
    chosen.expect("the tables here have weights").0
}
