//! Days in the hall, drawn from a seed: people, what they come with, what they touch, and what breaks
//! meanwhile.
//!
//! `HALL_SEEDS=1000 cargo test --release -p tests --test scenarios days_in_the_hall` runs many; where
//! one fails, its seed is named, and `HALL_SEED=n` runs that one alone and tells all that happens.

use std::{env, time::Duration};

use kiosk_core::visit::Visit;
use rand::{RngExt, SeedableRng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use receipt_printer::sim::Hand;
use social_card::sim::Card;
use tests::{Hall, cast, hands::READERS};

/// Days that are always run.
const USUAL: u64 = 8;
const VISITS_A_DAY: usize = 8;
/// What somebody does in a visit before they go.
const DEEDS: usize = 25;
/// What leads to paper, which most people come for.
const ON_THE_WAY: [&str; 6] =
    ["接着打印", "打印参保凭证", "重庆市以外", "职工", "没有问题", "打印查询单"];
/// What people hold before the scanner that is no 医保电子凭证.
const OTHER_CODES: [&str; 4] = [
    "134567890123456789",
    "https://www.example.cn/x",
    "6901234567892",
    "YBPZ1:500119-07-20261124-00001-4:0123456789ABCDEF",
];

/// A hall, and whose credentials have been in it.
struct Day {
    hall: Hall,
    chance: ChaCha8Rng,
    /// Whose card lies on the reader, whose is in the slot, and whose code is held before the scanner.
    plate: Option<&'static str>,
    slot: Option<&'static str>,
    code: Option<&'static str>,
    /// Everybody whose card or code was there since nobody was served last.
    came: Vec<&'static str>,
    /// Visits that came to a greeting, by a reader each.
    greeted: [usize; 3],
}

impl Day {
    fn new(seed: u64) -> Self {
        Self {
            hall: Hall::open_on_disk(seed),
            chance: ChaCha8Rng::seed_from_u64(seed),
            plate: None,
            slot: None,
            code: None,
            came: Vec::new(),
            greeted: [0; 3],
        }
    }

    /// Something that breaks, or is mended.
    fn mishap(&mut self) {
        let (hall, chance) = (&mut self.hall, &mut self.chance);
        let kind = chance.random_range(0..20);
        tracing::info!(kind, now = ?hall.now(), "a mishap");
        match kind {
            0 => hall.cut_network(),
            1 | 2 => hall.restore_network(),
            3 => hall.paper_ends_after(chance.random_range(0..1500)),
            4 | 5 => hall.change_roll(),
            6 => hall.printer(Hand::OpenCover),
            7 | 8 => hall.printer(Hand::CloseCover),
            9 | 10 => hall.unplug(*READERS.choose(chance).expect("there are some")),
            11 | 12 => READERS.into_iter().for_each(|device| hall.plug(device)),
            13 => hall.noise(chance.random(), chance.random_range(0..400)),
            14 | 15 => hall.noise(0, 0),
            16 => hall.network.round_trip = Duration::from_millis(chance.random_range(20..9_000)),
            17 => hall.printer(Hand::Heat(Duration::from_secs(chance.random_range(1..30)))),
            18 => {
                let nonsense: Vec<u8> =
                    (0..chance.random_range(1..60)).map(|_| chance.random()).collect();
                hall.babble(*READERS.choose(chance).expect("there are some"), &nonsense);
            }
            _ => {
                hall.power_off();
                hall.pass(Duration::from_millis(chance.random_range(0..20_000)));
                hall.power_on();
            }
        }
    }

    /// Somebody with a credential of some kind.
    fn somebody(&mut self, has: impl Fn(&simulator::Card) -> bool) -> &'static str {
        let all: Vec<_> = cast::cards().iter().filter(|card| has(card)).collect();
        &all.choose(&mut self.chance).expect("there is one in the cast").key
    }

    fn places_id_card(&mut self) {
        self.hall.lift_card();
        let key = self.somebody(|_| true);
        self.hall.place_card(key);
        self.plate = Some(key);
        self.came.push(key);
    }

    fn inserts_social_card(&mut self) {
        self.hall.pull_card();
        let key = self.somebody(|card| card.social_profile.is_some());
        self.hall.insert_card(key);
        self.slot = Some(key);
        self.came.push(key);
    }

    fn shows_code(&mut self) {
        self.hall.take_code_away();
        let key = self.somebody(|card| card.credential.is_some());
        self.hall.show_credential(key);
        self.code = Some(key);
        self.came.push(key);
    }

    /// What somebody comes with: mostly a card or a code, sometimes the wrong one, sometimes two.
    fn comes(&mut self) {
        match self.chance.random_range(0..12) {
            0..4 => self.places_id_card(),
            4..6 => self.inserts_social_card(),
            6..8 => self.shows_code(),
            8 => {
                self.hall.pull_card();
                self.slot = None;
                self.hall.insert(Card::bank());
            }
            9 => {
                self.hall.take_code_away();
                self.code = None;
                let code = OTHER_CODES.choose(&mut self.chance).expect("there are some");
                self.hall.show_code(code);
            }
            10 => {
                self.places_id_card();
                self.inserts_social_card();
            }
            _ => {
                self.inserts_social_card();
                self.hall.pass(Duration::from_millis(self.chance.random_range(0..3_000)));
                self.shows_code();
            }
        }
    }

    /// Takes along whatever is there, or forgets some of it.
    fn goes(&mut self) {
        self.hall.take_code_away();
        self.code = None;
        if self.chance.random_bool(0.8) {
            self.hall.lift_card();
            self.plate = None;
        }
        if self.chance.random_bool(0.8) {
            self.hall.pull_card();
            self.slot = None;
        }
    }

    fn visit(&mut self) {
        self.comes();
        let mut was_known = false;
        for _ in 0..DEEDS {
            self.hall.pass(Duration::from_millis(self.chance.random_range(100..6_000)));
            if self.chance.random_bool(0.1) {
                self.mishap();
            }
            if self.chance.random_bool(0.5) {
                self.hall.take_paper();
            }
            if self.chance.random_bool(0.03) {
                self.comes();
            }
            self.touches();
            self.hall.check();
            let is_known = self.nobody_is_served_who_is_not_there();
            if let Some(reader) = is_known.filter(|_| !was_known) {
                self.greeted[reader] += 1;
            }
            was_known = is_known.is_some();
        }
        self.goes();
    }

    fn touches(&mut self) {
        // An honest citizen looks whether there is a sheet before saying so.
        let offers: Vec<String> =
            self.hall.offers().into_iter().filter(|label| !label.starts_with("我拿到了")).collect();
        let ahead = ON_THE_WAY.iter().find_map(|way| offers.iter().find(|it| it.starts_with(way)));
        let ahead = ahead.filter(|_| self.chance.random_bool(0.6));
        if let Some(label) = ahead.or_else(|| offers.choose(&mut self.chance)) {
            tracing::info!(label, page = self.hall.title(), now = ?self.hall.now(), "a touch");
            self.hall.touch(label).expect("it was on the page");
        }
    }

    /// Whoever is served has shown something; which reader it was.
    fn nobody_is_served_who_is_not_there(&mut self) -> Option<usize> {
        if self.hall.is_at_rest() {
            self.came = [self.plate, self.slot, self.code].into_iter().flatten().collect();
        }
        let session = match self.hall.has_power().then(|| self.hall.kiosk().desk().visit())? {
            Visit::Serving(session) => session,
            _ => return None,
        };
        let came = |number: &codes::PersonNumber| {
            self.came.iter().any(|key| cast::numbers(key).contains(&number.as_str().to_owned()))
        };
        let identity = &session.identity;
        assert!(identity.numbers().iter().any(came), "somebody is served who never came");
        Some(identity.kind.reader() as usize)
    }
}

/// What a day came to.
#[derive(Debug, Default)]
struct Tally {
    vouchers: usize,
    reissues: usize,
    spoilt: usize,
    greeted: [usize; 3],
}

impl Tally {
    fn add(&mut self, day: &Day) {
        let vouchers = day.hall.vouchers();
        self.vouchers += vouchers.len();
        self.reissues += vouchers.iter().filter(|piece| piece.is_reissue()).count();
        self.spoilt += day.hall.pieces().iter().filter(|piece| piece.is_spoilt()).count();
        self.greeted = std::array::from_fn(|place| self.greeted[place] + day.greeted[place]);
    }
}

fn day(seed: u64) -> Day {
    let mut day = Day::new(seed);
    for _ in 0..VISITS_A_DAY {
        day.visit();
        let until_the_next = Duration::from_millis(day.chance.random_range(0..120_000));
        day.hall.pass(until_the_next);
        day.hall.check();
    }
    let hall = &mut day.hall;
    READERS.into_iter().for_each(|device| hall.plug(device));
    hall.pull_card();
    hall.take_code_away();
    hall.change_roll();
    hall.settle();
    hall.check_settled();
    day
}

#[test]
fn days_in_the_hall_lose_no_case_and_double_no_sheet() {
    let number = |name: &str| env::var(name).ok().and_then(|value| value.parse().ok());
    let seeds = match (number("HALL_SEED"), number("HALL_SEEDS")) {
        (Some(seed), _) => {
            tracing_subscriber::fmt().without_time().init();
            seed..seed + 1
        }
        (None, seeds) => 0..seeds.unwrap_or(USUAL),
    };
    let mut total = Tally::default();
    for seed in seeds {
        println!("HALL_SEED={seed}");
        total.add(&day(seed));
    }
    println!("{total:?}");
    // Days on which nobody prints anything, or nobody comes to a reader, prove nothing.
    let counts = [total.vouchers, total.reissues, total.spoilt];
    assert!(counts.iter().chain(&total.greeted).all(|count| 0 < *count), "{total:?}");
}
