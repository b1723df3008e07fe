//! What is left of a citizen when the visit is over.

use std::{cell::RefCell, rc::Rc};

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
        hall.pass(std::time::Duration::from_secs(10));
        hall.leave()?;
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
        story = visits(&mut hall);
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
