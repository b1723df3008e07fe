//! What has come in and is not yet understood: lines of text, with answers between them.

use std::{fmt, ops::Deref};

use zeroize::{Zeroize, Zeroizing};

use super::{Answers, Reply, Scan, Suffix};

/// The text of a code, overwritten when dropped and left out of `Debug`: it may stand for a person.
#[derive(Default, PartialEq, Eq)]
pub struct Text(Zeroizing<Vec<u8>>);

impl Text {
    /// The text of these bytes.
    pub fn new(bytes: Vec<u8>) -> Self {
        Self(Zeroizing::new(bytes))
    }
}

impl Deref for Text {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text(..{})", self.len())
    }
}

/// Bytes off the wire, in any portions, turned into texts and answers.
///
/// A text is what stands before the suffix, without white space around it and without the AIM
/// identifier (ISO/IEC 15424: `]Q1`) that some engines put before it. Control characters end it,
/// for no code of use here has any but the separators of GS1 codes; what stood before one is cut.
/// Bytes that were taken out are overwritten; those that are in it show in no `Debug`.
pub struct Inbox {
    suffix: Suffix,
    answers: Answers,
    longest: usize,
    buf: Vec<u8>,
    /// The rest of a line that is damaged already is still to come.
    skips: bool,
}

/// What an [`Inbox`] has to offer.
#[derive(Debug, PartialEq, Eq)]
pub enum Heard {
    /// Nothing yet: read on.
    Nothing,
    /// A code was read.
    Text(Text),
    /// A command was answered.
    Answer(Reply),
    /// Something came that is neither.
    Damaged(Damage),
}

/// What is wrong with what came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    /// A line that did not come to its end.
    CutLine,
    /// More characters than any code is to have.
    TooLong,
    /// An answer whose CRC does not match.
    Answer,
}

impl Inbox {
    /// An empty one. `longest` is the most characters that a code may have.
    pub fn new(suffix: Suffix, answers: Answers, longest: usize) -> Self {
        // Room for a line and what comes along with it, so that growing leaves no copy behind.
        Self { suffix, answers, longest, buf: Vec::with_capacity(2 * longest), skips: false }
    }

    /// Takes bytes off the wire.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buf.extend(bytes);
    }

    /// Takes out what comes next.
    pub fn next_heard(&mut self) -> Heard {
        loop {
            match self.answers.scan(&self.buf) {
                _ if self.buf.is_empty() => return Heard::Nothing,
                Scan::Partial => return Heard::Nothing,
                Scan::Frame { frame, size } => {
                    self.drop_front(size);
                    return Heard::Answer(frame);
                }
                Scan::Damaged { .. } => {
                    self.drop_front(1);
                    return Heard::Damaged(Damage::Answer);
                }
                Scan::Noise => {}
            }
            let end = self.suffix.find(&self.buf);
            let foreign = self.buf.iter().position(|byte| !is_text(*byte));
            match (end, foreign) {
                (Some(end), foreign) if foreign.is_none_or(|at| end < at) => {
                    let text = self.take_line(end);
                    self.drop_front(self.suffix.bytes().len());
                    self.skips = false;
                    if !text.is_empty() {
                        return Heard::Text(text);
                    }
                }
                // Nothing stands before it, so nothing is lost with it.
                (_, Some(0)) => self.drop_front(1),
                (_, Some(at)) => {
                    let answered = match self.answers.scan(&self.buf[at..]) {
                        Scan::Partial => return Heard::Nothing,
                        Scan::Noise => false,
                        Scan::Frame { .. } | Scan::Damaged { .. } => true,
                    };
                    let text = self.take_line(at);
                    match self.suffix {
                        _ if text.is_empty() => {}
                        Suffix::None if answered => return Heard::Text(text),
                        _ => {
                            self.skips = !answered;
                            return Heard::Damaged(Damage::CutLine);
                        }
                    }
                }
                (_, None) if self.longest < self.buf.len() => {
                    self.drop_front(self.buf.len());
                    if !std::mem::replace(&mut self.skips, true) {
                        return Heard::Damaged(Damage::TooLong);
                    }
                }
                (_, None) => return Heard::Nothing,
            }
        }
    }

    /// Whether something began that should go on without a pause.
    pub fn is_amid(&self) -> bool {
        self.skips || !self.buf.is_empty()
    }

    /// Nothing has followed for a while: the text that ends so, or the damage, as long as there is
    /// any.
    pub fn give_up(&mut self) -> Heard {
        loop {
            match self.next_heard() {
                Heard::Nothing => {}
                heard => return heard,
            }
            if self.buf.is_empty() {
                self.skips = false;
                return Heard::Nothing;
            }
            if self.answers.scan(&self.buf) == Scan::Partial {
                self.drop_front(1);
                continue;
            }
            let foreign = self.buf.iter().position(|byte| !is_text(*byte));
            let text = self.take_line(foreign.unwrap_or(self.buf.len()));
            self.skips = false;
            match self.suffix {
                _ if text.is_empty() => {}
                Suffix::None => return Heard::Text(text),
                _ => return Heard::Damaged(Damage::CutLine),
            }
        }
    }

    /// What comes next belongs to a line whose beginning is lost.
    pub fn skip_line(&mut self) {
        self.skips = true;
    }

    /// Forgets everything that has come in.
    pub fn clear(&mut self) {
        self.drop_front(self.buf.len());
        self.skips = false;
    }

    /// The text in the first `len` bytes; nothing of a line that is skipped.
    fn take_line(&mut self, len: usize) -> Text {
        let text = if self.skips { &[] } else { bare(&self.buf[..len]) };
        let text = Text::new(text.to_vec());
        self.drop_front(len);
        text
    }

    fn drop_front(&mut self, count: usize) {
        self.buf[..count].zeroize();
        self.buf.rotate_left(count);
        self.buf.truncate(self.buf.len() - count);
    }
}

impl fmt::Debug for Inbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Inbox(..{})", self.buf.len())
    }
}

impl Drop for Inbox {
    fn drop(&mut self) {
        self.buf.zeroize();
    }
}

/// Whether a byte can be part of a code: anything but control characters, of which white space and
/// the separators of GS1 codes and of ISO/IEC 15434 are let through.
fn is_text(byte: u8) -> bool {
    !byte.is_ascii_control() || matches!(byte, b'\t' | b'\r' | b'\n' | 0x04 | 0x1D | 0x1E)
}

/// The text without white space around it, and without an AIM identifier.
fn bare(line: &[u8]) -> &[u8] {
    match line.trim_ascii() {
        [b']', kind, modifier, text @ ..]
            if kind.is_ascii_alphabetic() && modifier.is_ascii_alphanumeric() =>
        {
            text
        }
        text => text,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::wire::zone::Answer;

    const CODE: &str = "4240000000000000000000110000";

    fn inbox(suffix: Suffix) -> Inbox {
        Inbox::new(suffix, Answers::Zone, 100)
    }

    /// Everything that is heard when the bytes come in such portions and then nothing does.
    fn heard(suffix: Suffix, bytes: &[u8], portion: usize) -> Vec<Heard> {
        let mut inbox = inbox(suffix);
        let mut all = Vec::new();
        let mut take = |heard: Heard| {
            let more = heard != Heard::Nothing;
            all.extend(more.then_some(heard));
            more
        };
        for part in bytes.chunks(portion) {
            inbox.push(part);
            while take(inbox.next_heard()) {}
        }
        while take(inbox.give_up()) {}
        assert!(!inbox.is_amid());
        all
    }

    fn text(text: &str) -> Heard {
        Heard::Text(Text::new(text.as_bytes().to_vec()))
    }

    fn line(text: &str, suffix: Suffix) -> Vec<u8> {
        [text.as_bytes(), suffix.bytes()].concat()
    }

    #[test]
    fn a_code_is_heard_with_every_suffix_and_in_any_two_portions() {
        for suffix in [Suffix::Cr, Suffix::Lf, Suffix::CrLf, Suffix::Tab, Suffix::None] {
            let bytes = line(CODE, suffix);
            for cut in 0..bytes.len() {
                let mut inbox = inbox(suffix);
                inbox.push(&bytes[..cut]);
                assert_eq!(inbox.next_heard(), Heard::Nothing, "{cut} bytes with {suffix:?}");
                inbox.push(&bytes[cut..]);
                let whole = match suffix {
                    Suffix::None => inbox.give_up(),
                    _ => inbox.next_heard(),
                };
                assert_eq!(whole, text(CODE));
                assert!(!inbox.is_amid());
            }
        }
    }

    #[test]
    fn identifiers_white_space_and_empty_lines_are_no_part_of_a_code() {
        let bytes = format!("\r\n\r]Q1{CODE}\r\n  ]C0YBPZ1:1:2 \r");
        assert_eq!(heard(Suffix::Cr, bytes.as_bytes(), 9), [text(CODE), text("YBPZ1:1:2")]);
    }

    #[test]
    fn a_carriage_return_inside_a_code_ends_nothing_where_two_bytes_do() {
        assert_eq!(heard(Suffix::CrLf, b"a\rb\r\n", 1), [text("a\rb")]);
    }

    #[test]
    fn answers_between_and_before_codes_are_told_from_them() {
        let answer = Answer::bare(0).encode();
        for suffix in [Suffix::Cr, Suffix::None] {
            let bytes = [&answer[..], &line(CODE, suffix), &answer].concat();
            let done = || Heard::Answer(Reply::Done);
            for portion in [1, 4, bytes.len()] {
                assert_eq!(heard(suffix, &bytes, portion), [done(), text(CODE), done()]);
            }
        }
    }

    #[test]
    fn a_line_without_its_end_is_cut_and_the_next_one_is_whole() {
        let mut inbox = inbox(Suffix::Cr);
        inbox.push(b"42400000");
        assert!(inbox.is_amid());
        assert_eq!(inbox.give_up(), Heard::Damaged(Damage::CutLine));
        inbox.push(&line(CODE, Suffix::Cr));
        assert_eq!(inbox.next_heard(), text(CODE));
    }

    #[test]
    fn what_follows_a_control_character_in_a_line_is_no_code_of_its_own() {
        let bytes = b"42400\x01134567890123456789\r134567890123456788\r";
        let cut = Heard::Damaged(Damage::CutLine);
        assert_eq!(heard(Suffix::Cr, bytes, 3), [cut, text("134567890123456788")]);
        let before = [&b"\x00\x1B\x00\x01"[..], &line(CODE, Suffix::Cr)].concat();
        assert_eq!(heard(Suffix::Cr, &before, 3), [text(CODE)]);
    }

    #[test]
    fn a_line_that_is_too_long_is_skipped_to_its_end() {
        let bytes = [&[b'7'; 350][..], b"\r", &line(CODE, Suffix::Cr)].concat();
        let long = Heard::Damaged(Damage::TooLong);
        assert_eq!(heard(Suffix::Cr, &bytes, 50), [long, text(CODE)]);
    }

    #[test]
    fn half_an_answer_hides_no_code_for_longer_than_a_pause() {
        let bytes = [&Answer::bare(0).encode()[..4], &line(CODE, Suffix::Cr)].concat();
        assert!(heard(Suffix::Cr, &bytes, 5).contains(&text(CODE)));
    }

    #[test]
    fn what_came_in_shows_in_no_debug() {
        let mut inbox = inbox(Suffix::Cr);
        inbox.push(&line(CODE, Suffix::Cr));
        assert_eq!(format!("{inbox:?}"), "Inbox(..29)");
        assert_eq!(format!("{:?}", inbox.next_heard()), "Text(Text(..28))");
    }

    #[test]
    fn what_was_taken_out_is_overwritten() {
        let mut inbox = inbox(Suffix::Cr);
        inbox.push(&line(CODE, Suffix::Cr));
        inbox.next_heard();
        inbox.buf.resize(inbox.buf.capacity(), 0);
        assert!(inbox.buf.iter().all(|byte| *byte == 0));
    }

    proptest! {
        #[test]
        fn a_code_is_heard_behind_any_noise_and_a_pause(
            noise in prop::collection::vec(any::<u8>(), 0..300),
            portion in 1..40_usize,
        ) {
            let mut inbox = inbox(Suffix::Cr);
            for part in noise.chunks(portion) {
                inbox.push(part);
                while inbox.next_heard() != Heard::Nothing {}
            }
            while inbox.give_up() != Heard::Nothing {}
            inbox.push(&line(CODE, Suffix::Cr));
            prop_assert_eq!(inbox.next_heard(), text(CODE));
        }

        #[test]
        fn portions_make_no_difference(
            bytes in prop::collection::vec(
                prop_oneof![Just(0x02_u8), Just(0x00), Just(0x01), Just(b'\r'), b'0'..=b'9', any::<u8>()],
                0..80,
            ),
            portion in 1..9_usize,
        ) {
            prop_assert_eq!(heard(Suffix::Cr, &bytes, portion), heard(Suffix::Cr, &bytes, 80));
        }
    }
}
