//! Cards that do not lead to a visit, and readers that do not read.

use std::time::Duration;

use chrono::NaiveDate;
use id_card::{CardNumber, IdCard, ResidentCard, Validity, sim};
use kiosk_core::case::PaperState;
use tests::{Hall, Story, cast, hands::Device};

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

/// Zhou Mo's card, changed.
fn forged(change: impl FnOnce(&mut ResidentCard)) -> sim::Card {
    let mut card = cast::chip("zhou-mo");
    match &mut card {
        IdCard::Resident(card) => change(card),
        _ => panic!("he is a resident"),
    }
    sim::Card::new(card.to_block().expect("the text fits"))
}

#[test]
fn a_card_that_proves_nobody_today_says_why_and_another_serves() -> Story {
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).expect("it is one");
    let mut unknown_kind = forged(|_| ());
    unknown_kind.text[248] = b'Q';
    let blank = sim::Card::new([0; 256]);
    for (card, title) in [
        (forged(|card| card.valid_from = Some(day(2026, 12, 1))), "身份证还没有生效"),
        (forged(|card| card.valid_to = Validity::Until(day(2026, 11, 23))), "身份证已过有效期"),
        (
            forged(|card| card.number = CardNumber::from_text("500119199207112030")),
            "身份证号码读得不完整",
        ),
        (forged(|card| card.number = CardNumber::from_text("500119201508015022")), "未成年人"),
        (unknown_kind, "本机还认不出这种证件"),
        (blank, "身份证读不出来"),
    ] {
        let mut hall = Hall::open(191);
        hall.place(card);
        hall.wait_for(title)?;
        hall.lift_card();
        hall.insert_card("tan-guilan");
        hall.wait_for("谭*兰，您好")?;
        assert!(hall.books().filed.is_empty());
    }
    Ok(())
}

#[test]
fn a_date_that_cannot_be_read_refuses_nobody() -> Story {
    let mut hall = Hall::open(192);
    hall.place(forged(|card| (card.valid_from, card.valid_to) = (None, Validity::Unreadable)));
    hall.wait_for("周*，您好")
}

#[test]
fn a_social_card_that_has_run_out_is_told_so() -> Story {
    let mut hall = Hall::open(193);
    let mut profile = cast::card("tan-guilan").social_profile.clone().expect("she has one");
    profile.valid_to = NaiveDate::from_ymd_opt(2026, 11, 23).expect("it is a day");
    hall.insert(social_card::sim::Card::social(profile).expect("the name fits"));
    hall.wait_for("社保卡已过有效期")?;
    hall.pull_card();
    hall.place_card("tan-guilan");
    hall.wait_for("谭*兰，您好")
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
