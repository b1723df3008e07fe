//! Programs that nobody here wrote, or that know nothing of this code, judge what it says.
//!
//! Where such a program is missing the test says so and passes; with `CI` in the environment it fails.

mod pcscd;
mod programs;

use std::{env, fs, process::Command};

use id_card::CardKind;
use programs::{emupos, judge, python, script};
use serde_json::Value;
use simulator::Hand;
use tests::{Hall, Story, cast, live::LiveHall};

/// A voucher that the kiosk printed.
fn voucher(key: &str) -> Result<tests::Piece, tests::Stuck> {
    let mut hall = Hall::open(80);
    hall.voucher(key)?;
    Ok(hall.pieces()[0].clone())
}

#[test]
fn a_foreign_program_reads_every_card_off_the_simulated_reader() -> anyhow::Result<()> {
    let Some(python) = judge("python3", python()) else { return Ok(()) };
    let hall = LiveHall::open()?;
    let port = hall.folder.path().join("id-card");
    for card in cast::cards() {
        hall.perform(Hand::PlaceCard { card: card.key.clone() });
        let read = Command::new(&python).arg(script("read_card.py")).arg(&port).output()?;
        assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
        let read: Value = serde_json::from_slice(&read.stdout)?;
        // The program knows one layout; the cards of 2017 have another.
        let chip = cast::chip(&card.key);
        if chip.kind() != CardKind::Foreigner2017 {
            assert_eq!(read["number"], chip.number().as_str());
            assert_eq!(read["name"], chip.name().text());
        }
        hall.perform(Hand::LiftCard);
    }
    Ok(())
}

#[test]
fn a_foreign_program_prints_on_the_simulated_printer() -> anyhow::Result<()> {
    let Some(python) = judge("python3", python()) else { return Ok(()) };
    let hall = LiveHall::open()?;
    let port = hall.folder.path().join("receipt-printer");
    let words = "南川医保，参保凭证";
    let printed =
        Command::new(python).arg(script("print_text.py")).arg(port).arg(words).output()?;
    assert!(printed.status.success(), "{}", String::from_utf8_lossy(&printed.stderr));
    let pieces = hall.pieces();
    assert_eq!(pieces.len(), 1);
    assert_eq!(pieces[0].text().matches(words).count(), 2);
    assert!(0 < pieces[0].dots.ink());
    Ok(())
}

#[test]
fn zbar_reads_the_code_on_a_voucher_and_it_is_the_one_printed_beside_it() -> anyhow::Result<()> {
    let program = Command::new("zbarimg").arg("--version").output().ok().map(|_| "zbarimg".into());
    let Some(zbarimg) = judge("zbarimg", program) else { return Ok(()) };
    let piece = voucher("lin-zhiyuan")?;
    let picture = tempfile::Builder::new().suffix(".pgm").tempfile()?;
    fs::write(picture.path(), piece.pgm())?;
    let read = Command::new(zbarimg).args(["--quiet", "--raw"]).arg(picture.path()).output()?;
    let read = String::from_utf8(read.stdout)?;
    let number = piece.number().unwrap_or_default();
    let code = read.trim().strip_prefix(&format!("YBPZ1:{number}:")).map(str::to_owned);
    let code = code.unwrap_or_else(|| panic!("zbar read {read:?}"));
    assert!(piece.text().contains(&code), "{code} does not stand beside the code");
    Ok(())
}

#[test]
fn a_foreign_printer_knows_every_command_of_a_voucher_and_has_its_text() -> anyhow::Result<()> {
    let folder = env!("CARGO_TARGET_TMPDIR");
    let Some(python) = judge("emupos 0.4.0 (PyPI; Python 3.13)", emupos(folder.as_ref())) else {
        return Ok(());
    };
    for key in ["lin-zhiyuan", "zhou-mo", "yang-ting"] {
        let piece = voucher(key)?;
        let sheet = tempfile::NamedTempFile::new()?;
        fs::write(sheet.path(), &piece.bytes)?;
        let read =
            Command::new(&python).arg(script("decode_sheet.py")).arg(sheet.path()).output()?;
        assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
        let read: Value = serde_json::from_slice(&read.stdout)?;
        assert_eq!(read["unknown"], serde_json::json!([]), "{}", read["commands"]);
        let text = read["text"].as_str().unwrap_or_default();
        for words in [
            "基本医疗保险参保凭证",
            &cast::number(key),
            "职工基本医疗保险",
            "重庆市南川区医疗保障局",
            "已办结",
            "编号和校验码可到窗口核验",
        ] {
            assert!(text.contains(words), "{words} is not in {text}");
        }
    }
    Ok(())
}

#[test]
fn nobody_is_skipped_where_everybody_has_to_judge() -> Story {
    // What `judge` promises: a missing program is a failure with `CI` set, and only then.
    let missing = std::panic::catch_unwind(|| judge("a program that is nowhere", None));
    assert_eq!(missing.is_err(), env::var_os("CI").is_some());
    Ok(())
}
