//! Whatever befalls a card, a reader or a line ends in a page that names it, in time, and the visit
//! goes on with another credential.

mod id_card;
mod scanner;
mod social_card;

use std::time::Duration;

use tests::{Hall, Story, hands::Device};

/// The longest that anybody looks at 正在读卡: the screen's own deadline, and a look for the card.
const IN_TIME: Duration = Duration::from_secs(16);
/// Far longer than a driver takes to find that its device is well again.
const REVIVED_WITHIN: Duration = Duration::from_secs(20);

const READ: &str = "谭*兰，您好";
const SLOT_UNFINISHED: &str = "社保卡没有读完";
const PLATE_UNFINISHED: &str = "身份证没有读完";
const SLOT_OUT: &str = "社保卡读卡器暂停使用";
const PLATE_OUT: &str = "身份证读卡器暂停使用";
const SCANNER_OUT: &str = "扫码窗暂停使用";

const fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

/// What is said at last: a page's title, or the word on the welcome page that a reader is out of use.
fn named(hall: &Hall) -> Option<String> {
    let out = [SLOT_OUT, PLATE_OUT, SCANNER_OUT].into_iter().find(|words| hall.says(words));
    let waits = hall.is_at_rest() || hall.title().starts_with("正在");
    out.map(str::to_owned).or((!waits).then(|| hall.title().to_owned()))
}

/// It is said within this time, and it is one of these.
fn ends(hall: &mut Hall, in_one_of: &[&str], within: Duration, what: &str) -> Story {
    let began_at = hall.now();
    hall.wait_until(what, |hall| named(hall).is_some())?;
    let (took, said) = (hall.now() - began_at, named(hall).unwrap_or_default());
    assert!(in_one_of.contains(&said.as_str()), "{what}: {said}");
    assert!(took <= within, "{what}: {said} after {took:?}");
    Ok(())
}

/// Zhou Mo, who stands next in the queue, is served by another reader.
fn the_next_one_is_served(hall: &mut Hall, but: Device, what: &str) -> Story {
    match but {
        Device::Reader => hall.show_credential("zhou-mo"),
        _ => hall.place_card("zhou-mo"),
    }
    hall.wait_until(&format!("after {what}"), |hall| hall.title() == "周*，您好")?;
    hall.lift_card();
    hall.take_code_away();
    hall.end_visit();
    hall.wait_until(&format!("the welcome page after {what}"), Hall::is_at_rest)
}

/// The reader is well again and reads the card that it could not read.
fn then_it_reads(hall: &mut Hall, at: Device, what: &str) -> Story {
    hall.pass(REVIVED_WITHIN);
    assert!(!hall.says("暂停使用"), "{what}: {}", hall.title());
    match at {
        Device::Reader => hall.place_card("tan-guilan"),
        Device::Slot => hall.insert_card("tan-guilan"),
        _ => hall.show_credential("tan-guilan"),
    }
    hall.wait_until(&format!("the card is read after {what}"), |hall| hall.title() == READ)
}

#[test]
fn a_reader_unplugged_or_without_power_in_the_middle_of_a_card_is_named_and_reads_it_later() -> Story
{
    let breaks: [fn(&mut Hall, Device); 2] =
        [|hall, device| hall.unplug(device), |hall, device| hall.switch(device, false)];
    let mends: [fn(&mut Hall, Device); 2] =
        [|hall, device| hall.plug(device), |hall, device| hall.switch(device, true)];
    for (break_it, mend_it) in breaks.into_iter().zip(mends) {
        for (device, out) in [(Device::Reader, PLATE_OUT), (Device::Slot, SLOT_OUT)] {
            for after in (300..900).step_by(30) {
                let what = format!("{device:?} broken after {after} ms");
                let mut hall = Hall::open(541);
                match device {
                    Device::Reader => hall.place_card("tan-guilan"),
                    _ => hall.insert_card("tan-guilan"),
                }
                hall.pass(millis(after));
                break_it(&mut hall, device);
                let unfinished = [SLOT_UNFINISHED, PLATE_UNFINISHED, out];
                ends(&mut hall, &unfinished, IN_TIME, &what)?;
                the_next_one_is_served(&mut hall, device, &what)?;
                hall.wait_until(&what, |hall| hall.says(out))?;
                hall.lift_card();
                hall.pull_card();
                mend_it(&mut hall, device);
                then_it_reads(&mut hall, device, &what)?;
            }
        }
    }
    Ok(())
}
