//! Whole readings, byte for byte. Once released, these are never edited.
//!
//! The holders are invented; the number of the resident card is the demonstration number of
//! GB 11643. The checksums were computed by another program than this one.

use chrono::NaiveDate;
use codes::{Nation, Sex};
use id_card::{
    CardKind, IdCard, Validity,
    card::CardError,
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

#[test]
fn the_resident_card_is_read_field_by_field() {
    let frame = read_answer(&resident());
    let Scan::Frame { body, size: 1295 } = scan(&frame) else { panic!("no frame") };
    let reading = Reading::parse(Answer::parse(body).unwrap().data).unwrap();
    let IdCard::Resident(card) = IdCard::parse(reading.text).unwrap();
    assert_eq!(card.name.shown(), "测试样本");
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
fn other_cards_are_recognised_and_not_read_as_what_they_are_not() {
    let others = [
        (foreigner_2017(), CardKind::Foreigner2017),
        (foreigner_2023(), CardKind::Foreigner2023),
        (hmt_resident(), CardKind::HmtResident),
    ];
    for (text, kind) in others {
        assert_eq!(CardKind::of(&text), kind);
        assert_eq!(IdCard::parse(&text), Err(CardError::NotReadYet(kind)));
    }
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
