//! Whole readings, byte for byte. Once released, these are never edited.
//!
//! The holders are invented; the number of the resident card is the demonstration number of
//! GB 11643. The checksums were computed by another program than this one.

use chrono::NaiveDate;
use codes::{Nation, Nationality, Sex};
use id_card::{
    CardKind, IdCard, Validity,
    wire::{
        Answer, PHOTO_SIZE, PREAMBLE, Reading, Scan, Status, TEXT_SIZE, encode_reading,
        encode_reading_with_fingerprints, scan,
    },
};

type Block = [u8; TEXT_SIZE];

/// A text block out of fields of so many UTF-16 units each.
fn block<const N: usize>(fields: [(usize, &str); N]) -> Block {
    let mut bytes = Vec::new();
    for (units, text) in fields {
        let mut field: Vec<u16> = text.encode_utf16().collect();
        assert!(field.len() <= units, "{text}");
        field.resize(units, 0x20);
        bytes.extend(field.into_iter().flat_map(u16::to_le_bytes));
    }
    bytes.try_into().expect("the fields make up the whole text")
}

fn resident() -> Block {
    block([
        (15, "测试样本"),
        (1, "2"),
        (2, "01"),
        (8, "19491231"),
        (35, "北京市朝阳区测试路1号"),
        (18, "11010519491231002X"),
        (15, "北京市公安局朝阳分局"),
        (8, "20200101"),
        (8, "长期"),
        (18, ""),
    ])
}

fn foreigner_2017() -> Block {
    block([
        (60, "ZHENGJIAN,YANGBEN"),
        (1, "2"),
        (15, "PAK310080010103"),
        (3, "PAK"),
        (15, "证件样本"),
        (8, "20230808"),
        (8, "20330807"),
        (8, "19800101"),
        (2, "01"),
        (4, "1500"),
        (1, "I"),
        (3, ""),
    ])
}

fn foreigner_2023() -> Block {
    block([
        (15, "证件样本"),
        (1, "2"),
        (2, "00"),
        (8, "19800101"),
        (35, "ZHENGJIAN, YANGBEN"),
        (18, "931586198001010028"),
        (15, ""),
        (8, "20230808"),
        (8, "20330807"),
        (11, ""),
        (3, "PAK"),
        (1, "Y"),
        (3, "000"),
    ])
}

fn hmt_resident() -> Block {
    block([
        (15, "测试样本"),
        (1, "1"),
        (2, ""),
        (8, "19900101"),
        (35, "上海市黄浦区测试路2号"),
        (18, "810000199001010019"),
        (15, "上海市公安局"),
        (8, "20240101"),
        (8, "20290101"),
        (9, "H12345678"),
        (2, "01"),
        (3, ""),
        (1, "J"),
        (3, ""),
    ])
}

fn read_answer(text: &Block) -> Vec<u8> {
    Answer::new(Status::Success, &encode_reading(text, &[0; PHOTO_SIZE])).encode()
}

#[test]
fn readings_have_the_bytes_of_the_protocol() {
    let readings = [
        (resident(), 0x66),
        (foreigner_2017(), 0x01),
        (foreigner_2023(), 0x7D),
        (hmt_resident(), 0x85),
    ];
    for (text, checksum) in readings {
        let frame = read_answer(&text);
        assert_eq!(frame.len(), 1295);
        assert_eq!(frame[..5], PREAMBLE);
        assert_eq!(frame[5..14], [0x05, 0x08, 0x00, 0x00, 0x90, 0x01, 0x00, 0x04, 0x00]);
        assert_eq!(frame[14..270], text);
        assert_eq!(frame[1294], checksum);
    }
}

#[test]
fn readings_with_fingerprints_have_the_bytes_of_the_protocol() {
    let readings = [
        (0, [0x05, 0x0A, 0, 0, 0x90, 0x01, 0x00, 0x04, 0x00, 0x00, 0x00], 0x64),
        (512, [0x07, 0x0A, 0, 0, 0x90, 0x01, 0x00, 0x04, 0x00, 0x02, 0x00], 0x64),
        (1024, [0x09, 0x0A, 0, 0, 0x90, 0x01, 0x00, 0x04, 0x00, 0x04, 0x00], 0x6C),
    ];
    for (size, head, checksum) in readings {
        let prints = vec![0; size];
        let data = encode_reading_with_fingerprints(&resident(), &[0; PHOTO_SIZE], &prints);
        let frame = Answer::new(Status::Success, &data).encode();
        assert_eq!(frame.len(), 1297 + size);
        assert_eq!(frame[5..16], head);
        assert_eq!(frame[16..272], resident());
        assert_eq!(frame.last(), Some(&checksum));
    }
}

/// The card in the frame of a text.
fn read(text: &Block) -> IdCard {
    let frame = read_answer(text);
    let Scan::Frame { body, size: 1295 } = scan(&frame) else { panic!("no frame") };
    let answer = Answer::parse(body).expect("three status bytes");
    let reading = Reading::parse(answer.data).expect("a whole reading");
    IdCard::parse(reading.text).expect("a card")
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day of the calendar")
}

#[test]
fn the_resident_card_is_read_field_by_field() {
    let IdCard::Resident(card) = read(&resident()) else { panic!("another kind of card") };
    assert_eq!(card.name.text(), "测试样本");
    assert_eq!(card.sex, Sex::Female);
    assert_eq!(card.nation, Some(Nation::from_code(1)));
    assert_eq!(card.birth, NaiveDate::from_ymd_opt(1949, 12, 31));
    assert_eq!(card.address, "北京市朝阳区测试路1号");
    assert_eq!(card.number.checked().unwrap().as_str(), "11010519491231002X");
    assert_eq!(card.issuer, "北京市公安局朝阳分局");
    assert_eq!(card.valid_from, NaiveDate::from_ymd_opt(2020, 1, 1));
    assert_eq!(card.valid_to, Validity::LongTerm);
    assert_eq!(resident()[204..208], [0x7F, 0x95, 0x1F, 0x67]);
    assert_eq!(card.to_block(), Ok(resident()));
}

#[test]
fn the_residence_permit_is_read_field_by_field() {
    let IdCard::HmtResident(card) = read(&hmt_resident()) else { panic!("another kind of card") };
    assert_eq!(card.name.text(), "测试样本");
    assert_eq!(card.sex, Sex::Male);
    assert_eq!(card.birth, Some(day(1990, 1, 1)));
    assert_eq!(card.address, "上海市黄浦区测试路2号");
    assert_eq!(card.number.as_str(), "810000199001010019");
    assert_eq!(card.issuer, "上海市公安局");
    assert_eq!(card.valid_from, Some(day(2024, 1, 1)));
    assert_eq!(card.valid_to, Validity::Until(day(2029, 1, 1)));
    assert_eq!(card.pass_number, "H12345678");
    assert_eq!(card.issue_count, Some(1));
    assert_eq!(card.to_block(), Ok(hmt_resident()));
}

#[test]
fn the_foreigners_card_of_2017_is_read_field_by_field() {
    let IdCard::Foreigner2017(card) = read(&foreigner_2017()) else {
        panic!("another kind of card")
    };
    assert_eq!(card.english_name.text(), "ZHENGJIAN,YANGBEN");
    assert_eq!(card.sex, Sex::Female);
    assert_eq!(card.number.as_str(), "PAK310080010103");
    assert_eq!(card.nationality, Nationality::from_alpha3("PAK"));
    assert_eq!(card.chinese_name.text(), "证件样本");
    assert_eq!(card.valid_from, Some(day(2023, 8, 8)));
    assert_eq!(card.valid_to, Validity::Until(day(2033, 8, 7)));
    assert_eq!(card.birth, Some(day(1980, 1, 1)));
    assert_eq!((card.edition.as_str(), card.office.as_str()), ("01", "1500"));
    assert_eq!(card.to_block(), Ok(foreigner_2017()));
}

#[test]
fn the_foreigners_card_of_2023_is_read_field_by_field() {
    let IdCard::Foreigner2023(card) = read(&foreigner_2023()) else {
        panic!("another kind of card")
    };
    assert_eq!(card.chinese_name.text(), "证件样本");
    assert_eq!(card.sex, Sex::Female);
    assert_eq!(card.renewals, Some(0));
    assert_eq!(card.birth, Some(day(1980, 1, 1)));
    assert_eq!(card.english_name.text(), "ZHENGJIAN, YANGBEN");
    assert_eq!(card.number.as_str(), "931586198001010028");
    assert_eq!(card.valid_from, Some(day(2023, 8, 8)));
    assert_eq!(card.valid_to, Validity::Until(day(2033, 8, 7)));
    assert_eq!(card.nationality, Nationality::from_alpha3("PAK"));
    assert_eq!(card.former_number_link, "000");
    assert_eq!(card.former_number().unwrap().as_str(), "PAK310080010103");
    assert_eq!(card.to_block(), Ok(foreigner_2023()));
}

#[test]
fn of_every_card_the_holder_is_known_without_knowing_the_kind() {
    let cards = [
        (resident(), CardKind::Resident, "测试样本", "11010519491231002X"),
        (foreigner_2017(), CardKind::Foreigner2017, "证件样本", "PAK310080010103"),
        (foreigner_2023(), CardKind::Foreigner2023, "证件样本", "931586198001010028"),
        (hmt_resident(), CardKind::HmtResident, "测试样本", "810000199001010019"),
    ];
    for (text, kind, name, number) in cards {
        let card = read(&text);
        assert_eq!(card.kind(), kind);
        assert_eq!(card.name().text(), name);
        assert_eq!(card.person_number().unwrap().as_str(), number);
        assert!(card.valid_from().is_some() && card.validity() != Validity::Unreadable);
        assert_eq!(card.to_block(), Ok(text));
    }
}

#[test]
fn a_foreigner_without_a_chinese_name_goes_by_the_english_one() {
    let (mut of_2017, mut of_2023) = (foreigner_2017(), foreigner_2023());
    let spaces = [0x20, 0x00].repeat(15);
    of_2017[158..188].copy_from_slice(&spaces);
    of_2023[..30].copy_from_slice(&spaces);
    assert_eq!(read(&of_2017).name().text(), "ZHENGJIAN,YANGBEN");
    assert_eq!(read(&of_2023).name().text(), "ZHENGJIAN, YANGBEN");
}

#[test]
fn a_reading_in_two_portions_is_partial_until_it_is_whole() {
    let frame = read_answer(&resident());
    for end in 0..frame.len() {
        assert_eq!(scan(&frame[..end]), Scan::Partial, "{end} bytes");
    }
}

#[test]
fn no_flipped_bit_of_a_reading_goes_unnoticed() {
    let frame = read_answer(&resident());
    for bit in 0..frame.len() * 8 {
        let mut flipped = frame.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        assert!(!matches!(scan(&flipped), Scan::Frame { .. }), "bit {bit}");
    }
}
