//! The bytes of version 1. Once released they are never edited: a change of a message is a new
//! version, with a file like this of its own.

use board_proto::{
    BadMessage, Beep, Climate, Entry, Happening, Hello, KioskState, Mode, Network, Order, Pattern,
    Positions, Promise, Report, ResetReason, Slot, Switch, Task, Undertaking,
    frame::{BadFrame, Frame, Kind},
};
use proptest::prelude::*;

const ENTRY: Entry =
    Entry { number: 0x0001_0203, boot: 7, at_s: 90_061, what: Happening::UpperDoorOpened };

fn orders() -> Vec<(Order, &'static [u8])> {
    let updating = Promise { doing: Undertaking::Updating, within_s: 900 };
    let state = KioskState {
        mode: Mode::Serving,
        network: Network::Away,
        sheets: Some(340),
        task: Task::PaperLow,
        fault: 1201,
    };
    vec![
        (Order::Heartbeat(None), &[0x01, 0x00, 0x00, 0x00]),
        (Order::Heartbeat(Some(updating)), &[0x01, 0x02, 0x84, 0x03]),
        (Order::Lamp(Slot::Paper, Pattern::TakePaper), &[0x02, 0x03, 0x04]),
        (Order::Beep(Beep::TakeCard), &[0x03, 0x04]),
        (Order::Panel(state), &[0x04, 0x02, 0x02, 0x54, 0x01, 0x01, 0xB1, 0x04]),
        (
            Order::Panel(KioskState { sheets: None, ..state }),
            &[0x04, 0x02, 0x02, 0xFF, 0xFF, 0x01, 0xB1, 0x04],
        ),
        (Order::Taken(0x0001_0203), &[0x05, 0x03, 0x02, 0x01, 0x00]),
        (Order::ReadLog, &[0x06]),
        (Order::Identify, &[0x07]),
    ]
}

#[rustfmt::skip]
fn reports() -> Vec<(Report, &'static [u8])> {
    let hello = Hello {
        firmware: [1, 2, 3],
        reset: ResetReason::Watchdog,
        boots: 0x0102,
        uptime_s: 3600,
        memory: 0xBEEF,
        taken: 76,
        latest: 77,
        positions: Positions::default().with(Switch::LowerDoor, true).with(Switch::Proximity, true),
        restarts: 2,
    };
    vec![
        (Report::Hello(hello), &[
            0x81,
            1, 2, 3,                // firmware
            0x01,                   // reset by its watchdog
            0x02, 0x01,             // boots
            0x10, 0x0E, 0x00, 0x00, // uptime
            0xEF, 0xBE,             // memory
            0x4C, 0x00, 0x00, 0x00, // taken
            0x4D, 0x00, 0x00, 0x00, // latest
            0x12,                   // lower door open, somebody near
            0x02,                   // restarts
        ]),
        (Report::Event(ENTRY), &[
            0x82,
            0x03, 0x02, 0x01, 0x00, // number
            0x07, 0x00,             // boot
            0xCD, 0x5F, 0x01, 0x00, // seconds
            0x01,                   // upper door opened
        ]),
        (Report::Climate(Climate { decidegrees: Some(-25), fan: 40 }), &[0x83, 0xE7, 0xFF, 40]),
        (Report::Climate(Climate { decidegrees: None, fan: 70 }), &[0x83, 0x00, 0x80, 70]),
        (Report::LogEntry(ENTRY), &[
            0x84, 0x03, 0x02, 0x01, 0x00, 0x07, 0x00, 0xCD, 0x5F, 0x01, 0x00, 0x01,
        ]),
        (Report::LogEnd, &[0x85]),
    ]
}

/// A lamp that guides to the plate for identity cards, as the third message of a session.
#[rustfmt::skip]
const FRAME: &[u8] = &[
    0x00,
    0x08,                   // to the first zero
    0x01,                   // version
    0x04,                   // a message
    0x67, 0x12,             // session
    0x03,                   // the third
    0x09,                   // the ninth of the other end was heard
    0x02,                   // a lamp
    0x06,                   // identity card: a zero, and so the distance to the end
    0x02,                   // guides
    0xF4, 0x5F, 0x15, 0xA2, // CRC-32
    0x00,
];

fn frame() -> Frame {
    let body = Order::Lamp(Slot::IdCard, Pattern::Guide).encode();
    Frame { kind: Kind::Message, session: 0x1267, number: 3, heard: 9, body }
}

#[test]
fn every_message_is_laid_as_it_was_released() {
    for (order, bytes) in orders() {
        assert_eq!(order.encode(), bytes, "{order:?}");
        assert_eq!(Order::decode(bytes), Ok(order));
    }
    for (report, bytes) in reports() {
        assert_eq!(report.encode(), bytes, "{report:?}");
        assert_eq!(Report::decode(bytes), Ok(report));
    }
}

#[test]
fn the_codes_of_all_words_are_those_that_were_released() {
    fn codes<T: Copy + std::fmt::Debug>(all: &[T], code: fn(T) -> u8) -> String {
        let words = all.iter().map(|word| format!("{word:?}={}", code(*word)));
        words.collect::<Vec<_>>().join(" ")
    }
    let words = [
        codes(Slot::ALL, Slot::code),
        codes(Pattern::ALL, Pattern::code),
        codes(Beep::ALL, Beep::code),
        codes(Undertaking::ALL, Undertaking::code),
        codes(Mode::ALL, Mode::code),
        codes(Network::ALL, Network::code),
        codes(Task::ALL, Task::code),
        codes(ResetReason::ALL, ResetReason::code),
        codes(Switch::ALL, Switch::code),
        codes(Happening::ALL, Happening::code),
        codes(Kind::ALL, Kind::code),
    ];
    assert_eq!(words.join("\n"), include_str!("codes_v1.txt").trim_end());
}

#[test]
fn a_message_that_is_cut_or_too_long_is_none() {
    for (_, bytes) in orders() {
        for cut in 1..bytes.len() {
            assert_eq!(Order::decode(&bytes[..cut]), Err(BadMessage::Length), "{bytes:X?}");
        }
        assert_eq!(Order::decode(&[bytes, &[0]].concat()), Err(BadMessage::Length));
    }
    for (_, bytes) in reports() {
        for cut in 1..bytes.len() {
            assert_eq!(Report::decode(&bytes[..cut]), Err(BadMessage::Length), "{bytes:X?}");
        }
        assert_eq!(Report::decode(&[bytes, &[0]].concat()), Err(BadMessage::Length));
    }
    assert_eq!(Order::decode(&[]), Err(BadMessage::Kind(None)));
    assert_eq!(Report::decode(&[0x42]), Err(BadMessage::Kind(Some(0x42))));
    assert_eq!(Order::decode(&[0x03, 0x66]), Err(BadMessage::Code(0x66)));
}

#[test]
fn a_frame_is_laid_as_it_was_released() {
    assert_eq!(frame().encode(), FRAME);
    assert_eq!(Frame::decode(&FRAME[1..FRAME.len() - 1]), Ok(frame()));
}

#[test]
fn a_frame_that_is_cut_is_damaged() {
    let stuffed = &FRAME[1..FRAME.len() - 1];
    for cut in 0..stuffed.len() {
        assert_eq!(Frame::decode(&stuffed[..cut]), Err(BadFrame::Damaged));
    }
}

#[test]
fn a_frame_with_any_bit_flipped_is_damaged() {
    let stuffed = &FRAME[1..FRAME.len() - 1];
    for place in 0..stuffed.len() {
        for bit in 0..8 {
            let mut flipped = stuffed.to_vec();
            flipped[place] ^= 1 << bit;
            assert_eq!(Frame::decode(&flipped), Err(BadFrame::Damaged), "{place}.{bit}");
        }
    }
}

#[test]
fn a_frame_of_another_version_says_which() {
    // Version 2, kind 4, session 0x1267, and nothing else of which version 1 knows.
    let later = [0x09, 0x02, 0x04, 0x67, 0x12, 0x63, 0x33, 0x41, 0x55];
    assert_eq!(Frame::decode(&later), Err(BadFrame::Version(2)));
}

proptest! {
    #[test]
    fn whatever_bytes_come_nothing_panics(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        if let Ok(frame) = Frame::decode(&bytes) {
            prop_assert_eq!(&frame.encode()[1..], &[&bytes[..], &[0]].concat()[..]);
        }
        if let Ok(order) = Order::decode(&bytes) {
            prop_assert_eq!(&order.encode()[..], &bytes[..]);
        }
        let _ = Report::decode(&bytes);
    }

    #[test]
    fn whatever_a_frame_holds_comes_out_again(
        kind in prop::sample::select(Kind::ALL),
        session: u16,
        number: u8,
        heard: u8,
        body in prop::collection::vec(any::<u8>(), 0..=board_proto::MAX_BODY),
    ) {
        let body = board_proto::Body::from_slice(&body).unwrap();
        let frame = Frame { kind, session, number, heard, body };
        let wire = frame.encode();
        prop_assert!(!wire[1..wire.len() - 1].contains(&0));
        prop_assert_eq!(Frame::decode(&wire[1..wire.len() - 1]), Ok(frame));
    }
}
