//! The kiosk of a hall and the I/O board's own image, on an emulated chip: a real port, real time.

use std::{os::unix::fs::symlink, path::Path};

use emulated::{Chip, Key, Time, image_if_any};
use simulator::{DeviceName, Hand};
use tests::live::{LiveHall, LiveKiosk};

fn starts(hall: &LiveHall) -> anyhow::Result<LiveKiosk> {
    let kiosk = hall.start(Path::new(env!("CARGO_BIN_EXE_live-kiosk")))?;
    kiosk.wait_until("the welcome page", |screen| screen.title.starts_with("请放身份证"), || {})?;
    Ok(kiosk)
}

/// A board in the machine, with both doors shut.
fn fitted(chip: &mut Chip, hall: &LiveHall) -> anyhow::Result<()> {
    chip.hold(Key::Up, true)?;
    // It takes the place of the simulated one.
    hall.perform(Hand::Unplug { device: DeviceName::IoBoard });
    Ok(symlink(chip.serial_port(), hall.folder.path().join("io-board"))?)
}

#[test]
fn a_door_that_is_opened_ends_the_visit_and_one_that_is_shut_lets_the_next_begin()
-> anyhow::Result<()> {
    let Some(image) = image_if_any()? else { return Ok(()) };
    let mut chip = Chip::start(&image, Time::Real)?;
    let hall = LiveHall::open()?;
    fitted(&mut chip, &hall)?;
    let kiosk = starts(&hall)?;
    hall.perform(Hand::PlaceCard { card: "lin-zhiyuan".to_owned() });
    kiosk.wait_until("somebody is greeted", |screen| screen.title == "林*远，您好", || {})?;
    chip.hold(Key::Up, false)?;
    kiosk.wait_until("the card is asked for", |screen| screen.title == "请拿走身份证", || {})?;
    hall.perform(Hand::LiftCard);
    let staff_are_at_work =
        |screen: &tests::live::Screen| screen.texts.iter().any(|text| text.contains("正在维护"));
    kiosk.wait_until("staff are at work", staff_are_at_work, || {})?;
    chip.hold(Key::Up, true)?;
    let welcome = |screen: &tests::live::Screen| screen.title.starts_with("请放身份证");
    kiosk.wait_until("the welcome page", welcome, || {})?;
    Ok(())
}
