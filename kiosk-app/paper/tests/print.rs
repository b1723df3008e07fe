//! What the printer makes of a document: the same dots as the picture, in few bytes, and legible
//! to programs that nobody here wrote.

#![allow(clippy::unwrap_used)] // What helps a test is a test.

mod common;

use common::{
    any::{block, recipe},
    judge::ask,
};
use faces::Faces;
use kiosk_core::document::{Block, Document};
use kiosk_paper::{
    layout::{ABOVE_ALL, PRINTABLE_DOTS},
    picture, print,
};
use link::{Machine, Step, Uptime};
use proptest::prelude::*;
use receipt_printer::{
    Profile,
    sim::{Event, Printer, Sheet},
    wire::RomClass,
};

fn faces() -> Faces {
    Faces::shipped().unwrap()
}

fn with_rom(rom: RomClass) -> Profile {
    Profile { rom, ..Profile::generic_80mm() }
}

/// The bytes of a document's job, and of the cut.
fn bytes(document: &Document, profile: &Profile) -> Vec<u8> {
    let printed = print(document, profile, &faces()).unwrap();
    let mut bytes: Vec<u8> =
        printed.job.commands().iter().flat_map(|command| command.bytes()).collect();
    bytes.extend(profile.cut.bytes());
    bytes
}

/// The sheet that a printer cuts off.
fn come_out(document: &Document, profile: &Profile) -> Sheet {
    let mut printer = Printer::new(profile.clone(), faces());
    let mut now = Uptime::ZERO;
    let mut cut = None;
    for chunk in bytes(document, profile).chunks(profile.chunk) {
        printer.received(now, chunk);
        loop {
            match printer.poll(now) {
                Step::Happened(Event::SheetCut(sheet)) => cut = Some(sheet),
                Step::WaitUntil(Some(at)) => now = at,
                Step::WaitUntil(None) => break,
                Step::Happened(_) | Step::Send(_) => {}
            }
        }
    }
    cut.expect("the printer cuts the sheet off")
}

/// All sheets, and names of all kinds.
fn documents() -> Vec<Document> {
    let names = ["林知远", "买买提·吐尔逊", "杨𬱖", "龙䶮", "Abdurahmanjan Muhammad-Tursuni"];
    let mut documents: Vec<Document> = names.into_iter().map(common::voucher).collect();
    documents.extend([common::inquiry(), common::notice(), common::rare_titles()]);
    documents
}

/// Where picture and sheet differ, if they do.
fn difference(document: &Document, profile: &Profile) -> Option<(usize, usize)> {
    let shown = picture(document, &faces()).unwrap();
    let sheet = come_out(document, profile).dots;
    // Of the paper between head and cutter, which the sheet begins with, 4 mm are shown.
    let hidden = profile.head_to_cutter - ABOVE_ALL;
    assert_eq!((sheet.width(), sheet.height()), (shown.width, hidden + shown.height));
    let black = |x, y: usize| {
        let row = y.checked_sub(hidden);
        row.is_some_and(|row| shown.grey[row * shown.width + x] == 0)
    };
    let places = (0..sheet.height()).flat_map(|y| (0..sheet.width()).map(move |x| (x, y)));
    places.into_iter().find(|(x, y)| sheet.is_black(*x, *y) != black(*x, *y))
}

#[test]
fn what_is_printed_is_what_was_shown_dot_for_dot() {
    for rom in [RomClass::Gb2312, RomClass::Gb18030TwoByte] {
        for document in documents() {
            assert_eq!(difference(&document, &with_rom(rom)), None, "{}, {rom:?}", document.name);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn a_sheet_of_anything_is_printed_as_it_was_shown(
        recipes in prop::collection::vec(recipe(), 1..5)
    ) {
        let document = common::sheet(recipes.iter().map(|recipe| block(recipe).0).collect());
        prop_assert_eq!(difference(&document, &Profile::generic_80mm()), None);
    }
}

#[test]
fn a_voucher_is_a_small_part_of_its_raster() {
    let profile = Profile::generic_80mm();
    for name in ["林知远", "买买提·吐尔逊", "杨𬱖"] {
        let voucher = common::voucher(name);
        let raster = PRINTABLE_DOTS / 8 * picture(&voucher, &faces()).unwrap().height;
        let bytes = bytes(&voucher, &profile).len();
        assert!(bytes <= 1100 && bytes * 15 <= raster, "{bytes} of {raster} bytes");
    }
}

#[test]
fn a_phone_reads_the_code_of_a_printed_voucher() {
    let sheet = come_out(&common::voucher("林知远"), &Profile::generic_80mm());
    let arguments = ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", "-"];
    let Some(read) = ask("zbar-tools", "zbarimg", &arguments, &sheet.png()) else { return };
    assert_eq!(read.trim_end(), common::VOUCHER_CODE);
}

#[test]
fn a_foreign_decoder_finds_the_texts_of_a_voucher_in_its_bytes() {
    let script = "import sys; sys.stdout.buffer.write(\
        sys.stdin.buffer.read().decode('gb18030', 'replace').encode())";
    let bytes = bytes(&common::voucher("龙䶮"), &Profile::generic_80mm());
    let Some(text) = ask("python3", "python3", &["-c", script], &bytes) else { return };
    for wanted in [
        "基本医疗保险参保凭证",
        "编号 500119-07-20261124-00031-6",
        "龙䶮",
        "身份证号",
        "500119196109271236",
        "2021年03月—2026年11月",
        "1,286.40 元",
        "经办机构：重庆市南川区医疗保障局",
        "保地后 3 个月内，请到新参保地办理登记（《基本医",
    ] {
        assert!(text.contains(wanted), "{wanted}");
    }
}

#[test]
fn a_character_that_no_face_holds_is_reported_and_shows_as_the_mark_for_it() {
    let profile = Profile::generic_80mm();
    let sound = print(&common::voucher("龙䶮"), &profile, &faces()).unwrap();
    assert_eq!(sound.missing, []);
    let printed = print(&common::voucher("龙\u{E863}"), &profile, &faces()).unwrap();
    assert_eq!(printed.missing, ['\u{E863}']);
    let mut marked = common::voucher("龙〓");
    let note = "〓 处是本机打印不出的生僻字，以证件号码为准。";
    marked.blocks.push(Block::Text(note.to_owned()));
    assert!(printed.job == print(&marked, &profile, &faces()).unwrap().job);
}
