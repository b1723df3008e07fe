//! Staff open the case.

use kiosk_core::{
    happenings::{Doors, Event, PrinterState, SheetNews},
    screen::Page,
};

use crate::kit::{
    Deed, Hall,
    people::{lin_zhiyuan, ran_guangming},
};

#[test]
fn an_opened_door_ends_a_visit_politely_and_nobody_begins_another() {
    let mut hall = Hall::open([lin_zhiyuan()]);
    hall.comes(&lin_zhiyuan());
    hall.takes_the_card();
    hall.comes(&lin_zhiyuan());
    hall.deeds();
    hall.happens(Event::Doors(Doors::Open));
    assert_eq!(hall.deeds(), [Deed::Forgot]);
    assert_eq!(hall.title(), "请拿走身份证");
    hall.takes_the_card();
    hall.seconds_pass(5);
    assert!(matches!(hall.page(), Page::OutOfService(_)));
    assert!(hall.says("工作人员正在维护"));
    hall.comes(&lin_zhiyuan());
    assert!(matches!(hall.page(), Page::OutOfService(_)));
    hall.happens(Event::Doors(Doors::Shut));
    assert!(matches!(hall.page(), Page::Welcome(_)));
}

#[test]
fn a_door_that_is_opened_for_a_new_roll_lets_the_voucher_be_finished() {
    let mut hall = Hall::open([ran_guangming()]);
    hall.comes(&ran_guangming());
    hall.orders_a_voucher();
    hall.printer(PrinterState::PaperOut);
    hall.sheet_is(SheetNews::Failed);
    hall.happens(Event::Doors(Doors::Open));
    assert!(hall.says("打印纸用完"), "the citizen still sees what is being mended");
    hall.happens(Event::Doors(Doors::Shut));
    hall.printer(PrinterState::Ready);
    hall.takes_the_paper();
    assert_eq!(hall.title(), "请拿走身份证");
}

#[test]
fn a_sheet_under_way_comes_out_and_then_staff_have_the_machine() {
    let mut hall = Hall::open([ran_guangming()]);
    hall.comes(&ran_guangming());
    hall.orders_a_slip();
    hall.happens(Event::Doors(Doors::Open));
    assert!(!hall.says("维护"));
    hall.takes_the_paper();
    assert_eq!(hall.title(), "请拿走身份证");
    hall.takes_the_card();
    hall.seconds_pass(5);
    assert!(hall.says("工作人员正在维护"));
}
