//! T=0 above the reader: what a TPDU reader leaves to its host.

use zeroize::Zeroizing;

use super::{Apdu, Response, StatusWord, transmission::{Progress, TransmissionError}};

/// So often a command goes back and forth before the card counts as mad.
const ROUNDS_AT_MOST: u8 = 5;

/// One command on its way over T=0: `61xx` is followed by GET RESPONSE, `6Cxx` by the same command
/// with the right length.
#[derive(Debug)]
pub(super) struct T0 {
    header: [u8; 4],
    /// Only a command without data is the same with another length.
    may_repeat: bool,
    gathered: Zeroizing<Vec<u8>>,
    rounds: u8,
}

impl T0 {
    pub(super) fn begin(apdu: &Apdu) -> (Self, Vec<u8>) {
        let begun = Self {
            header: apdu.header(),
            may_repeat: !apdu.has_data(),
            gathered: Zeroizing::default(),
            rounds: 0,
        };
        (begun, apdu.to_tpdu())
    }

    pub(super) fn received(&mut self, bytes: &[u8]) -> Progress {
        let Some(response) = Response::parse(bytes) else {
            return Progress::Failed(TransmissionError::Unreadable);
        };
        self.rounds += 1;
        let next = match response.status {
            StatusWord::MoreData(count) => {
                self.gathered.extend(response.data.iter());
                // Whatever follows a GET RESPONSE with the wrong length is that command again.
                (self.header, self.may_repeat) = ([0x00, 0xC0, 0x00, 0x00], true);
                count
            }
            StatusWord::WrongLe(le) if self.may_repeat => le,
            status => {
                self.gathered.extend(response.data.iter());
                return Progress::Answered(Response { data: std::mem::take(&mut self.gathered), status });
            }
        };
        if ROUNDS_AT_MOST <= self.rounds {
            return Progress::Failed(TransmissionError::Endless);
        }
        Progress::Send([&self.header[..], &[next]].concat())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_waiting_answer_is_fetched() {
        let (mut t0, first) = T0::begin(&Apdu::select_name(b"name"));
        assert_eq!(first[..5], [0x00, 0xA4, 0x04, 0x00, 0x04]);
        assert_eq!(t0.received(&[0x61, 0x03]), Progress::Send(vec![0x00, 0xC0, 0x00, 0x00, 0x03]));
        let answer = Response::done(&[1, 2, 3]);
        assert_eq!(t0.received(&[1, 2, 3, 0x90, 0x00]), Progress::Answered(answer));
    }

    #[test]
    fn an_answer_in_two_parts_is_put_together() {
        let (mut t0, _) = T0::begin(&Apdu::select_name(b"name"));
        t0.received(&[0x61, 0x02]);
        assert_eq!(t0.received(&[1, 2, 0x61, 0x01]), Progress::Send(vec![0x00, 0xC0, 0x00, 0x00, 0x01]));
        assert_eq!(t0.received(&[3, 0x90, 0x00]), Progress::Answered(Response::done(&[1, 2, 3])));
    }

    #[test]
    fn a_wrong_length_is_asked_for_again_as_the_card_says() {
        let (mut t0, _) = T0::begin(&Apdu::read_tag(3, 256));
        assert_eq!(t0.received(&[0x6C, 0x06]), Progress::Send(vec![0x00, 0xB2, 0x03, 0x00, 0x06]));
    }

    #[test]
    fn a_proof_is_not_given_again_with_another_length() {
        let (mut t0, _) = T0::begin(&Apdu::external_authenticate(0x0A, [1; 8], [2; 8]));
        let answer = Response::status(StatusWord::WrongLe(8));
        assert_eq!(t0.received(&[0x6C, 0x08]), Progress::Answered(answer));
    }

    #[test]
    fn a_card_that_never_comes_to_an_end_is_left() {
        let (mut t0, _) = T0::begin(&Apdu::read_tag(3, 256));
        for _ in 0..4 {
            assert!(matches!(t0.received(&[0x6C, 0x06]), Progress::Send(_)));
        }
        assert_eq!(t0.received(&[0x6C, 0x06]), Progress::Failed(TransmissionError::Endless));
        let (mut t0, _) = T0::begin(&Apdu::read_tag(3, 256));
        assert_eq!(t0.received(&[0x90]), Progress::Failed(TransmissionError::Unreadable));
    }
}
