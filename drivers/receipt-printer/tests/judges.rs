//! What a reader not written here finds on a sheet.

mod hall;

use std::{env, io::ErrorKind, process::Command};

use hall::{Hall, sheets};
use receipt_printer::{
    Event, Profile,
    wire::{Align, QrLevel, RomClass},
};

/// What `zbarimg` (Debian package zbar-tools) reads on a picture, a line a code; `None` where it is
/// not installed, which is a failure only in CI.
fn codes_on(png: &[u8]) -> Option<Vec<String>> {
    let file = tempfile::Builder::new().suffix(".png").tempfile().expect("a temporary file");
    std::fs::write(file.path(), png).expect("room for a picture");
    match Command::new("zbarimg").args(["--quiet"]).arg(file.path()).output() {
        Ok(output) => {
            Some(String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect())
        }
        Err(error) if error.kind() == ErrorKind::NotFound && env::var_os("CI").is_none() => {
            eprintln!("not judged: install zbar-tools to have the codes read");
            None
        }
        Err(error) => panic!("zbarimg cannot be run: {error}; install zbar-tools"),
    }
}

#[test]
fn a_phone_reads_the_codes_of_a_printed_sheet() {
    for (module_dots, level) in [(4, QrLevel::L), (6, QrLevel::M), (8, QrLevel::Q), (3, QrLevel::H)]
    {
        let mut hall = Hall::open();
        let mut sheet = hall.composer();
        sheet.align(Align::Centre).size(2, 2).line("参保凭证").size(1, 1);
        sheet.qr("HTTPS://E.CN/A1?n=PZ20260715000123&s=7f3a", module_dots, level);
        sheet.line("请扫码核验").feed(30).code128("PZ20260715160401", 80, 2);
        let job = sheet.finish().unwrap();
        let job = hall.order(job);
        let reports = hall.wait_for(|event| *event == Event::Presented { job });
        let Some(mut codes) = codes_on(&sheets(&reports)[0].png()) else { return };
        codes.sort();
        assert_eq!(
            codes,
            ["CODE-128:PZ20260715160401", "QR-Code:HTTPS://E.CN/A1?n=PZ20260715000123&s=7f3a"]
        );
    }
}

#[test]
fn the_same_text_looks_the_same_from_every_rom() {
    let print = |rom| {
        let mut hall = Hall::with(Profile { rom, ..Profile::generic_80mm() });
        let mut sheet = hall.composer();
        sheet.line("姓名：张堃、龙䶮、张㛃洁、杨𬱖").bold(true).line("职工基本医疗保险 ￥1,286.40");
        sheet.bold(false).size(2, 2).line("龙䶮A1").at(96).size(1, 1).line("梧桐路18号");
        let job = sheet.finish().unwrap();
        let job = hall.order(job);
        let reports = hall.wait_for(|event| *event == Event::Presented { job });
        sheets(&reports).remove(0)
    };
    let all = print(RomClass::Gb18030ExtA);
    for rom in [RomClass::Gb2312, RomClass::Gbk, RomClass::Gb18030TwoByte] {
        let sheet = print(rom);
        assert_eq!(sheet.dots, all.dots, "{rom:?}");
        assert!(all.bytes.len() < sheet.bytes.len(), "{rom:?} draws what it lacks");
    }
}

#[test]
fn a_code_that_the_rom_lacks_prints_as_garbage() {
    let richer = Profile { rom: RomClass::Gb18030ExtA, ..Profile::generic_80mm() };
    let print = |composed_for: &Profile| {
        let mut hall = Hall::open();
        let faces = faces::Faces::shipped().unwrap();
        let mut sheet = receipt_printer::job::Composer::new(composed_for, &faces);
        sheet.line("张㛃洁");
        let job = sheet.finish().unwrap();
        let job = hall.order(job);
        let reports = hall.wait_for(|event| *event == Event::Presented { job });
        sheets(&reports).remove(0)
    };
    assert_ne!(print(&richer).dots, print(&Profile::generic_80mm()).dots);
}
