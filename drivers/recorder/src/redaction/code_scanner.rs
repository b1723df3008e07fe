//! The code scanner: what stood in the codes.

use code_scanner::{
    Code, CodeKind, Profile, Rules, code,
    wire::{Heard, Inbox, Text},
};
use link::recorder::Entry;

use super::{
    mask::{Digits, Ordinals},
    segment::runs,
};

/// The first bytes by which all codes of a 医保电子凭证 are known.
const CREDENTIAL_PREFIX: usize = 3;

/// A code to pay by is told by its first two digits.
const PAYMENT_PREFIX: usize = 2;

/// No answer of an engine is longer.
const LONGEST_ANSWER: usize = 64;

pub(super) fn redact(entries: &mut [Entry], profile: &Profile) {
    let mut seen = Ordinals::default();
    // A line that does not go on within this has ended, or was cut.
    for mut run in runs(entries, profile.goes_on_within) {
        lines(&mut run.bytes, profile, &mut seen);
        run.put_back(entries);
    }
}

fn lines(bytes: &mut [u8], profile: &Profile, seen: &mut Ordinals) {
    let mut at = 0;
    while at < bytes.len() {
        let rest = &mut bytes[at..];
        at += answer_at(rest, profile).unwrap_or_else(|| {
            let ends = |end: &usize| ends(&rest[*end..], profile);
            let size = (1..rest.len()).find(ends).unwrap_or(rest.len());
            line(&mut rest[..size], seen);
            size
        });
    }
}

/// Whether a line ends before these bytes.
fn ends(rest: &[u8], profile: &Profile) -> bool {
    rest[0].is_ascii_control() || answer_at(rest, profile).is_some()
}

/// The length of the answer at the front, if there is one.
fn answer_at(bytes: &[u8], profile: &Profile) -> Option<usize> {
    if !matches!(bytes[0], 0x02 | 0x03 | b'~') {
        return None;
    }
    (1..=bytes.len().min(LONGEST_ANSWER)).find(|size| {
        let mut inbox = Inbox::new(profile.suffix, profile.commands.answers, profile.longest);
        inbox.push(&bytes[..*size]);
        matches!(inbox.next_heard(), Heard::Answer(_))
    })
}

/// A line, or a part of one, without what is behind the beginning that says what it is.
fn line(line: &mut [u8], seen: &mut Ordinals) {
    let blanks = line.iter().take_while(|byte| byte.is_ascii_control() || **byte == b' ').count();
    let line = &mut line[blanks..];
    // The identifier of the symbology, which some engines put first, says nothing of anybody.
    let aim = if line.starts_with(b"]") { line.len().min(3) } else { 0 };
    let text = &mut line[aim..];
    let kept = kept(text);
    let mut digits = Digits::of(seen.of(text));
    // From the end, so that the last digits tell one from the other even where there are few.
    text[kept..].iter_mut().rev().for_each(|byte| *byte = digits.mask(*byte));
}

/// How many bytes at the front say what kind of code it is.
fn kept(text: &[u8]) -> usize {
    match Code::of(&Text::new(text.to_vec()), &Rules::default()).kind() {
        CodeKind::ElectronicCredential => CREDENTIAL_PREFIX,
        CodeKind::Voucher => code::VOUCHER_PREFIX.len(),
        CodeKind::Payment if text[0].is_ascii_digit() => PAYMENT_PREFIX,
        CodeKind::Payment | CodeKind::Health | CodeKind::WebAddress => host_end(text),
        CodeKind::Other => 0,
    }
}

/// Where the host of a web address ends, or begins where somebody is named before it; 0 where the
/// text is none.
fn host_end(text: &[u8]) -> usize {
    let from = match text.windows(3).position(|part| part == b"://") {
        Some(at) => at + 3,
        None if text.to_ascii_lowercase().starts_with(b"www.") => 0,
        None => return 0,
    };
    let host: Vec<u8> =
        text[from..].iter().copied().take_while(|byte| !b"/?#".contains(byte)).collect();
    if host.contains(&b'@') { from } else { from + host.len() }
}
