//! Somebody moves away and needs a 参保凭证.

use kiosk_core::{
    case::{CaseStep, Matter, PaperState},
    document::{Block, CopyKind, Document},
    happenings::{Answer, PrinterState, SheetNews},
    screen::Page,
};

use crate::kit::{
    Deed, Hall, Mood,
    people::{lin_zhiyuan, month, paid, ran_guangming},
};

fn says(document: &Document, words: &str) -> bool {
    document.blocks.iter().any(|block| match block {
        Block::Text(text) | Block::Mark(text) | Block::Subtitle(text) => text.contains(words),
        _ => false,
    })
}

#[test]
fn a_voucher_is_stored_then_accepted_then_printed_then_taken() {
    let mut hall = Hall::open([ran_guangming()]);
    hall.comes(&ran_guangming());
    hall.deeds();
    hall.press("打印参保凭证");
    hall.press("重庆市以外");
    assert_eq!(hall.title(), "请核对参保凭证");
    assert!(hall.says("共 1 张，不收费"));
    hall.press("没有问题，打印");
    assert_eq!(hall.deeds(), [Deed::Reserved, Deed::Stored]);
    assert_eq!(hall.title(), "正在请区医保局确认");
    hall.district_accepts();
    assert_eq!(
        hall.deeds(),
        [
            Deed::Stepped(CaseStep::Completed),
            Deed::Paper(PaperState::Sent),
            Deed::Printed(CopyKind::Original)
        ]
    );
    assert!(says(hall.sheet(), "办理状态：已办结"));
    assert!(says(hall.sheet(), "编号 500119-07-20261124-00031-3"));
    hall.sheet_is(SheetNews::Presented);
    assert_eq!(hall.title(), "请取走参保凭证");
    assert!(hall.says("已办结"));
    assert!(hall.says("09:30 已报区医保局"));
    assert!(hall.says("拿好后，请拿走身份证"));
    hall.sheet_is(SheetNews::Taken);
    assert_eq!(hall.title(), "请拿走身份证");
    hall.takes_the_card();
    assert_eq!(hall.title(), "再见");
    hall.seconds_pass(5);
    assert!(matches!(hall.page(), Page::Welcome(_)));
}

#[test]
fn the_case_names_its_paper_and_its_steps_before_the_district_has_spoken() {
    let mut hall = Hall::open([ran_guangming()]);
    hall.comes(&ran_guangming());
    hall.previews_a_voucher();
    hall.press("没有问题，打印");
    let case = &hall.ledger.cases[0].case;
    let steps: Vec<CaseStep> = case.steps.iter().map(|step| step.step).collect();
    assert_eq!(steps, [CaseStep::Applied, CaseStep::Accepted, CaseStep::Reviewed]);
    assert_eq!(case.documents.len(), 1);
    assert!(matches!(&case.matter, Matter::EnrolmentVoucher { reissue_of: None, .. }));
}

#[test]
fn nothing_is_printed_where_the_case_cannot_be_stored() {
    let mut hall = Hall::open([ran_guangming()]);
    hall.comes(&ran_guangming());
    hall.previews_a_voucher();
    hall.ledger.mood = Mood::Fails;
    hall.press("没有问题，打印");
    assert_eq!(hall.title(), "对不起，现在办不了");
    assert!(hall.printed().is_empty());
}

#[test]
fn without_a_number_there_is_no_voucher() {
    let mut hall = Hall::open([ran_guangming()]);
    hall.comes(&ran_guangming());
    hall.press("打印参保凭证");
    hall.ledger.mood = Mood::Fails;
    hall.press("重庆市以外");
    assert_eq!(hall.title(), "对不起，现在办不了");
}

#[test]
fn a_case_that_was_stored_too_late_is_found_and_not_made_twice() {
    let mut hall = Hall::open([ran_guangming()]);
    hall.comes(&ran_guangming());
    hall.previews_a_voucher();
    hall.ledger.mood = Mood::Slow;
    hall.press("没有问题，打印");
    hall.seconds_pass(5);
    assert_eq!(hall.title(), "对不起，现在办不了");
    hall.ledger.mood = Mood::Well;
    hall.press("回到办理事项");
    hall.press("接着打印参保凭证");
    hall.press("没有问题，打印");
    hall.district_accepts();
    assert_eq!(hall.ledger.cases.len(), 1);
    assert_eq!(hall.sheet().copy, CopyKind::Original);
}

#[test]
fn a_district_that_refuses_is_quoted_and_nothing_is_printed() {
    let mut hall = Hall::open([ran_guangming()]);
    hall.comes(&ran_guangming());
    hall.previews_a_voucher();
    hall.press("没有问题，打印");
    hall.deeds();
    hall.district_refuses("您正在住院，出院后再来");
    assert_eq!(hall.deeds(), [Deed::Paper(PaperState::Failed)]);
    assert!(hall.says("区医保局没有同意开这张凭证"));
    assert!(hall.says("您正在住院，出院后再来"));
    assert!(hall.says("3 号窗口"));
    hall.press("回到办理事项");
    assert!(!hall.offers("接着打印参保凭证"));
    assert!(hall.printed().is_empty());
}

#[test]
fn a_refusal_is_read_for_a_minute_and_then_the_visit_ends() {
    let mut hall = Hall::open([ran_guangming()]);
    hall.comes(&ran_guangming());
    hall.previews_a_voucher();
    hall.press("没有问题，打印");
    hall.district_refuses("您正在住院");
    hall.seconds_pass(59);
    assert!(hall.says("您正在住院"));
    hall.seconds_pass(1);
    assert_eq!(hall.title(), "请拿走身份证");
}

#[test]
fn after_eight_silent_seconds_the_voucher_says_that_it_is_only_accepted() {
    let mut hall = Hall::open([ran_guangming()]);
    hall.comes(&ran_guangming());
    hall.previews_a_voucher();
    hall.press("没有问题，打印");
    hall.seconds_pass(7);
    assert_eq!(hall.title(), "正在请区医保局确认");
    hall.seconds_pass(1);
    assert_eq!(hall.title(), "正在打印参保凭证");
    assert!(says(hall.sheet(), "已受理，区医保局答复后办结"));
    hall.sheet_is(SheetNews::Presented);
    assert!(hall.says("已受理"));
    assert!(!hall.says("已办结"));
}

#[test]
fn without_a_network_the_voucher_is_accepted_at_once_and_nobody_waits() {
    let mut hall = Hall::open([ran_guangming()]);
    hall.network(false);
    hall.comes(&ran_guangming());
    hall.previews_a_voucher();
    hall.deeds();
    hall.press("没有问题，打印");
    assert_eq!(
        hall.deeds(),
        [Deed::Stored, Deed::Paper(PaperState::Sent), Deed::Printed(CopyKind::Original)]
    );
    assert!(says(hall.sheet(), "已受理"));
}

#[test]
fn an_answer_that_comes_while_the_sheet_is_printed_is_put_down_and_changes_no_page() {
    let mut hall = Hall::open([ran_guangming()]);
    hall.comes(&ran_guangming());
    hall.previews_a_voucher();
    hall.press("没有问题，打印");
    hall.seconds_pass(8);
    hall.deeds();
    hall.district_accepts();
    assert_eq!(hall.deeds(), [Deed::Stepped(CaseStep::Completed)]);
    hall.sheet_is(SheetNews::Presented);
    assert!(hall.says("已受理"), "the paper says so too");
}

#[test]
fn who_has_two_schemes_is_asked_which_one() {
    let mut hall = Hall::open([lin_zhiyuan()]);
    hall.comes(&lin_zhiyuan());
    hall.press("打印参保凭证");
    hall.press("重庆市以外");
    assert_eq!(hall.title(), "要开哪一种参保的凭证？");
    assert!(hall.says("现在：正常参保"));
    hall.press("城乡居民基本医疗保险");
    assert_eq!(hall.title(), "请核对参保凭证");
    hall.press("‹ 返回");
    assert_eq!(hall.title(), "林*远，您好");
}

#[test]
fn a_paper_that_stopped_between_the_preview_and_the_yes_stores_no_case() {
    let mut hall = Hall::open([ran_guangming()]);
    hall.comes(&ran_guangming());
    hall.previews_a_voucher();
    hall.printer(PrinterState::PaperOut);
    hall.press("没有问题，打印");
    assert_eq!(hall.title(), "打印纸用完了");
    assert!(hall.ledger.cases.is_empty());
}

#[test]
fn a_taken_voucher_is_printed_again_with_its_number_and_says_so() {
    let mut hall = Hall::open([ran_guangming()]);
    hall.comes(&ran_guangming());
    hall.orders_a_voucher();
    hall.takes_the_paper();
    hall.press("还要办别的事");
    assert!(!hall.offers("接着打印参保凭证"));
    hall.previews_a_voucher();
    assert!(hall.says("补打 1 张，编号和原来一样，不收费"));
    hall.press("没有问题，补打");
    hall.district_accepts();
    let [first, second] = hall.printed() else { panic!("not two sheets") };
    assert_eq!(first.number, second.number);
    assert_eq!(second.copy, CopyKind::Reissue);
    assert!(says(second, "补打"));
    let [first, second] = &hall.ledger.cases[..] else { panic!("not two cases") };
    let Matter::EnrolmentVoucher { reissue_of, .. } = &second.case.matter else { panic!() };
    assert_eq!(*reissue_of, Some(first.case.id));
}

#[test]
fn other_content_is_another_certificate_with_another_number() {
    let mut hall = Hall::open([ran_guangming()]);
    hall.comes(&ran_guangming());
    hall.orders_a_voucher();
    hall.takes_the_paper();
    hall.takes_the_card();
    let mut later = ran_guangming();
    later.contributions.push(paid(codes::Scheme::Employee, month("2026-07")));
    hall.ledger.replace(later);
    hall.comes(&ran_guangming());
    hall.orders_a_voucher();
    let [first, second] = hall.printed() else { panic!("not two sheets") };
    assert_ne!(first.number, second.number);
    assert_eq!(second.copy, CopyKind::Original);
}

#[test]
fn who_holds_a_paper_that_the_district_refused_later_hears_of_it() {
    let mut hall = Hall::open([ran_guangming()]);
    hall.network(false);
    hall.comes(&ran_guangming());
    hall.previews_a_voucher();
    hall.press("没有问题，打印");
    hall.takes_the_paper();
    hall.takes_the_card();
    hall.network(true);
    hall.district_refuses("您在外地也有参保。");
    hall.comes(&ran_guangming());
    assert!(hall.says("区医保局没有同意：您在外地也有参保。打印出来的那张不能用。"));
}

#[test]
fn a_refusal_that_comes_while_the_next_visit_looks_at_the_draft_stops_it() {
    let mut hall = Hall::open([ran_guangming()]);
    hall.network(false);
    hall.comes(&ran_guangming());
    hall.previews_a_voucher();
    hall.press("没有问题，打印");
    hall.sheet_is(SheetNews::Failed);
    hall.takes_the_card();
    hall.comes(&ran_guangming());
    hall.press("接着打印参保凭证");
    let sheets = hall.printed().len();
    hall.district_refuses("您在外地也有参保");
    hall.press("没有问题，打印");
    assert_eq!(hall.printed().len(), sheets);
    assert!(!hall.offers("接着打印参保凭证"));
}

#[test]
fn what_the_district_accepted_long_ago_is_printed_as_done_without_asking() {
    let mut hall = Hall::open([ran_guangming()]);
    hall.network(false);
    hall.comes(&ran_guangming());
    hall.previews_a_voucher();
    hall.press("没有问题，打印");
    hall.sheet_is(SheetNews::Failed);
    hall.takes_the_card();
    hall.district_accepts();
    hall.comes(&ran_guangming());
    hall.press("接着打印参保凭证");
    hall.deeds();
    hall.press("没有问题，打印");
    assert_eq!(
        hall.deeds(),
        [Deed::AskedPaper, Deed::Paper(PaperState::Sent), Deed::Printed(CopyKind::Original)]
    );
    assert!(says(hall.sheet(), "办理状态：已办结"));
    hall.sheet_is(SheetNews::Presented);
    assert!(hall.says("已报区医保局"));
}

#[test]
fn an_answer_to_an_old_case_changes_nothing_for_who_is_here_now() {
    let mut hall = Hall::open([ran_guangming(), lin_zhiyuan()]);
    hall.network(false);
    hall.comes(&ran_guangming());
    hall.previews_a_voucher();
    hall.press("没有问题，打印");
    hall.takes_the_paper();
    hall.takes_the_card();
    let old = hall.case();
    hall.network(true);
    hall.comes(&lin_zhiyuan());
    hall.previews_a_voucher();
    hall.press("没有问题，打印");
    let view = hall.view();
    hall.district_says(old, Answer::Refused("您在外地也有参保".to_owned()));
    assert_eq!(hall.view(), view);
    hall.district_says(old, Answer::Accepted);
    assert_eq!(hall.view(), view);
}
