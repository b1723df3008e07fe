//! Every kind of credential, from bytes on a wire to the right person and what is open to them; and
//! whatever else people bring, to a page that names it.

use std::time::Duration;

use district_api::IdentityMeans;
use social_card::sim::{Card, Fault, On, Planned};
use tests::{Hall, Story, hands::Device};

/// The command by which a card gives its records.
const READ_RECORD: u8 = 0xB2;

/// How somebody identifies.
#[derive(Debug, Clone, Copy)]
enum With {
    IdCard(&'static str),
    SocialCard(&'static str),
    Code(&'static str),
}

/// Who comes with what: the name in full, whether a voucher is open to them, and what the district
/// puts down.
const PEOPLE: [(With, &str, IdentityMeans); 11] = [
    (With::IdCard("lin-zhiyuan"), "林知远", IdentityMeans::ResidentIdCard),
    (With::IdCard("tursun"), "买买提·吐尔逊", IdentityMeans::ResidentIdCard),
    (With::IdCard("long-yan"), "龙䶮", IdentityMeans::ResidentIdCard),
    (With::IdCard("zhao-xi"), "赵𤋮", IdentityMeans::ResidentIdCard),
    (With::IdCard("ren-xin"), "任䜣", IdentityMeans::ResidentIdCard),
    (With::IdCard("he-sizhe"), "何思哲", IdentityMeans::ResidencePermit),
    (With::IdCard("ayesha-2017"), "阿依莎", IdentityMeans::PermanentResidentCard),
    (With::IdCard("ayesha-2023"), "阿依莎", IdentityMeans::PermanentResidentCard),
    (With::SocialCard("tan-guilan"), "谭桂兰", IdentityMeans::SocialSecurityCard),
    (With::SocialCard("lin-zhiyuan"), "林知远", IdentityMeans::SocialSecurityCard),
    (With::Code("zhou-mo"), "周默", IdentityMeans::ElectronicCredential),
];

fn shows(hall: &mut Hall, with: With) {
    match with {
        With::IdCard(key) => hall.place_card(key),
        With::SocialCard(key) => hall.insert_card(key),
        With::Code(key) => hall.show_credential(key),
    }
}

fn goes(hall: &mut Hall, with: With) -> Story {
    match with {
        With::IdCard(_) => hall.lift_card(),
        With::SocialCard(_) => hall.pull_card(),
        With::Code(_) => {
            hall.take_code_away();
            hall.end_visit();
        }
    }
    hall.wait_until("the welcome page", Hall::is_at_rest)
}

#[test]
fn every_kind_of_credential_leads_to_the_right_person_and_to_what_is_open_to_them() -> Story {
    for (seed, (with, name, means)) in (300..).zip(PEOPLE) {
        let mut hall = Hall::open(seed);
        shows(&mut hall, with);
        hall.wait_until("somebody is greeted", |hall| hall.title().ends_with("，您好"))?;
        assert!(hall.title().contains('*'), "{with:?}: the name is masked at first");
        hall.choose("看全名")?;
        assert_eq!(hall.title(), format!("{name}，您好"), "{with:?}");
        for open in ["查我的参保信息", "打印参保凭证", "办事指南"] {
            assert!(hall.says(open), "{with:?}: {open}");
        }
        hall.choose("查我的参保信息")?;
        hall.wait_for("我的参保信息")?;
        goes(&mut hall, with)?;
        hall.pass(Duration::from_secs(5));
        let filed = hall.books().filed;
        assert_eq!(filed.len(), 1, "{with:?}");
        assert_eq!(filed[0].0.identity_means, means, "{with:?}");
    }
    Ok(())
}

#[test]
fn a_code_is_resolved_once_and_without_the_network_a_card_serves() -> Story {
    let mut hall = Hall::open(320);
    hall.show_credential("zhou-mo");
    hall.wait_for("周*，您好")?;
    assert_eq!(hall.network.resolved(), 1);
    goes(&mut hall, With::Code("zhou-mo"))?;
    hall.cut_network();
    hall.pass(Duration::from_secs(40));
    hall.show_credential("zhou-mo");
    hall.wait_for("现在扫不了医保码")?;
    assert_eq!(hall.network.resolved(), 1);
    hall.take_code_away();
    hall.place_card("zhou-mo");
    hall.wait_for("周*，您好")
}

#[test]
fn a_third_generation_card_without_the_district_says_so() -> Story {
    let mut hall = Hall::open(321);
    hall.cut_network();
    hall.pass(Duration::from_secs(40));
    hall.insert_card("lin-zhiyuan");
    hall.wait_for("现在读不了这张社保卡")?;
    hall.pull_card();
    hall.insert_card("tan-guilan");
    hall.wait_for("谭*兰，您好")
}

#[test]
fn whatever_is_wrong_with_a_card_in_the_slot_is_named_and_the_next_one_is_served() -> Story {
    let wrong: [(Card, &str); 3] = [
        (Card::bank(), "这是银行卡，不是社保卡"),
        (Card::other(social_card::wire::StatusWord::FileNotFound), "这张卡不是社保卡"),
        (Card::bank().upside_down(), "卡没有反应"),
    ];
    for (seed, (card, title)) in (330..).zip(wrong) {
        let mut hall = Hall::open(seed);
        hall.insert(card);
        hall.wait_for(title)?;
        hall.pull_card();
        hall.place_card("zhou-mo");
        hall.wait_for("周*，您好")?;
    }
    Ok(())
}

#[test]
fn a_social_card_pulled_at_any_moment_of_its_reading_is_asked_for_again() -> Story {
    for (seed, tenths) in (340..).zip(3..12) {
        let mut hall = Hall::open(seed);
        hall.insert_card("tan-guilan");
        hall.pass(Duration::from_millis(100 * tenths));
        hall.pull_card();
        // It was read already, or it was not, or nobody had noticed it yet.
        hall.pass(Duration::from_secs(5));
        let said = ["社保卡没有读完", "证件已拿走"].contains(&hall.title()) || hall.is_at_rest();
        assert!(said, "after {tenths} tenths: {}", hall.title());
        hall.insert_card("tan-guilan");
        hall.wait_for("谭*兰，您好")?;
    }
    Ok(())
}

#[test]
fn a_reader_that_is_unplugged_over_a_card_takes_nothing_else_out_of_use() -> Story {
    let mut hall = Hall::open(350);
    hall.insert_card("tan-guilan");
    hall.pass(Duration::from_millis(500));
    hall.unplug(Device::Slot);
    hall.wait_until("it is named", |hall| {
        hall.says("社保卡读卡器暂停使用，可以用身份证、医保码。")
    })?;
    hall.show_credential("zhou-mo");
    hall.wait_for("周*，您好")?;
    goes(&mut hall, With::Code("zhou-mo"))?;
    hall.pull_card();
    hall.plug(Device::Slot);
    hall.wait_until("it is well again", |hall| !hall.says("暂停使用"))?;
    hall.insert_card("tan-guilan");
    hall.wait_for("谭*兰，您好")
}

#[test]
fn a_silent_reader_is_named_and_comes_back_by_itself() -> Story {
    let mut hall = Hall::open(351);
    hall.switch(Device::Slot, false);
    hall.wait_until("it is named", |hall| hall.says("社保卡读卡器暂停使用"))?;
    hall.place_card("zhou-mo");
    hall.wait_for("周*，您好")?;
    goes(&mut hall, With::IdCard("zhou-mo"))?;
    hall.switch(Device::Slot, true);
    hall.wait_until("it is well again", |hall| !hall.says("暂停使用"))
}

#[test]
fn whatever_befalls_an_answer_of_the_social_card_reader_ends_in_a_page_that_names_it() -> Story {
    // What the driver can put right it does; the rest is told.
    let ends = ["谭*兰，您好", "社保卡没有读完", "社保卡读不出来", "社保卡的芯片接触不好"];
    for (seed, fault) in (360..).zip([
        Fault::Silent,
        Fault::WrongLrc,
        Fault::WrongSequence,
        Fault::Nak,
        Fault::CutAfter(3),
        Fault::NoiseBefore(2),
        Fault::NoiseAfter(2),
        Fault::Late(Duration::from_millis(800)),
        Fault::Trickle(Duration::from_millis(5)),
        Fault::Reset,
        Fault::Garbled,
        Fault::Pulled,
        Fault::CardSays(vec![0x6F, 0x00]),
        Fault::CardSays(vec![0x65, 0x81]),
    ]) {
        let mut hall = Hall::open(seed);
        hall.plan_in_slot(Planned::next(On::Instruction(READ_RECORD), fault.clone()));
        hall.insert_card("tan-guilan");
        hall.wait_until(&format!("{fault:?} is over"), |hall| ends.contains(&hall.title()))?;
        hall.pull_card();
        hall.place_card("zhou-mo");
        hall.wait_for("周*，您好")?;
    }
    Ok(())
}
