//! All readers at once: each waits on the welcome page, the first good credential wins, and one that
//! is out of use stands in nobody's way.

use std::time::Duration;

use kiosk_core::{document::Block, number::VoucherNumber, screen::Page};
use tests::{
    Hall, Story,
    hands::{Device, READERS},
};

/// Every reader, by the name of its device, and the others by those of what they take.
const NAMES: [(Device, &str, &str); 3] = [
    (Device::Reader, "身份证读卡器", "社保卡、医保码"),
    (Device::Slot, "社保卡读卡器", "身份证、医保码"),
    (Device::Scanner, "扫码窗", "身份证、社保卡"),
];

/// Somebody comes with what goes to this reader.
fn comes(hall: &mut Hall, to: Device, key: &str) {
    match to {
        Device::Reader => hall.place_card(key),
        Device::Slot => hall.insert_card(key),
        Device::Scanner => hall.show_credential(key),
        Device::Printer => panic!("nobody comes with paper"),
    }
}

/// And goes again.
fn goes(hall: &mut Hall, from: Device) -> Story {
    match from {
        Device::Reader => hall.lift_card(),
        Device::Slot => hall.pull_card(),
        Device::Scanner | Device::Printer => {
            hall.take_code_away();
            hall.end_visit();
        }
    }
    hall.wait_until("the welcome page", Hall::is_at_rest)
}

/// Tan Guilan, who has all three, is served at every reader but one.
fn the_others_serve(hall: &mut Hall, but: Device) -> Story {
    for other in READERS.into_iter().filter(|it| *it != but) {
        comes(hall, other, "tan-guilan");
        hall.wait_for("谭*兰，您好")?;
        goes(hall, other)?;
    }
    Ok(())
}

#[test]
fn every_reader_waits_on_the_welcome_page() -> Story {
    let mut hall = Hall::open(400);
    assert_eq!(hall.title(), "请放身份证、插社保卡\n或扫医保电子凭证");
    for how in ["平放在感应区", "芯片朝上插入", "对准扫码窗"] {
        assert!(hall.says(how), "{how}");
    }
    the_others_serve(&mut hall, Device::Printer)
}

#[test]
fn the_first_good_credential_wins_and_that_of_somebody_else_is_told() -> Story {
    for (first, second, mine) in [
        (Device::Reader, Device::Slot, "放身份证"),
        (Device::Slot, Device::Reader, "插社保卡"),
        (Device::Scanner, Device::Reader, "扫医保电子凭证"),
        (Device::Scanner, Device::Slot, "扫医保电子凭证"),
    ] {
        let mut hall = Hall::open(401);
        comes(&mut hall, first, "lin-zhiyuan");
        hall.wait_for("林*远，您好")?;
        comes(&mut hall, second, "tan-guilan");
        if first == Device::Scanner {
            // A code cannot be seen to go: whoever showed it may have left.
            hall.wait_for("谭*兰，您好")?;
            continue;
        }
        hall.wait_for("这里有两个人的证件")?;
        assert!(hall.says(&format!("先{mine}的这一位")), "{first:?}");
        assert!(!hall.texts().iter().any(|text| text.contains('林') || text.contains('谭')));
        match second {
            Device::Reader => hall.lift_card(),
            _ => hall.pull_card(),
        }
        hall.choose("已拿走，接着办")?;
        assert_eq!(hall.title(), "林*远，您好");
        hall.choose("查我的参保信息")?;
        hall.wait_for("我的参保信息")?;
        goes(&mut hall, first)?;
        hall.pass(Duration::from_secs(5));
        assert_eq!(hall.books().filed.len(), 1);
    }
    Ok(())
}

#[test]
fn a_second_credential_of_the_same_person_changes_nothing() -> Story {
    for (first, second) in [
        (Device::Reader, Device::Slot),
        (Device::Slot, Device::Reader),
        (Device::Scanner, Device::Reader),
        (Device::Scanner, Device::Slot),
    ] {
        let mut hall = Hall::open(402);
        comes(&mut hall, first, "tan-guilan");
        hall.wait_for("谭*兰，您好")?;
        comes(&mut hall, second, "tan-guilan");
        hall.pass(Duration::from_secs(5));
        assert_eq!(hall.title(), "谭*兰，您好", "{first:?}, {second:?}");
        match second {
            Device::Reader => hall.lift_card(),
            _ => hall.pull_card(),
        }
        hall.pass(Duration::from_secs(5));
        assert_eq!(hall.title(), "谭*兰，您好", "the visit stands on what came first");
        goes(&mut hall, first)?;
    }
    Ok(())
}

#[test]
fn two_people_who_come_in_the_same_moment_are_never_mixed() -> Story {
    for millis in (0..2_000).step_by(100) {
        for (first, second) in [
            (Device::Reader, Device::Slot),
            (Device::Slot, Device::Scanner),
            (Device::Scanner, Device::Reader),
        ] {
            let mut hall = Hall::open(403);
            comes(&mut hall, first, "lin-zhiyuan");
            hall.pass(Duration::from_millis(millis));
            comes(&mut hall, second, "tan-guilan");
            hall.wait_until("somebody is served, or both are told", |hall| {
                ["林*远，您好", "谭*兰，您好", "这里有两个人的证件"].contains(&hall.title())
            })?;
            hall.pass(Duration::from_secs(5));
            hall.choose("已拿走").or_else(|_| hall.choose("看全名"))?;
            hall.pass(Duration::from_secs(1));
            let texts = hall.texts().join("\n");
            assert!(!(texts.contains('林') && texts.contains('谭')), "{first:?}, {second:?}");
        }
    }
    Ok(())
}

#[test]
fn somebody_elses_card_does_not_stop_what_is_being_printed() -> Story {
    let mut hall = Hall::open(404);
    hall.preview_voucher("tan-guilan")?;
    hall.choose("没有问题，打印")?;
    hall.wait_for("正在打印参保凭证")?;
    hall.insert_card("lin-zhiyuan");
    hall.wait_for("请取走参保凭证")?;
    hall.wait_and_take()?;
    hall.lift_card();
    hall.pull_card();
    hall.wait_until("the welcome page", Hall::is_at_rest)?;
    hall.settle();
    hall.check_settled();
    assert_eq!(hall.filed_vouchers().len(), 1);
    Ok(())
}

#[test]
fn a_reader_out_of_use_is_named_blocks_no_other_and_comes_back() -> Story {
    let breaks: [fn(&mut Hall, Device); 2] =
        [|hall, device| hall.unplug(device), |hall, device| hall.switch(device, false)];
    let mends: [fn(&mut Hall, Device); 2] =
        [|hall, device| hall.plug(device), |hall, device| hall.switch(device, true)];
    for (break_it, mend_it) in breaks.into_iter().zip(mends) {
        for (device, name, others) in NAMES {
            let mut hall = Hall::open(405);
            break_it(&mut hall, device);
            let words = format!("{name}暂停使用，可以用{others}。");
            hall.wait_until(&words, |hall| hall.says(&words))?;
            the_others_serve(&mut hall, device)?;
            assert!(hall.says(&words), "still");
            mend_it(&mut hall, device);
            hall.wait_until("all of them", |hall| !hall.says("暂停使用"))?;
            comes(&mut hall, device, "tan-guilan");
            hall.wait_for("谭*兰，您好")?;
        }
    }
    Ok(())
}

#[test]
fn a_reader_that_was_never_there_is_named_from_the_start() -> Story {
    for (device, name, _) in NAMES {
        let mut hall = Hall::open_on_disk(406);
        hall.unplug(device);
        hall.power_off();
        hall.power_on();
        hall.wait_until("it is named", |hall| hall.says(&format!("{name}暂停使用")))?;
        the_others_serve(&mut hall, device)?;
    }
    Ok(())
}

#[test]
fn a_reader_that_talks_nonsense_all_day_blocks_no_other() -> Story {
    for (device, ..) in NAMES {
        for bytes in
            [&[0xAA; 40], &[0x03; 40], &[0x00; 40], b"0123456789012345678901234567890123456789"]
        {
            let mut hall = Hall::open(407);
            for _ in 0..100 {
                hall.babble(device, bytes);
                hall.pass(Duration::from_millis(50));
            }
            for other in READERS.into_iter().filter(|it| *it != device) {
                comes(&mut hall, other, "tan-guilan");
                for _ in 0..60 {
                    hall.babble(device, bytes);
                    hall.pass(Duration::from_millis(50));
                }
                assert_eq!(hall.title(), "谭*兰，您好", "{device:?} says {bytes:02X?}");
                goes(&mut hall, other)?;
            }
            hall.pass(Duration::from_secs(20));
            assert!(!hall.says("暂停使用"), "{device:?} is well again after {bytes:02X?}");
            comes(&mut hall, device, "tan-guilan");
            hall.wait_for("谭*兰，您好")?;
        }
    }
    Ok(())
}

#[test]
fn without_any_reader_people_are_sent_to_the_window() -> Story {
    let mut hall = Hall::open(408);
    READERS.into_iter().for_each(|device| hall.unplug(device));
    hall.wait_for("请到窗口办理")?;
    assert!(hall.says("身份证读卡器、社保卡读卡器、扫码窗暂停使用，请到窗口办理"));
    hall.plug(Device::Slot);
    hall.wait_for("请把社保卡\n芯片朝上插入")?;
    hall.insert_card("tan-guilan");
    hall.wait_for("谭*兰，您好")
}

#[test]
fn a_code_is_resolved_once_and_without_the_network_a_card_serves() -> Story {
    let mut hall = Hall::open(409);
    hall.show_credential("zhou-mo");
    hall.wait_for("周*，您好")?;
    assert_eq!(hall.network.resolved(), 1);
    goes(&mut hall, Device::Scanner)?;
    hall.cut_network();
    hall.pass(Duration::from_secs(40));
    assert!(hall.says("网络不通，暂停"), "the tile of the code says so");
    hall.show_credential("zhou-mo");
    hall.wait_for("现在扫不了医保码")?;
    assert_eq!(hall.network.resolved(), 1);
    hall.take_code_away();
    hall.place_card("zhou-mo");
    hall.wait_for("周*，您好")
}

#[test]
fn an_answer_that_comes_too_late_is_not_taken_for_that_to_the_next_code() -> Story {
    // The answer to the first comes after the visit of the second has begun, or while it is waited for.
    for second_takes in [Duration::from_millis(80), Duration::from_secs(6)] {
        let mut hall = Hall::open(410);
        hall.network.round_trip = Duration::from_secs(15);
        hall.show_credential("zhou-mo");
        hall.wait_for("医保码没有核对上")?;
        hall.take_code_away();
        hall.pass(Duration::from_secs(4));
        hall.network.round_trip = second_takes;
        hall.show_credential("tan-guilan");
        hall.wait_for("谭*兰，您好")?;
        hall.pass(Duration::from_secs(15));
        assert_eq!(hall.title(), "谭*兰，您好");
        assert_eq!(hall.network.resolved(), 2);
    }
    Ok(())
}

#[test]
fn a_forgotten_social_card_is_called_out_without_a_name_and_the_next_one_is_served() -> Story {
    let mut hall = Hall::open(411);
    hall.insert_card("tan-guilan");
    hall.wait_for("谭*兰，您好")?;
    hall.end_visit();
    hall.wait_for("请拔出社保卡")?;
    hall.wait_until("the welcome page", Hall::is_at_rest)?;
    assert!(hall.says("社保卡插口有一张卡没有拿走，请交给工作人员。"));
    assert!(!hall.says("谭"));
    hall.pass(Duration::from_secs(600));
    assert!(hall.is_at_rest() && hall.says("社保卡插口有一张卡没有拿走"));
    hall.place_card("zhou-mo");
    hall.wait_for("周*，您好")?;
    hall.pass(Duration::from_secs(5));
    assert_eq!(hall.title(), "周*，您好", "the card that was forgotten is nobody's any more");
    hall.lift_card();
    hall.wait_for("证件已拿走")?;
    hall.pull_card();
    hall.wait_until("it is gone", |hall| hall.is_at_rest() && !hall.says("没有拿走"))
}

#[test]
fn the_code_on_a_voucher_is_held_against_what_this_kiosk_has_issued() -> Story {
    let mut hall = Hall::open(412);
    hall.voucher("zhou-mo")?;
    let code = hall.printing[0].blocks.iter().find_map(|block| match block {
        Block::Qr { data, .. } => Some(data.clone()),
        _ => None,
    });
    let code = code.expect("a voucher has a code");
    let (number, hash) = code.rsplit_once(':').expect("number and hash");
    let other_hash = format!("{number}:{}", hash.chars().rev().collect::<String>());
    let elsewhere = VoucherNumber::new("500119", 9, hall.at().date_naive(), 31);
    let elsewhere = format!("YBPZ1:{}:{hash}", elsewhere.expect("a number of the day"));
    let cut = &code[..code.len() - 4];
    for (shown, title) in [
        (code.as_str(), "这张参保凭证是本机开的"),
        (&other_hash, "这个码和本机的记录不一致"),
        (&elsewhere, "这张参保凭证不是本机开的"),
        (cut, "这个码不完整"),
    ] {
        hall.show_code(shown);
        hall.wait_for(title)?;
        assert!(!hall.says("周"), "whoever holds it learns nothing of its owner");
        hall.take_code_away();
        hall.touch("知道了")?;
        hall.wait_until("the welcome page", Hall::is_at_rest)?;
        hall.pass(Duration::from_secs(5));
    }
    hall.query("zhou-mo")?;
    assert_eq!(hall.network.resolved(), 0, "none of them went to the district");
    Ok(())
}

#[test]
fn whatever_else_is_shown_to_the_scanner_is_called_by_its_name() -> Story {
    let mut hall = Hall::open(413);
    for (code, title) in [
        ("134567890123456789", "这是付款用的码"),
        ("https://jkm.example.gov.cn/a?b=1", "这是健康码，不是医保码"),
        ("https://www.example.cn/x", "这个码是一个网址"),
        ("6901234567892", "本机不认识这个码"),
    ] {
        hall.show_code(code);
        hall.wait_for(title)?;
        assert!(matches!(hall.page(), Some(Page::Trouble(page)) if !page.paragraphs.is_empty()));
        hall.take_code_away();
        hall.pass(Duration::from_secs(5));
        // The page need not be touched: the right code begins the visit.
        hall.show_credential("zhou-mo");
        hall.wait_for("周*，您好")?;
        goes(&mut hall, Device::Scanner)?;
        hall.pass(Duration::from_secs(5));
    }
    assert_eq!(hall.network.resolved(), 4, "only credentials went to the district");
    Ok(())
}
