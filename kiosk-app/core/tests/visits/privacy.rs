//! After a visit nothing of the person is left, and during one nothing of them reaches a log.

use kiosk_core::{
    happenings::{Answer, Event, SheetNews},
    screen::Touch,
    visit::Visit,
};

use crate::kit::{Deed, Hall, card_of, people::lin_zhiyuan, texts};

const SECRETS: [&str; 4] = ["林知远", "500119196109271236", "1,286.40", "ZG"];

fn assert_nothing_is_left(hall: &Hall) {
    assert!(matches!(
        hall.desk.visit(),
        Visit::Idle | Visit::Parting { session: None, .. } | Visit::Browsing { .. }
    ));
    let shown = texts(&hall.view()).concat();
    let logged = format!("{:?}", hall.desk);
    for secret in SECRETS.into_iter().chain(["林*远", "1236"]) {
        assert!(!shown.contains(secret), "{secret} on the screen");
        assert!(!logged.contains(secret), "{secret} in memory");
    }
}

#[test]
fn however_a_visit_ends_it_is_forgotten() {
    type End = fn(&mut Hall);
    let ends: [End; 7] = [
        |hall| hall.takes_the_card(),
        |hall| hall.touch(Touch::EndVisit),
        |hall| hall.seconds_pass(90),
        |hall| {
            hall.orders_a_voucher();
            hall.takes_the_card();
            hall.takes_the_paper();
        },
        |hall| {
            hall.orders_a_voucher();
            hall.takes_the_paper();
            hall.seconds_pass(40);
        },
        |hall| {
            hall.orders_a_voucher();
            hall.sheet_is(SheetNews::Failed);
            hall.press("不等了，结束");
        },
        |hall| {
            hall.previews_a_voucher();
            hall.press("没有问题，打印");
            hall.district_refuses("您正在住院");
            hall.seconds_pass(60);
        },
    ];
    for end in ends {
        let mut hall = Hall::open([lin_zhiyuan()]);
        hall.comes(&lin_zhiyuan());
        hall.press("看全名");
        hall.deeds();
        end(&mut hall);
        assert!(hall.deeds().contains(&Deed::Forgot));
        assert_nothing_is_left(&hall);
    }
}

#[test]
fn nothing_that_happens_or_is_done_names_anybody_in_a_log() {
    let mut hall = Hall::open([lin_zhiyuan()]);
    let card = Event::CardRead(Box::new(card_of(&lin_zhiyuan())));
    let mut logged = vec![format!("{card:?}")];
    hall.happens(card);
    logged.push(format!("{:?}", hall.desk));
    hall.press("看全名");
    logged.push(format!("{:?}", hall.view()));
    hall.press("查我的参保信息");
    logged.push(format!("{:?} {:?}", hall.desk, hall.view()));
    hall.press("‹ 返回");
    hall.previews_a_voucher();
    logged.push(format!("{:?} {:?}", hall.desk, hall.view()));
    hall.press("没有问题，打印");
    logged.push(format!("{:?} {:?}", hall.desk, hall.ledger.cases[0].case));
    let answer = Answer::Accepted;
    hall.district_says(hall.case(), answer);
    logged.push(format!("{:?} {:?}", hall.desk, hall.sheet()));
    for line in logged {
        for secret in SECRETS {
            assert!(!line.contains(secret), "{secret} in {line}");
        }
    }
}
