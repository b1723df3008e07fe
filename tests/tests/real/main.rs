//! The kiosk in a process of its own, killed while it prints, again and again.
//!
//! `HALL_KILLS=50 cargo test -p tests --test real` kills more often than usual.

use std::{env, path::Path, thread, time::Duration};

use kiosk_ledger::Ledger;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use simulator::Hand;
use tests::{
    books::Books,
    live::{LiveHall, LiveKiosk},
};

const USUAL_KILLS: u64 = 6;
/// From the yes to the sheet in the mouth in a simulated printer, and a little more.
const LONGEST: Duration = Duration::from_millis(3500);
const PEOPLE: [&str; 4] = ["tan-guilan", "zhou-mo", "ran-guangming", "yang-ting"];

fn start(hall: &LiveHall) -> anyhow::Result<LiveKiosk> {
    let kiosk = hall.start(Path::new(env!("CARGO_BIN_EXE_live-kiosk")))?;
    kiosk.wait_until("the welcome page", |screen| screen.title.starts_with("请放身份证"), || {})?;
    Ok(kiosk)
}

/// To the preview of a voucher; what hangs in the mouth meanwhile is taken.
fn preview(hall: &LiveHall, kiosk: &mut LiveKiosk, key: &str) -> anyhow::Result<()> {
    let take = || {
        if hall.sheet_in_mouth() {
            hall.perform(Hand::TakePaper);
        }
    };
    hall.perform(Hand::PlaceCard { card: key.to_owned() });
    for label in ["打印参保凭证", "重庆市以外", "没有问题，"] {
        let offered = |screen: &tests::live::Screen| {
            screen.offers.iter().any(|offer| offer.starts_with(label))
        };
        kiosk.wait_until(label, offered, take)?;
        if label != "没有问题，" {
            kiosk.touch(label)?;
        }
    }
    Ok(())
}

#[test]
fn a_kiosk_killed_at_any_moment_of_a_voucher_loses_no_case_and_doubles_no_sheet()
-> anyhow::Result<()> {
    let kills = env::var("HALL_KILLS").ok().and_then(|kills| kills.parse().ok());
    let mut chance = ChaCha8Rng::seed_from_u64(70);
    let hall = LiveHall::open()?;
    for round in 0..kills.unwrap_or(USUAL_KILLS) {
        let mut kiosk = start(&hall)?;
        preview(&hall, &mut kiosk, PEOPLE[round as usize % PEOPLE.len()])?;
        kiosk.touch("没有问题，")?;
        thread::sleep(LONGEST.mul_f64(chance.random()));
        drop(kiosk);
        hall.perform(Hand::LiftCard);
    }
    // The last of them goes its way undisturbed.
    let mut kiosk = start(&hall)?;
    preview(&hall, &mut kiosk, PEOPLE[0])?;
    kiosk.touch("没有问题，")?;
    kiosk.wait_until("the sheet", |screen| screen.title.contains("请取走参保凭证"), || {})?;
    hall.perform(Hand::TakePaper);
    hall.perform(Hand::LiftCard);
    kiosk.wait_until("the welcome page", |screen| screen.title.starts_with("请放身份证"), || {})?;
    drop(kiosk);
    let ledger = Ledger::open(hall.folder.path().join("ledger.sqlite"))?;
    let pieces = hall.pieces();
    let books = Books { ledger: &ledger, filed: hall.filed()?, pieces: &pieces, noisy: false };
    books.check_settled();
    assert!(books.vouchers().iter().any(|piece| piece.is_voucher()));
    Ok(())
}
