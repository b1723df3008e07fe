//! The paper runs out, jams, is taken, is not, or nobody knows.

use kiosk_core::{
    case::PaperState,
    document::CopyKind,
    happenings::{PrinterState, SheetNews},
    screen::{Page, Touch},
};

use crate::kit::{Deed, Hall, people::ran_guangming};

/// The paper ends in the middle of a voucher.
fn ran_out() -> Hall {
    let mut hall = Hall::open([ran_guangming()]);
    hall.comes(&ran_guangming());
    hall.orders_a_voucher();
    hall.sheet_is(SheetNews::Progress(50));
    hall.printer(PrinterState::PaperOut);
    hall.sheet_is(SheetNews::Failed);
    hall
}

/// The cable comes out at the cut.
fn unknown() -> Hall {
    let mut hall = Hall::open([ran_guangming()]);
    hall.comes(&ran_guangming());
    hall.orders_a_voucher();
    hall.sheet_is(SheetNews::Unknown);
    hall
}

#[test]
fn a_voucher_stands_when_its_paper_runs_out() {
    let hall = ran_out();
    assert_eq!(hall.title(), "打印纸用完了");
    assert!(hall.says("您的参保凭证已经办好，还没有打印出来"));
    assert!(hall.says("请点下面的“呼叫工作人员”"));
    assert!(hall.says("也可以到3 号窗口领取"));
}

#[test]
fn refilled_paper_brings_the_same_number_and_no_mark_of_a_copy() {
    let mut hall = ran_out();
    hall.deeds();
    hall.printer(PrinterState::Ready);
    assert_eq!(
        hall.deeds(),
        [Deed::AskedPaper, Deed::Paper(PaperState::Sent), Deed::Printed(CopyKind::Original)]
    );
    let [first, second] = hall.printed() else { panic!("not two sheets") };
    assert_eq!(first.number, second.number);
    assert_eq!(hall.ledger.cases.len(), 1);
    hall.takes_the_paper();
    assert_eq!(hall.title(), "请拿走身份证");
}

#[test]
fn a_closed_cover_over_an_empty_roll_does_not_print() {
    let mut hall = ran_out();
    hall.printer(PrinterState::CoverOpen);
    hall.printer(PrinterState::PaperOut);
    assert_eq!(hall.title(), "打印纸用完了");
    assert_eq!(hall.printed().len(), 1);
}

#[test]
fn a_sheet_that_failed_in_a_printer_that_is_well_is_printed_again_on_a_touch() {
    let mut hall = Hall::open([ran_guangming()]);
    hall.comes(&ran_guangming());
    hall.orders_a_voucher();
    hall.sheet_is(SheetNews::Failed);
    assert_eq!(hall.title(), "刚才没有打印好");
    hall.press("再打一次");
    assert_eq!(hall.printed().len(), 2);
    assert_eq!(hall.sheet().copy, CopyKind::Original);
}

#[test]
fn who_waits_in_vain_goes_on_next_time() {
    let mut hall = ran_out();
    hall.seconds_pass(290);
    hall.press("我在这里等");
    hall.seconds_pass(299);
    assert_eq!(hall.title(), "打印纸用完了");
    hall.seconds_pass(1);
    assert_eq!(hall.title(), "请拿走身份证");
    hall.takes_the_card();
    hall.printer(PrinterState::Ready);
    assert_eq!(hall.printed().len(), 1, "nothing is printed for who has gone");
    hall.comes(&ran_guangming());
    assert!(hall.says("今天 09:30的凭证已办好，没有打印出来。现在可以接着打印。"));
    hall.press("接着打印参保凭证");
    hall.press("没有问题，打印");
    let [first, second] = hall.printed() else { panic!("not two sheets") };
    assert_eq!((&first.number, first.copy), (&second.number, second.copy));
    assert_eq!(hall.ledger.cases.len(), 1, "the case that is stored goes on");
}

#[test]
fn who_does_not_want_to_wait_ends_the_visit() {
    let mut hall = ran_out();
    hall.press("不等了，结束");
    assert_eq!(hall.title(), "请拿走身份证");
}

#[test]
fn a_slip_that_failed_is_not_called_done() {
    let mut hall = Hall::open([ran_guangming()]);
    hall.comes(&ran_guangming());
    hall.orders_a_slip();
    hall.printer(PrinterState::Stuck);
    hall.sheet_is(SheetNews::Failed);
    assert_eq!(hall.title(), "打印机卡住了");
    assert!(hall.says("参保信息查询单还没有打印出来"));
    assert!(!hall.says("已经办好"));
    hall.printer(PrinterState::Ready);
    hall.takes_the_paper();
    assert_eq!(hall.title(), "我的参保信息");
}

#[test]
fn where_nobody_knows_whether_it_came_out_the_citizen_is_asked() {
    let mut hall = unknown();
    assert_eq!(hall.title(), "纸出来了吗？");
    let paper = hall.sheet().id;
    hall.press("我拿到了");
    assert_eq!(hall.paper_of(paper), PaperState::Taken);
    assert_eq!(hall.title(), "请拿走身份证");
}

#[test]
fn a_printer_that_never_answers_is_asked_about_after_two_minutes() {
    let mut hall = Hall::open([ran_guangming()]);
    hall.comes(&ran_guangming());
    hall.orders_a_voucher();
    hall.deeds();
    hall.seconds_pass(120);
    assert_eq!(hall.deeds(), [Deed::Paper(PaperState::Unknown)]);
    assert_eq!(hall.title(), "纸出来了吗？");
}

#[test]
fn who_has_no_paper_gets_another_that_says_so_with_the_same_number() {
    let mut hall = unknown();
    hall.press("没有拿到，再打一张");
    assert!(hall.says("补打 1 张，编号和原来一样，不收费"));
    hall.press("没有问题，补打");
    hall.district_accepts();
    let [first, second] = hall.printed() else { panic!("not two sheets") };
    assert_eq!(first.number, second.number);
    assert_eq!(second.copy, CopyKind::Reissue);
    assert_eq!(hall.ledger.cases.len(), 2);
}

#[test]
fn who_thinks_better_of_another_copy_still_has_the_one_number() {
    let mut hall = unknown();
    hall.press("没有拿到，再打一张");
    hall.press("‹ 返回");
    assert!(hall.says("没有确认您已拿到。需要时可以补打。"));
    hall.previews_a_voucher();
    hall.press("没有问题，补打");
    hall.district_accepts();
    let [first, second] = hall.printed() else { panic!("not two sheets") };
    assert_eq!(first.number, second.number);
}

#[test]
fn a_second_copy_that_failed_too_is_still_a_second_copy_next_time() {
    let mut hall = unknown();
    hall.press("没有拿到，再打一张");
    hall.press("没有问题，补打");
    hall.district_accepts();
    hall.sheet_is(SheetNews::Failed);
    hall.takes_the_card();
    hall.comes(&ran_guangming());
    assert!(!hall.offers("接着打印参保凭证"), "the first sheet may be in somebody's hand");
    hall.previews_a_voucher();
    hall.press("没有问题，补打");
    assert_eq!(hall.ledger.cases.len(), 3);
}

#[test]
fn an_unanswered_question_ends_the_visit_and_is_told_next_time() {
    let mut hall = unknown();
    hall.seconds_pass(120);
    assert_eq!(hall.title(), "请拿走身份证");
    hall.takes_the_card();
    hall.comes(&ran_guangming());
    assert!(hall.says("今天 09:30打印的凭证，没有确认您已拿到。需要时可以补打。"));
}

#[test]
fn a_sheet_that_shows_up_after_all_is_to_be_taken() {
    let mut hall = unknown();
    hall.sheet_is(SheetNews::Presented);
    assert_eq!(hall.title(), "请取走参保凭证");
}

#[test]
fn a_printer_without_a_sensor_in_its_mouth_still_leads_on() {
    let mut hall = Hall::open([ran_guangming()]);
    hall.comes(&ran_guangming());
    hall.orders_a_voucher();
    hall.sheet_is(SheetNews::Printed);
    assert_eq!(hall.title(), "请取走参保凭证");
    hall.touch(Touch::EndVisit);
    assert_eq!(hall.title(), "请拿走身份证");
}

#[test]
fn a_paper_that_is_not_taken_hangs_there_for_who_comes_next_to_hand_in() {
    let mut hall = Hall::open([ran_guangming()]);
    hall.comes(&ran_guangming());
    hall.orders_a_voucher();
    hall.sheet_is(SheetNews::Presented);
    hall.takes_the_card();
    hall.seconds_pass(125);
    assert!(matches!(hall.page(), Page::Welcome(_)));
    assert!(hall.says("取纸口有一张纸没有取走，请交给工作人员。"));
    hall.sheet_is(SheetNews::Taken);
    assert!(!hall.says("取纸口有一张纸"));
}

#[test]
fn news_of_an_old_sheet_is_put_down_and_changes_nothing_for_who_is_here_now() {
    let mut hall = unknown();
    let old = hall.sheet().id;
    hall.press("没有拿到，再打一张");
    hall.touch(Touch::EndVisit);
    hall.takes_the_card();
    hall.comes(&ran_guangming());
    hall.orders_a_slip();
    let view = hall.view();
    hall.happens(kiosk_core::happenings::Event::Sheet(old, SheetNews::Failed));
    assert_eq!(hall.view(), view);
}

#[test]
fn late_news_of_the_first_sheet_is_not_put_down_as_that_of_the_copy_still_to_be_sent() {
    let mut hall = unknown();
    hall.press("没有拿到，再打一张");
    hall.press("没有问题，补打");
    hall.sheet_is(SheetNews::Failed);
    let certificate = hall.sheet().id;
    assert_eq!(hall.paper_of(certificate), PaperState::Asked);
    hall.district_accepts();
    assert_eq!(hall.sheet().copy, CopyKind::Reissue);
}

#[test]
fn nobody_touches_anything_away_while_it_prints() {
    let mut hall = Hall::open([ran_guangming()]);
    hall.comes(&ran_guangming());
    hall.orders_a_voucher();
    assert!(!hall.view().frame.in_visit, "the bar does not offer what would do nothing");
    let view = hall.view();
    hall.touch(Touch::EndVisit);
    hall.touch(Touch::Back);
    assert_eq!(hall.view(), view);
}
