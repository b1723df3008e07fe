//! Visits in which all goes well.

use kiosk_core::case::{PaperState, Standing};
use tests::{Hall, Story};

#[test]
fn somebody_sees_their_own_record_and_the_district_hears_of_it() -> Story {
    let mut hall = Hall::open(1);
    hall.query("lin-zhiyuan")?;
    hall.settle();
    hall.check_settled();
    assert_eq!(hall.books().filed.len(), 1);
    Ok(())
}

#[test]
fn a_voucher_is_accepted_printed_and_taken_and_there_is_one_case_of_it() -> Story {
    let mut hall = Hall::open(2);
    hall.voucher("lin-zhiyuan")?;
    hall.check_settled();
    let vouchers = hall.vouchers();
    assert_eq!(vouchers.len(), 1);
    assert_eq!(hall.pieces().len(), 1);
    assert!(vouchers[0].taken);
    let text = vouchers[0].text();
    for words in ["林知远", "500119196109271236", "500119-07-20261124-00001", "已办结"] {
        assert!(text.contains(words), "{words} is not on {text}");
    }
    let issued = hall.only_issued();
    assert!(matches!(issued.standing, Standing::Accepted { .. }));
    assert_eq!(issued.paper, PaperState::Taken);
    assert_eq!(hall.filed_vouchers().len(), 1);
    Ok(())
}

#[test]
fn the_slip_of_a_query_is_printed_and_taken() -> Story {
    let mut hall = Hall::open(3);
    hall.identify("tan-guilan")?;
    hall.choose("查我的参保信息")?;
    hall.wait_for("我的参保信息")?;
    hall.choose("打印查询单")?;
    hall.wait_for("请取走")?;
    hall.wait_and_take()?;
    // The slip leads back to the record, for there may be more to do.
    hall.wait_for("我的参保信息")?;
    hall.leave()?;
    hall.settle();
    hall.check_settled();
    assert_eq!(hall.pieces().len(), 1);
    // It was opened, and then printed.
    assert_eq!(hall.books().filed.len(), 2);
    Ok(())
}

#[test]
fn everybody_with_a_sound_card_is_greeted_and_goes_again() -> Story {
    let mut hall = Hall::open(4);
    for key in ["zhou-mo", "ran-guangming", "ouyang-qingyi", "tursun", "yang-ting", "chen-wanshi"] {
        hall.query(key)?;
    }
    hall.settle();
    hall.check_settled();
    Ok(())
}

#[test]
fn a_second_voucher_of_the_same_thing_is_the_same_one_and_says_so() -> Story {
    let mut hall = Hall::open(5);
    hall.voucher("tan-guilan")?;
    hall.preview_voucher("tan-guilan")?;
    hall.choose("没有问题，补打")?;
    hall.take_voucher()?;
    hall.settle();
    hall.check_settled();
    let vouchers = hall.vouchers();
    let (first, second) = (vouchers[0], vouchers[1]);
    assert_eq!(first.number(), second.number());
    assert_eq!((first.is_reissue(), second.is_reissue()), (false, true));
    assert_eq!(hall.filed_vouchers().len(), 2, "the 补打 is a case of its own");
    Ok(())
}

#[test]
fn somebody_who_touches_nothing_is_asked_and_then_forgotten() -> Story {
    let mut hall = Hall::open(6);
    hall.identify("tan-guilan")?;
    hall.wait_for("还需要时间吗")?;
    hall.touch("我还在，继续")?;
    assert!(hall.says("您好"));
    hall.wait_for("还需要时间吗")?;
    hall.wait_for("请拿走身份证")?;
    hall.leave()?;
    assert!(!hall.says("谭"));
    Ok(())
}

#[test]
fn guides_are_read_and_printed_without_a_card() -> Story {
    let mut hall = Hall::open(7);
    hall.touch("办事指南")?;
    hall.wait_for("办事指南")?;
    let item = hall.offers().first().cloned().unwrap_or_default();
    hall.choose(&item)?;
    while !hall.offers().iter().any(|label| label.starts_with("打印一次性告知单")) {
        hall.choose("下一页")?;
    }
    hall.choose("打印一次性告知单")?;
    hall.wait_and_take()?;
    assert!(hall.pieces()[0].text().contains("告知单"));
    assert!(hall.books().filed.is_empty(), "a notice is no case");
    Ok(())
}
