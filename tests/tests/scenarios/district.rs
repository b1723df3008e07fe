//! A network that comes and goes, and a district that says no.

use std::time::Duration;

use kiosk_core::case::Standing;
use tests::{Hall, Story};

#[test]
fn without_the_district_the_paper_says_accepted_and_the_case_is_settled_later() -> Story {
    let mut hall = Hall::open(31);
    hall.cut_network();
    hall.pass(Duration::from_secs(60));
    hall.voucher("tan-guilan")?;
    assert!(hall.vouchers()[0].text().contains("已受理"));
    assert_eq!(hall.only_issued().standing, Standing::Unknown);
    assert!(hall.books().filed.is_empty());
    hall.restore_network();
    hall.settle();
    hall.check_settled();
    assert!(matches!(hall.only_issued().standing, Standing::Accepted { .. }));
    assert_eq!(hall.filed_vouchers().len(), 1);
    Ok(())
}

#[test]
fn a_district_that_answers_too_late_is_not_waited_for_and_has_one_case() -> Story {
    let mut hall = Hall::open(32);
    hall.preview_voucher("tan-guilan")?;
    hall.network.round_trip = Duration::from_secs(20);
    hall.choose("没有问题，打印")?;
    hall.wait_for("正在请区医保局确认")?;
    hall.take_voucher()?;
    assert!(hall.vouchers()[0].text().contains("已受理"));
    hall.settle();
    hall.check_settled();
    assert!(1 < hall.network.pushes(), "it was asked again");
    assert_eq!(hall.filed_vouchers().len(), 1);
    Ok(())
}

#[test]
fn what_the_district_refuses_is_not_printed() -> Story {
    let mut hall = Hall::open(33);
    hall.preview_voucher("tan-guilan")?;
    hall.network.rules.voucher_for_active = false;
    hall.choose("没有问题，打印")?;
    hall.wait_for("这项现在办不了")?;
    assert!(hall.says("请先办理停保"));
    hall.leave()?;
    hall.settle();
    hall.check_settled();
    assert!(hall.pieces().is_empty());
    assert!(matches!(hall.only_issued().standing, Standing::Refused { .. }));
    Ok(())
}

#[test]
fn the_network_is_cut_at_any_moment_of_a_push_and_there_is_one_case() -> Story {
    for (millis, seed) in (0..100).step_by(5).zip(340..) {
        let mut hall = Hall::open(seed);
        hall.preview_voucher("tan-guilan")?;
        hall.choose("没有问题，打印")?;
        assert!(hall.network.is_pushing());
        hall.pass(Duration::from_millis(millis));
        hall.cut_network();
        hall.take_voucher()?;
        hall.check();
        let printed_as_done = hall.vouchers()[0].text().contains("已办结");
        let is_filed = !hall.filed_vouchers().is_empty();
        assert!(!printed_as_done || is_filed, "办结 on paper, and the district knows nothing");
        hall.settle();
        hall.check_settled();
        assert_eq!(hall.filed_vouchers().len(), 1, "cut after {millis} ms");
    }
    Ok(())
}

#[test]
fn a_day_without_the_district_is_made_up_for_in_order() -> Story {
    let mut hall = Hall::open(35);
    hall.cut_network();
    for key in ["tan-guilan", "zhou-mo", "ran-guangming", "yang-ting"] {
        hall.voucher(key)?;
        hall.pass(Duration::from_secs(3600));
    }
    assert!(hall.books().filed.is_empty());
    hall.settle();
    hall.check_settled();
    let vouchers = hall.filed_vouchers();
    let numbers: Vec<_> = vouchers.iter().map(|filed| filed.number.as_str()).collect();
    assert!(numbers.is_sorted(), "{numbers:?}");
    assert_eq!(numbers.len(), 4);
    Ok(())
}
