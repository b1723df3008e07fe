//! Where private-use characters of older systems have their place today.

/// The first of the vertical punctuation marks that were private until GB 18030-2022.
const VERTICAL_FROM: u32 = 0xE78D;

/// U+E78D to U+E796 in order; two of them are crossed.
///
/// Source: the mappings of GB 18030-2005 and GB 18030-2022 for A6D9 to A6F3.
const VERTICAL: [char; 10] = [
    '\u{FE10}', '\u{FE12}', '\u{FE11}', '\u{FE13}', '\u{FE14}', '\u{FE15}', '\u{FE16}', '\u{FE17}',
    '\u{FE18}', '\u{FE19}',
];

/// The first of the characters that GBK put where Unicode had none.
const GBK_FROM: u32 = 0xE815;

/// U+E815 to U+E864 in order: FE50 to FEA0 of GBK. GB 18030-2000 moved 66 of them to the places
/// that they have here, and GB 18030-2022 eight more; six (U+E816, E817, E818, E831, E83B and
/// E855) keep a private mapping in its two-byte codes, beside the one here in its four-byte codes.
///
/// That a chip means this layer by these characters is an assumption: the table of the old police
/// font is not public.
const GBK: [char; 80] = [
    '\u{2E81}',
    '\u{20087}',
    '\u{20089}',
    '\u{200CC}',
    '\u{2E84}',
    '\u{3473}',
    '\u{3447}',
    '\u{2E88}',
    '\u{2E8B}',
    '\u{9FB4}',
    '\u{359E}',
    '\u{361A}',
    '\u{360E}',
    '\u{2E8C}',
    '\u{2E97}',
    '\u{396E}',
    '\u{3918}',
    '\u{9FB5}',
    '\u{39CF}',
    '\u{39DF}',
    '\u{3A73}',
    '\u{39D0}',
    '\u{9FB6}',
    '\u{9FB7}',
    '\u{3B4E}',
    '\u{3C6E}',
    '\u{3CE0}',
    '\u{2EA7}',
    '\u{215D7}',
    '\u{9FB8}',
    '\u{2EAA}',
    '\u{4056}',
    '\u{415F}',
    '\u{2EAE}',
    '\u{4337}',
    '\u{2EB3}',
    '\u{2EB6}',
    '\u{2EB7}',
    '\u{2298F}',
    '\u{43B1}',
    '\u{43AC}',
    '\u{2EBB}',
    '\u{43DD}',
    '\u{44D6}',
    '\u{4661}',
    '\u{464C}',
    '\u{9FB9}',
    '\u{4723}',
    '\u{4729}',
    '\u{477C}',
    '\u{478D}',
    '\u{2ECA}',
    '\u{4947}',
    '\u{497A}',
    '\u{497D}',
    '\u{4982}',
    '\u{4983}',
    '\u{4985}',
    '\u{4986}',
    '\u{499F}',
    '\u{499B}',
    '\u{49B7}',
    '\u{49B6}',
    '\u{9FBA}',
    '\u{241FE}',
    '\u{4CA3}',
    '\u{4C9F}',
    '\u{4CA0}',
    '\u{4CA1}',
    '\u{4C77}',
    '\u{4CA2}',
    '\u{4D13}',
    '\u{4D14}',
    '\u{4D15}',
    '\u{4D16}',
    '\u{4D17}',
    '\u{4D18}',
    '\u{4D19}',
    '\u{4DAE}',
    '\u{9FBB}',
];

/// The character of the standard in place of a private-use one, where a table has it.
pub(super) fn standard(character: char) -> Option<char> {
    let at =
        |from: u32| u32::from(character).checked_sub(from).and_then(|at| usize::try_from(at).ok());
    let in_table = |table: &[char], from| table.get(at(from)?).copied();
    in_table(&VERTICAL, VERTICAL_FROM).or_else(|| in_table(&GBK, GBK_FROM))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_characters_that_gb_18030_moved_in_2022_are_found() {
        let moved = [
            ('\u{E78D}', '\u{FE10}'),
            ('\u{E81E}', '\u{9FB4}'),
            ('\u{E78E}', '\u{FE12}'),
            ('\u{E826}', '\u{9FB5}'),
            ('\u{E78F}', '\u{FE11}'),
            ('\u{E82B}', '\u{9FB6}'),
            ('\u{E790}', '\u{FE13}'),
            ('\u{E82C}', '\u{9FB7}'),
            ('\u{E791}', '\u{FE14}'),
            ('\u{E832}', '\u{9FB8}'),
            ('\u{E792}', '\u{FE15}'),
            ('\u{E843}', '\u{9FB9}'),
            ('\u{E793}', '\u{FE16}'),
            ('\u{E854}', '\u{9FBA}'),
            ('\u{E794}', '\u{FE17}'),
            ('\u{E864}', '\u{9FBB}'),
            ('\u{E795}', '\u{FE18}'),
            ('\u{E796}', '\u{FE19}'),
            ('\u{E816}', '\u{20087}'),
            ('\u{E817}', '\u{20089}'),
            ('\u{E818}', '\u{200CC}'),
            ('\u{E831}', '\u{215D7}'),
            ('\u{E83B}', '\u{2298F}'),
            ('\u{E855}', '\u{241FE}'),
        ];
        for (private, today) in moved {
            assert_eq!(standard(private), Some(today), "{private:?}");
        }
    }

    #[test]
    fn the_characters_of_names_that_people_complained_about_are_found() {
        let known =
            [('\u{E863}', '䶮'), ('\u{E844}', '䜣'), ('\u{E845}', '䜩'), ('\u{E85F}', '䴖')];
        for (private, today) in known {
            assert_eq!(standard(private), Some(today));
        }
    }

    #[test]
    fn every_private_character_has_a_place_of_its_own() {
        let mut places: Vec<char> = VERTICAL.into_iter().chain(GBK).collect();
        assert!(places.iter().all(|place| !('\u{E000}'..='\u{F8FF}').contains(place)));
        places.sort_unstable();
        places.dedup();
        assert_eq!(places.len(), 90);
    }

    #[test]
    fn nothing_outside_the_tables_is_touched() {
        let outside = ['\u{E78C}', '\u{E797}', '\u{E814}', '\u{E865}', '一', 'A', '\u{10FFFD}'];
        assert!(outside.into_iter().all(|character| standard(character).is_none()));
    }
}
