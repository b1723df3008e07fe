//! The idle clock: 60 seconds to the question, 30 to the end, and never during an errand.

use kiosk_core::{
    happenings::SheetNews,
    screen::{MoreTime, Page, Touch},
};

use crate::kit::{
    Hall,
    people::{lin_zhiyuan, ran_guangming},
};

fn question(hall: &Hall) -> MoreTime {
    match hall.page() {
        Page::MoreTime(page) => page,
        _ => panic!("not asked: {}", hall.title()),
    }
}

#[test]
fn after_a_minute_of_silence_the_citizen_is_asked_and_after_thirty_seconds_the_visit_ends() {
    let mut hall = Hall::open([lin_zhiyuan()]);
    hall.comes(&lin_zhiyuan());
    hall.seconds_pass(59);
    assert_eq!(hall.title(), "林*远，您好");
    hall.seconds_pass(1);
    assert_eq!(question(&hall).seconds_left, 30);
    hall.seconds_pass(10);
    assert_eq!(question(&hall).seconds_left, 20);
    assert!(hall.says("20 秒后"));
    hall.seconds_pass(19);
    assert_eq!(question(&hall).seconds_left, 1);
    hall.seconds_pass(1);
    assert_eq!(hall.title(), "请拿走身份证");
    assert!(hall.says("很久没有操作，本次办理已结束"));
}

#[test]
fn the_question_shows_nothing_of_the_page_behind_it() {
    let mut hall = Hall::open([lin_zhiyuan()]);
    hall.comes(&lin_zhiyuan());
    hall.press("看全名");
    hall.seconds_pass(60);
    question(&hall);
    assert!(!hall.says("林"));
}

#[test]
fn who_is_still_there_goes_on_where_they_were() {
    let mut hall = Hall::open([lin_zhiyuan()]);
    hall.comes(&lin_zhiyuan());
    hall.press("查我的参保信息");
    hall.press("下一页 ›");
    hall.seconds_pass(80);
    hall.press("我还在，继续");
    assert!(hall.says("第 2 页"));
    hall.seconds_pass(59);
    assert!(hall.says("第 2 页"));
    hall.seconds_pass(1);
    hall.press("结束办理");
    assert_eq!(hall.title(), "请拿走身份证");
}

#[test]
fn every_touch_winds_the_clock_up_again() {
    let mut hall = Hall::open([lin_zhiyuan()]);
    hall.comes(&lin_zhiyuan());
    for _ in 0..10 {
        hall.seconds_pass(59);
        hall.press("看全名");
        hall.press("遮住姓名");
    }
    assert_eq!(hall.title(), "林*远，您好");
    hall.touch(Touch::CallStaff);
    hall.seconds_pass(59);
    assert_eq!(hall.title(), "林*远，您好");
}

#[test]
fn the_clock_rests_while_something_is_stored_asked_printed_or_taken() {
    let mut hall = Hall::open([ran_guangming()]);
    hall.comes(&ran_guangming());
    hall.previews_a_voucher();
    hall.seconds_pass(58);
    hall.press("没有问题，打印");
    hall.seconds_pass(7);
    assert_eq!(hall.title(), "正在请区医保局确认");
    hall.district_accepts();
    hall.seconds_pass(110);
    assert_eq!(hall.title(), "正在打印参保凭证");
    hall.sheet_is(SheetNews::Presented);
    hall.seconds_pass(110);
    assert_eq!(hall.title(), "请取走参保凭证");
}

#[test]
fn after_a_slip_the_clock_begins_anew() {
    let mut hall = Hall::open([ran_guangming()]);
    hall.comes(&ran_guangming());
    hall.orders_a_slip();
    hall.seconds_pass(100);
    hall.takes_the_paper();
    hall.seconds_pass(59);
    assert_eq!(hall.title(), "我的参保信息");
    hall.seconds_pass(1);
    question(&hall);
}

#[test]
fn a_clock_that_is_looked_at_late_asks_all_the_same_before_it_ends_anything() {
    let mut hall = Hall::open([lin_zhiyuan()]);
    hall.comes(&lin_zhiyuan());
    let woken = hall.desk.wakes_at().unwrap();
    assert_eq!(woken, hall.up() + std::time::Duration::from_secs(60));
    hall.seconds_pass(89);
    question(&hall);
    hall.press("我还在，继续");
    assert_eq!(hall.title(), "林*远，您好");
}
