//! Frames and messages out of arbitrary bytes: what is understood is laid as it came.
#![no_main]

use board_proto::{Order, Report, frame::Frame};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(frame) = Frame::decode(data) {
        let wire = frame.encode();
        assert_eq!(&wire[1..wire.len() - 1], data);
    }
    if let Ok(order) = Order::decode(data) {
        assert_eq!(Order::decode(&order.encode()), Ok(order));
    }
    if let Ok(report) = Report::decode(data) {
        assert_eq!(Report::decode(&report.encode()), Ok(report));
    }
});
