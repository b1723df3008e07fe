//! Whatever a printer is sent, no byte is lost, and every command writes itself.
#![no_main]

use libfuzzer_sys::fuzz_target;
use receipt_printer::wire::Decoder;

fuzz_target!(|data: (bool, usize, &[u8])| {
    let (four_byte, split, bytes) = data;
    let (head, tail) = bytes.split_at(split.min(bytes.len()));
    let mut decoder = Decoder::new(four_byte);
    let mut read = Vec::new();
    for portion in [head, tail] {
        for (command, raw) in decoder.feed(portion) {
            assert_eq!(command.bytes(), raw);
            read.extend(raw);
        }
    }
    read.extend(decoder.held());
    assert_eq!(read, bytes);
    assert_eq!(Decoder::new(four_byte).feed(bytes).len(), {
        let mut decoder = Decoder::new(four_byte);
        bytes.iter().map(|byte| decoder.feed(&[*byte]).len()).sum()
    });
});
