//! What is left of a citizen when the visit is over.

use std::{cell::RefCell, rc::Rc, time::Duration};

use code_scanner::sim::{Fault, Planned};
use district_api::ResolveCredential;
use kiosk_sync::Urgent;
use tests::{Hall, Story, cast, tally};

/// The secrets that some text holds.
fn named_in(text: &str) -> Vec<String> {
    cast::secrets().into_iter().filter(|secret| text.contains(secret)).collect()
}

fn visits(hall: &mut Hall) -> Story {
    hall.query("lin-zhiyuan")?;
    hall.voucher("tan-guilan")?;
    hall.cut_network();
    hall.voucher("zhou-mo")?;
    hall.preview_voucher("yang-ting")?;
    hall.paper_ends_after(200);
    hall.choose("没有问题，打印")?;
    hall.wait_for("打印纸用完了")?;
    hall.touch("不等了")?;
    hall.leave()?;
    for key in ["li-xiang", "wu-xiulan", "long-yan"] {
        hall.place_card(key);
        hall.pass(Duration::from_secs(10));
        hall.leave()?;
    }
    hall.settle();
    Ok(())
}

/// Everybody with a social-security card or a phone, with the district and without; some go in the
/// middle of it, and one code comes in pieces.
fn visits_without_id_card(hall: &mut Hall) -> Story {
    for (place, card) in cast::cards().iter().enumerate() {
        match place % 4 {
            0 => hall.network.round_trip = Duration::from_secs(8),
            3 => hall.cut_network(),
            _ => {}
        }
        if card.social_profile.is_some() {
            hall.insert_card(&card.key);
            hall.pass(Duration::from_millis(700 + 300 * place as u64));
            hall.pull_card();
        }
        if card.credential.is_some() {
            if place % 5 == 0 {
                hall.plan_at_scanner(Planned::next_code(Fault::CutAfter(20)));
            }
            hall.show_credential(&card.key);
            hall.pass(Duration::from_secs(4));
            // Whoever is known looks at their record, which is a case.
            let _ = hall.touch("查我的参保信息");
            hall.pass(Duration::from_secs(3));
            hall.take_code_away();
            hall.end_visit();
        }
        hall.wait_until("the welcome page", Hall::is_at_rest)?;
        hall.network.round_trip = Duration::from_millis(80);
        hall.restore_network();
        // Until the kiosk has asked the district once more.
        hall.pass(Duration::from_secs(70));
    }
    hall.settle();
    Ok(())
}

#[test]
fn no_log_line_and_no_debug_output_names_anybody() -> Story {
    let debugged = Rc::new(RefCell::new(String::new()));
    let mut story = Ok(());
    let mut desk = String::new();
    let log = tally::logged(|| {
        let mut hall = Hall::open(41);
        let kept = Rc::clone(&debugged);
        hall.watch(move |view| *kept.borrow_mut() += &format!("{view:?}\n"));
        story = visits(&mut hall).and_then(|()| visits_without_id_card(&mut hall));
        desk = format!("{:?} {:?}", hall.kiosk().desk(), hall.printing);
        desk += &format!("{:?} {:?}", hall.books().issued(), hall.books().filed);
    });
    story?;
    assert!(log.contains("a sheet did not come out"), "the log is kept");
    assert_eq!(named_in(&log), [""; 0], "in the log");
    assert_eq!(named_in(&debugged.borrow()), [""; 0], "in the views' Debug");
    assert_eq!(named_in(&desk), [""; 0], "in the desk's Debug");
    Ok(())
}

#[test]
fn no_page_after_a_visit_and_none_before_the_name_is_asked_for_shows_a_whole_name() -> Story {
    let mut hall = Hall::open(42);
    let shown = Rc::new(RefCell::new(Vec::new()));
    let kept = Rc::clone(&shown);
    hall.watch(move |view| kept.borrow_mut().extend(tests::page::texts(view)));
    hall.query("lin-zhiyuan")?;
    assert_eq!(named_in(&shown.borrow().join("\n")), [""; 0], "masked until asked for");
    hall.identify("lin-zhiyuan")?;
    hall.choose("看全名")?;
    assert!(hall.says("林知远"));
    hall.lift_card();
    hall.wait_for("证件已拿走")?;
    shown.borrow_mut().clear();
    hall.wait_until("the welcome page", Hall::is_at_rest)?;
    assert_eq!(named_in(&shown.borrow().join("\n")), [""; 0], "after the card was taken");
    assert!(!hall.says("林"));
    Ok(())
}

#[test]
fn no_code_of_a_phone_and_no_number_of_a_social_card_is_ever_in_a_file() -> Story {
    let mut hall = Hall::open_on_disk(43);
    visits_without_id_card(&mut hall)?;
    let met = hall.books().filed.len();
    assert!(5 < met, "only {met} people got to their record");
    hall.power_off();
    hall.power_on();
    let bytes = hall.ledger_bytes();
    let holds = |secret: &str| bytes.windows(secret.len()).any(|it| it == secret.as_bytes());
    assert!(holds("林知远"), "the replica is in the file, and is looked into");
    let held: Vec<_> = cast::credentials().into_iter().filter(|secret| holds(secret)).collect();
    assert_eq!(held, [""; 0], "in the ledger's files");
    Ok(())
}

#[test]
fn what_the_district_is_asked_about_a_code_says_nothing_of_it_in_debug() {
    for code in cast::credentials() {
        let asked = Urgent::Resolve(ResolveCredential { code: code.clone() });
        let event = kiosk_core::happenings::Token::new(code.into());
        assert_eq!(named_in(&format!("{asked:?} {event:?}")), [""; 0]);
    }
}
