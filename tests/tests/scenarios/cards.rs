//! Cards that do not lead to a visit, and readers that do not read.

use std::time::Duration;

use id_card::{
    sim::{Fault, Planned},
    wire::Request,
};
use kiosk_core::case::PaperState;
use tests::{Hall, Story, hands::Device};

#[test]
fn somebody_whom_the_district_does_not_know_is_told_so() -> Story {
    let mut hall = Hall::open(11);
    hall.place_card("li-xiang");
    hall.wait_for("没有查到您的参保记录")?;
    hall.leave()?;
    assert!(hall.books().filed.is_empty());
    Ok(())
}

#[test]
fn an_expired_card_opens_nothing() -> Story {
    let mut hall = Hall::open(12);
    hall.place_card("wu-xiulan");
    hall.wait_for("身份证已过有效期")?;
    assert!(hall.says("2025"));
    hall.leave()?;
    assert!(hall.books().filed.is_empty());
    Ok(())
}

#[test]
fn a_card_pulled_while_it_is_read_is_asked_for_again() -> Story {
    let mut hall = Hall::open(13);
    hall.place_card("lin-zhiyuan");
    // Finding takes up to half a second, and reading most of another.
    hall.pass(Duration::from_millis(900));
    hall.lift_card();
    hall.wait_for("身份证没有读完")?;
    hall.query("lin-zhiyuan")
}

#[test]
fn a_card_pulled_in_the_middle_ends_the_visit_at_once() -> Story {
    let mut hall = Hall::open(14);
    hall.preview_voucher("tan-guilan")?;
    hall.lift_card();
    hall.wait_for("证件已拿走")?;
    hall.wait_until("the welcome page", Hall::is_at_rest)?;
    assert!(hall.pieces().is_empty());
    assert!(hall.filed_vouchers().is_empty());
    Ok(())
}

#[test]
fn a_card_pulled_while_the_voucher_prints_leaves_the_voucher_to_be_taken() -> Story {
    let mut hall = Hall::open(15);
    hall.preview_voucher("tan-guilan")?;
    hall.choose("没有问题，打印")?;
    hall.wait_for("正在打印参保凭证")?;
    hall.lift_card();
    hall.take_voucher()?;
    hall.check_settled();
    assert_eq!(hall.only_issued().paper, PaperState::Taken);
    Ok(())
}

#[test]
fn a_card_left_behind_is_spoken_of_and_serves_nobody_else() -> Story {
    let mut hall = Hall::open(16);
    hall.identify("tan-guilan")?;
    hall.end_visit();
    hall.wait_for("请拿走身份证")?;
    hall.wait_until("the welcome page", Hall::is_at_rest)?;
    assert!(hall.says("感应区有一张证件没有拿走"));
    hall.pass(Duration::from_secs(600));
    assert!(hall.is_at_rest());
    hall.lift_card();
    hall.query("zhou-mo")
}

#[test]
fn a_reader_unplugged_and_plugged_in_again_reads_again() -> Story {
    let mut hall = Hall::open(17);
    hall.unplug(Device::Reader);
    hall.wait_until("the reader out of use", |hall| hall.says("读卡器暂停使用"))?;
    hall.plug(Device::Reader);
    hall.wait_until("the reader in use", |hall| !hall.says("读卡器暂停使用"))?;
    hall.query("lin-zhiyuan")
}

#[test]
fn a_reader_unplugged_during_a_visit_does_not_end_it() -> Story {
    let mut hall = Hall::open(18);
    hall.preview_voucher("tan-guilan")?;
    hall.unplug(Device::Reader);
    hall.choose("没有问题，打印")?;
    hall.wait_for("请取走参保凭证")?;
    hall.wait_and_take()?;
    hall.plug(Device::Reader);
    hall.leave()?;
    hall.check_settled();
    assert_eq!(hall.only_issued().paper, PaperState::Taken);
    Ok(())
}

#[test]
fn a_reader_that_answers_badly_once_reads_the_card_all_the_same() -> Story {
    let faults = [
        Fault::Silent,
        Fault::WrongChecksum,
        Fault::ShortPreamble,
        Fault::NoiseBefore(9),
        Fault::PauseAfterHead(Duration::from_millis(500)),
        Fault::ForeignFrame,
    ];
    for (fault, seed) in faults.into_iter().zip(190..) {
        for request in [Request::FindCard, Request::SelectCard, Request::ReadTextAndPhoto] {
            let mut hall = Hall::open(seed);
            hall.plan(Planned::next_to(request, fault.clone()));
            hall.query("lin-zhiyuan")?;
        }
    }
    Ok(())
}
