//! 办事指南, with a card and without.

use catalog::Catalog;
use kiosk_core::{
    case::PaperState,
    document::CopyKind,
    happenings::{PrinterState, SheetNews},
    items::guide,
    screen::Page,
};

use crate::kit::{Deed, Hall, people::lin_zhiyuan};

#[test]
fn without_a_card_one_turns_all_pages_of_the_list_and_goes_home() {
    let mut hall = Hall::open([]);
    hall.press("办事指南");
    let mut titles = Vec::new();
    loop {
        let Page::GuideList(page) = hall.page() else { panic!("no list") };
        titles.extend(page.rows.into_iter().map(|row| row.title));
        if !hall.offers("下一页 ›") {
            break;
        }
        hall.press("下一页 ›");
    }
    let expected: Vec<&str> = Catalog::bundled().iter().map(|item| item.guide_title()).collect();
    assert_eq!(titles, expected);
    hall.press("‹ 上一页");
    hall.press("回到首页");
    assert!(matches!(hall.page(), Page::Welcome(_)));
}

#[test]
fn a_guide_leads_back_to_the_page_of_the_list_that_it_was_opened_from() {
    let mut hall = Hall::open([]);
    hall.press("办事指南");
    hall.press("下一页 ›");
    let Page::GuideList(list) = hall.page() else { panic!("no list") };
    hall.touch(list.rows[3].touch.clone());
    let Page::Guide(guide) = hall.page() else { panic!("no guide") };
    assert_eq!(guide.title, list.rows[3].title);
    hall.press("‹ 返回");
    assert_eq!(hall.page(), Page::GuideList(list));
}

#[test]
fn a_long_guide_is_turned_leaf_by_leaf() {
    let mut hall = Hall::open([]);
    let catalog = Catalog::bundled();
    let long = catalog
        .iter()
        .find(|item| 1 < guide::leaves(catalog, item).len())
        .expect("an item with much to say");
    hall.press("办事指南");
    while !hall.offers(long.guide_title()) {
        hall.press("下一页 ›");
    }
    hall.press(long.guide_title());
    let Page::Guide(first) = hall.page() else { panic!("no guide") };
    hall.press("下一页 ›");
    let Page::Guide(second) = hall.page() else { panic!("no guide") };
    assert_eq!(second.paging.page, 2);
    assert_ne!(first.remarks, second.remarks);
    hall.press("‹ 上一页");
    assert_eq!(hall.page(), Page::Guide(first));
}

#[test]
fn what_the_machine_does_itself_is_explained_from_the_welcome_page() {
    let mut hall = Hall::open([]);
    hall.press("参保凭证");
    assert_eq!(hall.title(), "出具《参保凭证》");
    assert!(hall.says("放好身份证、社保卡或医保码，就可以在本机办。"));
}

#[test]
fn a_notice_is_printed_without_a_card_and_leads_back_to_the_guide() {
    let mut hall = Hall::open([]);
    hall.press("参保凭证");
    hall.deeds();
    hall.press("打印一次性告知单");
    assert_eq!(
        hall.deeds(),
        [Deed::AskedPaper, Deed::Paper(PaperState::Sent), Deed::Printed(CopyKind::Original)]
    );
    assert!(hall.ledger.cases.is_empty(), "nobody's case");
    hall.sheet_is(SheetNews::Presented);
    assert_eq!(hall.title(), "请取走一次性告知单");
    hall.sheet_is(SheetNews::Taken);
    assert_eq!(hall.title(), "出具《参保凭证》");
}

#[test]
fn with_a_card_the_guides_lead_back_to_the_services() {
    let mut hall = Hall::open([lin_zhiyuan()]);
    hall.comes(&lin_zhiyuan());
    hall.press("办事指南");
    hall.press("下一页 ›");
    hall.press("回到办理事项");
    assert_eq!(hall.title(), "林*远，您好");
    hall.press("办事指南");
    hall.press("单位参保登记");
    hall.press("打印一次性告知单");
    hall.takes_the_paper();
    assert_eq!(hall.title(), "单位参保登记");
    hall.press("‹ 返回");
    hall.press("‹ 返回");
    assert_eq!(hall.title(), "林*远，您好");
}

#[test]
fn without_a_printer_a_guide_is_only_read() {
    let mut hall = Hall::open([]);
    hall.printer(PrinterState::Gone);
    hall.press("参保凭证");
    assert!(!hall.offers("打印一次性告知单"));
}

#[test]
fn a_card_begins_a_visit_while_somebody_reads_or_prints_a_notice() {
    let mut hall = Hall::open([lin_zhiyuan()]);
    hall.press("办事指南");
    hall.comes(&lin_zhiyuan());
    assert_eq!(hall.title(), "林*远，您好");
    hall.takes_the_card();
    hall.seconds_pass(5);
    hall.press("参保凭证");
    hall.press("打印一次性告知单");
    hall.comes(&lin_zhiyuan());
    assert_eq!(hall.title(), "林*远，您好");
    let notice = hall.sheet().id;
    hall.takes_the_paper();
    assert_eq!(hall.paper_of(notice), PaperState::Taken);
}

#[test]
fn a_guide_that_nobody_reads_gives_way_to_the_welcome_page() {
    let mut hall = Hall::open([]);
    hall.press("办事指南");
    hall.seconds_pass(59);
    hall.press("下一页 ›");
    hall.seconds_pass(59);
    assert_eq!(hall.title(), "办事指南");
    hall.seconds_pass(1);
    assert!(matches!(hall.page(), Page::Welcome(_)));
}
