//! Cards out of arbitrary text.
#![no_main]

use id_card::{
    CardKind, IdCard,
    card::{CardError, TextBlock},
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|block: TextBlock| {
    match (CardKind::of(&block), IdCard::parse(&block)) {
        (kind @ CardKind::Unknown(_), read) => {
            assert_eq!(read, Err(CardError::Unsupported(kind)));
        }
        (_, Err(error)) => assert_eq!(error, CardError::Blank),
        (kind, Ok(card)) => {
            assert_eq!(card.kind(), kind);
            let _ = (card.person_number(), card.former_number());
            assert!(format!("{card:?}").ends_with("(..))"));
            // What was read can be written, and is then read alike.
            let again = card.to_block().expect("a text that came from its field fits into it");
            assert_eq!(IdCard::parse(&again), Ok(card));
        }
    }
});
