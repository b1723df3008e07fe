//! The bundled file of cards, and what is refused of others.

use chrono::NaiveDate;
use code_scanner::{Code, CodeKind, Rules, wire::Text};
use id_card::{CardKind, ResidentCard, Validity, card::NewAddresses};
use social_card::Generation;

use super::*;

fn refusal_of(text: &str) -> String {
    match parse("my.toml", text) {
        Ok(_) => panic!("the file was taken"),
        Err(error) => error.to_string(),
    }
}

/// A card of the bundled ones with one line replaced.
fn with(key: &str, line: &str, other: &str) -> String {
    let key = format!("key = \"{key}\"");
    let card = BUNDLED.split("[[card]]\n").find(|card| card.contains(&key)).unwrap();
    assert!(card.contains(line), "{line}");
    format!("[[card]]\n{card}").replace(line, other)
}

fn first_with(line: &str, other: &str) -> String {
    with("lin-zhiyuan", line, other)
}

fn chip_of(cards: &[Card], key: &str) -> IdCard {
    let card = cards.iter().find(|card| card.key == key).unwrap();
    IdCard::parse(&card.text).unwrap()
}

fn resident(cards: &[Card], key: &str) -> ResidentCard {
    match chip_of(cards, key) {
        IdCard::Resident(chip) => chip,
        other => panic!("{key} has a {:?}", other.kind()),
    }
}

#[test]
fn people_with_cards_of_every_kind_lie_ready() {
    let cards = bundled().unwrap();
    assert_eq!(cards.len(), 18);
    let lin = &cards[0];
    assert_eq!((lin.key.as_str(), lin.name.as_str()), ("lin-zhiyuan", "林知远"));
    assert_eq!(resident(&cards, "lin-zhiyuan").valid_to, Validity::LongTerm);
    let expired = Validity::Until(NaiveDate::from_ymd_opt(2025, 3, 1).unwrap());
    assert_eq!(resident(&cards, "wu-xiulan").valid_to, expired);
    for (key, kind, name, number) in [
        ("he-sizhe", CardKind::HmtResident, "何思哲", "810000199001010019"),
        (
            "ayesha-2017",
            CardKind::Foreigner2017,
            "YUSUFZAI KHAN, AYESHA BIBI NOOR JEHAN",
            "PAK310080010103",
        ),
        ("ayesha-2023", CardKind::Foreigner2023, "阿依莎", "931586198001010028"),
    ] {
        let chip = chip_of(&cards, key);
        assert_eq!((chip.kind(), chip.name().text()), (kind, name));
        assert_eq!(chip.person_number().unwrap().as_str(), number);
    }
    let former = chip_of(&cards, "ayesha-2023").former_number().unwrap();
    assert_eq!(former.as_str(), chip_of(&cards, "ayesha-2017").number().as_str());
}

#[test]
fn everybody_has_a_credential_of_their_own_but_not_twice() {
    let cards = bundled().unwrap();
    let mut codes: Vec<_> = cards.iter().filter_map(|card| card.credential.as_ref()).collect();
    assert_eq!(codes.len(), cards.len() - 1, "the woman with two cards has one credential");
    codes.sort();
    codes.dedup();
    assert_eq!(codes.len(), cards.len() - 1);
    for code in codes {
        let text = Text::new(code.clone().into_bytes());
        let kind = Code::of(&text, &Rules::default()).kind();
        assert_eq!(kind, CodeKind::ElectronicCredential, "{code}");
    }
}

#[test]
fn rare_characters_are_on_the_chip_as_the_file_has_them_and_shown_as_people_write_them() {
    let cards = bundled().unwrap();
    for (key, units) in [
        ("long-yan", &[0x9F99, 0xE863][..]),
        ("yang-ting", &[0x6768, 0xD873, 0xDC56]),
        ("zhao-xi", &[0x8D75, 0xD850, 0xDEEE]),
        ("ren-xin", &[0x4EFB, 0xE844]),
        ("shi-biang", &[0x77F3, 0xD883, 0xDEDD]),
    ] {
        let card = cards.iter().find(|card| card.key == key).unwrap();
        let name = &resident(&cards, key).name;
        assert_eq!(name.units(), units, "{key}");
        assert_eq!(name.shown(), card.name);
    }
}

#[test]
fn a_wrong_file_is_refused_with_its_line_and_the_reason() {
    let cases = [
        (r#"sex = "男""#, r#"sex = "女""#, "line 4: the number is one of the other sex"),
        (r#"sex = "男""#, r#"sex = "m""#, "line 4: \"m\" is no sex: write 男 or 女"),
        (r#"birth = "1961-09-27""#, r#"birth = "27.9.61""#, "line 6: \"27.9.61\" is no day"),
        ("1961-09-27", "1961-09-28", "line 6: the date of birth is not the one inside"),
        (r#"nation = "汉""#, r#"nation = "汉族""#, "line 5: \"汉族\" is no nation"),
        ("500119196109271236", "500119196109271237", "line 8: the last character"),
        ("林知远", "远远远远远远远远远远远远远远远远", "line 3: name has 16 UTF-16 units"),
        (r#"key = "lin-zhiyuan""#, "", "line 1: missing field `key`"),
        ("issuer", "isuer", "line 9: unknown field `isuer`"),
        (r#"address = ""#, "address = ", "line 7: "),
        (r#"credential = "4"#, r#"credential = ""#, "line 12: a credential has 28 digits"),
        (r#"credential = "4"#, r#"credential = "-"#, "line 12: a credential has 28 digits"),
    ];
    for (line, other, reason) in cases {
        let refusal = refusal_of(&first_with(line, other));
        assert!(refusal.starts_with(&format!("my.toml, {reason}")), "{refusal}");
    }
    let permit = [
        (r#"kind = "hmt""#, r#"kind = "pass""#, "line 2: a kind is \"resident\", \"hmt\""),
        (r#"kind = "hmt""#, "", "line 13: unknown field `issue_count`"),
        ("810000199001010019", "510107198801237419", "line 6: the date of birth is not"),
        ("H12345678", "H123456789", "line 12: pass_number has 10 UTF-16 units"),
    ];
    let of_2017 = [
        ("PAK310080010103", "PAK310080010104", "line 7: the last digit does not match"),
        (r#"nationality = "PAK""#, r#"nationality = "CAN""#, "line 8: the number is one of"),
        (r#"nationality = "PAK""#, r#"nationality = "巴""#, "line 8: \"巴\" is no nationality"),
        ("1980-01-01", "1981-01-01", "line 6: the date of birth is not the one inside"),
    ];
    let of_2023 = [
        ("NOOR JEHAN", "NOOR JEHAN NOOR JEHAN", "line 5: english_name (from unit 36) has 13"),
        (r#"former_number_link = "000""#, r#"former_number_link = "0000""#, "line 13: former"),
    ];
    let others = [("he-sizhe", &permit[..]), ("ayesha-2017", &of_2017), ("ayesha-2023", &of_2023)];
    for (key, cases) in others {
        for (line, other, reason) in cases {
            let refusal = refusal_of(&with(key, line, other));
            assert!(refusal.starts_with(&format!("my.toml, {reason}")), "{refusal}");
        }
    }
    assert!(refusal_of("").starts_with("my.toml, line 1: there is no [[card]]"));
    assert!(refusal_of("[[cards]]").starts_with("my.toml, line 1: nothing but [[card]]"));
    let wrong_kind = with("he-sizhe", "810000199001010019", "500119199001010010");
    assert!(refusal_of(&wrong_kind).starts_with("my.toml, line 8: "));
    let twice = first_with("key", "key").repeat(2);
    let refusal = refusal_of(&twice);
    assert!(refusal.contains("line 16: there is a card lin-zhiyuan already"), "{refusal}");
}

#[test]
fn social_cards_have_a_holder_a_generation_and_a_number_of_their_own() {
    let cards = bundled().unwrap();
    let profile = |key: &str| {
        let card = cards.iter().find(|card| card.key == key).unwrap();
        card.social_profile.as_ref()
    };
    for (key, generation, name, number) in [
        ("lin-zhiyuan", Generation::Third, "林知远", "500119196109271236"),
        ("tan-guilan", Generation::Second, "谭桂兰", "500119195803162043"),
        ("yang-ting", Generation::Third, "杨𬱖", "50011919950303112X"),
        ("long-yan", Generation::Second, "龙䶮", "500119197006069013"),
        ("li-xiang", Generation::Third, "李想", "510107198801237419"),
    ] {
        let profile = profile(key).unwrap();
        assert_eq!((profile.generation, profile.name.as_str()), (generation, name));
        assert_eq!(profile.holder.as_str(), number);
    }
    assert_eq!(profile("tan-guilan").unwrap().nation.name(), Some("土家"));
    assert_eq!(profile("li-xiang").unwrap().region, "510107");
    assert!(profile("zhou-mo").is_none());
    let mut numbers: Vec<_> =
        cards.iter().filter_map(|card| Some(card.social_profile.as_ref()?.card_number())).collect();
    let all = numbers.len();
    numbers.sort();
    numbers.dedup();
    assert_eq!(numbers.len(), all);
}

#[test]
fn a_new_address_is_on_the_chip_of_somebody_who_moved() {
    for card in bundled().unwrap() {
        let found = NewAddresses::parse(&card.id_card().new_addresses.concat());
        let moved_to = ["重庆市南川区东城街道金佛大道66号".to_owned()];
        let expected = (card.key == "zhang-zimo").then_some(&moved_to[..]);
        assert_eq!(found.as_ref().map(NewAddresses::as_slice), expected, "{}", card.key);
    }
}

#[test]
fn a_wrong_social_card_is_refused_with_its_holder() {
    let with_office = |line: &str| with("ayesha-2017", "office", &format!("{line}\noffice"));
    for (text, reason) in [
        (first_with("\"third\"", "\"fourth\""), "a generation is \"first\", \"second\" or"),
        (first_with("region = \"500119\"", "region = \"5001\""), "a region has six digits"),
        (first_with("1002731", "10000000"), "a serial number has one to seven digits"),
        (first_with("1002731", "0"), "a serial number has one to seven digits"),
        (first_with(", serial = 1002731", ""), "missing field `serial`"),
        (first_with("serial", "cereal"), "unknown field `cereal`"),
        (first_with("林知远", &"㐀".repeat(15)), "the text has 60 bytes and the card holds 50"),
    ] {
        let beginning = format!("my.toml, line 13: the social card of lin-zhiyuan: {reason}");
        let refusal = refusal_of(&text);
        assert!(refusal.starts_with(&beginning), "{refusal}");
    }
    let refusal = refusal_of(&with_office(
        r#"social_card = { generation = "third", region = "500119", serial = 7 }"#,
    ));
    let reason = "line 12: the social card of ayesha-2017: its holder needs a number of eighteen";
    assert!(refusal.contains(reason), "{refusal}");
    let twice = first_with("key", "key") + &with("tan-guilan", "204862", "1002731");
    let refusal = refusal_of(&twice);
    let reason = "the social card of tan-guilan has the serial number of lin-zhiyuan's";
    assert!(refusal.contains(reason), "{refusal}");
}

#[test]
fn wrong_new_addresses_are_refused_with_their_holder() {
    let with_office = |line: &str| with("ayesha-2017", "office", &format!("{line}\noffice"));
    let with_moved =
        |other: &str| with("zhang-zimo", r#"["重庆市南川区东城街道金佛大道66号"]"#, other);
    for (text, reason) in [
        (with_moved("[7]"), "zhang-zimo: invalid type: integer `7`"),
        (with_moved("[]"), "zhang-zimo: a card has one to four of them"),
        (with_moved(r#"["a", "b", "c", "d", "e"]"#), "zhang-zimo: a card has one to four of them"),
        (with_moved(r#"["　"]"#), "zhang-zimo: an address has 1 to 35 UTF-16 units"),
        (with_moved(&format!("[\"{}\"]", "路".repeat(36))), "zhang-zimo: an address has 1 to 35"),
        (with_office("new_addresses = [\"a\"]"), "ayesha-2017: cards of this kind have no place"),
    ] {
        let refusal = refusal_of(&text);
        assert!(refusal.contains(&format!(": the new addresses of {reason}")), "{refusal}");
    }
    assert!(parse("my.toml", &with_moved(r#"["a", "b", "c", "d"]"#)).is_ok());
}
