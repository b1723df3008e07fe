//! The commands of newer Newland engines: words between `~<SOH>0000` and `;<ETX>`.
//!
//! ```text
//! 7E 01  30 30 30 30  23  53 43 4E 54 52 47 31      3B 03     ~ SOH 0000 # SCNTRG1 ; ETX
//! 02 01  30 30 30 30  23  53 43 4E 54 52 47 31  06  3B 03     the same with ACK: done
//! ```
//!
//! `#` has a setting last until the power goes, `@` for ever. In place of ACK there is NAK (`15`)
//! where the engine refuses a value, and ENQ (`05`) where it does not know the word. Whether the
//! answer begins with STX or with `~` differs between manuals, so both are taken.
//!
//! Source: Newland's user guides of the NLS-EM and NLS-FM series, chapter on serial programming
//! commands.

use super::{Reply, Scan};

const HEAD: &[u8] = b"\x010000#";
const END: &[u8] = b";\x03";

const ACK: u8 = 0x06;

/// The engine refuses a value.
pub const NAK: u8 = 0x15;

/// The engine does not know a word.
pub const ENQ: u8 = 0x05;

/// No frame is longer.
const LONGEST: usize = 64;

/// The frame of a word, such as `SCNTRG1`, that is to count until the power goes.
pub fn encode(word: &str) -> Vec<u8> {
    [b"~", HEAD, word.as_bytes(), END].concat()
}

/// The frame with which an engine answers a word. It has no sign of its own for a damaged one.
pub fn encode_answer(word: &str, reply: Reply) -> Vec<u8> {
    let verdict = match reply {
        Reply::Done => ACK,
        Reply::Damaged => NAK,
        Reply::Refused(code) => code,
    };
    [b"\x02", HEAD, word.as_bytes(), &[verdict], END].concat()
}

/// Examines the front of what an engine has received for a word.
pub fn scan_word(bytes: &[u8]) -> Scan<String> {
    match scan(bytes, b"~") {
        Scan::Frame { frame, size } => match std::str::from_utf8(frame) {
            Ok(word) => Scan::Frame { frame: word.to_owned(), size },
            Err(_) => Scan::Damaged { size },
        },
        Scan::Damaged { size } => Scan::Damaged { size },
        Scan::Partial => Scan::Partial,
        Scan::Noise => Scan::Noise,
    }
}

/// Examines the front of what the kiosk has received for an answer.
pub(super) fn scan_answer(bytes: &[u8]) -> Scan<Reply> {
    match scan(bytes, b"~\x02") {
        Scan::Frame { frame, size } => match frame.last() {
            Some(&ACK) => Scan::Frame { frame: Reply::Done, size },
            Some(&code @ (NAK | ENQ)) => Scan::Frame { frame: Reply::Refused(code), size },
            _ => Scan::Damaged { size },
        },
        Scan::Damaged { size } => Scan::Damaged { size },
        Scan::Partial => Scan::Partial,
        Scan::Noise => Scan::Noise,
    }
}

/// What stands between head and end.
fn scan<'a>(bytes: &'a [u8], leads: &[u8]) -> Scan<&'a [u8]> {
    let Some((lead, rest)) = bytes.split_first() else { return Scan::Partial };
    if !leads.contains(lead) || !rest.iter().zip(HEAD).all(|(got, want)| got == want) {
        return Scan::Noise;
    }
    let Some(behind) = rest.get(HEAD.len()..) else { return Scan::Partial };
    match behind.windows(END.len()).position(|window| window == END) {
        Some(at) => Scan::Frame { frame: &behind[..at], size: 1 + HEAD.len() + at + END.len() },
        None if LONGEST < bytes.len() => Scan::Noise,
        None => Scan::Partial,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_and_its_answer_are_those_of_the_manual() {
        let frame = [
            0x7E, 0x01, 0x30, 0x30, 0x30, 0x30, 0x23, // ~ SOH 0000 #
            0x53, 0x43, 0x4E, 0x54, 0x52, 0x47, 0x31, // SCNTRG1
            0x3B, 0x03, // ; ETX
        ];
        assert_eq!(encode("SCNTRG1"), frame);
        assert_eq!(scan_word(&frame), Scan::Frame { frame: "SCNTRG1".to_owned(), size: 16 });
        let mut answer = encode_answer("SCNTRG1", Reply::Done);
        assert_eq!(answer[13..], [0x31, 0x06, 0x3B, 0x03]);
        for lead in [0x02, 0x7E] {
            answer[0] = lead;
            assert_eq!(scan_answer(&answer), Scan::Frame { frame: Reply::Done, size: 17 });
        }
    }

    #[test]
    fn an_engine_that_refuses_says_so() {
        for code in [NAK, ENQ] {
            let answer = encode_answer("SCNMOD9", Reply::Refused(code));
            let frame = Reply::Refused(code);
            assert_eq!(scan_answer(&answer), Scan::Frame { frame, size: answer.len() });
        }
        let echo = encode("SCNTRG1");
        assert_eq!(scan_answer(&echo), Scan::Damaged { size: echo.len() });
    }

    #[test]
    fn every_prefix_is_partial_and_no_end_is_waited_for_for_ever() {
        let answer = encode_answer("ORTSET3000", Reply::Done);
        (0..answer.len()).for_each(|cut| assert_eq!(scan_answer(&answer[..cut]), Scan::Partial));
        let endless = [b"\x02", HEAD, &[b'A'; LONGEST]].concat();
        assert_eq!(scan_answer(&endless), Scan::Noise);
        assert_eq!(scan_answer(b"~ is how this code begins"), Scan::Noise);
    }
}
