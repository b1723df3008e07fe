//! Whatever goes wrong on a line, a recording of it replays, and exported it names nobody.

use std::time::Duration;

use code_scanner::{Mode, Profile};
use id_card::wire::{Request, Status};
use receipt_printer::sim::Hand;
use recorder::{Models, Recording, export, replay};
use simulator::Card;
use social_card::{sim::On, wire::SlotError};

use crate::{
    studio::{codes, id_card, person, sheet, social, social_card},
    traces::{holds, names_of, pieces},
};

/// The export, of which has been seen that it replays and names nobody.
fn exported(what: &str, recording: &Recording, models: &Models, who: &Card) {
    if let Err(error) = replay(recording, models) {
        panic!("{what}: {error}");
    }
    let exported = match export(recording, models) {
        Ok(exported) => exported,
        Err(error) => panic!("{what}: {error:?}"),
    };
    assert!(replay(&exported, models).is_ok(), "{what}");
    for piece in names_of(who).iter().flat_map(|name| pieces(name)) {
        assert!(!holds(&exported, &piece), "{what} tells of {piece}");
    }
}

#[test]
fn a_reading_that_goes_wrong_in_any_way_names_nobody() {
    use id_card::sim::{Fault, Photo, Planned};
    let who = person("zhou-mo").unwrap();
    let millis = Duration::from_millis;
    for fault in [
        Fault::Silent,
        Fault::Late(millis(700)),
        Fault::Late(millis(4000)),
        Fault::Say(Status::ReadFailed),
        Fault::OfFind,
        Fault::WrongChecksum,
        Fault::LengthField(0x0507),
        Fault::LengthField(0x0509),
        Fault::LengthField(0x0010),
        Fault::LengthField(0xFFFF),
        Fault::ShortPreamble,
        Fault::LongPreamble,
        Fault::NoiseBefore(40),
        Fault::NoiseAfter(40),
        Fault::ForeignFrame,
        Fault::TimeoutReply,
        Fault::Trickle(millis(1)),
        Fault::PauseAfterHead(millis(900)),
        Fault::PowerCutAfter(400),
        Fault::WrongPartSizes,
    ] {
        for photo in [Photo::Random(7), Photo::Preambles] {
            let planned = Planned::next_to(Request::ReadTextAndPhoto, fault.clone());
            let card = who.id_card().with_photo(photo);
            let recording = id_card(card, Some(planned)).unwrap();
            exported(&format!("{fault:?}"), &recording, &Models::default(), &who);
        }
    }
}

#[test]
fn addresses_that_somebody_moved_to_do_not_leave() {
    let who = person("lin-zhiyuan").unwrap();
    let mut card = who.id_card();
    let address = "重庆市南川区东城街道新居路1号";
    let units: Vec<u8> = address.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut record = [0; 70];
    record[..units.len()].copy_from_slice(&units);
    card.new_addresses = vec![record];
    let recording = id_card(card, None).unwrap();
    assert!(holds(&recording, address));
    exported("new addresses", &recording, &Models::default(), &who);
    assert!(!holds(&export(&recording, &Models::default()).unwrap(), address));
}

#[test]
fn a_social_card_that_goes_wrong_in_any_way_names_nobody() {
    use social_card::sim::{Fault, Planned};
    let millis = Duration::from_millis;
    let record = On::Instruction(0xB2);
    for fault in [
        Fault::Silent,
        Fault::EchoOnly,
        Fault::NoEcho,
        Fault::Late(millis(900)),
        Fault::Late(millis(20_000)),
        Fault::Fail(SlotError::Parity),
        Fault::WrongLrc,
        Fault::LengthField(3),
        Fault::LengthField(40),
        Fault::LengthField(0x0100_0000),
        Fault::WrongSequence,
        Fault::Nak,
        Fault::CutAfter(20),
        Fault::Trickle(millis(1)),
        Fault::NoiseBefore(40),
        Fault::NoiseBetween(40),
        Fault::NoiseAfter(40),
        Fault::MoreTime(2),
        Fault::Extension(2),
        Fault::Notice(false),
        Fault::Pulled,
        Fault::PulledAfter,
        Fault::Reset,
        Fault::Garbled,
        Fault::CardSays(vec![0x6A, 0x82]),
    ] {
        for (key, after) in [("tan-guilan", 4), ("tan-guilan", 8), ("lin-zhiyuan", 8)] {
            let planned = Planned::next(record, fault.clone()).after(after);
            let recording = social_card(social(key).unwrap(), Some(planned)).unwrap();
            let what = format!("{fault:?} of {key} after {after}");
            exported(&what, &recording, &Models::default(), &person(key).unwrap());
        }
    }
}

#[test]
fn a_card_that_talks_in_blocks_is_replayed_and_not_exported() {
    for key in ["tan-guilan", "lin-zhiyuan"] {
        let recording = social_card(social(key).unwrap().in_blocks(), None).unwrap();
        replay(&recording, &Models::default()).unwrap();
        assert!(export(&recording, &Models::default()).is_err());
    }
}

#[test]
fn codes_of_every_kind_and_engine_name_nobody() {
    use code_scanner::sim::{Fault, Planned};
    let who = person("zhou-mo").unwrap();
    // What begins a code tells of nobody, and what is behind it does.
    let (beginnings, secrets): (Vec<String>, Vec<String>) = [
        ("424", &who.credential.clone().unwrap()[3..]),
        ("424", &person("tan-guilan").unwrap().credential.unwrap()[3..]),
        ("YBPZ1:", "500119-07-20261124-00031-3:9F86D081884C7D65"),
        ("13", "4567890123456789"),
        ("https://jkm.example.cn/s?", "name=周默&id=50011919920711203X"),
        ("https://", "zhou-mo-1992@mail.invalid"),
        ("", "周默 13800138000"),
    ]
    .map(|(beginning, secret)| (beginning.to_owned(), secret.to_owned()))
    .into_iter()
    .unzip();
    let texts: Vec<String> =
        beginnings.iter().zip(&secrets).map(|(one, other)| format!("{one}{other}")).collect();
    for profile in [
        Profile::plain(),
        Profile::gm65(Mode::Continuous),
        Profile::newland(Mode::Continuous),
        Profile::honeywell(Duration::from_secs(5)),
    ] {
        let models = Models { scanner: profile.clone(), ..Models::default() };
        let faults = [
            None,
            Some(Fault::CutAfter(12)),
            Some(Fault::WrongEnd),
            Some(Fault::Pause { bytes: 9, pause: Duration::from_millis(300) }),
            Some(Fault::NoiseBefore(12)),
            Some(Fault::NoiseAfter(12)),
        ];
        for fault in faults {
            let what = format!("{fault:?} of {}", profile.name);
            let planned = fault.map(Planned::next_code);
            let recording = codes(profile.clone(), &texts, planned).unwrap();
            exported(&what, &recording, &models, &who);
            let exported = export(&recording, &models).unwrap();
            for secret in &secrets {
                let tells = |piece: &String| holds(&exported, piece);
                assert!(!pieces(secret).iter().any(tells), "{what}: {secret}");
            }
        }
    }
}

#[test]
fn a_sheet_that_breaks_off_names_nobody() {
    let who = person("yang-ting").unwrap();
    for hand in [
        None,
        Some(Hand::PaperEndsAfter(100)),
        Some(Hand::OpenCover),
        Some(Hand::Heat(Duration::from_secs(3))),
        Some(Hand::PowerOff),
    ] {
        let what = format!("{hand:?}");
        let recording = match sheet(&who, hand.clone()) {
            Ok(recording) => recording,
            Err(error) => panic!("{what}: {error}"),
        };
        exported(&what, &recording, &Models::default(), &who);
    }
}
