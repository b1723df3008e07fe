//! What a card leaves to its host: fetching an answer that waits, and asking for its right length.
//! Cards do so over T=0; some readers and cards do over T=1 as well.

use zeroize::Zeroizing;

use super::{
    Apdu, Response, StatusWord,
    transmission::{Progress, TransmissionError},
};

/// So often a command goes back and forth before the card counts as mad.
const ROUNDS_AT_MOST: u8 = 5;

/// One command on its way: `61xx` is followed by GET RESPONSE, `6Cxx` by the same command with the
/// right length.
#[derive(Debug)]
pub(super) struct Completion {
    header: [u8; 4],
    /// Only a command without data is the same with another length.
    may_repeat: bool,
    gathered: Zeroizing<Vec<u8>>,
    rounds: u8,
}

impl Completion {
    pub(super) fn of(apdu: &Apdu) -> Self {
        Self {
            header: apdu.header(),
            may_repeat: !apdu.has_data(),
            gathered: Zeroizing::default(),
            rounds: 0,
        }
    }

    /// Takes an answer; what is to be sent next is a command again.
    pub(super) fn answered(&mut self, response: &Response) -> Progress {
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
                return Progress::Answered(Response {
                    data: std::mem::take(&mut self.gathered),
                    status,
                });
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

    fn answer(completion: &mut Completion, bytes: &[u8]) -> Progress {
        completion.answered(&Response::parse(bytes).expect("it is an answer"))
    }

    #[test]
    fn a_waiting_answer_is_fetched() {
        let mut select = Completion::of(&Apdu::select_name(b"name"));
        let fetch = Progress::Send(vec![0x00, 0xC0, 0x00, 0x00, 0x03]);
        assert_eq!(answer(&mut select, &[0x61, 0x03]), fetch);
        let whole = Progress::Answered(Response::done(&[1, 2, 3]));
        assert_eq!(answer(&mut select, &[1, 2, 3, 0x90, 0x00]), whole);
    }

    #[test]
    fn an_answer_in_two_parts_is_put_together() {
        let mut select = Completion::of(&Apdu::select_name(b"name"));
        answer(&mut select, &[0x61, 0x02]);
        let fetch = Progress::Send(vec![0x00, 0xC0, 0x00, 0x00, 0x01]);
        assert_eq!(answer(&mut select, &[1, 2, 0x61, 0x01]), fetch);
        let whole = Progress::Answered(Response::done(&[1, 2, 3]));
        assert_eq!(answer(&mut select, &[3, 0x90, 0x00]), whole);
    }

    #[test]
    fn a_wrong_length_is_asked_for_again_as_the_card_says() {
        let mut read = Completion::of(&Apdu::read_tag(3, 256));
        let again = Progress::Send(vec![0x00, 0xB2, 0x03, 0x00, 0x06]);
        assert_eq!(answer(&mut read, &[0x6C, 0x06]), again);
    }

    #[test]
    fn a_proof_is_not_given_again_with_another_length() {
        let mut proof = Completion::of(&Apdu::external_authenticate(0x0A, [1; 8], [2; 8]));
        let refused = Progress::Answered(Response::status(StatusWord::WrongLe(8)));
        assert_eq!(answer(&mut proof, &[0x6C, 0x08]), refused);
    }

    #[test]
    fn a_card_that_never_comes_to_an_end_is_left() {
        let mut read = Completion::of(&Apdu::read_tag(3, 256));
        for _ in 0..4 {
            assert!(matches!(answer(&mut read, &[0x6C, 0x06]), Progress::Send(_)));
        }
        let endless = Progress::Failed(TransmissionError::Endless);
        assert_eq!(answer(&mut read, &[0x6C, 0x06]), endless);
    }
}
