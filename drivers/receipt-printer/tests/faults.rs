//! Sheets that do not come out, and how the next one does.

mod hall;

use std::time::Duration;

use hall::{Hall, Reports, conditions, is_whole, outcomes, sheets};
use receipt_printer::{
    Clearing, Event, JobId, Paper, PrintError, Profile, Remedy,
    sim::{Ending, Hand, Sheet},
    wire::code_of,
};

/// A sheet as it should be.
fn whole(profile: &Profile, lines: usize) -> Sheet {
    let mut hall = Hall::with(profile.clone());
    let job = hall.print(lines);
    sheets(&hall.wait_for(|event| *event == Event::Presented { job })).remove(0)
}

fn failed(job: JobId, error: PrintError) -> Event {
    Event::Failed { job, error, printed_something: true }
}

/// The repaired printer is cleared, its scrap taken, and the same document printed again.
fn print_again(hall: &mut Hall, lines: usize) -> Reports {
    hall.discard();
    let mut reports = hall.wait_for(|event| *event == Event::Discarded);
    hall.take_scrap();
    let job = hall.print(lines);
    reports.extend(hall.wait_for(|event| *event == Event::Presented { job }));
    reports
}

fn whole_ones(reports: &Reports, whole: &Sheet) -> usize {
    sheets(reports).iter().filter(|sheet| is_whole(sheet, whole)).count()
}

#[test]
fn a_roll_that_ends_in_mid_sheet_leaves_one_torn_half_and_then_one_whole_sheet() {
    for clearing in [Clearing::PrintsOn, Clearing::RealTime] {
        let profile = Profile { clearing, ..Profile::generic_80mm() };
        let mut hall = Hall::with(profile.clone());
        hall.hand(Hand::PaperEndsAfter(600));
        let job = hall.print(60);
        let mut reports = hall.wait_for(|event| matches!(event, Event::Failed { .. }));
        assert_eq!(outcomes(&reports), [failed(job, PrintError::PaperOut)]);
        assert_eq!(PrintError::PaperOut.remedy(), Remedy::RefillPaper);
        assert_eq!(conditions(&reports).last().map(|c| c.paper), Some(Paper::Out));
        hall.hand(Hand::Refill);
        reports.extend(print_again(&mut hall, 60));
        let torn = sheets(&reports).iter().filter(|sheet| sheet.ending == Ending::Torn).count();
        assert_eq!(torn, 1, "{clearing:?}");
        assert_eq!(whole_ones(&reports, &whole(&profile, 60)), 1, "{clearing:?}");
        // The torn half, what was cut off as scrap, and the sheet.
        assert_eq!(sheets(&reports).len(), 3, "{clearing:?}");
    }
}

#[test]
fn a_printer_that_can_forget_prints_nothing_of_the_old_sheet_on_the_new_roll() {
    let profile = Profile { clearing: Clearing::RealTime, ..Profile::generic_80mm() };
    let mut hall = Hall::with(profile);
    hall.hand(Hand::PaperEndsAfter(600));
    hall.print(60);
    hall.wait_for(|event| matches!(event, Event::Failed { .. }));
    hall.discard();
    hall.wait(Duration::from_secs(60));
    hall.hand(Hand::Refill);
    let reports = hall.wait_for(|event| *event == Event::Discarded);
    let cut: Vec<Sheet> =
        sheets(&reports).into_iter().filter(|sheet| sheet.ending == Ending::Cut).collect();
    // The line that calls it void, and nothing else.
    assert!(cut.len() == 1 && printed_rows(&cut[0]) <= 48);
}

fn printed_rows(sheet: &Sheet) -> usize {
    let has_ink = |y: &usize| (0..sheet.dots.width()).any(|x| sheet.dots.is_black(x, *y));
    (0..sheet.dots.height()).filter(has_ink).count()
}

#[test]
fn a_sheet_torn_off_while_the_cover_stood_open_before_the_cut_is_not_called_printed() {
    let mut hall = Hall::with(Profile::generic_80mm());
    let job = hall.print(10);
    let all_but_the_cut =
        |event: &Event| matches!(event, Event::Progress { sent, total, .. } if sent + 10 > *total);
    hall.wait_for(all_but_the_cut);
    hall.hand(Hand::OpenCover);
    hall.wait(Duration::from_secs(2));
    hall.hand(Hand::Refill);
    hall.hand(Hand::CloseCover);
    let reports = hall.wait_for(|event| matches!(event, Event::Unknown { .. }));
    assert_eq!(outcomes(&reports), [Event::Unknown { job, because: PrintError::CoverOpen }]);
}

#[test]
fn a_sheet_of_which_all_was_printed_and_that_is_cut_off_as_scrap_says_that_it_is_void() {
    let mut hall = Hall::with(Profile::generic_80mm());
    hall.hand(Hand::JamCutter);
    hall.print(10);
    hall.wait_for(|event| matches!(event, Event::Failed { .. }));
    hall.hand(Hand::FreeCutter);
    hall.hand(Hand::PowerOff);
    hall.wait(Duration::from_secs(5));
    hall.hand(Hand::PowerOn);
    hall.wait(Duration::from_secs(5));
    hall.discard();
    let reports = hall.wait_for(|event| *event == Event::Discarded);
    let void: Vec<u8> = "本张作废".chars().flat_map(code_of).collect();
    let scraps = sheets(&reports);
    assert_eq!(scraps.len(), 1);
    assert!(scraps[0].bytes.windows(void.len()).any(|bytes| bytes == void));
    assert!(48 < printed_rows(&scraps[0]), "what was printed before is on it");
}

#[test]
fn a_roll_that_ends_under_the_last_cut_gives_no_sheet_and_no_second_one() {
    let profile = Profile::generic_80mm();
    let height = {
        let hall = Hall::open();
        hall.voucher(10).height_dots()
    };
    // The body is printed, and the roll ends on the way to the cutter.
    let mut hall = Hall::with(profile.clone());
    hall.hand(Hand::PaperEndsAfter(height + profile.head_to_cutter / 2));
    let job = hall.print(10);
    let mut reports = hall.wait_for(|event| matches!(event, Event::Failed { .. }));
    assert_eq!(outcomes(&reports), [failed(job, PrintError::PaperOut)]);
    hall.hand(Hand::Refill);
    reports.extend(print_again(&mut hall, 10));
    assert_eq!(whole_ones(&reports, &whole(&profile, 10)), 1);
}

#[test]
fn an_open_cover_is_found_before_and_during_a_sheet() {
    let mut hall = Hall::open();
    hall.hand(Hand::OpenCover);
    let job = hall.print(60);
    let reports = hall.wait_for(|event| matches!(event, Event::Failed { .. }));
    let error = PrintError::CoverOpen;
    assert_eq!(outcomes(&reports), [Event::Failed { job, error, printed_something: false }]);

    hall.hand(Hand::CloseCover);
    hall.wait(Duration::from_secs(2));
    let job = hall.print(60);
    hall.wait(Duration::from_millis(400));
    hall.hand(Hand::OpenCover);
    let mut reports = hall.wait_for(|event| matches!(event, Event::Failed { .. }));
    assert_eq!(outcomes(&reports), [failed(job, PrintError::CoverOpen)]);
    hall.hand(Hand::CloseCover);
    reports.extend(print_again(&mut hall, 60));
    assert_eq!(whole_ones(&reports, &whole(&Profile::generic_80mm(), 60)), 1);
}

#[test]
fn what_an_earlier_sheet_left_must_be_discarded_before_the_next() {
    let mut hall = Hall::open();
    hall.hand(Hand::PaperEndsAfter(600));
    hall.print(60);
    hall.wait_for(|event| matches!(event, Event::Failed { .. }));
    hall.hand(Hand::Refill);
    hall.wait(Duration::from_secs(20));
    let job = hall.print(3);
    let reports = hall.wait(Duration::from_secs(5));
    let error = PrintError::Unclear;
    assert_eq!(outcomes(&reports), [Event::Failed { job, error, printed_something: false }]);
    assert_eq!(sheets(&reports), []);
}

#[test]
fn a_discard_waits_for_the_roll_however_long_that_takes() {
    let mut hall = Hall::open();
    hall.hand(Hand::PaperEndsAfter(600));
    hall.print(60);
    hall.wait_for(|event| matches!(event, Event::Failed { .. }));
    hall.discard();
    let reports = hall.wait(Duration::from_secs(3600));
    assert_eq!(outcomes(&reports), []);
    hall.hand(Hand::Refill);
    hall.wait_for(|event| *event == Event::Discarded);
}

#[test]
fn a_stuck_cutter_fails_the_sheet_and_is_freed_by_hand_and_switch() {
    let mut hall = Hall::open();
    hall.hand(Hand::JamCutter);
    let job = hall.print(10);
    let reports = hall.wait_for(|event| matches!(event, Event::Failed { .. }));
    assert_eq!(outcomes(&reports), [failed(job, PrintError::CutterStuck)]);
    hall.hand(Hand::FreeCutter);
    hall.hand(Hand::PowerOff);
    hall.wait(Duration::from_secs(5));
    hall.hand(Hand::PowerOn);
    hall.wait_for(|event| *event == Event::Back);
    print_again(&mut hall, 10);
}

#[test]
fn a_printer_that_is_switched_off_is_lost_and_comes_back() {
    let mut hall = Hall::open();
    hall.hand(Hand::PowerOff);
    let reports = hall.wait(Duration::from_secs(60));
    assert_eq!(outcomes(&reports), [Event::Lost]);
    let job = hall.print(3);
    let reports = hall.wait(Duration::from_secs(1));
    let error = PrintError::Silent;
    assert_eq!(outcomes(&reports), [Event::Failed { job, error, printed_something: false }]);
    hall.hand(Hand::PowerOn);
    hall.wait_for(|event| *event == Event::Back);
    let job = hall.print(3);
    hall.wait_for(|event| *event == Event::Presented { job });
}

#[test]
fn a_power_cut_in_mid_sheet_fails_it_whether_the_printer_comes_back_at_once_or_late() {
    for dark_for in [0, 60] {
        let mut hall = Hall::open();
        let job = hall.print(60);
        hall.wait(Duration::from_millis(400));
        hall.hand(Hand::PowerOff);
        let mut reports = hall.wait(Duration::from_secs(dark_for));
        hall.hand(Hand::PowerOn);
        reports.extend(hall.wait(Duration::from_secs(40)));
        let ends: Vec<Event> = outcomes(&reports)
            .into_iter()
            .filter(|event| !matches!(event, Event::Lost | Event::Back))
            .collect();
        assert_eq!(ends, [failed(job, PrintError::Silent)], "dark for {dark_for} s");
        assert_eq!(sheets(&reports), [], "a half sheet is never released");
        reports.extend(print_again(&mut hall, 60));
        assert_eq!(whole_ones(&reports, &whole(&Profile::generic_80mm(), 60)), 1);
    }
}

#[test]
fn a_cable_pulled_after_the_cut_leaves_the_sheet_unknown_and_it_is_not_printed_again() {
    let mut hall = Hall::open();
    let job = hall.print(10);
    hall.wait_for(|event| matches!(event, Event::Progress { .. }));
    // The cut is on its way; give it the time to arrive.
    hall.wait(Duration::from_millis(20));
    hall.talk.pull_cable();
    let reports = hall.wait(Duration::from_secs(30));
    let because = PrintError::LineDown;
    assert_eq!(outcomes(&reports), [Event::Lost, Event::Unknown { job, because }]);
    assert_eq!(sheets(&reports).len(), 1, "the sheet did come out");
    hall.talk.plug_cable();
    let reports = hall.wait(Duration::from_secs(30));
    assert_eq!(outcomes(&reports), [Event::Back]);
    assert_eq!(sheets(&reports), []);
}

#[test]
fn a_cable_that_goes_unnoticed_in_mid_command_leaves_nothing_that_swallows_the_next_sheet() {
    // This line is two pictures of a second each: the cable goes in the middle of the first.
    let mut hall = Hall::with(Profile::generic_80mm().at_baud(9_600));
    let mut sheet = hall.composer();
    sheet.size(2, 2).line("杨𬱖杨𬱖杨𬱖");
    let job = sheet.finish().expect("a sheet that fits");
    let job = hall.order(job);
    hall.wait(Duration::from_millis(200));
    // What has arrived by now is in the printer; the rest is on the wire.
    hall.wait(Duration::from_millis(1));
    hall.talk.wire.set_cut(true);
    let reports = hall.wait(Duration::from_secs(30));
    assert_eq!(outcomes(&reports), [Event::Lost, failed(job, PrintError::Silent)]);
    hall.talk.wire.set_cut(false);
    hall.wait_for(|event| *event == Event::Back);
    let reports = print_again(&mut hall, 3);
    let profile = Profile::generic_80mm().at_baud(9_600);
    assert_eq!(whole_ones(&reports, &whole(&profile, 3)), 1);
}

#[test]
fn a_sheet_that_is_given_up_in_its_body_is_discarded() {
    let mut hall = Hall::open();
    let job = hall.print(60);
    hall.wait(Duration::from_millis(400));
    hall.discard();
    let reports = hall.wait_for(|event| *event == Event::Discarded);
    assert_eq!(outcomes(&reports), [failed(job, PrintError::GivenUp), Event::Discarded]);
}

#[test]
fn a_sheet_that_never_shows_in_the_mouth_is_unknown() {
    let mut hall = Hall::open();
    let job = hall.print(10);
    // It is snatched in the moment in which it is released.
    hall.wait_until(|report| matches!(report, link::memory::Report::Device(_)));
    hall.hand(Hand::TakePaper);
    let reports = hall.wait(Duration::from_secs(10));
    let because = PrintError::NotPresented;
    assert_eq!(outcomes(&reports), [Event::Printed { job }, Event::Unknown { job, because }]);
}
