//! What came together, wherever the portions begin and end.

use std::time::Duration;

use link::recorder::{Bytes, Entry, What};

/// Bytes that came together.
#[derive(Debug)]
pub(super) struct Segment {
    /// The entry of the request before them, if any.
    pub(super) asked_at: Option<usize>,
    /// The bytes, to be changed at will; their number stays.
    pub(super) bytes: Vec<u8>,
    /// Which entries have them.
    portions: Vec<usize>,
}

impl Segment {
    fn after(asked_at: Option<usize>) -> Self {
        Self { asked_at, bytes: Vec::new(), portions: Vec::new() }
    }

    /// Puts the bytes back where they came from.
    pub(super) fn put_back(&self, entries: &mut [Entry]) {
        let mut rest = &self.bytes[..];
        for place in &self.portions {
            if let What::Received(Bytes(portion)) = &mut entries[*place].what {
                let (bytes, behind) = rest.split_at(portion.len());
                portion.copy_from_slice(bytes);
                rest = behind;
            }
        }
    }
}

/// All that came, cut at every request and wherever the line failed.
pub(super) fn segments(entries: &[Entry]) -> Vec<Segment> {
    let mut segments = vec![Segment::after(None)];
    for (place, entry) in entries.iter().enumerate() {
        match (&entry.what, segments.last_mut()) {
            (What::Sent(_), _) => segments.push(Segment::after(Some(place))),
            (What::Line(_), _) => segments.push(Segment::after(None)),
            (What::Received(Bytes(bytes)), Some(segment)) => {
                segment.bytes.extend(bytes);
                segment.portions.push(place);
            }
            _ => {}
        }
    }
    segments
}

/// All that came, cut wherever nothing came for longer than `pause`, requests or not.
pub(super) fn runs(entries: &[Entry], pause: Duration) -> Vec<Segment> {
    let mut runs = vec![Segment::after(None)];
    let mut last = None;
    for (place, entry) in entries.iter().enumerate() {
        let What::Received(Bytes(bytes)) = &entry.what else { continue };
        if last.is_some_and(|last| last + pause < entry.at) {
            runs.push(Segment::after(None));
        }
        last = Some(entry.at);
        if let Some(run) = runs.last_mut() {
            run.bytes.extend(bytes);
            run.portions.push(place);
        }
    }
    runs
}
