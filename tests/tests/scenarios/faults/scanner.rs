//! Codes, the scanner and its line.

use code_scanner::sim::{Fault, Planned};
use tests::{Hall, Story, hands::Device};

use super::{READ, SCANNER_OUT, ends, millis, the_next_one_is_served, then_it_reads};

#[test]
fn whatever_befalls_a_code_is_put_right_or_named_and_the_code_is_read_when_shown_again() -> Story {
    const UNFINISHED: &str = "码没有读完";
    for (fault, end) in [
        (Fault::Silent, READ),
        (Fault::Late(millis(1_000)), READ),
        (Fault::Trickle(millis(5)), READ),
        (Fault::Pause { bytes: 10, pause: millis(50) }, READ),
        (Fault::Pause { bytes: 10, pause: millis(300) }, UNFINISHED),
        (Fault::CutAfter(10), UNFINISHED),
        (Fault::CutAfter(28), UNFINISHED),
        (Fault::NoiseBefore(9), "本机不认识这个码"),
        (Fault::NoiseAfter(9), UNFINISHED),
        (Fault::WrongEnd, UNFINISHED),
        (Fault::Reset, READ),
    ] {
        let what = format!("{fault:?}");
        let mut hall = Hall::open(550);
        hall.plan_at_scanner(Planned::next_code(fault));
        hall.show_credential("tan-guilan");
        ends(&mut hall, &[end], millis(3_000), &what)?;
        hall.take_code_away();
        if end != READ {
            the_next_one_is_served(&mut hall, Device::Scanner, &what)?;
            then_it_reads(&mut hall, Device::Scanner, &what)?;
        }
    }
    Ok(())
}

#[test]
fn a_code_that_comes_in_pieces_again_and_again_takes_the_scanner_out_of_nobodys_use() -> Story {
    let mut hall = Hall::open(553);
    let piecemeal = Fault::Trickle(millis(150));
    hall.plan_at_scanner(Planned::next_code(piecemeal));
    hall.show_credential("tan-guilan");
    hall.wait_for("码没有读完")?;
    hall.wait_for("码读不出来")?;
    assert!(hall.says("请改用身份证或社保卡"));
    hall.take_code_away();
    the_next_one_is_served(&mut hall, Device::Scanner, "pieces")?;
    then_it_reads(&mut hall, Device::Scanner, "pieces")
}

#[test]
fn two_codes_at_once_are_named_and_the_one_that_stays_is_read() -> Story {
    let mut hall = Hall::open(551);
    hall.show_credential("zhou-mo");
    hall.show_credential("tan-guilan");
    ends(&mut hall, &["看到了两个码"], millis(2_000), "two codes")?;
    assert_eq!(hall.network.resolved(), 0, "neither is anybody's");
    hall.take_code_away();
    hall.pass(millis(4_000));
    hall.show_credential("tan-guilan");
    hall.wait_for(READ)
}

#[test]
fn a_scanner_whose_answers_stay_away_or_are_damaged_is_named_and_comes_back() -> Story {
    for fault in [
        Fault::Silent,
        Fault::CutAfter(4),
        Fault::WrongEnd,
        Fault::Say(code_scanner::wire::Reply::Damaged),
        Fault::Say(code_scanner::wire::Reply::Refused(3)),
    ] {
        let what = format!("{fault:?}");
        let mut hall = Hall::open(552);
        hall.plan_at_scanner(Planned::next_answer(fault).times(u32::MAX));
        hall.wait_until(&what, |hall| hall.says(SCANNER_OUT))?;
        the_next_one_is_served(&mut hall, Device::Scanner, &what)?;
        hall.forgive();
        then_it_reads(&mut hall, Device::Scanner, &what)?;
    }
    Ok(())
}
