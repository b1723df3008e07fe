//! Names: of two to four characters, with a middle dot, in Latin letters, and with rare characters.

use chrono::{Datelike, NaiveDate};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::numbers::{pick, weighted};

/// Frequent surnames and the district's own, weighted by how many of a thousand have them.
const SURNAMES: [(&str, u32); 64] = [
    ("李", 72),
    ("王", 68),
    ("张", 66),
    ("刘", 53),
    ("陈", 46),
    ("杨", 36),
    ("赵", 22),
    ("黄", 25),
    ("周", 26),
    ("吴", 20),
    ("徐", 14),
    ("孙", 9),
    ("胡", 16),
    ("朱", 12),
    ("高", 8),
    ("林", 9),
    ("何", 16),
    ("郭", 9),
    ("马", 8),
    ("罗", 20),
    ("梁", 8),
    ("宋", 8),
    ("郑", 9),
    ("谢", 12),
    ("韩", 7),
    ("唐", 13),
    ("冯", 9),
    ("于", 4),
    ("董", 6),
    ("萧", 3),
    ("程", 8),
    ("曹", 6),
    ("袁", 8),
    ("邓", 13),
    ("许", 7),
    ("傅", 5),
    ("沈", 5),
    ("曾", 10),
    ("彭", 11),
    ("吕", 5),
    ("苏", 6),
    ("卢", 6),
    ("蒋", 10),
    ("蔡", 6),
    ("贾", 3),
    ("丁", 5),
    ("魏", 6),
    ("薛", 3),
    ("叶", 5),
    ("余", 8),
    ("潘", 5),
    ("杜", 5),
    ("戴", 4),
    ("夏", 6),
    ("钟", 6),
    ("汪", 5),
    ("田", 7),
    ("任", 6),
    ("韦", 12),
    ("谭", 14),
    ("冉", 12),
    ("骆", 4),
    ("娄", 4),
    ("鲜", 3),
];

const DOUBLE_SURNAMES: [&str; 12] = [
    "欧阳", "司马", "上官", "诸葛", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "司徒", "令狐", "东方",
];

const MALE: &str = "伟强磊军洋勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林\
    建国文志德荣昌正光永春清海山江川云松柏石川泽霖轩睿辰皓博远知行立诚信义友朋祥福贵全有才";
const FEMALE: &str = "芳娜敏静丽艳娟霞秀兰燕玲桂英梅红琴萍莉洁婷雪慧颖倩璐瑶琳\
    淑珍玉素华菊莲凤仙碧翠香春秋月荷蓉蕾薇菲媛婉诗涵怡欣悦梓萱妍语桐佳宜思清漪若曦";

/// Rare in names, and in print: from CJK Unified Ideographs Extensions A to G, in this order.
const RARE: [char; 21] = [
    '\u{4DAE}',
    '\u{36C3}',
    '\u{3DC0}', // A
    '\u{20BB7}',
    '\u{21413}',
    '\u{235CB}',
    '\u{249DB}', // B
    '\u{2A8FB}',
    '\u{2B127}',
    '\u{2B36F}',
    '\u{2B5AE}', // C
    '\u{2B7A9}',
    '\u{2B7C5}',
    '\u{2B7E6}', // D
    '\u{2C364}',
    '\u{2C8D9}',
    '\u{2CC56}', // E
    '\u{2CEB8}',
    '\u{2E33D}', // F
    '\u{30729}',
    '\u{30EDD}', // G
];

const UYGHUR_MALE: [&str; 8] =
    ["买买提", "阿迪力", "艾山", "库尔班", "吐尔洪", "玉素甫", "阿卜杜热合曼", "伊力哈木"];
const UYGHUR_FEMALE: [&str; 8] =
    ["古丽娜尔", "阿依古丽", "热依汗", "帕提古丽", "米热古丽", "阿米娜", "左热古丽", "祖丽皮亚"];
const UYGHUR_FATHERS: [&str; 8] =
    ["吐尔逊", "艾合买提", "阿不都热依木", "肉孜", "卡德尔", "依明", "沙吾提", "麦麦提敏"];

const LATIN_MALE: [&str; 6] = ["JAMES", "MUHAMMAD", "VAN HUNG", "PIERRE", "DMITRII", "PETER"];
const LATIN_FEMALE: [&str; 6] = ["EMILY", "AYESHA", "THI LAN", "CAMILLE", "EKATERINA", "WANJIRU"];
const LATIN_SURNAMES: [&str; 7] =
    ["ANDERSON", "KHAN", "NGUYEN", "LEFEBVRE", "SOKOLOV", "KAMAU", "O'CONNOR-HUTCHINSON"];

/// A name as most have them: a surname and one or two characters.
pub(super) fn chinese(male: bool, born: NaiveDate, chance: &mut ChaCha8Rng) -> String {
    let mut name = match chance.random_range(0..1_000) {
        0..6 => pick(&DOUBLE_SURNAMES, chance).to_owned(),
        // 父母姓: both parents' surnames, as some of the young have.
        6..12 if born.year() >= 1990 => {
            format!("{}{}", weighted(&SURNAMES, chance), weighted(&SURNAMES, chance))
        }
        _ => weighted(&SURNAMES, chance).to_owned(),
    };
    // One character was the fashion between 1975 and 1999.
    let single = if (1975..2000).contains(&born.year()) { 0.35 } else { 0.06 };
    let given = if chance.random_bool(single) { 1 } else { 2 };
    let characters: Vec<char> = (if male { MALE } else { FEMALE }).chars().collect();
    for _ in 0..given {
        name.push(characters[chance.random_range(0..characters.len())]);
    }
    if chance.random_bool(0.002) {
        name.pop();
        name.push(RARE[chance.random_range(0..RARE.len())]);
    }
    name
}

/// A name that joins one's own and one's father's by U+00B7.
pub(super) fn with_middle_dot(male: bool, chance: &mut ChaCha8Rng) -> String {
    let own = pick(if male { &UYGHUR_MALE } else { &UYGHUR_FEMALE }, chance);
    format!("{own}·{}", pick(&UYGHUR_FATHERS, chance))
}

/// A name as passports have it: surname first, capitals.
pub(super) fn latin(male: bool, chance: &mut ChaCha8Rng) -> String {
    let given = pick(if male { &LATIN_MALE } else { &LATIN_FEMALE }, chance);
    format!("{} {given}", pick(&LATIN_SURNAMES, chance))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rare_characters_reach_from_extension_a_to_extension_g() {
        let extensions = [
            '\u{3400}'..='\u{4DBF}',
            '\u{20000}'..='\u{2A6DF}',
            '\u{2A700}'..='\u{2B73F}',
            '\u{2B740}'..='\u{2B81F}',
            '\u{2B820}'..='\u{2CEAF}',
            '\u{2CEB0}'..='\u{2EBEF}',
            '\u{30000}'..='\u{3134F}',
        ];
        for extension in &extensions {
            assert!(RARE.iter().any(|rare| extension.contains(rare)));
        }
        assert!(
            RARE.iter().all(|rare| extensions.iter().any(|extension| extension.contains(rare)))
        );
    }
}
