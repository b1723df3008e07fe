//! A real pcscd, with the driver that Debian ships for a GemPC Twin, and the kiosk read the same card.

use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{Mutex, MutexGuard, PoisonError},
};

use district_api::IdentityMeans;
use kiosk_core::mask;
use serde_json::Value;
use simulator::{Hand, Way};
use tests::{
    cast,
    hall::PEOPLE,
    live::{LiveHall, LiveKiosk, Screen},
};

use crate::programs::{judge, script};

/// Runs pcscd for as long as its standard input is open; the crate of the reader has it.
const PCSCD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../drivers/social-card/judges/pcscd.sh");

/// pcscd's socket has one place on a machine.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// pcscd, and its place, where nobody else runs one.
fn pcscd() -> Option<(PathBuf, MutexGuard<'static, ()>)> {
    let place = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let is_there = Command::new(PCSCD).arg("check").output().is_ok_and(|it| it.status.success());
    let program = is_there.then(|| PCSCD.into());
    Some((judge("pcscd, with opensc-tool and the rights of root", program)?, place))
}

/// A pcscd at work. It ends when this is dropped.
struct Pcscd(Child);

impl Pcscd {
    fn start(program: &Path, arguments: &[&Path]) -> anyhow::Result<Self> {
        let mut pcscd = Self(
            Command::new(program)
                .args(arguments)
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .spawn()?,
        );
        let mut said = String::new();
        let output = pcscd.0.stdout.take();
        BufReader::new(output.expect("it is a pipe")).read_line(&mut said)?;
        anyhow::ensure!(said == "ready\n", "pcscd did not come up");
        Ok(pcscd)
    }
}

impl Drop for Pcscd {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        let _ = self.0.wait(); // What it ends with is of no interest.
    }
}

fn insert(hall: &LiveHall, key: &str) {
    hall.perform(Hand::InsertCard { card: key.to_owned(), way: Way::default() });
}

fn waits(kiosk: &LiveKiosk) -> Result<(), tests::Stuck> {
    let welcomes = |screen: &Screen| screen.title.starts_with("请放身份证、插社保卡");
    kiosk.wait_until("the welcome page", welcomes, || {})
}

/// The screen greets somebody, masked at first.
fn greets(kiosk: &mut LiveKiosk, name: &str) -> anyhow::Result<()> {
    let masked = format!("{}，您好", mask::name(name));
    kiosk.wait_until(&masked, |screen| screen.title == masked, || {})?;
    kiosk.touch("看全名")?;
    let whole = format!("{name}，您好");
    kiosk.wait_until(&whole, |screen| screen.title == whole, || {})?;
    Ok(())
}

#[test]
fn pcscd_reads_off_the_card_whom_the_kiosk_greets() -> anyhow::Result<()> {
    let Some((pcscd, _place)) = pcscd() else { return Ok(()) };
    let hall = LiveHall::open()?;
    let keys = ["tan-guilan", "long-yan", "zhang-zimo"];
    let mut people = Vec::new();
    for key in keys {
        insert(&hall, key);
        let (port, log) = (hall.folder.path().join("social-card"), tempfile::tempdir()?);
        let _pcscd = Pcscd::start(&pcscd, &[Path::new("twin"), &port, log.path()])?;
        let read = Command::new("python3").arg(script("read_social_card.py")).output()?;
        let why = String::from_utf8_lossy(&read.stderr);
        anyhow::ensure!(read.status.success(), "{key}: {why}");
        people.push(serde_json::from_slice::<Value>(&read.stdout)?);
        hall.perform(Hand::PullCard);
    }
    let mut kiosk = hall.start(Path::new(env!("CARGO_BIN_EXE_live-kiosk")))?;
    waits(&kiosk)?;
    for (key, read) in keys.into_iter().zip(people) {
        let (name, number) = (read["name"].as_str(), read["number"].as_str());
        insert(&hall, key);
        greets(&mut kiosk, name.unwrap_or_default())?;
        // Looking at one's record is a case, and the district knows whose it is.
        kiosk.touch("查我的参保信息")?;
        let case_of = |number: Option<&str>| {
            let person = district::seed::people(cast::SEED)
                .take(PEOPLE)
                .find(|person| Some(person.id_number.as_str()) == number);
            let filed = hall.filed().unwrap_or_default();
            filed
                .into_iter()
                .find(|(case, _)| person.as_ref().is_some_and(|it| it.id == case.person))
        };
        kiosk.wait_until("the case", |_| case_of(number).is_some(), || {})?;
        let means = case_of(number).map(|(case, _)| case.identity_means);
        assert_eq!(means, Some(IdentityMeans::SocialSecurityCard), "{key}");
        hall.perform(Hand::PullCard);
        waits(&kiosk)?;
    }
    Ok(())
}

#[cfg(feature = "pcsc")]
#[test]
fn the_kiosk_reads_a_card_through_pcscd_from_a_reader_that_is_not_ours() -> anyhow::Result<()> {
    let Some((pcscd, _place)) = pcscd() else { return Ok(()) };
    let hall = LiveHall::open()?;
    let log = tempfile::tempdir()?;
    let _pcscd = Pcscd::start(&pcscd, &[Path::new("vpcd"), log.path()])?;
    let program = Path::new(env!("CARGO_BIN_EXE_live-kiosk"));
    let mut kiosk = hall.start_on_pcscd(program, "Virtual PCD")?;
    greets(&mut kiosk, "欧阳清漪")?;
    Ok(())
}

#[cfg(feature = "pcsc")]
#[test]
fn the_kiosk_reads_our_own_reader_through_pcscd_as_well_and_the_district_vouches()
-> anyhow::Result<()> {
    let Some((pcscd, _place)) = pcscd() else { return Ok(()) };
    let hall = LiveHall::open()?;
    let (port, log) = (hall.folder.path().join("social-card"), tempfile::tempdir()?);
    insert(&hall, "lin-zhiyuan");
    let _pcscd = Pcscd::start(&pcscd, &[Path::new("twin"), &port, log.path()])?;
    let program = Path::new(env!("CARGO_BIN_EXE_live-kiosk"));
    let mut kiosk = hall.start_on_pcscd(program, "SSC reader")?;
    greets(&mut kiosk, "林知远")?;
    hall.perform(Hand::PullCard);
    Ok(waits(&kiosk)?)
}
