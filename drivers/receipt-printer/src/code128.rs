//! Code 128 as printers take it, and as bars.
//!
//! Source: ISO/IEC 15417 for the symbols; the makers' manuals for the data of `GS k 73`, in which
//! `{A`, `{B`, `{C` choose a set and a byte of set C is a pair of digits.

use crate::wire::find_real_time;

/// Widths of the bars and spaces of each symbol value, a bar first; 106 is the stop with its last bar.
const WIDTHS: [&[u8]; 107] = [
    b"212222", b"222122", b"222221", b"121223", b"121322", b"131222", b"122213", b"122312",
    b"132212", b"221213", b"221312", b"231212", b"112232", b"122132", b"122231", b"113222",
    b"123122", b"123221", b"223211", b"221132", b"221231", b"213212", b"223112", b"312131",
    b"311222", b"321122", b"321221", b"312212", b"322112", b"322211", b"212123", b"212321",
    b"232121", b"111323", b"131123", b"131321", b"112313", b"132113", b"132311", b"211313",
    b"231113", b"231311", b"112133", b"112331", b"132131", b"113123", b"113321", b"133121",
    b"313121", b"211331", b"231131", b"213113", b"213311", b"213131", b"311123", b"311321",
    b"331121", b"312113", b"312311", b"332111", b"314111", b"221411", b"431111", b"111224",
    b"111422", b"121124", b"121421", b"141122", b"141221", b"112214", b"112412", b"122114",
    b"122411", b"142112", b"142211", b"241211", b"221114", b"413111", b"241112", b"134111",
    b"111242", b"121142", b"121241", b"114212", b"124112", b"124211", b"411212", b"421112",
    b"421211", b"212141", b"214121", b"412121", b"111143", b"111341", b"131141", b"114113",
    b"114311", b"411113", b"411311", b"113141", b"114131", b"311141", b"411131", b"211412",
    b"211214", b"211232", b"2331112",
];

const SET_A: u8 = 101;
const SET_B: u8 = 100;
const SET_C: u8 = 99;
const START_A: u8 = 103;
const STOP: u8 = 106;
const MARK: u8 = b'{';

/// The data of `GS k 73` for a text of printable ASCII: set B, and pairs of digits in set C where
/// four or more digits follow each other. `None` where a character is outside that.
///
/// Pairs of digits can make the bytes of a real-time command (`16 04 01` is `10 04 01`); such a text
/// is written in set B throughout.
pub(crate) fn data(text: &str) -> Option<Vec<u8>> {
    if text.is_empty() || !text.bytes().all(|byte| (0x20..=0x7E).contains(&byte)) {
        return None;
    }
    let short = mixed(text.as_bytes());
    Some(if find_real_time(&short).is_none() { short } else { in_set_b(text.as_bytes()) })
}

fn in_set_b(text: &[u8]) -> Vec<u8> {
    let mut data = vec![MARK, b'B'];
    text.iter().for_each(|byte| push_in_b(&mut data, *byte));
    data
}

fn push_in_b(data: &mut Vec<u8>, byte: u8) {
    data.push(byte);
    if byte == MARK {
        data.push(MARK);
    }
}

fn mixed(mut text: &[u8]) -> Vec<u8> {
    let (mut data, mut set) = (Vec::new(), 0);
    while let Some((first, rest)) = text.split_first() {
        let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
        // An odd run gives its first digit to set B.
        let wanted = if 4 <= digits && digits.is_multiple_of(2) || set == b'C' && 2 <= digits {
            b'C'
        } else {
            b'B'
        };
        if set != wanted {
            data.extend([MARK, wanted]);
            set = wanted;
        }
        if set == b'C' {
            data.push((first - b'0') * 10 + rest[0] - b'0');
            text = &rest[1..];
        } else {
            push_in_b(&mut data, *first);
            text = rest;
        }
    }
    data
}

/// The symbol values of the data of `GS k 73`: start, data, check, stop; and the text that people
/// read. `None` where a printer would refuse the data.
fn symbols(data: &[u8]) -> Option<(Vec<u8>, String)> {
    let [MARK, set @ b'A'..=b'C', rest @ ..] = data else { return None };
    let (mut set, mut rest) = (*set, rest);
    let (mut values, mut text) = (vec![START_A + (set - b'A')], String::new());
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        let character = match (*first, after.first()) {
            (MARK, Some(next @ b'A'..=b'C')) => {
                values.push([SET_A, SET_B, SET_C][usize::from(next - b'A')]);
                (set, rest) = (*next, &after[1..]);
                continue;
            }
            (MARK, Some(&MARK)) if set == b'B' => {
                rest = &after[1..];
                MARK
            }
            (MARK, _) => return None,
            (byte, _) => byte,
        };
        match (set, character) {
            (b'C', pair @ 0..=99) => {
                values.push(pair);
                text.push_str(&format!("{pair:02}"));
            }
            (b'A', control @ 0..=0x1F) => values.push(control + 64),
            (b'A', byte @ 0x20..=0x5F) | (b'B', byte @ 0x20..=0x7E) => {
                values.push(byte - 0x20);
                text.push(char::from(byte));
            }
            _ => return None,
        }
    }
    let weighted = values.iter().enumerate().map(|(place, v)| place.max(1) * usize::from(*v));
    let check = weighted.sum::<usize>() % 103;
    values.extend([check as u8, STOP]);
    Some((values, text))
}

/// The modules of the bars, black for true, without quiet zones; and the text to be read by people.
/// `None` where a printer would refuse the data.
pub(crate) fn bars(data: &[u8]) -> Option<(Vec<bool>, String)> {
    let (values, text) = symbols(data)?;
    let widths = values.iter().flat_map(|value| WIDTHS[usize::from(*value)]);
    // Every symbol but the stop has an even number of elements, so black and white alternate.
    let elements = widths
        .enumerate()
        .flat_map(|(place, width)| std::iter::repeat_n(place % 2 == 0, usize::from(width - b'0')));
    Some((elements.collect(), text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_symbol_is_eleven_modules_wide_and_like_no_other() {
        let width = |widths: &[u8]| widths.iter().map(|w| usize::from(w - b'0')).sum::<usize>();
        assert!(WIDTHS[..106].iter().all(|widths| widths.len() == 6 && width(widths) == 11));
        assert_eq!(width(WIDTHS[106]), 13);
        assert!(WIDTHS.iter().enumerate().all(|(i, widths)| !WIDTHS[..i].contains(widths)));
    }

    #[test]
    fn digits_go_in_pairs() {
        let bytes = data("PZ20260715000123").unwrap();
        assert_eq!(
            bytes,
            [0x7B, 0x42, 0x50, 0x5A, 0x7B, 0x43, 0x14, 0x1A, 0x07, 0x0F, 0x00, 0x01, 0x17]
        );
        let (bars, text) = bars(&bytes).unwrap();
        assert_eq!(text, "PZ20260715000123");
        // Start, two letters, the change of set, seven pairs and the check; the stop.
        assert_eq!(bars.len(), 11 * 12 + 13);
    }

    #[test]
    fn every_text_reads_back_and_none_wakes_the_printer() {
        for text in
            ["1", "12", "123", "1234", "12345", "A{1604011234", "16040112", "a1b22c333d4444"]
        {
            let bytes = data(text).unwrap();
            assert_eq!(find_real_time(&bytes), None, "{text}");
            assert_eq!(bars(&bytes).unwrap().1, text);
        }
        assert_eq!(data("凭证"), None);
        assert_eq!(data(""), None);
    }
}
