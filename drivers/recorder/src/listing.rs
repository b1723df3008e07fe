//! A recording for people to read.

use std::fmt::Write;

use link::recorder::{Bytes, Entry, What};

use crate::Recording;

/// So many bytes of a portion are shown: enough to tell what it is, and too few for a name.
const FIRST_BYTES: usize = 12;

/// How much of the bytes is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// The first twelve of each portion.
    Beginnings,
    /// All. They may be a person's.
    Whole,
}

/// A line for each thing that happened, with the line of the file, and the moment in seconds.
pub fn listing(recording: &Recording, extent: Extent) -> String {
    let mut text = String::new();
    for (line, Entry { at, what }) in (1..).zip(&recording.entries) {
        let told = match what {
            What::Began { port, baud, .. } => format!("recording of {port} at {baud} baud"),
            What::Line(line) => format!("the line is {line:?}").to_lowercase(),
            What::Baud(baud) => format!("the line is set to {baud} baud"),
            What::Order(order) => format!("order  {order}"),
            What::Received(bytes) => format!("  ◀──  {}", shown(bytes, extent)),
            What::Sent(bytes) => format!("  ──▶  {}", shown(bytes, extent)),
            What::Event(event) => format!("event  {event}"),
            What::Nothing => continue, // Of use to a replay alone.
        };
        let _ = writeln!(text, "{line:>6} {:>14.6}  {told}", at.as_secs_f64()); // A string takes all.
    }
    text
}

fn shown(Bytes(bytes): &Bytes, extent: Extent) -> String {
    let most = match extent {
        Extent::Beginnings => FIRST_BYTES,
        Extent::Whole => bytes.len(),
    };
    let digits: Vec<String> = bytes.iter().take(most).map(|byte| format!("{byte:02X}")).collect();
    match bytes.len() {
        all if most < all => format!("{} … {all} bytes", digits.join(" ")),
        _ => digits.join(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listing_has_a_line_for_all_that_happened_and_the_beginnings_of_the_bytes() {
        let text = [
            r#"{"at":0,"began":{"format":1,"port":"id-card","baud":115200}}"#,
            r#"{"at":1500000,"line":"up"}"#,
            r#"{"at":2000000,"sent":"000102030405060708090A0B0C0D"}"#,
            r#"{"at":2000000,"nothing":null}"#,
            r#"{"at":2500000000,"event":"CardLifted"}"#,
        ];
        let recording: Recording = format!("{}\n", text.join("\n")).parse().unwrap();
        let wanted = [
            "     1       0.000000  recording of id-card at 115200 baud",
            "     2       0.001500  the line is up",
            "     3       0.002000    ──▶  00 01 02 03 04 05 06 07 08 09 0A 0B … 14 bytes",
            "     5       2.500000  event  CardLifted",
        ];
        let lines: Vec<String> =
            listing(&recording, Extent::Beginnings).lines().map(str::to_owned).collect();
        assert_eq!(lines, wanted);
        assert!(listing(&recording, Extent::Whole).contains("0A 0B 0C 0D\n"));
    }
}
