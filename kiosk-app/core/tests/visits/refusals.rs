//! No voucher for this person: why, and what to do.

use kiosk_core::{
    happenings::{DistrictHealth, Event, PrinterHealth, PrinterState, ReaderHealth},
    identity::Reader,
    parameters::Parameters,
    person::InsuredPerson,
};

use crate::kit::{
    Hall, card_of,
    people::{data_as_of, lin_zhiyuan, ran_guangming, somebody, tan_guilan, zhou_mo},
};

/// Comes, reads the reason beside the closed item, and asks why.
fn refused(hall: &mut Hall, person: &InsuredPerson, reason: &str, advice: &str) {
    hall.comes(person);
    assert!(!hall.offers("打印参保凭证"));
    assert!(hall.says(reason), "{reason}");
    hall.press("为什么");
    assert!(hall.says(reason), "{reason}");
    assert!(hall.says(advice), "{advice}");
    hall.press("回到办理事项");
    assert!(hall.offers("查我的参保信息"), "one's own record stays open");
}

#[test]
fn a_record_that_needs_a_clerk_goes_to_the_window() {
    let deceased = InsuredPerson { deceased: true, ..lin_zhiyuan() };
    let mut hall = Hall::open([deceased.clone()]);
    refused(&mut hall, &deceased, "您的登记要到窗口核对", "3 号窗口");
    let unmerged = InsuredPerson { unmerged: true, ..zhou_mo() };
    let mut hall = Hall::open([unmerged.clone()]);
    refused(&mut hall, &unmerged, "您有不止一份参保记录，要先合并", "3 号窗口");
}

#[test]
fn another_name_than_on_the_card_is_mended_first() {
    let married = InsuredPerson { name: "谭桂蓝".to_owned(), ..tan_guilan() };
    let mut hall = Hall::open([married]);
    refused(&mut hall, &tan_guilan(), "姓名和参保登记不一样", "户口簿");
    assert!(hall.says("证件上的姓名和参保登记不一样，请到窗口更正。"));
}

#[test]
fn a_rare_character_that_the_chip_lacks_is_no_other_name() {
    let long_yan = InsuredPerson { name: "龙䶮".to_owned(), ..tan_guilan() };
    let mut hall = Hall::open([long_yan.clone()]);
    let mut card = card_of(&long_yan);
    card.name = "龙\u{E863}".to_owned();
    hall.puts_down(card);
    assert!(hall.offers("打印参保凭证"));
}

#[test]
fn who_was_never_insured_here_is_sent_where_they_were() {
    let newcomer = somebody("张子墨", "520103197909052231");
    let mut hall = Hall::open([newcomer.clone()]);
    refused(&mut hall, &newcomer, "没有查到职工或居民医保的参保记录", "参保地的医保局");
    assert!(hall.says("没有参保记录"));
}

#[test]
fn who_is_still_insured_hears_what_comes_first_where_the_bureau_wants_it_so() {
    let mut parameters = Parameters::bundled();
    parameters.voucher.for_active_insured = false;
    let mut hall = Hall::dark([zhou_mo(), ran_guangming()], parameters, 0);
    hall.happens(Event::Reader(Reader::IdCard, ReaderHealth::Ready));
    hall.happens(Event::Printer(PrinterHealth { state: PrinterState::Ready, paper_low: false }));
    let data_as_of = Some(data_as_of());
    hall.happens(Event::District(DistrictHealth { reachable: true, data_as_of }));
    refused(&mut hall, &zhou_mo(), "您还在正常参保，停保以后才能开", "请单位先给您停保");
    hall.takes_the_card();
    hall.comes(&ran_guangming());
    assert!(hall.offers("打印参保凭证"));
}

#[test]
fn a_move_within_chongqing_needs_no_voucher() {
    let mut hall = Hall::open([zhou_mo()]);
    hall.comes(&zhou_mo());
    hall.press("打印参保凭证");
    hall.press("重庆市以内");
    assert_eq!(hall.title(), "您不用开参保凭证");
    assert!(hall.says("缴费年限自动累计"));
    assert!(hall.says("3 号窗口"));
    assert!(hall.ledger.cases.is_empty());
    hall.press("回到办理事项");
    assert_eq!(hall.title(), "周*，您好");
}

#[test]
fn without_a_printer_the_voucher_is_closed_and_says_so() {
    for (state, reason) in [
        (PrinterState::Starting, "打印机暂时不能用"),
        (PrinterState::PaperOut, "打印纸用完了"),
        (PrinterState::CoverOpen, "打印机的盖子没有关好"),
        (PrinterState::Stuck, "打印机卡住了"),
        (PrinterState::Clearing, "打印机正在清理"),
        (PrinterState::MouthFull, "取纸口有一张纸没有取走"),
        (PrinterState::Gone, "打印机没有反应"),
    ] {
        let mut hall = Hall::open([zhou_mo()]);
        hall.printer(state);
        refused(&mut hall, &zhou_mo(), reason, "综合窗口");
        hall.printer(PrinterState::Ready);
        assert!(hall.offers("打印参保凭证"));
    }
}
