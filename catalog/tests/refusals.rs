//! A wrong data file is refused with its name, the line and the reason.

// A helper that finds no value stops its test, as the test itself would.
#![allow(clippy::unwrap_used)]

use catalog::{Catalog, CatalogError, CellFault, Fault};
use proptest::collection::vec;
use proptest::prelude::*;

const GROUP: &str = r#"group = "一、参保登记"

[[item]]
key = "unit-enrolment"
at_this_kiosk = "guide"

[item.handling]
number = 1
title = "★单位参保登记"
materials = '''
1、甲
2、乙
'''
time_limit = "即时办结"
steps = "申请-受理-办结"
remarks = "备注"

[item.public]
number = 1
title = "单位参保登记"
levels = "区县级、乡镇级"
municipal = "市医保局"
district = "区医保局"
legal_basis = [
    { title = "中华人民共和国社会保险法", number = "主席令第35号", articles = ["第八条"] },
    { title = "社会保险费征缴暂行条例" },
]

[[item]]
key = "unit-split"
at_this_kiosk = "perform"

[item.handling]
number = 2
title = "单位分立"
materials = "丙"
time_limit = "不超过5个工作日"
steps = "申请-受理-审核-办结"
remarks_from = "unit-enrolment"
"#;

const PUBLIC_ONLY: &str = r#"[[item]]
key = "account-link"
at_this_kiosk = "guide"

[item.public]
number = 2
title = "个人账户关联"
legal_basis = [{ title = "关于扩大支付范围的通知", number = "渝人社发〔2012〕106号" }]
"#;

fn load(group: &str, public_only: &str) -> Result<Catalog, CatalogError> {
    Catalog::from_files([("2-public.toml", public_only), ("1-group.toml", group)])
}

/// The refusal after the first `before` in the group's file became `after`: how many lines below
/// `before` it is, and the fault.
#[track_caller]
fn refused(before: &str, after: &str) -> (isize, Fault) {
    let (above, _) = GROUP.split_once(before).unwrap();
    let error = load(&GROUP.replacen(before, after, 1), PUBLIC_ONLY).unwrap_err();
    assert_eq!(error.file, "1-group.toml");
    let changed = above.matches('\n').count() + 1;
    (error.line.cast_signed() - changed.cast_signed(), error.fault)
}

/// As [`refused`], where the file's form is at fault, with the reason as it is shown.
#[track_caller]
fn malformed(before: &str, after: &str) -> (isize, String) {
    match refused(before, after) {
        (line, Fault::Form(reason)) => (line, reason),
        (line, other) => panic!("line {line}: {other}"),
    }
}

#[test]
fn a_right_file_is_taken_whatever_the_order_and_the_line_ends() {
    let catalog = load(GROUP, PUBLIC_ONLY).unwrap();
    let keys: Vec<_> = catalog.iter().map(|item| item.key.as_str()).collect();
    assert_eq!(keys, ["unit-enrolment", "unit-split", "account-link"]);
    assert_eq!(load(&GROUP.replace('\n', "\r\n"), PUBLIC_ONLY), Ok(catalog.clone()));
    assert_eq!(load(&format!("\u{feff}{GROUP}"), PUBLIC_ONLY), Ok(catalog));
}

#[test]
fn the_example_that_a_clerk_is_given_is_a_right_file() {
    let readme = include_str!("../data/README.md");
    let (_, from) = readme.split_once("```toml\n").unwrap();
    let (example, _) = from.split_once("```").unwrap();
    let example = example.replace("number = 18", "number = 1 ");
    let catalog = Catalog::from_files([("example.toml", example)]).unwrap();
    assert_eq!(catalog.get("enrolment-voucher").unwrap().remarks(&catalog).len(), 2);
}

#[test]
fn the_clerk_reads_file_line_and_reason_in_one_sentence() {
    let error = load(&GROUP.replacen("number = 2", "number = 3", 1), PUBLIC_ONLY).unwrap_err();
    assert_eq!(
        error.to_string(),
        "1-group.toml, line 34: the handling list numbers its items from 1 without a gap, and this \
         one should be 2"
    );
}

#[test]
fn a_file_of_another_form_is_refused() {
    assert_eq!(malformed("title = \"单位分立\"", "title = \"单位分立").0, 0);
    assert_eq!(malformed("number = 2", "number = 256").0, 0);
    assert_eq!(malformed("number = 2", "number = \"2\"").0, 0);
    assert_eq!(malformed("\"perform\"", "\"sell\"").0, 0);

    let (line, reason) = malformed("steps =", "step =");
    assert!(line == 0 && reason.contains("unknown field `step`"), "{line}: {reason}");
    let (line, reason) = malformed("time_limit = \"不超过5个工作日\"\n", "");
    assert!(line == -4 && reason.contains("missing field `time_limit`"), "{line}: {reason}");
    let (line, reason) = malformed("[item.public]", "[item.publik]");
    assert!(line == 0 && reason.contains("unknown field `publik`"), "{line}: {reason}");
    let (line, reason) = malformed("key = \"unit-split\"", "key = \"a\"\nkey = \"b\"");
    assert!(line == 1 && reason.contains("duplicate key"), "{line}: {reason}");
}

#[test]
fn a_file_without_items_is_refused() {
    let error = load(GROUP, "# 暂无\n").unwrap_err();
    let expected = CatalogError { file: "2-public.toml".to_owned(), line: 1, fault: Fault::NoItem };
    assert_eq!(error, expected);
}

#[test]
fn a_key_is_refused_that_is_taken_or_has_another_form() {
    let taken = Fault::KeyTaken { key: "unit-enrolment".to_owned() };
    assert_eq!(refused("\"unit-split\"", "\"unit-enrolment\""), (0, taken));
    for bad in ["", "Unit", "unit-", "-unit", "unit--split", "unit split", "单位分立", "unit_split"]
    {
        let fault = Fault::Key { key: bad.to_owned() };
        assert_eq!(refused("unit-split", bad), (0, fault));
    }
}

#[test]
fn numbers_that_are_missing_or_come_twice_are_refused() {
    let out_of_turn = |list, due| Fault::NumberOutOfTurn { list, due };
    for number in ["0", "1", "3", "255"] {
        let after = format!("number = {number}");
        assert_eq!(refused("number = 2", &after), (0, out_of_turn("handling list", 2)));
    }
    let error = load(GROUP, &PUBLIC_ONLY.replace("number = 2", "number = 1")).unwrap_err();
    assert_eq!((error.line, error.fault), (6, out_of_turn("list of public services", 2)));
}

#[test]
fn an_item_belongs_to_a_list_and_a_group() {
    assert_eq!(refused("group = \"一、参保登记\"", ""), (3, Fault::GroupMissing));
    assert_eq!(
        load(GROUP, "group = \"二、\"\n[[item]]\nkey = \"a\"\nat_this_kiosk = \"guide\"")
            .map_err(|error| (error.line, error.fault)),
        Err((3, Fault::OnNoList))
    );
    let error = load(GROUP, &format!("group = \"二、\"\n{PUBLIC_ONLY}")).unwrap_err();
    assert_eq!((error.line, error.fault), (3, Fault::GroupNotItsOwn));
    let error = load(GROUP, &format!("group = \"一、参保登记\"\n{PUBLIC_ONLY}")).unwrap_err();
    assert_eq!((error.line, error.fault), (1, Fault::GroupTaken));
}

#[test]
fn texts_are_neither_empty_nor_untidy() {
    assert_eq!(refused("一、参保登记", ""), (0, Fault::Blank));
    assert_eq!(refused("\"单位分立\"", "\"\""), (0, Fault::Blank));
    assert_eq!(refused("\"单位分立\"", "\"★\""), (0, Fault::Blank));
    assert_eq!(refused("\"丙\"", "\"\""), (0, Fault::Blank));
    assert_eq!(refused("\"市医保局\"", "\"\""), (0, Fault::Blank));
    assert_eq!(refused("\"区医保局\"", "\" 区医保局\""), (0, Fault::Untidy));
    assert_eq!(refused("\"单位分立\"", "\"单位\t分立\""), (0, Fault::Untidy));
    assert_eq!(refused("2、乙", "2、乙 "), (0, Fault::Untidy));
}

#[test]
fn a_cell_is_refused_on_the_line_of_the_entry_at_fault() {
    let out_of_turn = |due| Fault::Cell(CellFault::NumberOutOfTurn { due });
    assert_eq!(refused("2、乙", "3、乙"), (0, out_of_turn(2)));
    assert_eq!(refused("'''\n1、甲", "'''2、甲"), (0, out_of_turn(1)));
    assert_eq!(refused("1、甲", "甲"), (1, Fault::Cell(CellFault::NotNumbered)));
    assert_eq!(refused("2、乙", "乙\n3、丙"), (1, out_of_turn(2)));
    assert_eq!(refused("1、甲\n2、", "甲\n"), (1, Fault::Cell(CellFault::NotNumbered)));
    assert_eq!(refused("1、甲\n", "1、甲\n\n"), (1, Fault::Cell(CellFault::EmptyLine)));
    assert_eq!(refused("\"备注\"", "\"1、甲\\n3、乙\""), (0, out_of_turn(2)));
}

#[test]
fn steps_are_words_with_single_hyphens_between_them() {
    for (steps, found) in [
        ("申请—受理—办结", '—'),
        ("申请－受理－办结", '－'),
        ("申请→受理", '→'),
        ("申请、受理", '、'),
        ("申请 -受理", ' '),
        ("申请--受理", '-'),
        ("申请-", '-'),
    ] {
        assert_eq!(refused("申请-受理-办结", steps), (0, Fault::Steps { found }));
    }
}

#[test]
fn levels_are_the_three_of_the_list_each_once() {
    for (levels, found) in [
        ("区级", "区级"),
        ("区县级,乡镇级", "区县级,乡镇级"),
        ("区县级、区县级", "区县级"),
        ("市级、", ""),
    ] {
        let fault = Fault::Level { found: found.to_owned() };
        assert_eq!(refused("区县级、乡镇级", levels), (0, fault));
    }
}

#[test]
fn remarks_from_names_the_row_in_which_the_spanning_cell_stands() {
    let pointing = |key: &str| Fault::RemarksFrom { key: key.to_owned() };
    for key in ["unit-split", "account-link", "unit-merger"] {
        let after = format!("remarks_from = \"{key}\"");
        assert_eq!(refused("remarks_from = \"unit-enrolment\"", &after), (0, pointing(key)));
    }
    assert_eq!(refused("remarks = \"备注\"", ""), (23, pointing("unit-enrolment")));
    assert_eq!(refused("remarks = \"备注\"", "remarks = \"\""), (23, pointing("unit-enrolment")));
    let both = "remarks = \"备注\"\nremarks_from = \"unit-enrolment\"";
    assert_eq!(refused("remarks = \"备注\"", both), (1, Fault::RemarksTwice));

    // A cell spans rows that follow each other: a row with a cell of its own ends it.
    let third = GROUP.split_once("[[item]]\nkey = \"unit-split\"").unwrap().1;
    let third = third.replacen("number = 2", "number = 3", 1);
    let third = format!("{GROUP}\n[[item]]\nkey = \"unit-merger\"{third}");
    let catalog = load(&third, PUBLIC_ONLY).unwrap();
    assert_eq!(catalog.get("unit-merger").unwrap().remarks(&catalog), ["备注"]);
    let ended = third.replacen("remarks_from = \"unit-enrolment\"", "", 1);
    let error = load(&ended, PUBLIC_ONLY).unwrap_err();
    assert_eq!((error.line, error.fault), (51, pointing("unit-enrolment")));
}

#[test]
fn citations_are_written_in_one_form_and_each_once() {
    let number = |number: &str| Fault::DocumentNumber { number: number.to_owned() };
    let article = |article: &str| Fault::Article { article: article.to_owned() };
    let twice = |what: &str| Fault::CitedTwice { what: what.to_owned() };
    assert_eq!(refused("主席令第35号", "主席令"), (0, number("主席令")));
    assert_eq!(refused("主席令第35号", "主席令第号"), (0, number("主席令第号")));
    for bad in ["第条", "第8条", "八条", "第八条第一款"] {
        assert_eq!(refused("第八条", bad), (0, article(bad)));
    }
    assert_eq!(refused("\"第八条\"", "\"第八条\", \"第八条\""), (0, twice("第八条")));
    let law = "中华人民共和国社会保险法";
    assert_eq!(refused("社会保险费征缴暂行条例", law), (0, twice(law)));
    assert_eq!(refused(law, "《社会保险法》"), (0, Fault::TitleMarks));
    let error = load(GROUP, &PUBLIC_ONLY.replace("[{", "[] #")).unwrap_err();
    assert_eq!((error.line, error.fault), (8, Fault::NoBasis));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_text_is_taken_or_refused_on_one_of_its_lines(text in "\\PC{0,60}(\n\\PC{0,60}){0,5}") {
        let lines = text.split('\n').count();
        if let Err(error) = Catalog::from_files([("any.toml", &text)]) {
            prop_assert!((1..=lines).contains(&error.line), "{error}");
        }
    }

    #[test]
    fn a_file_with_pieces_cut_out_and_put_in_is_taken_or_refused_on_one_of_its_lines(
        edits in vec((0_usize..1200, 0_usize..40, "[\\[\\]{}=\"'\n\r\t#.,\\\\a1★1、第条号-]{0,6}"), 1..4),
    ) {
        let mut signs: Vec<char> = GROUP.chars().collect();
        for (at, cut, put) in edits {
            let from = at.min(signs.len());
            let to = (from + cut).min(signs.len());
            signs.splice(from..to, put.chars());
        }
        let text: String = signs.into_iter().collect();
        let lines = text.split('\n').count();
        if let Err(error) = Catalog::from_files([("edited.toml", &text)]) {
            prop_assert!((1..=lines).contains(&error.line), "{error}");
        }
    }
}

#[test]
fn nesting_without_end_is_refused_too() {
    for opening in ["[", "{a=", "a.", "[[item.a"] {
        let text = format!("group = {}", opening.repeat(100_000));
        assert!(Catalog::from_files([("deep.toml", text)]).is_err());
    }
}
