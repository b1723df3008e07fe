//! The kiosk loses its power, at any moment of a voucher.

use kiosk_core::case::PaperState;
use std::time::Duration;
use tests::{Hall, PowerCut, Story, Stuck, hands::Device};

/// Prints a voucher until the power goes, if it does.
fn interrupted(seed: u64, cut: PowerCut, district_away: bool) -> Result<(Hall, bool), Stuck> {
    let mut hall = Hall::open_on_disk(seed);
    if district_away {
        hall.cut_network();
        hall.pass(Duration::from_secs(60));
    }
    hall.preview_voucher("tan-guilan")?;
    hall.cut_power(cut);
    let whole = match hall.choose("没有问题，打印").and_then(|()| hall.take_voucher()) {
        Ok(()) => true,
        Err(Stuck::NoPower) => false,
        Err(stuck) => return Err(stuck),
    };
    Ok((hall, whole))
}

/// The power is back: what the ledger knows, what the next visit offers, and how it all ends.
fn go_on(hall: &mut Hall, devices_went_too: bool) -> Story {
    if devices_went_too {
        for device in [Device::Reader, Device::Printer] {
            hall.switch(device, false);
            hall.switch(device, true);
        }
    }
    hall.lift_card();
    hall.pass(Duration::from_secs(20));
    hall.take_paper();
    hall.power_on();
    hall.pass(Duration::from_secs(30));
    hall.take_paper();
    hall.check();
    let whole_before = hall.vouchers().len();
    let issued = hall.books().issued();
    hall.identify("tan-guilan")?;
    let offers_to_go_on = hall.offers().iter().any(|label| label.starts_with("接着打印"));
    match issued.first().map(|paper| paper.paper) {
        // Nothing was stored, so nothing has happened.
        None => {
            assert_eq!(whole_before, 0);
            assert!(!offers_to_go_on);
        }
        Some(PaperState::Asked | PaperState::Failed) => {
            assert_eq!(
                whole_before, 0,
                "a whole sheet came out, and the ledger says that none did"
            );
            assert!(offers_to_go_on);
        }
        Some(state) => {
            assert!(
                matches!(state, PaperState::Unknown | PaperState::Taken),
                "after a restart a sheet cannot be {state:?}"
            );
            assert!(!offers_to_go_on);
        }
    }
    hall.choose("打印参保凭证")?;
    hall.choose("重庆市以外")?;
    hall.wait_for("请核对参保凭证")?;
    let again = hall.offers().iter().any(|label| label.starts_with("没有问题，补打"));
    let may_be_out = issued.first().is_some_and(|paper| paper.paper.may_be_out());
    assert_eq!(again, may_be_out);
    hall.choose(if again { "没有问题，补打" } else { "没有问题，打印" })?;
    hall.take_voucher()?;
    hall.settle();
    hall.check_settled();
    let firsts = hall.filed_vouchers().iter().filter(|filed| !filed.is_reissue).count();
    assert_eq!(firsts, 1, "first cases at the district");
    let numbers: std::collections::BTreeSet<_> =
        hall.filed_vouchers().into_iter().map(|filed| filed.number).collect();
    assert_eq!(numbers.len(), 1);
    Ok(())
}

/// Cuts the power after 0, 1, 2… until the voucher comes to its end without a cut.
fn at_every(
    cut: impl Fn(usize) -> PowerCut,
    seed: u64,
    district_away: bool,
) -> Result<usize, Stuck> {
    for count in 0.. {
        let (mut hall, whole) = interrupted(seed, cut(count), district_away)?;
        if whole {
            return Ok(count);
        }
        go_on(&mut hall, count % 2 == 1)?;
    }
    unreachable!("a voucher has an end")
}

#[test]
fn the_power_goes_after_any_output_of_a_voucher() -> Story {
    let outputs = at_every(PowerCut::AfterOutput, 51, false)?;
    assert!(10 < outputs, "only {outputs} outputs");
    Ok(())
}

#[test]
fn the_power_goes_between_any_two_transactions_of_a_voucher() -> Story {
    let commits = at_every(PowerCut::AfterCommit, 52, false)?;
    assert!(5 < commits, "only {commits} transactions");
    Ok(())
}

#[test]
fn the_power_goes_between_any_two_transactions_while_the_district_is_away() -> Story {
    let commits = at_every(PowerCut::AfterCommit, 53, true)?;
    assert!(4 < commits, "only {commits} transactions");
    Ok(())
}

#[test]
fn numbers_go_on_after_a_power_cut() -> Story {
    let mut hall = Hall::open_on_disk(54);
    hall.voucher("tan-guilan")?;
    hall.power_off();
    hall.pass(Duration::from_secs(5));
    hall.power_on();
    hall.pass(Duration::from_secs(5));
    hall.voucher("zhou-mo")?;
    hall.check_settled();
    let numbers: Vec<_> = hall.vouchers().iter().filter_map(|piece| piece.number()).collect();
    assert_eq!(numbers, ["500119-07-20261124-00001-4", "500119-07-20261124-00002-2"]);
    Ok(())
}
