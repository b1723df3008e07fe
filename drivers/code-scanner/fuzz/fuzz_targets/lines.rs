//! Lines and answers out of arbitrary bytes, in arbitrary portions, and back into step behind them.
#![no_main]

use code_scanner::{
    Code, Rules,
    wire::{Answers, Heard, Inbox, Suffix, words, zone},
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((&[how, portion], bytes)) = data.split_first_chunk() else { return };
    let suffix = [Suffix::Cr, Suffix::Lf, Suffix::CrLf, Suffix::Tab, Suffix::None];
    let suffix = suffix[usize::from(how % 5)];
    let answers = [Answers::Never, Answers::Zone, Answers::Words][usize::from(how / 5 % 3)];
    let _ = (zone::scan_request(bytes), words::scan_word(bytes));

    let mut inbox = Inbox::new(suffix, answers, 300);
    for part in bytes.chunks(usize::from(portion).max(1)) {
        inbox.push(part);
        take_all(&mut inbox, bytes);
    }
    while matches!(inbox.give_up(), Heard::Text(_) | Heard::Answer(_) | Heard::Damaged(_)) {}
    assert!(!inbox.is_amid());

    // Whatever came before, once it has been given up the next code is heard.
    let code = b"4240000000000000000000110000";
    inbox.push(&[&code[..], suffix.bytes()].concat());
    let heard = match suffix {
        Suffix::None => inbox.give_up(),
        _ => inbox.next_heard(),
    };
    assert!(matches!(heard, Heard::Text(text) if text[..] == code[..]));
});

fn take_all(inbox: &mut Inbox, bytes: &[u8]) {
    loop {
        match inbox.next_heard() {
            Heard::Nothing => return,
            Heard::Text(text) => {
                assert!(!text.is_empty());
                assert!(bytes.windows(text.len()).any(|it| it == &text[..]), "nothing is made up");
                // What is in a code never shows.
                let code = Code::of(&text, &Rules::default());
                assert!(format!("{code:?}").len() < 24);
            }
            Heard::Answer(_) | Heard::Damaged(_) => {}
        }
    }
}
