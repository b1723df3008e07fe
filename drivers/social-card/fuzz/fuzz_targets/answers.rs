//! A card that answers arbitrary things, over T=0, in blocks, or as a whole.
#![no_main]

use libfuzzer_sys::fuzz_target;
use social_card::{
    NoAuthentication, SocialCard,
    reading::{Next, Reading, Tries},
    wire::{Atr, Level, Progress, Transmission},
};

/// With T=0, and with T=1.
const ATRS: [&[u8]; 2] = [&[0x3B, 0x00], &[0x3B, 0x80, 0x81, 0x31, 0x20, 0x45, 0x55]];

fuzz_target!(|data: &[u8]| {
    let Some((&way, rest)) = data.split_first() else { return };
    let Ok(atr) = Atr::parse(ATRS[usize::from(way & 1)]) else { return };
    let level = if way & 2 == 0 { Level::Tpdu } else { Level::Apdu };
    let (mut reading, mut tries) = (Reading::begin(&atr), Tries::default());
    let mut way = Transmission::to(&atr, level);
    let (mut rest, mut proofs) = (rest, 0);
    loop {
        match reading.next(&mut tries) {
            Next::Done(outcome) => {
                let _: &Result<SocialCard, _> = &outcome;
                return;
            }
            Next::Authenticate(_) => {
                assert!(reading.authorised(Err(NoAuthentication::OutOfReach)));
            }
            Next::Ask(apdu) => {
                proofs += usize::from(apdu.instruction() == 0x82);
                assert!(proofs <= 1, "a proof is shown once");
                way.begin(&apdu);
                loop {
                    let Some((&size, tail)) = rest.split_first() else { return };
                    let (answer, behind) = tail.split_at(tail.len().min(usize::from(size)));
                    rest = behind;
                    match way.received(answer) {
                        Progress::Send(_) => {}
                        Progress::Answered(response) => {
                            reading.answered(&response, &mut tries);
                            break;
                        }
                        Progress::Failed(_) => return,
                    }
                }
            }
        }
    }
});
