//! The catalog against the two documents of the bureau, which `tests/data` holds byte for byte:
//! every cell is compared, and a single changed character is found.

// A helper that finds no value stops its test, as the test itself would.
#![allow(clippy::unwrap_used)]

mod handling_list;
mod public_list;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use catalog::{AtThisKiosk, Catalog, HandlingEntry, PublicEntry, Remarks, ServiceItem};
use public_list::Citation;

/// The keys in the order of the lists. Records bear them: a key once given is never changed.
const KEYS: [&str; 38] = [
    "unit-enrolment",
    "unit-split",
    "unit-merger",
    "unit-transfer",
    "unit-deregistration",
    "employee-enrolment",
    "employee-withdrawal",
    "individual-enrolment",
    "individual-pause",
    "individual-resumption",
    "resident-enrolment",
    "unit-record-change",
    "employee-record-change",
    "resident-record-change",
    "unit-enrolment-query",
    "person-enrolment-query",
    "account-withdrawal",
    "enrolment-voucher",
    "enrolment-transfer",
    "care-filing-retired-settled",
    "care-filing-long-term-resident",
    "care-filing-posted-worker",
    "care-filing-referral",
    "care-filing-temporary",
    "chronic-entitlement",
    "chronic-outpatient-reimbursement",
    "inpatient-reimbursement",
    "prenatal-checkup-payment",
    "childbirth-care-payment",
    "family-planning-payment",
    "maternity-allowance",
    "medical-aid-reimbursement",
    "institution-agreement",
    "pharmacy-agreement",
    "institution-settlement",
    "pharmacy-settlement",
    "complaint",
    "account-link",
];

/// The row from which an entry of the catalog was taken.
fn handling_row(entry: &HandlingEntry) -> handling_list::Row {
    let star = if entry.starred { "★" } else { "" };
    let remarks = match &entry.remarks {
        Remarks::Own(cell) => cell.verbatim(),
        Remarks::From(_) => "",
    };
    handling_list::Row {
        group: entry.group.clone(),
        number: entry.number.to_string(),
        title: format!("{star}{}", entry.title),
        materials: entry.materials.verbatim().to_owned(),
        time_limit: entry.time_limit.as_str().to_owned(),
        steps: entry.steps.join("-"),
        remarks: remarks.to_owned(),
    }
}

fn public_row(entry: &PublicEntry) -> public_list::Row {
    let levels = |levels: &Vec<catalog::Level>| {
        levels.iter().map(|level| level.word()).collect::<Vec<_>>().join("、")
    };
    let citations = entry.legal_basis.iter().cloned().map(|basis| Citation {
        title: basis.title,
        number: basis.number,
        articles: basis.articles,
    });
    public_list::Row {
        number: entry.number.into(),
        title: entry.title.clone(),
        levels: entry.levels.as_ref().map(levels),
        municipal: entry.departments.municipal.clone(),
        district: entry.departments.district.clone(),
        citations: citations.collect(),
    }
}

fn handling_rows(catalog: &Catalog) -> Vec<handling_list::Row> {
    catalog.iter().filter_map(|item| item.handling.as_ref()).map(handling_row).collect()
}

fn public_rows(catalog: &Catalog) -> Vec<public_list::Row> {
    catalog.iter().filter_map(|item| item.public.as_ref()).map(public_row).collect()
}

fn published_rows() -> Vec<public_list::Row> {
    public_list::rows().into_iter().map(|(row, _)| row).collect()
}

fn keys(catalog: &Catalog) -> Vec<&str> {
    catalog.iter().map(|item| item.key.as_str()).collect()
}

fn keys_of(chosen: impl Fn(&ServiceItem) -> bool) -> Vec<&'static str> {
    let items = Catalog::bundled().iter().filter(|item| chosen(item));
    items.map(|item| item.key.as_str()).collect()
}

/// The data files as a clerk finds them, with their names.
fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect()
}

#[test]
fn every_row_of_the_handling_list_stands_in_the_catalog_word_for_word() {
    assert_eq!(handling_list::rows().len(), 36);
    assert_eq!(handling_rows(Catalog::bundled()), handling_list::rows());
}

#[test]
fn every_row_of_the_list_of_public_services_stands_in_the_catalog_word_for_word() {
    assert_eq!(published_rows().len(), 37);
    assert_eq!(public_rows(Catalog::bundled()), published_rows());
}

#[test]
fn no_document_number_of_the_legal_basis_is_passed_over() {
    for (row, basis) in public_list::rows() {
        let cited = |mark| {
            let numbers = row.citations.iter().filter_map(|citation| citation.number.as_ref());
            numbers.filter(|number| number.contains(mark)).count()
        };
        assert_eq!(cited("〔"), basis.matches("〔").count(), "{}", row.title);
        assert_eq!(cited("令第"), basis.matches("令第").count(), "{}", row.title);
    }
}

#[test]
fn entries_of_a_cell_lose_nothing_but_their_numbers_and_line_ends() {
    for item in Catalog::bundled() {
        let Some(entry) = &item.handling else { continue };
        let own = match &entry.remarks {
            Remarks::Own(cell) => Some(cell),
            Remarks::From(_) => None,
        };
        for cell in own.into_iter().chain([&entry.materials]) {
            let mut rest = cell.verbatim().replace('\n', "");
            for (entry, number) in cell.entries().iter().zip(1..) {
                let words = [format!("{number}、"), format!("{number}.")]
                    .iter()
                    .find_map(|mark| rest.strip_prefix(mark))
                    .unwrap_or(&rest)
                    .to_owned();
                rest = words.strip_prefix(entry.as_str()).unwrap().to_owned();
                assert!(!entry.starts_with(|sign: char| sign.is_ascii_digit()), "{entry}");
            }
            assert_eq!(rest, "", "{}", item.key);
        }
    }
}

#[test]
fn the_lists_are_joined_into_38_items() {
    assert_eq!(keys(Catalog::bundled()), KEYS);
    for (item, number) in Catalog::bundled().iter().take(35).zip(1..) {
        let numbers = item.numbers();
        assert_eq!((numbers.handling, numbers.public), (Some(number), Some(number)));
    }
    assert_eq!(keys_of(|item| item.public.is_none()), ["pharmacy-settlement"]);
    assert_eq!(keys_of(|item| item.handling.is_none()), ["complaint", "account-link"]);
}

#[test]
fn a_remark_that_spans_rows_is_shown_on_all_of_them() {
    let points_to = |from: &'static str| {
        keys_of(move |item| {
            let remarks = item.handling.as_ref().map(|entry| &entry.remarks);
            matches!(remarks, Some(Remarks::From(key)) if *key == from)
        })
    };
    assert_eq!(points_to(KEYS[19]), KEYS[20..22]);
    assert_eq!(points_to(KEYS[25]), KEYS[26..27]);
    assert_eq!(points_to(KEYS[27]), KEYS[28..31]);

    let catalog = Catalog::bundled();
    let remarks = |key| catalog.get(key).unwrap().remarks(catalog);
    assert_eq!(remarks(KEYS[21]), remarks(KEYS[19]));
    assert_eq!(remarks(KEYS[30]).len(), 3);
    assert_eq!(remarks("employee-enrolment").len(), 7);
    assert!(remarks("unit-split").is_empty());
    assert!(remarks("complaint").is_empty());
}

#[test]
fn the_kiosk_performs_the_query_and_the_voucher_and_guides_to_the_rest() {
    let does = |what| keys_of(move |item| item.at_this_kiosk == what);
    assert_eq!(does(AtThisKiosk::Perform), ["person-enrolment-query", "enrolment-voucher"]);
    assert!(does(AtThisKiosk::Print).is_empty());
    assert_eq!(does(AtThisKiosk::Guide).len(), 36);
}

#[test]
fn the_bundled_catalog_is_that_of_the_folder() {
    assert_eq!(Catalog::from_files(files()).as_ref(), Ok(Catalog::bundled()));
}

/// Every character of the files in turn becomes another: either the file is refused, or the catalog
/// differs from the documents. Comments alone are free. To save time, a line that was tried in an
/// earlier item is not tried again, and items after the changed one are left out.
#[test]
fn a_single_changed_character_is_found() {
    let handling = handling_list::rows();
    let public = published_rows();
    let mut files = files();
    files.sort();
    let mut tried = BTreeSet::new();
    for at in 0..files.len() {
        let name = files[at].0.clone();
        let text = files[at].1.clone();
        let mut from = 0;
        for line in text.split_inclusive('\n') {
            let (start, end) = (from, from + line.len());
            from = end;
            if line.starts_with('#') || !tried.insert(line.to_owned()) {
                continue;
            }
            let item_end = text[end..].find("\n[[item]]").map_or(text.len(), |after| end + after);
            for (offset, sign) in line.char_indices() {
                let changed = start + offset;
                let other = if sign == '某' { "甲" } else { "某" };
                let rest = &text[changed + sign.len_utf8()..item_end];
                files[at].1 = [&text[..changed], other, rest].concat();
                let same = Catalog::from_files(files[..=at].iter().cloned()).is_ok_and(|it| {
                    handling.starts_with(&handling_rows(&it))
                        && public.starts_with(&public_rows(&it))
                });
                assert!(!same, "{sign} in {line:?} of {name} may be anything");
            }
        }
        files[at].1 = text;
    }
}
