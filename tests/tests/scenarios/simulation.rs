//! Days in the hall, drawn from a seed: people, what they touch, and what breaks meanwhile.
//!
//! `HALL_SEEDS=1000 cargo test --release -p tests --test scenarios days_in_the_hall` runs many; where
//! one fails, its seed is named, and `HALL_SEED=n` runs that one alone and tells all that happens.

use std::{env, time::Duration};

use rand::{RngExt, SeedableRng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use receipt_printer::sim::Hand;
use tests::{Hall, cast, hands::Device};

/// Days that are always run.
const USUAL: u64 = 8;
const VISITS_A_DAY: usize = 8;
/// What somebody does in a visit before they go.
const DEEDS: usize = 25;
/// What leads to paper, which most people come for.
const ON_THE_WAY: [&str; 6] =
    ["接着打印", "打印参保凭证", "重庆市以外", "职工", "没有问题", "打印查询单"];

/// Something that breaks, or is mended.
fn mishap(hall: &mut Hall, chance: &mut ChaCha8Rng) {
    let kind = chance.random_range(0..16);
    tracing::info!(kind, now = ?hall.now(), "a mishap");
    match kind {
        0 => hall.cut_network(),
        1 | 2 => hall.restore_network(),
        3 => hall.paper_ends_after(chance.random_range(0..1500)),
        4 | 5 => hall.change_roll(),
        6 => hall.printer(Hand::OpenCover),
        7 | 8 => hall.printer(Hand::CloseCover),
        9 => hall.unplug(Device::Reader),
        10 => hall.plug(Device::Reader),
        11 => hall.noise(chance.random(), chance.random_range(0..400)),
        12 => hall.noise(0, 0),
        13 => hall.network.round_trip = Duration::from_millis(chance.random_range(20..9_000)),
        14 => hall.printer(Hand::Heat(Duration::from_secs(chance.random_range(1..30)))),
        _ => {
            hall.power_off();
            hall.pass(Duration::from_millis(chance.random_range(0..20_000)));
            hall.power_on();
        }
    }
}

fn visit(hall: &mut Hall, chance: &mut ChaCha8Rng) {
    let keys: Vec<&str> = cast::cards().iter().map(|card| card.key.as_str()).collect();
    hall.place_card(keys.choose(chance).expect("cards lie ready"));
    for _ in 0..DEEDS {
        hall.pass(Duration::from_millis(chance.random_range(100..6_000)));
        if chance.random_bool(0.1) {
            mishap(hall, chance);
        }
        if chance.random_bool(0.5) {
            hall.take_paper();
        }
        // An honest citizen looks whether there is a sheet before saying so.
        let offers: Vec<String> =
            hall.offers().into_iter().filter(|label| !label.starts_with("我拿到了")).collect();
        let ahead = ON_THE_WAY.iter().find_map(|way| offers.iter().find(|it| it.starts_with(way)));
        let ahead = ahead.filter(|_| chance.random_bool(0.6));
        if let Some(label) = ahead.or_else(|| offers.choose(chance)) {
            tracing::info!(label, page = hall.title(), now = ?hall.now(), "a touch");
            hall.touch(label).expect("it was on the page");
        }
        hall.check();
    }
    hall.lift_card();
}

/// How many vouchers, 补打 among them, and spoilt sheets a day came to.
fn day(seed: u64) -> [usize; 3] {
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let mut hall = Hall::open_on_disk(seed);
    for _ in 0..VISITS_A_DAY {
        visit(&mut hall, &mut chance);
        hall.pass(Duration::from_millis(chance.random_range(0..120_000)));
        hall.check();
    }
    hall.plug(Device::Reader);
    hall.change_roll();
    hall.settle();
    hall.check_settled();
    let vouchers = hall.vouchers();
    let again = vouchers.iter().filter(|piece| piece.is_reissue()).count();
    [vouchers.len(), again, hall.pieces().iter().filter(|piece| piece.is_spoilt()).count()]
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
    let mut total = [0; 3];
    for seed in seeds {
        println!("HALL_SEED={seed}");
        let counts = day(seed);
        total = std::array::from_fn(|place| total[place] + counts[place]);
    }
    println!("vouchers, 补打 among them, and spoilt sheets: {total:?}");
    // Days on which nobody prints anything prove nothing.
    assert!(total.iter().all(|count| 0 < *count), "{total:?}");
}
