//! Cards out of arbitrary text.
#![no_main]

use id_card::{
    CardKind, IdCard,
    card::{CardError, TextBlock},
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|block: TextBlock| {
    match (CardKind::of(&block), IdCard::parse(&block)) {
        (CardKind::Resident, Ok(IdCard::Resident(card))) => {
            let _ = card.number.checked();
            assert_eq!(format!("{card:?}"), "ResidentCard(..)");
            // What was read can be written, and is then read alike.
            let again = card.to_block().expect("a text that came from its field fits into it");
            assert_eq!(IdCard::parse(&again), Ok(IdCard::Resident(card)));
        }
        (CardKind::Resident, Err(error)) => assert_eq!(error, CardError::Blank),
        (kind, read) => assert_eq!(read, Err(CardError::NotReadYet(kind))),
    }
});
