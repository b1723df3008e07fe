//! 姓名 with rare characters (生僻字): one name, written in many ways.
//!
//! A name is kept as the chip or the record has it. Beside that it has two forms that are made
//! here and never sent anywhere: the one to be shown, and the one to be compared. People are found
//! by their number; nobody is refused because a name differs.
//!
//! Source: GB 18030-2005 and GB 18030-2022 for the private-use characters; the rule of 2016 that
//! the dot in names is U+00B7 (GB 18030 A1A4).

mod private;

/// The dot between the parts of a name.
const DOT: char = '·';

/// The form to be shown: private-use characters that a table knows become the characters of the
/// standard, whose glyphs fonts have, and every dot becomes the one of the rule. All else stays.
pub fn shown(name: &str) -> String {
    let has_letters = is_latin_name(name);
    name.chars()
        .map(|character| match private::standard(character) {
            Some(today) => today,
            None if is_dot(character) && !has_letters => DOT,
            None => character,
        })
        .collect()
}

/// The form to be compared. What is the same name gives the same text:
///
/// - private-use characters that a table knows are those of the standard;
/// - every middle dot, and the full stop in its place, is U+00B7;
/// - letters are capitals, and of one width;
/// - a comma between letters counts as a space, spaces between letters count as one, and all
///   others as none;
/// - variation selectors, which only choose among shapes of one character, are left out.
///
/// Making it twice changes nothing, and characters of the standard stay what they are.
pub fn normalised(name: &str) -> String {
    let mut normal = String::with_capacity(name.len());
    let mut gap = false;
    for character in name.chars().map(narrow).filter(|it| !is_variation_selector(*it)) {
        if character.is_whitespace() || character == ',' {
            gap = true;
            continue;
        }
        let character = match private::standard(character) {
            Some(today) => today,
            None if is_dot(character) => DOT,
            None => character,
        };
        if gap && is_letter(character) && normal.chars().next_back().is_some_and(is_letter) {
            normal.push(' ');
        }
        gap = false;
        normal.extend(character.to_uppercase());
    }
    normal
}

/// Whether two writings mean the same name.
///
/// A character that stands for an unknown one ([`is_unknown`]), and the `?`, `□` or `〓` that some
/// system put where it lacked one, equal whatever single character the other side has there.
pub fn same_person_name(one: &str, other: &str) -> bool {
    let (one, other) = (normalised(one), normalised(other));
    let stands_for_any = |it: char| is_unknown(it) || matches!(it, '?' | '□' | '〓');
    let alike = |(a, b): (char, char)| a == b || stands_for_any(a) || stands_for_any(b);
    one.chars().count() == other.chars().count() && one.chars().zip(other.chars()).all(alike)
}

/// Whether nobody can tell by the standard which character this is: a private-use one that no
/// table knows, or U+FFFD in place of half a surrogate pair. No font has its true glyph, so the
/// screen and the paper say so (姓名含生僻字) beside the number.
pub fn is_unknown(character: char) -> bool {
    let is_private = matches!(
        character,
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}'
    );
    character == '\u{FFFD}' || is_private && private::standard(character).is_none()
}

/// The dots that are in use between the parts of a name.
fn is_dot(character: char) -> bool {
    matches!(character, DOT | '\u{2022}' | '\u{2027}' | '\u{30FB}' | '\u{FF0E}' | '.')
}

/// A letter of an alphabet: of two of them a space keeps words apart.
fn is_letter(character: char) -> bool {
    character.is_ascii_alphanumeric() || character.is_uppercase() || character.is_lowercase()
}

/// In such a name a full stop is a full stop.
fn is_latin_name(name: &str) -> bool {
    name.chars().map(narrow).any(is_letter)
}

fn is_variation_selector(character: char) -> bool {
    matches!(character, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// The ASCII character of a full-width one (全角), and every other character as it is.
fn narrow(character: char) -> char {
    match character {
        '\u{FF01}'..='\u{FF5E}' => {
            char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character)
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_from_an_old_chip_is_shown_with_its_true_character() {
        assert_eq!(shown("龙\u{E863}"), "龙䶮");
        assert_eq!(shown("买买提•吐尔逊"), "买买提·吐尔逊");
        assert_eq!(shown("杨𬱖"), "杨𬱖");
        assert_eq!(shown("SMITH, JOHN A."), "SMITH, JOHN A.");
        assert_eq!(shown("龙\u{E001}"), "龙\u{E001}");
    }

    #[test]
    fn one_name_written_in_many_ways_is_one_name() {
        for (one, other) in [
            ("龙\u{E863}", "龙䶮"),
            ("买买提•吐尔逊", "买买提·吐尔逊"),
            ("买买提．吐尔逊", "买买提・吐尔逊"),
            ("买买提 · 吐尔逊", "买买提‧吐尔逊"),
            ("林 知　远", "林知远"),
            ("ZHENGJIAN,YANGBEN", "Zhengjian, Yangben"),
            ("ＺＨＥＮＧＪＩＡＮ　ＹＡＮＧＢＥＮ", "ZHENGJIAN  YANGBEN"),
            ("葛\u{E0100}城", "葛城"),
            ("MÜLLER", "Müller"),
        ] {
            assert_eq!(normalised(one), normalised(other), "{one} {other}");
            assert!(same_person_name(one, other));
        }
        assert_ne!(normalised("ANNA LEE"), normalised("ANNALEE"));
    }

    #[test]
    fn nobody_is_refused_for_a_character_that_some_system_lacks() {
        for record in ["杨𬱖", "杨?", "杨？", "杨□", "杨〓", "杨\u{E001}", "杨\u{FFFD}"]
        {
            assert!(same_person_name("杨𬱖", record), "{record}");
        }
        assert!(!same_person_name("林知远", "林致远"));
        assert!(!same_person_name("林知", "林知远"));
        assert!(!same_person_name("杨?", "李𬱖"));
    }

    #[test]
    fn what_no_table_knows_is_unknown_and_what_one_knows_is_not() {
        for unknown in ['\u{E000}', '\u{F8FF}', '\u{F0000}', '\u{10FFFD}', '\u{FFFD}'] {
            assert!(is_unknown(unknown));
        }
        for known in ['龙', '\u{E863}', '\u{E78D}', '𬱖', '\u{31350}', '\u{2EBF0}', 'A', '·'] {
            assert!(!is_unknown(known));
        }
    }

    #[test]
    fn any_private_character_is_either_shown_as_another_or_told() {
        let told = ('\u{E000}'..='\u{F8FF}').filter(|private| {
            let shown = shown(&private.to_string());
            assert_eq!(shown.chars().all(is_unknown), is_unknown(*private));
            is_unknown(*private)
        });
        assert_eq!(told.count(), 6400 - 90);
    }

    /// Han characters of the standard, from the basic block to Extension I.
    const HAN: &str = "[\u{3400}-\u{4DBF}\u{4E00}-\u{9FFF}\u{20000}-\u{2A6DF}\u{2A700}-\u{2EE5D}\u{30000}-\u{323AF}]{1,9}";

    proptest! {
        #[test]
        fn making_a_form_twice_changes_nothing(name in "\\PC{0,12}|[ -~·•．\u{E78D}-\u{E864}\u{3000}]{0,12}") {
            prop_assert_eq!(normalised(&normalised(&name)), normalised(&name));
            prop_assert_eq!(shown(&shown(&name)), shown(&name));
            prop_assert!(same_person_name(&name, &shown(&name)));
        }

        #[test]
        fn a_character_of_the_standard_stays_what_it_is(name in HAN) {
            prop_assert_eq!(normalised(&name), name.clone());
            prop_assert_eq!(shown(&name), name);
        }

        #[test]
        fn what_is_sent_through_utf_16_comes_back(name in HAN) {
            let units: Vec<u16> = name.encode_utf16().collect();
            prop_assert_eq!(normalised(&String::from_utf16_lossy(&units)), name);
        }
    }
}
