//! Card files of arbitrary records, and lines of arbitrary text from an authority.
#![no_main]

use libfuzzer_sys::fuzz_target;
use social_card::{
    Authentication, Challenge, SocialCard,
    card::{Records, Tag, file_description},
};

fuzz_target!(|data: &[u8]| {
    let mut records = Records::default();
    let mut rest = data;
    for tag in Tag::OF_ISSUER.into_iter().chain(Tag::OF_HOLDER) {
        let Some((&size, tail)) = rest.split_first() else { break };
        let (answer, behind) = tail.split_at(tail.len().min(usize::from(size)));
        records.take(tag, answer);
        rest = behind;
    }
    if let Ok(card) = SocialCard::from_records(&records) {
        card.number.matches_its_check();
        if let Some(holder) = &card.holder {
            holder.agrees_with_number();
        }
    }
    file_description(data, &[0x6F, 0xA5, 0x9F0C, 0x86]);
    if let Ok(line) = std::str::from_utf8(data) {
        if let Ok(challenge) = Challenge::from_line(line) {
            assert_eq!(Challenge::from_line(&challenge.to_line()), Ok(challenge));
        }
        if let Ok(authentication) = Authentication::from_line(line) {
            assert_eq!(Authentication::from_line(&authentication.to_line()), Ok(authentication));
        }
    }
});
