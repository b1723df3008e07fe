//! What the hall sees whoever is at the machine: staff, network, printer, reader, ledger.

use kiosk_core::{
    happenings::{
        DistrictHealth, Event, LedgerHealth, PrinterHealth, PrinterState, ReaderHealth, SheetNews,
    },
    identity::Reader,
    parameters::Parameters,
    screen::{Page, SlotLook, Touch},
};

use crate::kit::{
    Deed, Hall, Mood,
    people::{data_as_of, lin_zhiyuan, ran_guangming},
};

#[test]
fn staff_are_called_from_any_page_and_the_call_is_taken_back() {
    let mut hall = Hall::open([lin_zhiyuan()]);
    hall.deeds();
    hall.touch(Touch::CallStaff);
    assert!(hall.view().frame.staff_called, "on the welcome page, too");
    hall.touch(Touch::CallStaff);
    assert!(!hall.view().frame.staff_called);
    assert_eq!(hall.deeds(), [Deed::Noted, Deed::Noted]);
    hall.comes(&lin_zhiyuan());
    hall.press("查我的参保信息");
    hall.touch(Touch::CallStaff);
    assert!(hall.view().frame.staff_called);
    assert_eq!(hall.title(), "我的参保信息", "the page stays");
}

#[test]
fn a_call_goes_with_who_called_unless_something_waits_for_staff() {
    let mut hall = Hall::open([lin_zhiyuan()]);
    hall.comes(&lin_zhiyuan());
    hall.touch(Touch::CallStaff);
    hall.takes_the_card();
    hall.seconds_pass(5);
    assert!(!hall.view().frame.staff_called);
    hall.comes(&lin_zhiyuan());
    hall.touch(Touch::CallStaff);
    hall.printer(PrinterState::PaperOut);
    hall.takes_the_card();
    hall.seconds_pass(5);
    assert!(hall.view().frame.staff_called);
}

#[test]
fn a_call_works_while_the_paper_is_out() {
    let mut hall = Hall::open([ran_guangming()]);
    hall.comes(&ran_guangming());
    hall.orders_a_voucher();
    hall.printer(PrinterState::PaperOut);
    hall.sheet_is(SheetNews::Failed);
    hall.touch(Touch::CallStaff);
    assert!(hall.view().frame.staff_called);
    assert_eq!(hall.title(), "打印纸用完了");
}

#[test]
fn a_kiosk_without_data_serves_nobody_and_says_why() {
    let mut hall = Hall::dark([lin_zhiyuan()], Parameters::bundled(), 0);
    assert_eq!(hall.title(), "本机暂停服务");
    assert!(hall.says("正在取参保数据"));
    assert!(hall.says("综合窗口"));
    hall.comes(&lin_zhiyuan());
    assert_eq!(hall.title(), "本机暂停服务");
    hall.press("看办事指南");
    assert_eq!(hall.title(), "办事指南");
}

#[test]
fn a_broken_ledger_takes_the_kiosk_out_of_service_once_the_visit_is_over() {
    let mut hall = Hall::open([ran_guangming()]);
    hall.comes(&ran_guangming());
    hall.happens(Event::Ledger(LedgerHealth::Broken));
    hall.ledger.mood = Mood::Fails;
    hall.press("查我的参保信息");
    assert_eq!(hall.title(), "对不起，现在办不了");
    hall.takes_the_card();
    hall.comes(&ran_guangming());
    assert_eq!(hall.title(), "请拿走身份证", "no visit begins");
    hall.takes_the_card();
    hall.seconds_pass(5);
    assert_eq!(hall.title(), "本机暂停服务");
    assert!(hall.says("本机出了故障"));
    hall.happens(Event::Ledger(LedgerHealth::Sound));
    assert!(matches!(hall.page(), Page::Welcome(_)));
}

#[test]
fn a_suspended_reader_is_said_before_anybody_tries() {
    let mut hall = Hall::open([]);
    hall.happens(Event::Reader(Reader::IdCard, ReaderHealth::Suspended));
    let Page::Welcome(page) = hall.page() else { panic!("no welcome") };
    assert!(!page.credentials[0].usable);
    assert!(hall.says("身份证读卡器暂停使用，请到窗口办理"));
    assert_eq!(hall.view().frame.slots[0].look, SlotLook::Closed);
    hall.happens(Event::Reader(Reader::IdCard, ReaderHealth::Ready));
    assert!(!hall.says("暂停使用"));
}

#[test]
fn a_roll_near_its_end_is_said_at_the_slot() {
    let mut hall = Hall::open([]);
    hall.happens(Event::Printer(PrinterHealth { state: PrinterState::Ready, paper_low: true }));
    assert_eq!(hall.view().frame.slots[1].hint, "纸快用完");
    hall.printer(PrinterState::PaperOut);
    assert_eq!(hall.view().frame.slots[1].look, SlotLook::Closed);
}

#[test]
fn data_of_yesterday_are_called_so() {
    let mut hall = Hall::open([]);
    let yesterday = data_as_of() - chrono::TimeDelta::days(1);
    let health = DistrictHealth { reachable: false, data_as_of: Some(yesterday) };
    hall.happens(Event::District(health));
    hall.comes(&lin_zhiyuan());
    assert!(hall.says("截至昨天 09:28"));
}

#[test]
fn the_bar_ends_a_visit_only_where_there_is_one_to_end() {
    let mut hall = Hall::open([ran_guangming()]);
    assert!(!hall.view().frame.in_visit);
    hall.comes(&ran_guangming());
    assert!(hall.view().frame.in_visit);
    hall.orders_a_voucher();
    hall.sheet_is(SheetNews::Presented);
    assert!(hall.view().frame.in_visit);
    hall.sheet_is(SheetNews::Taken);
    assert!(!hall.view().frame.in_visit);
}
