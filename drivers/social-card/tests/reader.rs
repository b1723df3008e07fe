//! The simulated reader in bare bytes. The exchanges are those of a real pcscd 1.9.9 with
//! libccid 1.5.2; only the cards are made up.

use std::time::Duration;

use codes::CitizenIdNumber;
use link::{Line, Machine, Step, Uptime};
use social_card::{
    Generation,
    sim::{Card, Command, Options, Profile, Reader},
    wire::{NAK, seal},
};

struct Bench {
    reader: Reader,
    now: Uptime,
}

impl Bench {
    fn with(card: Option<Card>) -> Self {
        let mut reader = Reader::new(Options::default());
        reader.line(Duration::ZERO, Line::Up);
        if let Some(card) = card {
            reader.command(Duration::ZERO, Command::Insert(Box::new(card)));
        }
        Self { reader, now: Duration::ZERO }
    }

    /// What comes back within ten seconds.
    fn hear(&mut self) -> Vec<u8> {
        let end = self.now + Duration::from_secs(10);
        let mut heard = Vec::new();
        loop {
            match self.reader.poll(self.now) {
                Step::Send(bytes) => heard.extend(bytes),
                Step::Happened(_) => {}
                Step::WaitUntil(Some(at)) if at <= end => self.now = at,
                Step::WaitUntil(_) => return heard,
            }
        }
    }

    /// What comes back to a frame, behind its echo.
    fn ask(&mut self, frame: &[u8]) -> Vec<u8> {
        self.reader.received(self.now, frame);
        let heard = self.hear();
        let answer = heard.strip_prefix(frame);
        answer.expect("a Twin sends back what it heard, first of all").to_vec()
    }

    /// What the card answers to a TPDU.
    fn transfer(&mut self, tpdu: &[u8]) -> Vec<u8> {
        let mut message = vec![0x6F, tpdu.len() as u8, 0, 0, 0, 0, 0, 0, 0, 0];
        message.extend(tpdu);
        let answer = self.ask(&seal(&message));
        assert_eq!(answer[..3], [0x03, 0x06, 0x80]);
        assert_eq!(answer[9..11], [0x00, 0x00], "the card is active, and it went well");
        answer[12..answer.len() - 1].to_vec()
    }

    fn power_on(&mut self) -> Vec<u8> {
        self.ask(&seal(&[0x62, 0, 0, 0, 0, 0, 0, 1, 0, 0]))
    }
}

fn card(generation: Generation) -> Card {
    let number = CitizenIdNumber::parse("500119196109271236").expect("the number is sound");
    let profile = Profile::of(generation, number, "林知远", 1);
    Card::social(profile).expect("the name fits")
}

const SELECT: [u8; 20] = [
    0x00, 0xA4, 0x04, 0x00, 0x0F, 0x73, 0x78, 0x31, 0x2E, 0x73, 0x68, 0x2E, 0xC9, 0xE7, 0xBB, 0xE1,
    0xB1, 0xA3, 0xD5, 0xCF,
];

#[test]
fn start_up_with_an_empty_slot_is_byte_for_byte_that_of_a_twin() {
    let mut bench = Bench::with(None);
    let name = bench.ask(&[0x03, 0x06, 0x6B, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x6D]);
    let mut wanted = vec![0x03, 0x06, 0x83, 0x12, 0, 0, 0, 0, 0, 0x02, 0, 0];
    wanted.extend(b"GemTwin-V2.00-GK03");
    assert_eq!(name[..30], wanted);
    let status = bench.ask(&[0x03, 0x06, 0x65, 0, 0, 0, 0, 0, 0x02, 0, 0, 0, 0x62]);
    assert_eq!(status[..12], [0x03, 0x06, 0x81, 0, 0, 0, 0, 0, 0x02, 0x02, 0, 0x01]);
    let features = bench.ask(&[0x03, 0x06, 0x6B, 1, 0, 0, 0, 0, 4, 0, 0, 0, 0x6A, 0x01]);
    assert_eq!(features[8..11], [4, 0x42, 0x00], "it refuses what it does not know");
}

#[test]
fn a_card_that_was_put_in_is_told_before_the_next_answer() {
    let mut bench = Bench::with(Some(card(Generation::Second)));
    let status = bench.ask(&[0x03, 0x06, 0x65, 0, 0, 0, 0, 0, 0x02, 0, 0, 0, 0x62]);
    assert_eq!(status[..2], [0x50, 0x03]);
    assert_eq!(status[2..12], [0x03, 0x06, 0x81, 0, 0, 0, 0, 0, 0x02, 0x01]);
}

#[test]
fn a_frame_that_came_damaged_is_not_understood() {
    let mut bench = Bench::with(None);
    let now = bench.now;
    bench.reader.received(now, &[0x03, 0x06, 0x65, 0, 0, 0, 0, 0, 0x02, 0, 0, 0, 0x63]);
    assert_eq!(bench.hear(), NAK);
    // What never goes on is forgotten, and the next frame is heard.
    let now = bench.now;
    bench.reader.received(now, &[0x03, 0x06, 0x65]);
    assert!(bench.hear().is_empty());
    assert!(!bench.ask(&seal(&[0x65, 0, 0, 0, 0, 0, 7, 0, 0, 0])).is_empty());
}

#[test]
fn a_card_upside_down_is_mute_and_no_card_is_none() {
    let mut bench = Bench::with(Some(card(Generation::Second).upside_down()));
    assert_eq!(bench.power_on()[11..13], [0x41, 0xFE]);
    assert_eq!(Bench::with(None).power_on()[9..11], [0x42, 0xFE]);
}

#[test]
fn a_card_speaks_t0_to_the_letter() {
    let mut bench = Bench::with(Some(card(Generation::Third)));
    let answer = bench.power_on();
    assert_eq!(answer[14..18], [0x3B, 0x6D, 0x00, 0x00]);
    // A command with data gets its answer by GET RESPONSE, at once or never.
    assert_eq!(bench.transfer(&SELECT), [0x61, 0x1E]);
    assert_eq!(bench.transfer(&[0x00, 0xC0, 0x00, 0x00, 0x05]), [0x6C, 0x1E]);
    let description = bench.transfer(&[0x00, 0xC0, 0x00, 0x00, 0x1E]);
    assert_eq!(description[..4], [0x6F, 0x1C, 0x84, 0x0F]);
    let issuer = [0xA5, 0x09, 0x88, 0x01, 0x1E, 0x9F, 0x0C, 0x03, 0x86, 0x01, 0x03];
    assert_eq!(description[19..30], issuer, "a directory, and SM4");
    assert_eq!(description[30..], [0x90, 0x00]);
    assert_eq!(bench.transfer(&[0x00, 0xC0, 0x00, 0x00, 0x1E]), [0x69, 0x85]);
    // Without data the length must be exact.
    assert_eq!(bench.transfer(&[0x00, 0xA4, 0x02, 0x00, 0x02, 0xEF, 0x05]), [0x90, 0x00]);
    assert_eq!(bench.transfer(&[0x00, 0xB2, 0x03, 0x00, 0x00]), [0x6C, 0x06]);
    let version = [0x03, 0x04, 0x33, 0x2E, 0x30, 0x30, 0x90, 0x00];
    assert_eq!(bench.transfer(&[0x00, 0xB2, 0x03, 0x00, 0x06]), version);
    // An Le behind data is one byte too many.
    assert_eq!(bench.transfer(&[&SELECT[..], &[0x00]].concat()), [0x67, 0x00]);
}

#[test]
fn a_third_generation_card_keeps_its_holder_to_itself() {
    let mut bench = Bench::with(Some(card(Generation::Third)));
    bench.power_on();
    bench.transfer(&SELECT);
    bench.transfer(&[0x00, 0xA4, 0x02, 0x00, 0x02, 0xEF, 0x06]);
    assert_eq!(bench.transfer(&[0x00, 0xB2, 0x08, 0x00, 0x14]), [0x69, 0x82]);
    let proof = [&[0x00, 0x82, 0x00, 0x0A, 0x10][..], &[0x33; 16]].concat();
    assert_eq!(bench.transfer(&proof), [0x69, 0x85], "it gave no random number");
    for left in [2, 1, 0] {
        bench.transfer(&[0x00, 0x84, 0x00, 0x00, 0x08]);
        assert_eq!(bench.transfer(&proof), [0x63, 0xC0 | left]);
    }
    bench.transfer(&[0x00, 0x84, 0x00, 0x00, 0x08]);
    assert_eq!(bench.transfer(&proof), [0x69, 0x83], "and now it is locked for ever");
}

#[test]
fn records_are_read_by_tag_by_number_and_all_at_once() {
    let mut bench = Bench::with(Some(card(Generation::Second)));
    bench.power_on();
    bench.transfer(&SELECT);
    bench.transfer(&[0x00, 0xA4, 0x02, 0x00, 0x02, 0xEF, 0x05]);
    let by_tag = bench.transfer(&[0x00, 0xB2, 0x07, 0x00, 0x0B]);
    assert_eq!(by_tag[..2], [0x07, 0x09]);
    assert_eq!(bench.transfer(&[0x00, 0xB2, 0x07, 0x04, 0x0B]), by_tag);
    assert_eq!(bench.transfer(&[0x00, 0xB2, 0x07, 0x2C, 0x0B]), by_tag);
    assert_eq!(bench.transfer(&[0x00, 0xB2, 0x01, 0x05, 0x40]).len(), 66);
    assert_eq!(bench.transfer(&[0x00, 0xB2, 0x09, 0x04, 0x00]), [0x6A, 0x83]);
    assert_eq!(bench.transfer(&[0x00, 0xD6, 0x00, 0x00, 0x01, 0x00]), [0x6D, 0x00]);
}

#[test]
fn a_request_for_another_speed_comes_back() {
    let mut bench = Bench::with(Some(card(Generation::Second)));
    bench.power_on();
    assert_eq!(bench.transfer(&[0xFF, 0x10, 0x13, 0xFC]), [0xFF, 0x10, 0x13, 0xFC]);
}
