//! Sheets that come out.

mod hall;

use std::time::Duration;

use hall::{Hall, conditions, lost_bytes, outcomes, said, sheets};
use proptest::prelude::*;
use receipt_printer::{Event, JobId, Paper, PrintError, Profile, Proof, sim::Hand};

#[test]
fn a_sheet_is_printed_presented_and_taken() {
    let mut hall = Hall::open();
    let job = hall.print(10);
    let mut reports = hall.wait(Duration::from_secs(10));
    hall.hand(Hand::TakePaper);
    reports.extend(hall.wait(Duration::from_secs(2)));
    assert_eq!(
        outcomes(&reports),
        [Event::Printed { job }, Event::Presented { job }, Event::Taken { job }]
    );
    let Some(Event::Progress { sent, total, .. }) =
        said(&reports).into_iter().rfind(|event| matches!(event, Event::Progress { .. }))
    else {
        panic!("no progress");
    };
    assert_eq!(sent, total);
}

#[test]
fn nothing_is_said_to_be_printed_before_the_sheet_is_cut() {
    let mut hall = Hall::open();
    hall.print(10);
    let before = hall.wait_until(|report| matches!(report, link::memory::Report::Device(_)));
    assert_eq!(outcomes(&before), []);
    assert_eq!(sheets(&before).len(), 1);
}

#[test]
fn a_second_sheet_waits_until_the_first_is_taken() {
    let mut hall = Hall::open();
    let first = hall.print(3);
    let second = hall.print(3);
    let reports = hall.wait_for(|event| *event == Event::Presented { job: first });
    let failed = |job, error| Event::Failed { job, error, printed_something: false };
    assert_eq!(outcomes(&reports)[0], failed(second, PrintError::Busy));
    let third = hall.print(3);
    let reports = hall.wait(Duration::from_secs(1));
    assert_eq!(outcomes(&reports), [failed(third, PrintError::SheetInMouth)]);
    hall.take_scrap();
    let fourth = hall.print(3);
    hall.wait_for(|event| *event == Event::Presented { job: fourth });
}

#[test]
fn a_sheet_left_by_somebody_else_is_found_before_printing() {
    let mut hall = Hall::open();
    let first = hall.print(3);
    hall.wait_for(|event| *event == Event::Presented { job: first });
    hall.talk.pull_cable();
    hall.wait(Duration::from_secs(1));
    hall.talk.plug_cable();
    hall.wait_for(|event| *event == Event::Back);
    let second = hall.print(3);
    let reports = hall.wait(Duration::from_secs(1));
    let error = PrintError::SheetInMouth;
    assert_eq!(
        outcomes(&reports),
        [Event::Failed { job: second, error, printed_something: false }]
    );
}

#[test]
fn a_roll_near_its_end_is_told_and_prints() {
    let mut hall = Hall::open();
    hall.hand(Hand::PaperEndsAfter(5_000));
    let job = hall.print(10);
    let reports = hall.wait_for(|event| *event == Event::Presented { job });
    assert!(conditions(&reports).iter().all(|condition| condition.paper == Paper::NearEnd));
}

#[test]
fn a_printer_without_a_sensor_in_the_mouth_ends_with_printed() {
    let mut hall = Hall::with(Profile { exit: None, ..Profile::generic_80mm() });
    let (first, reports) = (hall.print(3), hall.wait(Duration::from_secs(10)));
    let (second, more) = (hall.print(3), hall.wait(Duration::from_secs(10)));
    assert_eq!(outcomes(&reports), [Event::Printed { job: first }]);
    assert_eq!(outcomes(&more), [Event::Printed { job: second }]);
}

#[test]
fn a_printer_that_echoes_proves_the_print_by_the_echo() {
    let mut hall = Hall::with(Profile { proof: Proof::Echo, ..Profile::generic_80mm() });
    let job = hall.print(80);
    let reports = hall.wait_for(|event| *event == Event::Presented { job });
    assert_eq!(sheets(&reports).len(), 1);
}

#[test]
fn an_echo_asked_of_a_printer_that_has_none_proves_nothing() {
    let mut hall = Hall::open();
    hall.talk.host =
        receipt_printer::Client::new(Profile { proof: Proof::Echo, ..Profile::generic_80mm() });
    hall.talk.plug_cable();
    let job = hall.print(3);
    let reports = hall.wait_for(|event| matches!(event, Event::Failed { .. }));
    let error = PrintError::NoConfirmation;
    assert!(outcomes(&reports).contains(&Event::Failed { job, error, printed_something: true }));
}

#[test]
fn a_long_sheet_never_overflows_the_printer_at_any_rate() {
    for baud in [9_600, 115_200] {
        let mut hall = Hall::with(Profile::generic_80mm().at_baud(baud));
        let job = hall.print(200);
        let reports = hall.wait_for(|event| *event == Event::Presented { job });
        assert!(!lost_bytes(&reports), "at {baud}");
        assert_eq!(sheets(&reports).len(), 1);
    }
}

#[test]
fn a_hot_head_stops_the_clock() {
    let mut hall = Hall::open();
    let job = hall.print(60);
    hall.wait(Duration::from_millis(300));
    hall.hand(Hand::Heat(Duration::from_secs(120)));
    let reports = hall.wait_for(|event| *event == Event::Presented { job });
    assert_eq!(outcomes(&reports), [Event::Printed { job }, Event::Presented { job }]);
    assert!(conditions(&reports).iter().any(|condition| condition.head_hot));
    assert!(Duration::from_secs(120) < hall.talk.now());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Whatever single bit is damaged on the way back, a sheet is called printed only when it is cut.
    #[test]
    fn no_damaged_answer_makes_a_print(place in 0usize..60, bit in 0..8u8) {
        let mut hall = Hall::open();
        hall.damage_answers(link::memory::Faults {
            flip: vec![(place, 1 << bit)],
            ..Default::default()
        });
        let job = hall.print(3);
        let reports = hall.wait(Duration::from_secs(30));
        let told = |event: &Event| matches!(event, Event::Printed { job: JobId(1) });
        let printed = said(&reports).iter().any(told);
        prop_assert!(!printed || sheets(&reports).len() == 1);
        prop_assert_eq!(sheets(&reports).len() <= 1, true);
        prop_assert!(outcomes(&reports).iter().any(|event| !matches!(event, Event::Lost)), "{job:?} has no end");
    }
}

#[test]
fn a_printer_off_line_for_no_reason_given_is_not_given_up_at_once() {
    // The first answer of a later round is damaged: off line, and nothing says why.
    let mut hall = Hall::open();
    let job = hall.print(60);
    hall.wait(Duration::from_millis(150));
    hall.damage_answers(link::memory::Faults { flip: vec![(0, 0x08)], ..Default::default() });
    let reports = hall.wait_for(|event| *event == Event::Presented { job });
    assert!(conditions(&reports).iter().any(|condition| condition.off_line));
}
