//! Paper that runs out, covers that open, printers that say nothing.

use std::time::Duration;

use kiosk_core::case::PaperState;
use receipt_printer::sim::Hand;
use tests::{Hall, Story, hands::Device};

/// A voucher at the preview, and a yes.
fn confirmed(seed: u64) -> Result<Hall, tests::Stuck> {
    let mut hall = Hall::open(seed);
    hall.preview_voucher("tan-guilan")?;
    Ok(hall)
}

#[test]
fn the_paper_runs_out_in_a_voucher_and_after_a_new_roll_there_is_one_whole_sheet() -> Story {
    // Wherever in the sheet the roll ends, the sum is the same.
    for (dots, seed) in (1..1400).step_by(100).zip(200..) {
        let mut hall = confirmed(seed)?;
        hall.paper_ends_after(dots);
        hall.choose("没有问题，打印")?;
        hall.wait_for("打印纸用完了")?;
        assert!(hall.says("编号不变"));
        hall.refill();
        hall.take_voucher()?;
        hall.settle();
        hall.check_settled();
        assert_eq!(hall.vouchers().len(), 1, "whole sheets where the roll ended after {dots} dots");
        assert_eq!(hall.only_issued().paper, PaperState::Taken);
        assert_eq!(hall.filed_vouchers().len(), 1);
    }
    Ok(())
}

#[test]
fn somebody_who_does_not_wait_for_the_roll_prints_on_next_time() -> Story {
    let mut hall = confirmed(21)?;
    hall.paper_ends_after(300);
    hall.choose("没有问题，打印")?;
    hall.wait_for("打印纸用完了")?;
    hall.touch("不等了")?;
    hall.leave()?;
    hall.refill();
    hall.pass(Duration::from_secs(60));
    hall.take_paper();
    hall.identify("tan-guilan")?;
    hall.choose("接着打印参保凭证")?;
    hall.wait_for("请核对参保凭证")?;
    hall.choose("没有问题，打印")?;
    hall.take_voucher()?;
    hall.settle();
    hall.check_settled();
    assert_eq!(hall.vouchers().len(), 1);
    assert!(!hall.vouchers()[0].is_reissue());
    assert_eq!(hall.filed_vouchers().len(), 1);
    Ok(())
}

#[test]
fn the_cover_is_opened_in_a_voucher_and_closed_again() -> Story {
    for (millis, seed) in (0..6000).step_by(400).zip(220..) {
        let mut hall = confirmed(seed)?;
        hall.choose("没有问题，打印")?;
        hall.wait_for("正在打印参保凭证")?;
        hall.pass(Duration::from_millis(millis));
        hall.printer(Hand::OpenCover);
        hall.pass(Duration::from_secs(5));
        hall.printer(Hand::CloseCover);
        hall.take_voucher()?;
        hall.settle();
        hall.check_settled();
        assert_eq!(hall.vouchers().len(), 1, "whole sheets, opened after {millis} ms");
        assert_eq!(hall.filed_vouchers().len(), 1);
    }
    Ok(())
}

#[test]
fn a_cutter_that_sticks_releases_no_second_sheet() -> Story {
    let mut hall = confirmed(24)?;
    hall.printer(Hand::JamCutter);
    hall.choose("没有问题，打印")?;
    hall.wait_for("打印机卡住了")?;
    hall.printer(Hand::FreeCutter);
    hall.switch(Device::Printer, false);
    hall.pass(Duration::from_secs(3));
    hall.switch(Device::Printer, true);
    hall.pass(Duration::from_secs(60));
    hall.check();
    Ok(())
}

#[test]
fn a_printer_that_says_nothing_prints_nothing_and_the_record_can_still_be_seen() -> Story {
    let mut hall = Hall::open(25);
    hall.switch(Device::Printer, false);
    hall.wait_until("the printer out of use", |hall| hall.says("打印机没有反应"))?;
    hall.identify("tan-guilan")?;
    assert!(!hall.offers().iter().any(|label| label.starts_with("打印参保凭证")));
    hall.touch("查我的参保信息")?;
    hall.wait_for("我的参保信息")?;
    assert!(!hall.offers().iter().any(|label| label.starts_with("打印查询单")));
    hall.leave()?;
    hall.switch(Device::Printer, true);
    hall.wait_until("the printer in use", |hall| !hall.says("打印机没有反应"))?;
    hall.voucher("tan-guilan")
}

#[test]
fn the_printers_cable_comes_out_at_any_moment_and_no_sheet_is_doubled() -> Story {
    for (millis, seed) in (0..9000).step_by(450).zip(260..) {
        let mut hall = confirmed(seed)?;
        hall.choose("没有问题，打印")?;
        hall.wait_for("正在打印参保凭证")?;
        hall.pass(Duration::from_millis(millis));
        hall.unplug(Device::Printer);
        hall.pass(Duration::from_secs(4));
        hall.check();
        hall.plug(Device::Printer);
        hall.pass(Duration::from_secs(30));
        hall.check();
        if hall.title().starts_with("纸出来了吗") {
            hall.look_and_say()?;
        }
        hall.pass(Duration::from_secs(20));
        hall.check();
        hall.lift_card();
        hall.settle();
        hall.check_settled();
    }
    Ok(())
}

#[test]
fn a_voucher_that_nobody_takes_is_put_down_as_hanging_in_the_mouth() -> Story {
    let mut hall = confirmed(28)?;
    hall.choose("没有问题，打印")?;
    hall.wait_for("请取走参保凭证")?;
    hall.lift_card();
    hall.wait_until("the welcome page", Hall::is_at_rest)?;
    assert!(hall.says("取纸口有一张纸没有取走"));
    assert_eq!(hall.only_issued().paper, PaperState::Presented);
    hall.take_paper();
    hall.pass(Duration::from_secs(5));
    assert_eq!(hall.only_issued().paper, PaperState::Taken);
    assert!(!hall.says("取纸口有一张纸没有取走"));
    hall.check_settled();
    Ok(())
}
