//! Text into lines of so many columns.
//!
//! A column is half the width of a Chinese character: an ASCII character takes one, all others
//! two, as in a printer's font ROM. Which punctuation may begin and end a line follows
//! GB/T 15834-2011 (标点符号用法), section 5; that numbers and dates stay whole is this product's
//! own wish, given up only where they alone are wider than a line.

use receipt_printer::wire::columns;

/// What never begins a line: closing marks, dashes, the point within a name, per cent signs.
const NEVER_FIRST: &str = "，。、；：！？）》」』】〕〉”’…—·～％℃,.;:!?)]}%";

/// What never ends a line: opening marks and what stands before a sum.
const NEVER_LAST: &str = "（《「『【〔〈“‘￥№([{";

/// What belongs to the number before it.
const AFTER_A_NUMBER: &str = "年月日时分秒元角个张天周岁次号份页期人级折米";

/// Breaks a text into lines of at most `width` columns (2 or more), at least one.
///
/// A line feed begins a new line. Spaces at a break are dropped; nothing else is.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    text.split('\n').flat_map(|paragraph| wrap_paragraph(paragraph, width)).collect()
}

fn wrap_paragraph(paragraph: &str, width: usize) -> Vec<String> {
    let characters: Vec<char> = paragraph.trim_end_matches(' ').chars().collect();
    let mut lines = Vec::new();
    let mut start = 0;
    loop {
        let end = start + how_many_fit(&characters[start..], width);
        let next =
            if end == characters.len() { end } else { break_before(&characters, start, end) };
        let line: String = characters[start..next].iter().collect();
        lines.push(line.trim_end_matches(' ').to_owned());
        start = next + characters[next..].iter().take_while(|character| **character == ' ').count();
        if start == characters.len() {
            return lines;
        }
    }
}

/// How many characters fit the width: one at least, for a line must not stay empty. Spaces at the
/// end need no room.
fn how_many_fit(characters: &[char], width: usize) -> usize {
    let mut taken = 0;
    let fit = characters.iter().take_while(|character| {
        taken += columns(character.encode_utf8(&mut [0; 4]));
        taken <= width
    });
    let fit = fit.count().max(1).min(characters.len());
    fit + characters[fit..].iter().take_while(|character| **character == ' ').count()
}

/// The last place at or before `end` where a line that begins at `start` may end: the best kind
/// that there is, and where there is none, `end` itself.
fn break_before(characters: &[char], start: usize, end: usize) -> usize {
    let last = |allowed: fn(&Break) -> bool| {
        (start + 1..=end).rev().find(|at| allowed(&break_at(characters, *at)))
    };
    last(|kind| *kind == Break::Free)
        .or_else(|| last(|kind| *kind == Break::Reluctant))
        .unwrap_or(end)
}

#[derive(PartialEq, Eq)]
enum Break {
    Free,
    /// Within a date, a number with its measure, or a word at its hyphen.
    Reluctant,
    Never,
}

/// Whether a line may end between the character before `at` and the one at it.
fn break_at(characters: &[char], at: usize) -> Break {
    let (before, after) = (characters[at - 1], characters[at]);
    let number_ends_at =
        |at: usize| at.checked_sub(1).is_some_and(|i| characters[i].is_ascii_digit());
    if after == ' ' || NEVER_FIRST.contains(after) || NEVER_LAST.contains(before) {
        Break::Never
    } else if before == ' ' {
        let measured = AFTER_A_NUMBER.contains(after) && number_ends_at(at - 1);
        if measured { Break::Reluctant } else { Break::Free }
    } else if in_words(before) && in_words(after) {
        if "-/".contains(before) { Break::Reluctant } else { Break::Never }
    } else if before.is_ascii_digit() && AFTER_A_NUMBER.contains(after) {
        Break::Never
    } else if after.is_ascii_digit() && AFTER_A_NUMBER.contains(before) && number_ends_at(at - 1) {
        Break::Reluctant
    } else {
        Break::Free
    }
}

/// Whether a character makes up words that no line breaks: Latin, Greek and Cyrillic letters,
/// digits and ASCII signs.
fn in_words(character: char) -> bool {
    character.is_ascii_graphic() || (character < '\u{2E80}' && character.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_break_where_a_chinese_reader_expects_it() {
        let cases: &[(&str, usize, &[&str])] = &[
            ("", 8, &[""]),
            ("参保凭证", 8, &["参保凭证"]),
            ("基本医疗保险参保凭证", 8, &["基本医疗", "保险参保", "凭证"]),
            // A closing mark takes the character before it along to the next line.
            ("请您核对，然后打印。", 8, &["请您核", "对，然后", "打印。"]),
            ("按《办法》办理", 4, &["按", "《办", "法》", "办理"]),
            ("共（三）张", 6, &["共", "（三）", "张"]),
            ("他说：“好。”", 8, &["他说：", "“好。”"]),
            // Numbers with their signs, dates, hours and Latin words stay whole.
            ("余额 1,286.40 元整", 12, &["余额", "1,286.40 元", "整"]),
            ("打印于2026年11月24日 09:31", 16, &["打印于", "2026年11月24日", "09:31"]),
            ("离开后 3 个月内办理", 9, &["离开后", "3 个月内", "办理"]),
            ("号码 50011919920711203X", 20, &["号码", "50011919920711203X"]),
            ("care filing in Chengdu", 11, &["care filing", "in Chengdu"]),
            ("Gülnar Möhämmät", 14, &["Gülnar", "Möhämmät"]),
            // Where a date or a word alone is wider than the line it breaks as well as it can.
            ("2026年11月24日", 10, &["2026年11月", "24日"]),
            ("500119-07-20261124", 10, &["500119-07-", "20261124"]),
            ("Abdurahmanjan", 6, &["Abdura", "hmanja", "n"]),
            ("买买提·吐尔逊", 8, &["买买提·", "吐尔逊"]),
            ("第一行\n第二行", 20, &["第一行", "第二行"]),
            ("杨𬱖龙䶮", 4, &["杨𬱖", "龙䶮"]),
        ];
        for (text, width, lines) in cases {
            assert_eq!(&wrap(text, *width), lines, "{text} at {width}");
        }
    }

    fn texts() -> impl Strategy<Value = String> {
        let mixed = prop::sample::select(
            "参保凭证年月，。、；：》（《「·—𬱖䶮 0123456789,.-/abXY\n".chars().collect::<Vec<_>>(),
        );
        prop::collection::vec(mixed, 0..80).prop_map(String::from_iter)
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_its_width(text in texts(), width in 2_usize..50) {
            for line in wrap(&text, width) {
                prop_assert!(columns(&line) <= width, "{line:?} at {width}");
            }
        }

        #[test]
        fn only_spaces_are_lost_and_the_order_stays(text in texts(), width in 2_usize..50) {
            let kept = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(kept(&wrap(&text, width).concat()), kept(&text));
        }

        #[test]
        fn no_line_of_plain_chinese_begins_or_ends_with_the_wrong_mark(
            words in prop::collection::vec("[参保凭证]{1,4}[，。；：]?|《[参保]{1,3}》|（[凭证]{1,3}）", 1..20),
            width in 12_usize..50,
        ) {
            for line in wrap(&words.concat(), width) {
                prop_assert!(!line.starts_with(|c| NEVER_FIRST.contains(c)), "{line}");
                prop_assert!(!line.ends_with(|c| NEVER_LAST.contains(c)), "{line}");
            }
        }
    }
}
