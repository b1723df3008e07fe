//! Frames out of arbitrary bytes, in arbitrary portions, and back into step behind them.
#![no_main]

use id_card::wire::{Answer, Heard, Inbox, Reading, Request, SamId, addresses, seal};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((&portion, bytes)) = data.split_first() else { return };
    let whole = frames(bytes, bytes.len().max(1));
    assert_eq!(whole, frames(bytes, usize::from(portion).max(1)), "portions make no difference");

    for body in &whole {
        assert!(holds(bytes, body), "nothing is made up");
        Request::parse(body);
        if let Some(answer) = Answer::parse(body) {
            let _ = SamId::parse(answer.data);
            let _ = Reading::parse(answer.data);
            let _ = Reading::parse_with_fingerprints(answer.data);
            let _ = addresses(answer.data).count();
        }
    }

    // Whatever came before, once it has been given up the next frame is understood.
    let mut inbox = Inbox::default();
    take_all(&mut inbox, bytes, bytes.len().max(1));
    inbox.push(&seal(&[0x00, 0x00, 0x80]));
    assert_eq!(inbox.next_frame(), Heard::Frame(vec![0x00, 0x00, 0x80]));
});

/// Whether the frame of this body stands in `bytes`.
fn holds(bytes: &[u8], body: &[u8]) -> bool {
    let frame = seal(body);
    bytes.windows(frame.len()).any(|window| window == frame)
}

fn frames(bytes: &[u8], portion: usize) -> Vec<Vec<u8>> {
    take_all(&mut Inbox::default(), bytes, portion)
}

fn take_all(inbox: &mut Inbox, bytes: &[u8], portion: usize) -> Vec<Vec<u8>> {
    let mut frames = Vec::new();
    for part in bytes.chunks(portion) {
        inbox.push(part);
        while let Heard::Frame(body) = inbox.next_frame() {
            frames.push(body);
        }
    }
    while let Heard::Frame(body) = inbox.give_up() {
        frames.push(body);
    }
    assert!(inbox.is_empty());
    frames
}
