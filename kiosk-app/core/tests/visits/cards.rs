//! What happens to the card: read, not read, not accepted, pulled, forgotten, swapped.

use chrono::Days;
use kiosk_core::{
    case::PaperState,
    document::CopyKind,
    happenings::{CardFailure, Event, ReaderHealth, SheetNews},
    identity::{Credential, Reader, ValidUntil},
    screen::{Page, Slot, SlotLook},
    time,
    visit::Visit,
};

use crate::kit::{
    Deed, Hall, Mood, card_of,
    people::{lin_zhiyuan, ran_guangming, somebody, zhou_mo},
};

fn after_a_card(change: impl FnOnce(&mut Credential)) -> Hall {
    let mut hall = Hall::open([lin_zhiyuan()]);
    let mut card = card_of(&lin_zhiyuan());
    change(&mut card);
    hall.puts_down(card);
    hall
}

#[test]
fn a_card_is_read_while_it_lies_there() {
    let mut hall = Hall::open([lin_zhiyuan()]);
    hall.happens(Event::CardFound(Reader::IdCard));
    assert_eq!(hall.title(), "正在读卡");
    hall.takes_the_card();
    assert_eq!(hall.title(), "身份证没有读完");
    hall.comes(&lin_zhiyuan());
    assert_eq!(hall.title(), "林*远，您好");
}

#[test]
fn a_card_that_is_not_read_is_told_apart_and_tried_again() {
    for (failure, title) in [
        (CardFailure::Interrupted, "身份证没有读完"),
        (CardFailure::Damaged, "身份证读不出来"),
        (CardFailure::Unsupported, "本机还认不出这种证件"),
    ] {
        let mut hall = Hall::open([lin_zhiyuan()]);
        hall.happens(Event::CardFound(Reader::IdCard));
        hall.happens(Event::CardFailed(Reader::IdCard, failure));
        assert_eq!(hall.title(), title);
        hall.takes_the_card();
        hall.comes(&lin_zhiyuan());
        assert_eq!(hall.title(), "林*远，您好");
    }
}

#[test]
fn a_reader_that_falls_silent_over_a_card_is_not_waited_for() {
    let mut hall = Hall::open([lin_zhiyuan()]);
    hall.happens(Event::CardFound(Reader::IdCard));
    hall.seconds_pass(15);
    assert_eq!(hall.title(), "身份证读不出来");
}

#[test]
fn a_card_past_its_last_day_is_told_which_day_that_was() {
    let yesterday = time::day(Hall::open([]).now()) - Days::new(1);
    let hall = after_a_card(|card| card.valid_until = ValidUntil::Day(yesterday));
    assert_eq!(hall.title(), "身份证已过有效期");
    assert!(hall.says("有效期到 2026年11月23日"));
    assert!(hall.says("到窗口办理"));
}

#[test]
fn a_card_on_its_last_day_is_good() {
    let today = time::day(Hall::open([]).now());
    let hall = after_a_card(|card| card.valid_until = ValidUntil::Day(today));
    assert_eq!(hall.title(), "林*远，您好");
}

#[test]
fn a_card_before_its_first_day_is_told_from_when_it_counts() {
    let tomorrow = time::day(Hall::open([]).now()) + Days::new(1);
    let hall = after_a_card(|card| card.valid_from = Some(tomorrow));
    assert_eq!(hall.title(), "身份证还没有生效");
    assert!(hall.says("从 2026年11月25日 起有效"));
}

#[test]
fn a_damaged_number_proves_nobody() {
    let hall = after_a_card(|card| card.number = None);
    assert_eq!(hall.title(), "身份证号码读得不完整");
}

#[test]
fn a_child_comes_with_a_guardian() {
    let child = somebody("林小满", "500119201503120018");
    let mut hall = Hall::open([child.clone()]);
    hall.comes(&child);
    assert_eq!(hall.title(), "未成年人请由监护人陪同");
}

#[test]
fn somebody_unknown_hears_of_when_the_data_are_and_whom_to_ask() {
    let mut hall = Hall::open([]);
    hall.comes(&lin_zhiyuan());
    assert_eq!(hall.title(), "没有查到您的参保记录");
    assert!(hall.says("截至今天 09:28"));
    assert!(hall.says("3 号窗口"));
    hall.press("看办事指南");
    assert_eq!(hall.title(), "办事指南");
}

#[test]
fn a_refusal_stays_while_it_is_read_and_shorter_once_the_card_is_gone() {
    let mut hall = Hall::open([]);
    hall.comes(&lin_zhiyuan());
    hall.seconds_pass(20);
    hall.takes_the_card();
    hall.seconds_pass(11);
    assert_eq!(hall.title(), "没有查到您的参保记录");
    hall.seconds_pass(1);
    assert!(matches!(hall.page(), Page::Welcome(_)));
}

#[test]
fn a_replica_that_cannot_be_read_is_the_kiosks_fault_not_the_citizens() {
    let mut hall = Hall::open([lin_zhiyuan()]);
    hall.ledger.mood = Mood::Fails;
    hall.comes(&lin_zhiyuan());
    assert_eq!(hall.title(), "对不起，现在办不了");
    let mut hall = Hall::open([lin_zhiyuan()]);
    hall.ledger.mood = Mood::Slow;
    hall.comes(&lin_zhiyuan());
    hall.seconds_pass(5);
    assert_eq!(hall.title(), "对不起，现在办不了");
}

#[test]
fn an_answer_about_the_one_before_shows_nothing_to_the_next() {
    let mut hall = Hall::open([lin_zhiyuan(), zhou_mo()]);
    hall.ledger.mood = Mood::Slow;
    hall.comes(&lin_zhiyuan());
    hall.takes_the_card();
    hall.comes(&zhou_mo());
    let about_lin = hall.ledger.fetch().unwrap();
    hall.happens(about_lin);
    assert_eq!(hall.title(), "正在查找");
    let about_zhou = hall.ledger.fetch().unwrap();
    hall.happens(about_zhou);
    assert_eq!(hall.title(), "周*，您好");
}

#[test]
fn pulling_the_card_ends_the_visit_whatever_page_is_open() {
    type Walk = fn(&mut Hall);
    let walks: [Walk; 8] = [
        |_| {},
        |hall| hall.press("查我的参保信息"),
        |hall| hall.press("打印参保凭证"),
        |hall| {
            hall.press("打印参保凭证");
            hall.press("重庆市以外");
        },
        Hall::previews_a_voucher,
        |hall| {
            hall.press("打印参保凭证");
            hall.press("重庆市以内");
        },
        |hall| hall.press("办事指南"),
        |hall| hall.seconds_pass(60),
    ];
    for walk in walks {
        let mut hall = Hall::open([lin_zhiyuan()]);
        hall.comes(&lin_zhiyuan());
        walk(&mut hall);
        hall.deeds();
        hall.takes_the_card();
        assert_eq!(hall.deeds(), [Deed::Forgot]);
        assert_eq!(hall.title(), "证件已拿走");
        hall.seconds_pass(5);
        assert!(matches!(hall.page(), Page::Welcome(_)));
    }
}

#[test]
fn a_card_pulled_while_the_case_is_stored_and_asked_does_not_stop_the_paper() {
    let mut hall = Hall::open([ran_guangming()]);
    hall.comes(&ran_guangming());
    hall.previews_a_voucher();
    hall.ledger.mood = Mood::Slow;
    hall.press("没有问题，打印");
    hall.takes_the_card();
    assert_eq!(hall.title(), "正在登记");
    let stored = hall.ledger.fetch().unwrap();
    hall.happens(stored);
    assert_eq!(hall.title(), "正在请区医保局确认");
    hall.district_accepts();
    hall.takes_the_paper();
    assert_eq!(hall.title(), "再见");
}

#[test]
fn a_card_pulled_while_it_prints_leaves_the_paper_to_be_taken() {
    let mut hall = Hall::open([ran_guangming()]);
    hall.comes(&ran_guangming());
    hall.orders_a_voucher();
    hall.takes_the_card();
    assert_eq!(hall.title(), "正在打印参保凭证");
    hall.sheet_is(SheetNews::Presented);
    assert_eq!(hall.title(), "请取走参保凭证");
    assert!(!hall.says("请拿走身份证"));
    hall.deeds();
    hall.sheet_is(SheetNews::Taken);
    assert_eq!(hall.deeds(), [Deed::Paper(PaperState::Taken), Deed::Forgot]);
}

#[test]
fn a_card_pulled_before_the_paper_is_refilled_hears_how_to_go_on() {
    let mut hall = Hall::open([ran_guangming()]);
    hall.comes(&ran_guangming());
    hall.orders_a_voucher();
    hall.sheet_is(SheetNews::Failed);
    hall.takes_the_card();
    assert!(hall.says("凭证还没有打印，下次带证件到本机接着打印"));
    hall.seconds_pass(11);
    assert!(hall.says("接着打印"), "there is time to read it");
    hall.seconds_pass(1);
    assert!(matches!(hall.page(), Page::Welcome(_)));
}

#[test]
fn a_refusal_of_the_district_is_still_read_after_the_card_is_pulled() {
    let mut hall = Hall::open([ran_guangming()]);
    hall.comes(&ran_guangming());
    hall.previews_a_voucher();
    hall.press("没有问题，打印");
    hall.district_refuses("您正在住院");
    hall.takes_the_card();
    assert!(hall.says("您正在住院"));
    hall.press("知道了");
    assert_eq!(hall.title(), "证件已拿走");
}

#[test]
fn another_certificate_needs_the_card_for_it_is_another_case() {
    let mut hall = Hall::open([ran_guangming()]);
    hall.comes(&ran_guangming());
    hall.orders_a_voucher();
    hall.takes_the_card();
    hall.sheet_is(SheetNews::Unknown);
    hall.press("没有拿到");
    assert_eq!(hall.printed().len(), 1);
    assert!(hall.says("下次带证件到本机接着打印"));
    hall.comes(&ran_guangming());
    hall.previews_a_voucher();
    hall.press("没有问题，补打");
    hall.district_accepts();
    assert_eq!(hall.sheet().copy, CopyKind::Reissue);
}

fn card_slot(hall: &Hall) -> Slot {
    hall.view().frame.slots.remove(0)
}

#[test]
fn a_forgotten_card_is_asked_for_and_then_told_to_who_comes_next() {
    let mut hall = Hall::open([lin_zhiyuan()]);
    hall.comes(&lin_zhiyuan());
    hall.touch(kiosk_core::screen::Touch::EndVisit);
    assert_eq!(hall.title(), "请拿走身份证");
    assert_eq!(card_slot(&hall).look, SlotLook::Take);
    hall.seconds_pass(40);
    assert!(hall.says("感应区有一张证件没有拿走，请交给工作人员。"));
    assert_eq!(card_slot(&hall).look, SlotLook::Take);
    hall.takes_the_card();
    assert!(!hall.says("没有拿走"));
    assert_eq!(card_slot(&hall).look, SlotLook::Guide);
}

#[test]
fn who_has_more_to_do_goes_on_with_the_card_that_still_lies_there() {
    let mut hall = Hall::open([ran_guangming()]);
    hall.comes(&ran_guangming());
    hall.orders_a_voucher();
    hall.takes_the_paper();
    hall.seconds_pass(39);
    hall.press("还要办别的事");
    assert_eq!(hall.title(), "冉*明，您好");
}

#[test]
fn another_card_on_the_reader_is_another_visit_even_if_the_first_was_not_seen_to_go() {
    let mut hall = Hall::open([lin_zhiyuan(), zhou_mo()]);
    hall.comes(&lin_zhiyuan());
    hall.happens(Event::Reader(Reader::IdCard, ReaderHealth::Suspended));
    hall.happens(Event::Reader(Reader::IdCard, ReaderHealth::Ready));
    hall.deeds();
    hall.comes(&zhou_mo());
    assert_eq!(hall.deeds(), [Deed::Forgot, Deed::LookedUp]);
    assert_eq!(hall.title(), "周*，您好");
}

#[test]
fn the_same_card_read_once_more_changes_nothing() {
    let mut hall = Hall::open([lin_zhiyuan()]);
    hall.comes(&lin_zhiyuan());
    hall.press("查我的参保信息");
    hall.comes(&lin_zhiyuan());
    assert_eq!(hall.title(), "我的参保信息");
}

#[test]
fn the_next_one_may_begin_while_a_paper_that_nobody_waits_for_hangs_in_the_mouth() {
    let mut hall = Hall::open([ran_guangming(), zhou_mo()]);
    hall.comes(&ran_guangming());
    hall.orders_a_voucher();
    hall.takes_the_card();
    hall.comes(&zhou_mo());
    assert_eq!(hall.title(), "正在打印参保凭证", "not before the sheet is out");
    hall.takes_the_card();
    hall.sheet_is(SheetNews::Presented);
    hall.comes(&zhou_mo());
    assert_eq!(hall.title(), "周*，您好");
    let paper = hall.sheet().id;
    hall.sheet_is(SheetNews::Taken);
    assert_eq!(hall.paper_of(paper), PaperState::Taken);
    assert_eq!(hall.title(), "周*，您好");
}

#[test]
fn a_reader_that_breaks_over_a_card_sends_nobody_for_a_new_card() {
    let mut hall = Hall::open([lin_zhiyuan()]);
    hall.happens(Event::CardFound(Reader::IdCard));
    hall.happens(Event::Reader(Reader::IdCard, ReaderHealth::Suspended));
    assert_eq!(*hall.desk.visit(), Visit::Idle);
    assert!(hall.says("身份证读卡器暂停使用"));
}
