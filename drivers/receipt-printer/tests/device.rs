//! The simulated printer by itself, as the makers' manuals describe a printer.

use std::time::Duration;

use faces::Faces;
use link::{Machine, Step, Uptime};
use receipt_printer::{
    Profile,
    sim::{Event, Hand, Printer},
};

struct Bench {
    printer: Printer,
    now: Uptime,
    events: Vec<Event>,
}

impl Bench {
    fn with_a_printer() -> Self {
        let faces = Faces::shipped().expect("the faces of the source tree");
        let printer = Printer::new(Profile::generic_80mm(), faces);
        Self { printer, now: Uptime::ZERO, events: Vec::new() }
    }

    fn hand(&mut self, hand: Hand) {
        self.printer.command(self.now, hand);
    }

    /// Sends bytes; returns what the printer says within half a minute.
    fn send(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.printer.received(self.now, bytes);
        let end = self.now + Duration::from_secs(30);
        let mut answers = Vec::new();
        loop {
            match self.printer.poll(self.now) {
                Step::Send(bytes) => answers.extend(bytes),
                Step::Happened(event) => self.events.push(event),
                Step::WaitUntil(Some(at)) if at <= end => self.now = at,
                Step::WaitUntil(_) => {
                    self.now = end;
                    return answers;
                }
            }
        }
    }

    fn lost(&self) -> usize {
        let lost = |event: &Event| if let Event::BytesLost(count) = event { *count } else { 0 };
        self.events.iter().map(lost).sum()
    }

    fn status(&mut self) -> Vec<u8> {
        (1..=5).flat_map(|n| self.send(&[0x10, 0x04, n])).collect()
    }
}

const ASK_IN_ORDER: [u8; 3] = [0x1D, 0x72, 0x01];
const CUT: [u8; 4] = [0x1D, 0x56, 0x41, 0x00];

#[test]
fn status_bytes_are_those_of_the_manuals() {
    let mut bench = Bench::with_a_printer();
    assert_eq!(bench.status(), [0x16, 0x12, 0x12, 0x12, 0x12]);
    assert_eq!(bench.send(&ASK_IN_ORDER), [0x00]);
    bench.hand(Hand::PaperEndsAfter(10_000));
    assert_eq!(bench.status(), [0x16, 0x12, 0x12, 0x1E, 0x12]);
    assert_eq!(bench.send(&ASK_IN_ORDER), [0x03]);
    bench.hand(Hand::PaperEndsAfter(0));
    assert_eq!(bench.status(), [0x1E, 0x32, 0x12, 0x7E, 0x12]);
    bench.hand(Hand::Refill);
    bench.hand(Hand::OpenCover);
    assert_eq!(bench.status(), [0x1E, 0x16, 0x12, 0x12, 0x12]);
    bench.hand(Hand::CloseCover);
    bench.hand(Hand::Heat(Duration::from_secs(600)));
    assert_eq!(bench.status(), [0x1E, 0x52, 0x52, 0x12, 0x12]);
}

#[test]
fn off_line_the_printer_keeps_what_stands_in_line_and_does_it_when_the_fault_is_gone() {
    let mut bench = Bench::with_a_printer();
    bench.hand(Hand::OpenCover);
    let held = [b"ABC\n", &CUT[..], &ASK_IN_ORDER].concat();
    assert!(bench.send(&held).is_empty());
    bench.hand(Hand::CloseCover);
    assert_eq!(bench.send(&[]), [0x00]);
    assert!(matches!(&bench.events[..], [Event::SheetCut(sheet)] if !sheet.is_blank()));
    assert_eq!(bench.send(&[0x10, 0x04, 0x05]), [0x16]);
}

#[test]
fn what_comes_when_the_buffer_is_full_is_lost_and_requests_are_still_answered() {
    let mut bench = Bench::with_a_printer();
    bench.hand(Hand::OpenCover);
    bench.send(&[b'A'; 4096]);
    assert_eq!(bench.lost(), 0);
    assert_eq!(bench.send(&[0x10, 0x04, 0x02]), [0x16]);
    bench.send(b"BCD");
    assert_eq!(bench.lost(), 3 + 3);
}

#[test]
fn a_request_inside_a_barcode_is_answered_and_the_barcode_printed() {
    let mut bench = Bench::with_a_printer();
    let barcode = [0x1D, 0x6B, 0x49, 0x05, 0x7B, 0x43, 0x10, 0x04, 0x01];
    assert_eq!(bench.send(&barcode), [0x16]);
    bench.send(&CUT);
    assert!(matches!(&bench.events[..], [Event::SheetCut(sheet)] if !sheet.is_blank()));
}

#[test]
fn automatic_status_comes_unasked_until_the_printer_is_initialised() {
    let mut bench = Bench::with_a_printer();
    assert_eq!(bench.send(&[0x1D, 0x61, 0x0E]), [0x10, 0x00, 0x00, 0x00]);
    bench.hand(Hand::OpenCover);
    assert_eq!(bench.send(&[]), [0x38, 0x00, 0x00, 0x00]);
    bench.hand(Hand::CloseCover);
    assert_eq!(bench.send(&[0x1B, 0x40]), [0x10, 0x00, 0x00, 0x00]);
    bench.hand(Hand::PaperEndsAfter(100));
    assert!(bench.send(&[]).is_empty());
}

#[test]
fn a_cut_in_the_middle_of_a_line_is_not_heard() {
    let mut bench = Bench::with_a_printer();
    bench.send(&[b"ABC", &CUT[..]].concat());
    assert_eq!(bench.events, []);
    bench.send(&[b"\n", &CUT[..]].concat());
    assert_eq!(bench.events.len(), 1);
}

#[test]
fn a_sheet_that_nobody_takes_falls_when_the_next_one_comes() {
    let mut bench = Bench::with_a_printer();
    bench.send(&[b"ABC\n", &CUT[..]].concat());
    bench.send(&[b"DEF\n", &CUT[..]].concat());
    assert!(matches!(
        bench.events[..],
        [Event::SheetCut(_), Event::Fell { sheet: 1 }, Event::SheetCut(_)]
    ));
    bench.hand(Hand::TakePaper);
    bench.send(&[]);
    assert_eq!(bench.events.last(), Some(&Event::Taken { sheet: 2 }));
}

#[test]
fn a_power_cut_drops_what_stands_in_line_and_leaves_the_printer_deaf_until_it_has_started() {
    let mut bench = Bench::with_a_printer();
    bench.hand(Hand::OpenCover);
    bench.send(&[b"ABC\n", &CUT[..], &ASK_IN_ORDER].concat());
    bench.hand(Hand::PowerOff);
    bench.hand(Hand::CloseCover);
    assert!(bench.send(&[0x10, 0x04, 0x01]).is_empty());
    bench.hand(Hand::PowerOn);
    assert!(bench.send(&[0x10, 0x04, 0x01]).is_empty());
    assert_eq!(bench.send(&[0x10, 0x04, 0x01]), [0x16]);
    assert_eq!(bench.events, []);
}
