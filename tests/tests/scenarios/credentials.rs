//! Every kind of credential, from the bytes on a wire to the right person, what is open to them,
//! their case at the district and their paper.

use std::time::Duration;

use codes::CitizenIdNumber;
use district_api::{IdentityMeans, Payload, Person};
use faces::Faces;
use id_card::{CardNumber, IdCard, Name};
use kiosk_core::screen::{Page, Services};
use social_card::{
    Generation,
    sim::{Card, Profile},
};
use tests::{Hall, Story, Stuck, cast};

/// The dots of a character on paper.
const TYPE: u16 = 24;
/// The district is asked for changes so often.
const CHANGES_EVERY: Duration = Duration::from_secs(40);

/// How somebody of the cast shows a credential.
type Shows = fn(&mut Hall, &str);

/// Whom a credential is to lead to.
#[derive(Debug, Clone, Copy)]
struct Holder {
    /// By which their cards are picked up.
    key: &'static str,
    /// On the screen at first.
    masked: &'static str,
    /// Once asked for, and on paper.
    name: &'static str,
    /// As the district has it.
    number: &'static str,
    status: &'static str,
    /// Why there is no voucher, where there is none.
    closed: Option<&'static str>,
}

const fn holder(
    key: &'static str,
    masked: &'static str,
    name: &'static str,
    number: &'static str,
    status: &'static str,
) -> Holder {
    Holder { key, masked, name, number, status, closed: None }
}

const INDIVIDUAL: &str = "职工医保（个人身份）正常参保";
const EMPLOYEE: &str = "职工医保正常参保";
const RESIDENT: &str = "居民医保正常参保";

const LIN: Holder = holder("lin-zhiyuan", "林*远", "林知远", "500119196109271236", INDIVIDUAL);
const TAN: Holder = holder("tan-guilan", "谭*兰", "谭桂兰", "500119195803162043", EMPLOYEE);
const ZHOU: Holder = holder("zhou-mo", "周*", "周默", "50011919920711203X", EMPLOYEE);
const LONG: Holder = holder("long-yan", "龙*", "龙䶮", "500119197006069013", RESIDENT);
const YANG: Holder = holder("yang-ting", "杨*", "杨𬱖", "50011919950303112X", INDIVIDUAL);
const ZHANG: Holder = holder("zhang-zimo", "张*墨", "张子墨", "520103197909052231", EMPLOYEE);
const HE: Holder = holder("he-sizhe", "何*哲", "何思哲", "810000199001010019", RESIDENT);
/// The district knows her by the number of her card of 2017.
const AYESHA: Holder = holder("ayesha-2023", "阿*莎", "阿依莎", "PAK310080010103", EMPLOYEE);

/// From everybody's credential to their voucher, or to their record where there is none.
fn walk(means: IdentityMeans, shows: Shows, holders: &[Holder]) -> Story {
    for (seed, holder) in (300..).zip(holders) {
        let mut hall = Hall::open(seed);
        shows(&mut hall, holder.key);
        greeted(&mut hall, holder)?;
        match holder.closed {
            None => voucher(&mut hall, holder)?,
            Some(_) => {
                hall.choose("查我的参保信息")?;
                hall.wait_for("我的参保信息")?;
            }
        }
        hall.pass(Duration::from_secs(3));
        filed(&hall, holder, means);
    }
    Ok(())
}

/// The services page of the right person, with the right rows on it.
fn greeted(hall: &mut Hall, holder: &Holder) -> Story {
    hall.wait_until("somebody is greeted", |hall| hall.title().ends_with("，您好"))?;
    assert_eq!(hall.title(), format!("{}，您好", holder.masked));
    let page = services(hall);
    let status = format!("{} ・ 数据截至今天 09:", holder.status);
    assert!(page.status.starts_with(&status), "{} instead of {status}", page.status);
    let mut open = vec!["查我的参保信息", "打印参保凭证", "办事指南"];
    open.retain(|row| holder.closed.is_none() || *row != "打印参保凭证");
    assert_eq!(page.open.iter().map(|row| &row.title).collect::<Vec<_>>(), open, "{holder:?}");
    let closed: Vec<_> = page.closed.iter().map(|row| row.reason.as_str()).collect();
    assert_eq!(closed, Vec::from_iter(holder.closed), "{holder:?}");
    hall.choose("看全名")?;
    assert_eq!(hall.title(), format!("{}，您好", holder.name));
    Ok(())
}

fn services(hall: &Hall) -> &Services {
    match hall.page() {
        Some(Page::Services(page)) => page,
        _ => panic!("{} has no rows", hall.title()),
    }
}

/// A voucher with name and number on it: what the printer's ROM has can be read, and what it
/// lacks is there as the face draws it.
fn voucher(hall: &mut Hall, holder: &Holder) -> Story {
    hall.choose("打印参保凭证")?;
    hall.choose("重庆市以外")?;
    if hall.title().starts_with("要开哪一种") {
        hall.choose("职工")?;
    }
    hall.wait_for("请核对参保凭证")?;
    hall.choose("没有问题，打印")?;
    hall.wait_for("请取走参保凭证")?;
    hall.wait_and_take()?;
    let paper = &hall.pieces()[0];
    assert!(paper.is_voucher() && paper.text().contains(holder.number), "{holder:?}");
    assert!(!paper.text().contains('〓'), "{holder:?}");
    let faces = Faces::shipped().expect("the faces are installed");
    for character in holder.name.chars().filter(|it| !paper.text().contains(*it)) {
        let drawn = [false, true].map(|bold| faces.draw(character, TYPE, bold));
        let is_there = drawn.iter().flatten().any(|glyph| paper.shows(glyph));
        assert!(is_there, "{holder:?}: {character} is not on the paper");
    }
    Ok(())
}

/// The district has one case of the right person, and knows what proved who they are.
fn filed(hall: &Hall, holder: &Holder, means: IdentityMeans) {
    let cases = hall.books().filed;
    let person = district_person(hall, holder.number);
    assert_eq!(cases.len(), 1, "{holder:?}");
    let (case, _) = &cases[0];
    assert_eq!((case.identity_means, &case.person), (means, &person.id), "{holder:?}");
    let is_voucher = matches!(case.payload, Payload::EnrolmentVoucher { .. });
    assert_eq!(is_voucher, holder.closed.is_none(), "{holder:?}");
}

fn district_person(hall: &Hall, number: &str) -> Person {
    let people = hall.network.district.snapshot(None, 500).expect("it has a first page").people;
    let person = people.into_iter().find(|person| person.id_number == number);
    person.unwrap_or_else(|| panic!("the district does not know {number}"))
}

/// Somebody whom the district has come to know only today.
fn moves_here(hall: &mut Hall, name: &str, number: &str) {
    let mut person = district_person(hall, &cast::number("tursun"));
    (person.id, person.name) = ("ZG5009999999".to_owned(), name.to_owned());
    person.id_number = number.to_owned();
    hall.network.district.put_people([person]);
    hall.pass(CHANGES_EVERY);
}

/// The identity card of somebody of the cast, with another name on the chip.
fn renamed(key: &str, name: Name) -> id_card::sim::Card {
    let mut card = cast::chip(key);
    match &mut card {
        IdCard::Resident(card) => card.name = name,
        _ => panic!("{key} has no resident card"),
    }
    id_card::sim::Card::new(card.to_block().expect("the name fits"))
}

#[test]
fn a_resident_card_leads_to_its_holder_whatever_their_name_is_written_with() -> Story {
    let tursun = "500119196604026211";
    let holders = [
        LIN,
        holder("ouyang-qingyi", "欧**漪", "欧阳清漪", "500119200108095022", RESIDENT),
        // A middle dot.
        holder("tursun", "买****逊", "买买提·吐尔逊", tursun, INDIVIDUAL),
        // A private-use unit on the chip, and the character of the standard at the district.
        LONG,
        holder("ren-xin", "任*", "任䜣", "500119199406234021", EMPLOYEE),
        // Extensions B, F and G.
        holder("zhao-xi", "赵*", "赵𤋮", "500119198711123016", INDIVIDUAL),
        YANG,
        holder("shi-biang", "石*", "石𰻝", "500119200004185111", RESIDENT),
        // New addresses on the chip, which change nothing.
        ZHANG,
    ];
    walk(IdentityMeans::ResidentIdCard, Hall::place_card, &holders)
}

#[test]
fn a_residence_permit_of_hong_kong_leads_to_its_holder() -> Story {
    walk(IdentityMeans::ResidencePermit, Hall::place_card, &[HE])
}

#[test]
fn a_foreigners_card_of_2017_leads_to_its_holder_and_a_name_in_letters_is_for_the_window() -> Story
{
    let closed = Some("证件上的姓名和参保登记不一样");
    let of_2017 = Holder { key: "ayesha-2017", closed, ..AYESHA };
    walk(IdentityMeans::PermanentResidentCard, Hall::place_card, &[of_2017])
}

#[test]
fn a_foreigners_card_of_2023_leads_to_the_record_of_her_card_of_2017() -> Story {
    assert_ne!(cast::number(AYESHA.key), AYESHA.number);
    walk(IdentityMeans::PermanentResidentCard, Hall::place_card, &[AYESHA])
}

#[test]
fn a_social_card_of_the_second_generation_leads_to_its_holder() -> Story {
    walk(IdentityMeans::SocialSecurityCard, Hall::insert_card, &[TAN, LONG, ZHANG])
}

#[test]
fn a_social_card_of_the_third_generation_leads_to_its_holder_once_the_district_vouches_for_it()
-> Story {
    walk(IdentityMeans::SocialSecurityCard, Hall::insert_card, &[LIN, YANG])?;
    for (key, asks) in [("lin-zhiyuan", true), ("tan-guilan", false)] {
        let mut hall = Hall::open(310);
        hall.insert_card(key);
        hall.wait_for("您好")?;
        assert_eq!(hall.network.authenticated(), asks, "{key}");
    }
    Ok(())
}

#[test]
fn an_electronic_credential_leads_to_its_holder_whose_card_may_have_expired() -> Story {
    let wu = holder("wu-xiulan", "吴*兰", "吴秀兰", "500119198310158023", INDIVIDUAL);
    let holders = [ZHOU, YANG, wu, HE, AYESHA];
    walk(IdentityMeans::ElectronicCredential, Hall::show_credential, &holders)
}

#[test]
fn a_name_as_long_as_a_chip_can_hold_or_longer_is_masked_and_printed_whole() -> Story {
    let number = "500119198001018019";
    for (masked, name) in [
        ("阿****丽", "阿卜杜热合曼·买买提依明江古丽"),
        // The chip has no room for the last four.
        ("帕****曼", "帕尔哈提江·吐尔逊买买提·阿不都热合曼"),
    ] {
        let mut hall = Hall::open(311);
        moves_here(&mut hall, name, number);
        let on_the_chip: Vec<u16> = name.encode_utf16().take(15).collect();
        assert_eq!(on_the_chip.len(), 15);
        let mut card = cast::chip("tursun");
        if let IdCard::Resident(card) = &mut card {
            card.name = Name::from_units(&on_the_chip);
            card.number = CardNumber::from_text(number);
        }
        hall.place(id_card::sim::Card::new(card.to_block().expect("the name fits")));
        let holder = holder("", masked, name, number, INDIVIDUAL);
        greeted(&mut hall, &holder)?;
        voucher(&mut hall, &holder)?;
    }
    Ok(())
}

#[test]
fn a_name_that_runs_over_into_the_second_record_of_a_social_card_is_whole() -> Story {
    let name = "帕尔哈提江·吐尔逊买买提·阿不都热合曼";
    let number = "500119198506078025";
    let holder = holder("", "帕****曼", name, number, INDIVIDUAL);
    for generation in [Generation::Second, Generation::Third] {
        let mut hall = Hall::open(312);
        moves_here(&mut hall, name, number);
        let holder_number = CitizenIdNumber::parse(number).expect("it is sound");
        let profile = Profile::of(generation, holder_number, name, 77);
        hall.insert(Card::social(profile).expect("the name fits"));
        greeted(&mut hall, &holder)?;
        voucher(&mut hall, &holder)?;
    }
    Ok(())
}

#[test]
fn a_character_that_nobody_knows_is_said_to_be_one_and_refuses_nobody() -> Story {
    // On the chip alone: the district has the character.
    let mut hall = Hall::open(313);
    hall.place(renamed("long-yan", Name::from_units(&[0x9F99, 0xE001])));
    greeted(&mut hall, &LONG)?;
    assert!(hall.says("姓名里有本机显示不出的字，以证件号码为准，不影响办理。"));
    voucher(&mut hall, &LONG)?;
    // At the district too: the paper has a mark in its place, and says what it stands for.
    let mut hall = Hall::open(314);
    let mut person = district_person(&hall, LONG.number);
    person.name = "龙\u{E001}".to_owned();
    hall.network.district.put_people([person]);
    hall.pass(CHANGES_EVERY);
    hall.place(renamed("long-yan", Name::from_units(&[0x9F99, 0xE001])));
    hall.wait_for("龙*，您好")?;
    assert!(hall.says("姓名里有本机显示不出的字，以证件号码为准，不影响办理。"));
    hall.choose("打印参保凭证")?;
    hall.choose("重庆市以外")?;
    hall.wait_for("请核对参保凭证")?;
    hall.choose("没有问题，打印")?;
    hall.wait_for("请取走参保凭证")?;
    let paper = hall.pieces()[0].text();
    for words in ["龙〓", LONG.number, "〓 处是本机打印不出的生僻字，以证件号码为准。"]
    {
        assert!(paper.contains(words), "{words} is not in {paper}");
    }
    Ok(())
}

#[test]
fn an_item_that_wants_an_identity_document_says_so_to_whoever_came_without_one() -> Story {
    let shows: [(Shows, bool); 3] =
        [(Hall::place_card, true), (Hall::insert_card, false), (Hall::show_credential, false)];
    for (show, does) in shows {
        let mut hall = Hall::open(315);
        show(&mut hall, "tan-guilan");
        hall.wait_for("您好")?;
        hall.choose("办事指南")?;
        let wanting = every_guide(&mut hall)?
            .into_iter()
            .filter(|texts| texts.iter().any(|it| it.starts_with("这项要带身份证件")));
        assert_eq!(wanting.count(), if does { 0 } else { 2 }, "items 8 and 11");
    }
    Ok(())
}

/// What the first page of every guide says.
fn every_guide(hall: &mut Hall) -> Result<Vec<Vec<String>>, Stuck> {
    let mut guides = Vec::new();
    loop {
        let Some(Page::GuideList(list)) = hall.page() else { panic!("no list of guides") };
        for row in list.rows.clone() {
            hall.touch(&row.title)?;
            guides.push(hall.texts());
            hall.touch("‹ 返回")?;
        }
        if hall.touch("下一页").is_err() {
            return Ok(guides);
        }
    }
}
