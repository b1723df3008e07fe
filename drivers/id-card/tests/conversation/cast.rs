//! Whose cards are used. Everybody here is made up.

use chrono::NaiveDate;
use codes::{Nation, Nationality, Sex};
use id_card::{
    CardNumber, ForeignerCard2017, ForeignerCard2023, HmtResidentCard, IdCard, Name, ResidentCard,
    Validity,
};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day of the calendar")
}

/// 林知远.
pub(crate) fn lin_zhiyuan() -> ResidentCard {
    ResidentCard {
        name: Name::from_text("林知远"),
        sex: Sex::Male,
        nation: Some(Nation::from_code(1)),
        birth: Some(day(1961, 9, 27)),
        address: "重庆市南川区东城街道梧桐路18号".to_owned(),
        number: CardNumber::from_text("500119196109271236"),
        issuer: "重庆市公安局南川区分局".to_owned(),
        valid_from: Some(day(2016, 8, 1)),
        valid_to: Validity::LongTerm,
    }
}

/// 周默.
pub(crate) fn zhou_mo() -> ResidentCard {
    ResidentCard {
        name: Name::from_text("周默"),
        sex: Sex::Male,
        nation: Some(Nation::from_code(1)),
        birth: Some(day(1992, 7, 11)),
        address: "重庆市南川区大观镇茶园路9号".to_owned(),
        number: CardNumber::from_text("50011919920711203X"),
        issuer: "重庆市公安局南川区分局".to_owned(),
        valid_from: Some(day(2018, 9, 20)),
        valid_to: Validity::Until(day(2038, 9, 20)),
    }
}

/// A permit of Hong Kong, one of Taiwan, and both cards of one foreigner.
pub(crate) fn cards_of_every_kind() -> [IdCard; 5] {
    let hong_kong = HmtResidentCard {
        name: Name::from_text("何思哲"),
        sex: Sex::Male,
        birth: Some(day(1990, 1, 1)),
        address: "重庆市南川区东城街道金佛大道9号".to_owned(),
        number: CardNumber::from_text("810000199001010019"),
        issuer: "重庆市公安局南川区分局".to_owned(),
        valid_from: Some(day(2024, 1, 1)),
        valid_to: Validity::Until(day(2029, 1, 1)),
        pass_number: "H12345678".to_owned(),
        issue_count: Some(1),
    };
    let taiwan = HmtResidentCard {
        number: CardNumber::from_text("830000199001010039"),
        pass_number: "01234567".to_owned(),
        ..hong_kong.clone()
    };
    let of_2017 = ForeignerCard2017 {
        english_name: Name::from_text("ZHENGJIAN,YANGBEN"),
        sex: Sex::Female,
        number: CardNumber::from_text("PAK310080010103"),
        nationality: Nationality::from_alpha3("PAK"),
        chinese_name: Name::from_text(""),
        valid_from: Some(day(2023, 8, 8)),
        valid_to: Validity::Until(day(2033, 8, 7)),
        birth: Some(day(1980, 1, 1)),
        edition: "01".to_owned(),
        office: "1500".to_owned(),
    };
    let of_2023 = ForeignerCard2023 {
        chinese_name: Name::from_text("证件样本"),
        sex: of_2017.sex,
        renewals: Some(0),
        birth: of_2017.birth,
        english_name: Name::from_text("ZHENGJIAN, YANGBEN"),
        number: CardNumber::from_text("931586198001010028"),
        valid_from: of_2017.valid_from,
        valid_to: of_2017.valid_to,
        nationality: of_2017.nationality,
        former_number_link: "000".to_owned(),
    };
    [
        IdCard::Resident(lin_zhiyuan()),
        IdCard::HmtResident(hong_kong),
        IdCard::HmtResident(taiwan),
        IdCard::Foreigner2017(of_2017),
        IdCard::Foreigner2023(of_2023),
    ]
}
