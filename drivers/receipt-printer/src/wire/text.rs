//! Characters as GB 18030 codes, and which of them a font ROM draws.
//!
//! Sources: GB 2312-80, GBK 1.0, GB 18030-2005 and -2022 for the areas; makers' manuals for what
//! their ROMs hold.

use encoding_rs::GB18030;

/// What a printer's font ROM holds, each kind more than the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RomClass {
    /// 6,763 characters and 682 symbols of GB 2312. What an unknown printer surely has.
    Gb2312,
    /// The two-byte codes of GBK: 20,902 characters.
    Gbk,
    /// All two-byte codes of GB 18030, so 䶮 and other 51 of Extension A as well.
    Gb18030TwoByte,
    /// With the four-byte codes of Extension A. Nothing beyond the basic plane is in any ROM.
    Gb18030ExtA,
}

impl RomClass {
    /// Whether codes of four bytes are read as such.
    pub fn reads_four_bytes(self) -> bool {
        self == Self::Gb18030ExtA
    }

    /// Whether the ROM draws the character: ASCII, and the codes of its class on which makers and
    /// editions agree. A private-use character never.
    pub fn has(self, character: char) -> bool {
        self.draws(&code_of(character))
    }

    /// Whether the ROM draws a code.
    pub fn draws(self, code: &[u8]) -> bool {
        match *code {
            [0x20..=0x7E] => true,
            [high, low] => match area(high, low) {
                Area::Gb2312 => true,
                Area::Gbk => Self::Gbk <= self,
                Area::ExtensionA => Self::Gb18030TwoByte <= self,
                Area::Disputed => false,
            },
            [_, _, _, _] => {
                self.reads_four_bytes()
                    && character_of(code).is_some_and(|c| ('\u{3400}'..='\u{4DBF}').contains(&c))
            }
            _ => false,
        }
    }
}

enum Area {
    Gb2312,
    Gbk,
    /// Two-byte codes that came with GB 18030.
    ExtensionA,
    /// Private use, or drawn differently from edition to edition.
    Disputed,
}

fn area(high: u8, low: u8) -> Area {
    let in_gb2312 = match high {
        0xA1 | 0xA3 => (0xA1..=0xFE).contains(&low),
        0xA2 => matches!(low, 0xB1..=0xE2 | 0xE5..=0xEE | 0xF1..=0xFC),
        0xA4 => (0xA1..=0xF3).contains(&low),
        0xA5 => (0xA1..=0xF6).contains(&low),
        0xA6 => matches!(low, 0xA1..=0xB8 | 0xC1..=0xD8),
        0xA7 => matches!(low, 0xA1..=0xC1 | 0xD1..=0xF1),
        0xA8 => matches!(low, 0xA1..=0xBA | 0xC5..=0xE9),
        0xA9 => (0xA4..=0xEF).contains(&low),
        0xD7 => (0xA1..=0xF9).contains(&low),
        0xB0..=0xF7 => (0xA1..=0xFE).contains(&low),
        _ => false,
    };
    if in_gb2312 {
        return Area::Gb2312;
    }
    match (character_of(&[high, low]), high, low) {
        (None | Some('\u{E000}'..='\u{F8FF}'), ..) => Area::Disputed,
        (Some('\u{3400}'..='\u{4DBF}'), ..) => Area::ExtensionA,
        // Vertical forms and radicals, which the editions of the standard moved about.
        (_, 0xA6, 0xD9..=0xDF | 0xEC..=0xED | 0xF3) | (_, 0xFE, 0x50..) => Area::Disputed,
        _ => Area::Gbk,
    }
}

/// The code of a character: one, two or four bytes.
pub fn code_of(character: char) -> Vec<u8> {
    let mut utf8 = [0; 4];
    GB18030.encode(character.encode_utf8(&mut utf8)).0.into_owned()
}

/// The character of a single code, `None` where the bytes are none.
pub fn character_of(code: &[u8]) -> Option<char> {
    let text = GB18030.decode_without_bom_handling_and_without_replacement(code)?;
    let mut characters = text.chars();
    characters.next().filter(|_| characters.next().is_none())
}

/// Characters that look alike and are written with different code points, brought to the one that
/// every ROM holds: the dot in names (·), the yuan sign (￥).
pub fn alike(character: char) -> char {
    match character {
        '\u{2022}' | '\u{2027}' | '\u{30FB}' => '\u{00B7}',
        '\u{00A5}' => '\u{FFE5}',
        other => other,
    }
}

/// The width of a text in columns, that is in half squares: ASCII takes one, all else two.
pub fn columns(text: &str) -> usize {
    text.chars().map(|character| if character.is_ascii() { 1 } else { 2 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rom_draws_the_names_of_its_class() {
        let first_class_with = |character| {
            [RomClass::Gb2312, RomClass::Gbk, RomClass::Gb18030TwoByte, RomClass::Gb18030ExtA]
                .into_iter()
                .find(|rom| rom.has(character))
        };
        for character in "张鑫淼焱甯A~，。：￥①─·".chars() {
            assert_eq!(first_class_with(character), Some(RomClass::Gb2312), "{character}");
        }
        for character in "堃喆赟旻翀璟珺玥犇燚".chars() {
            assert_eq!(first_class_with(character), Some(RomClass::Gbk), "{character}");
        }
        assert_eq!(first_class_with('䶮'), Some(RomClass::Gb18030TwoByte));
        assert_eq!(first_class_with('㛃'), Some(RomClass::Gb18030ExtA));
        for character in ['𬱖', '𰻝', '\u{E863}', '\u{9FA6}', '\n'] {
            assert_eq!(first_class_with(character), None, "{character:?}");
        }
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        for (character, code) in [
            ('鑫', &[0xF6, 0xCE][..]),
            ('堃', &[0x88, 0xD2]),
            ('䶮', &[0xFE, 0x9F]),
            ('㛃', &[0x82, 0x30, 0xB7, 0x31]),
            ('𬱖', &[0x99, 0x33, 0xC3, 0x36]),
            ('·', &[0xA1, 0xA4]),
            ('￥', &[0xA3, 0xA4]),
        ] {
            assert_eq!(code_of(character), code, "{character}");
            assert_eq!(character_of(code), Some(character));
        }
        assert_eq!(character_of(&[0xB0]), None);
        assert_eq!(character_of(b"ab"), None);
    }

    #[test]
    fn the_classes_hold_as_many_characters_as_their_standards() {
        let count = |rom: RomClass| {
            let codes =
                (0x81..=0xFEu8).flat_map(|high| (0x40..=0xFEu8).map(move |low| [high, low]));
            codes.filter(|code| rom.draws(code)).filter_map(|code| character_of(&code)).count()
        };
        // 6,763 characters and 682 symbols.
        assert_eq!(count(RomClass::Gb2312), 7445);
        // 52 of Extension A come with the two-byte codes of GB 18030.
        assert_eq!(count(RomClass::Gb18030TwoByte) - count(RomClass::Gbk), 52);
        assert!(RomClass::Gbk.has('丂') && !RomClass::Gb2312.has('丂'));
    }

    #[test]
    fn dots_and_yuan_signs_of_any_origin_print_alike() {
        assert!("•‧・·¥￥".chars().map(alike).all(|c| RomClass::Gb2312.has(c)));
        assert_eq!(columns("姓名：A1"), 8);
    }
}
