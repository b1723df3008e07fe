//! Somebody looks up their own record.

use kiosk_core::{
    case::{CaseStep, Matter, PaperState},
    document::CopyKind,
    happenings::{PrinterState, SheetNews},
    screen::Page,
};

use crate::kit::{
    Deed, Hall, Mood,
    people::{lin_zhiyuan, zhou_mo},
};

#[test]
fn somebody_sees_their_record_only_after_the_query_is_stored() {
    let mut hall = Hall::open([lin_zhiyuan()]);
    hall.comes(&lin_zhiyuan());
    assert_eq!(hall.title(), "林*远，您好");
    hall.deeds();
    hall.ledger.mood = Mood::Slow;
    hall.press("查我的参保信息");
    assert_eq!(hall.deeds(), [Deed::Stored]);
    assert_eq!(hall.title(), "正在登记");
    let answer = hall.ledger.fetch().unwrap();
    hall.happens(answer);
    assert_eq!(hall.title(), "我的参保信息");
    assert!(hall.says("数据截至今天 09:28"));
    let case = &hall.ledger.cases[0].case;
    assert_eq!(case.matter, Matter::EnrolmentQuery { printed: false });
    let steps: Vec<CaseStep> = case.steps.iter().map(|step| step.step).collect();
    assert_eq!(steps, [CaseStep::Applied, CaseStep::Accepted, CaseStep::Completed]);
}

#[test]
fn the_pages_of_a_record_turn_to_the_last_and_back_to_the_services() {
    let mut hall = Hall::open([lin_zhiyuan()]);
    hall.comes(&lin_zhiyuan());
    hall.press("查我的参保信息");
    let mut pages = 1;
    while hall.offers("下一页 ›") {
        hall.press("下一页 ›");
        pages += 1;
    }
    assert_eq!(pages, 4);
    assert!(hall.says("第 4 页，共 4 页"));
    assert!(hall.says("500***********1236"));
    for _ in 1..pages {
        hall.press("‹ 上一页");
    }
    hall.press("‹ 返回");
    assert_eq!(hall.title(), "林*远，您好");
}

#[test]
fn a_slip_is_a_query_of_its_own_and_leads_back_to_the_record() {
    let mut hall = Hall::open([lin_zhiyuan()]);
    hall.comes(&lin_zhiyuan());
    hall.press("查我的参保信息");
    hall.deeds();
    hall.press("打印查询单");
    assert_eq!(
        hall.deeds(),
        [Deed::Stored, Deed::Paper(PaperState::Sent), Deed::Printed(CopyKind::Original)]
    );
    assert_eq!(hall.ledger.cases[1].case.matter, Matter::EnrolmentQuery { printed: true });
    hall.sheet_is(SheetNews::Progress(40));
    let Page::Working(page) = hall.page() else { panic!("not printing") };
    assert_eq!(page.percent, Some(40));
    hall.sheet_is(SheetNews::Presented);
    assert_eq!(hall.title(), "请取走参保信息查询单");
    hall.sheet_is(SheetNews::Taken);
    assert_eq!(hall.title(), "我的参保信息");
}

#[test]
fn a_query_that_cannot_be_stored_shows_nothing_of_the_record() {
    let mut hall = Hall::open([lin_zhiyuan()]);
    hall.comes(&lin_zhiyuan());
    hall.ledger.mood = Mood::Fails;
    hall.press("查我的参保信息");
    assert_eq!(hall.title(), "对不起，现在办不了");
    hall.ledger.mood = Mood::Well;
    hall.press("回到办理事项");
    hall.press("查我的参保信息");
    assert_eq!(hall.title(), "我的参保信息");
}

#[test]
fn a_ledger_that_does_not_answer_is_not_waited_for_without_end() {
    let mut hall = Hall::open([lin_zhiyuan()]);
    hall.comes(&lin_zhiyuan());
    hall.ledger.mood = Mood::Slow;
    hall.press("查我的参保信息");
    hall.seconds_pass(5);
    assert_eq!(hall.title(), "对不起，现在办不了");
    let late = hall.ledger.fetch().unwrap();
    hall.happens(late);
    assert_eq!(hall.title(), "对不起，现在办不了");
}

#[test]
fn without_paper_one_still_reads_the_record_and_no_slip_is_offered() {
    let mut hall = Hall::open([zhou_mo()]);
    hall.printer(PrinterState::PaperOut);
    assert!(hall.says("打印纸用完了，现在只能查询，不能打印。"));
    hall.comes(&zhou_mo());
    hall.press("查我的参保信息");
    assert!(!hall.offers("打印查询单"));
    hall.printer(PrinterState::Ready);
    assert!(hall.offers("打印查询单"));
}

#[test]
fn a_name_is_shown_in_full_only_to_who_asks_for_it() {
    let mut hall = Hall::open([lin_zhiyuan()]);
    hall.comes(&lin_zhiyuan());
    hall.press("看全名");
    assert_eq!(hall.title(), "林知远，您好");
    hall.press("遮住姓名");
    assert_eq!(hall.title(), "林*远，您好");
}
