//! The main journeys, as their citizens walk them.

mod credentials;
mod mishaps;
mod services;

use std::{fs, path::Path, time::Duration};

use anyhow::Context;
use simulator::{Hand, Way};

use crate::{
    story::{Journey, Story},
    walk::Walk,
};

type Walked = anyhow::Result<Journey>;
type WalkJourney = fn(&mut Walk) -> Walked;

/// In the order of their folders' numbers. A later one may build on what an earlier one left in
/// the town's books.
const JOURNEYS: [(&str, WalkJourney); 28] = [
    ("query", services::query),
    ("voucher", services::voucher),
    ("reissue", services::reissue),
    ("two schemes", services::two_schemes),
    ("within Chongqing", services::within_chongqing),
    ("unknown person", mishaps::unknown_person),
    ("expired card", mishaps::expired_card),
    ("card pulled while reading", mishaps::pulled_while_reading),
    ("card pulled in the middle", mishaps::pulled_in_the_middle),
    ("paper out", mishaps::paper_out),
    ("district away", mishaps::district_away),
    ("rare name", credentials::rare_name),
    ("more time", mishaps::more_time),
    ("guides", services::guides),
    ("third-generation social card", credentials::third_generation),
    ("second-generation social card", credentials::second_generation),
    ("electronic credential", credentials::electronic_credential),
    ("electronic credential without the network", credentials::without_the_network),
    ("residence permit", credentials::residence_permit),
    ("foreigner's card of 2017", credentials::foreigner_2017),
    ("foreigner's card of 2023", credentials::foreigner_2023),
    ("a name from Extension B", credentials::extension_b),
    ("a name with a private-use code point", credentials::private_use),
    ("wrong codes", mishaps::wrong_codes),
    ("wrong cards", mishaps::wrong_cards),
    ("forgotten card", mishaps::forgotten_card),
    ("two people", mishaps::two_people),
    ("a reader out of use", mishaps::reader_out_of_use),
];

/// Walks them all; leaves pictures, sheets and `story.json` in `out`.
pub(crate) fn walk_all(out: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(out).with_context(|| format!("cannot make {}", out.display()))?;
    let mut walk = Walk::begin(out)?;
    walk.see(WELCOME)?;
    let mut story = Story::default();
    for (name, journey) in JOURNEYS {
        let walked = journey(&mut walk).with_context(|| format!("on the journey: {name}"))?;
        println!(
            "{}  {}  {} 页  {} 张纸  区里 {} 件",
            walked.folder,
            walked.title,
            walked.screens.len(),
            walked.sheets.len(),
            walked.district.len()
        );
        story.journeys.push(walked);
    }
    let text = serde_json::to_string_pretty(&story)?;
    fs::write(out.join("story.json"), text).context("cannot write story.json")?;
    println!("图片和纸张在 {}", out.display());
    Ok(())
}

/// What the welcome page says, whichever readers are in use.
const WELCOME: &str = "放好即开始";

/// Nobody waits for a farewell to go.
const FAREWELL: Duration = Duration::from_secs(6);

/// Longer than what is said to nobody in particular stays.
const REFUSAL: Duration = Duration::from_secs(50);

fn identify(walk: &mut Walk, card: &str) -> anyhow::Result<()> {
    walk.place_card(card)?;
    walk.see("您好")
}

fn insert(walk: &mut Walk, card: &str) -> anyhow::Result<()> {
    walk.hand(Hand::InsertCard { card: card.to_owned(), way: Way::Right })?;
    walk.see("您好")
}

fn goodbye(walk: &mut Walk) -> anyhow::Result<()> {
    walk.see("再见")?;
    walk.skip(FAREWELL);
    walk.see(WELCOME)
}

fn lift_and_leave(walk: &mut Walk) -> anyhow::Result<()> {
    take_and_leave(walk, Hand::LiftCard)
}

fn pull_and_leave(walk: &mut Walk) -> anyhow::Result<()> {
    take_and_leave(walk, Hand::PullCard)
}

fn take_and_leave(walk: &mut Walk, take: Hand) -> anyhow::Result<()> {
    walk.hand(take)?;
    walk.see("您的信息已从本机清除")?;
    walk.skip(FAREWELL);
    walk.see(WELCOME)
}

/// Opens one's own record at its first page.
fn open_record(walk: &mut Walk) -> anyhow::Result<()> {
    walk.touch("查我的参保信息")?;
    walk.see("第 1 页")
}

/// Prints the slip from the record, takes it and ends the visit.
fn print_slip_and_end(walk: &mut Walk) -> anyhow::Result<()> {
    walk.touch("打印查询单")?;
    walk.see("请取走")?;
    walk.see_sheet(1)?;
    walk.hand(Hand::TakePaper)?;
    walk.see("我的参保信息")?;
    walk.touch("结束办理")
}

fn ask_for_voucher(walk: &mut Walk) -> anyhow::Result<()> {
    walk.touch("打印参保凭证")?;
    walk.see("您要转到哪里参保")?;
    walk.touch("重庆市以外")
}

fn print_and_take(walk: &mut Walk, confirm: &str) -> anyhow::Result<()> {
    walk.see("请核对参保凭证")?;
    walk.touch(confirm)?;
    walk.see("请取走")?;
    walk.see_sheet(1)?;
    walk.hand(Hand::TakePaper)
}

/// Prints a voucher for somebody who came with an identity card, and sees them off.
fn print_take_and_leave(walk: &mut Walk, confirm: &str) -> anyhow::Result<()> {
    print_and_take(walk, confirm)?;
    walk.see("请拿走身份证")?;
    walk.hand(Hand::LiftCard)?;
    goodbye(walk)
}
