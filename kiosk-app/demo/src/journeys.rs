//! The main journeys, as their citizens walk them.

mod credentials;

use std::{fs, path::Path, time::Duration};

use anyhow::Context;
use simulator::{Hand, Length};

use crate::{
    story::{Journey, Story},
    walk::Walk,
};

type Walked = anyhow::Result<Journey>;
type WalkJourney = fn(&mut Walk) -> Walked;

/// Walks them all; leaves pictures, sheets and `story.json` in `out`.
pub(crate) fn walk_all(out: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(out).with_context(|| format!("cannot make {}", out.display()))?;
    let mut walk = Walk::begin(out)?;
    walk.see("放好即开始")?;
    let usual: [(&str, WalkJourney); 14] = [
        ("query", query),
        ("voucher", voucher),
        ("reissue", reissue),
        ("two schemes", two_schemes),
        ("within Chongqing", within_chongqing),
        ("unknown person", unknown_person),
        ("expired card", expired_card),
        ("card pulled while reading", pulled_while_reading),
        ("card pulled in the middle", pulled_in_the_middle),
        ("paper out", paper_out),
        ("district away", district_away),
        ("rare name", rare_name),
        ("more time", more_time),
        ("guides", guides),
    ];
    let mut story = Story::default();
    for (name, journey) in usual.into_iter().chain(credentials::JOURNEYS) {
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

fn identify(walk: &mut Walk, card: &str) -> anyhow::Result<()> {
    walk.place_card(card)?;
    walk.see("您好")
}

/// Nobody waits for a farewell to go.
const FAREWELL: Duration = Duration::from_secs(6);

fn goodbye(walk: &mut Walk) -> anyhow::Result<()> {
    walk.see("再见")?;
    walk.skip(FAREWELL);
    walk.see("放好即开始")
}

fn lift_and_leave(walk: &mut Walk) -> anyhow::Result<()> {
    walk.hand(Hand::LiftCard)?;
    walk.see("您的信息已从本机清除")?;
    walk.skip(FAREWELL);
    walk.see("放好即开始")
}

fn query(walk: &mut Walk) -> Walked {
    walk.journey("01-query", "林知远查自己的参保信息，打印查询单")?;
    identify(walk, "lin-zhiyuan")?;
    walk.touch("查我的参保信息")?;
    walk.see("第 1 页")?;
    walk.touch("下一页 ›")?;
    walk.see("第 2 页")?;
    walk.touch("下一页 ›")?;
    walk.see("第 3 页")?;
    walk.touch("打印查询单")?;
    walk.see("请取走")?;
    walk.see_sheet(1)?;
    walk.hand(Hand::TakePaper)?;
    walk.see("我的参保信息")?;
    walk.touch("结束办理")?;
    walk.see("请拿走身份证")?;
    walk.hand(Hand::LiftCard)?;
    goodbye(walk)?;
    walk.end_journey(2)
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
    walk.hand(Hand::TakePaper)?;
    walk.see("请拿走身份证")?;
    walk.hand(Hand::LiftCard)?;
    goodbye(walk)
}

fn voucher(walk: &mut Walk) -> Walked {
    walk.journey("02-voucher", "冉光明暂停了参保，要转到外地，打印参保凭证")?;
    identify(walk, "ran-guangming")?;
    ask_for_voucher(walk)?;
    print_and_take(walk, "没有问题，打印")?;
    walk.end_journey(1)
}

fn reissue(walk: &mut Walk) -> Walked {
    walk.journey("03-reissue", "冉光明把凭证弄丢了，补打一张，编号不变")?;
    identify(walk, "ran-guangming")?;
    ask_for_voucher(walk)?;
    print_and_take(walk, "没有问题，补打")?;
    walk.end_journey(1)
}

fn two_schemes(walk: &mut Walk) -> Walked {
    walk.journey("04-two-schemes", "林知远有两种参保，先选一种，再打印凭证")?;
    identify(walk, "lin-zhiyuan")?;
    ask_for_voucher(walk)?;
    walk.see("要开哪一种参保的凭证")?;
    walk.touch("城乡居民基本医疗保险")?;
    print_and_take(walk, "没有问题，打印")?;
    walk.end_journey(1)
}

fn within_chongqing(walk: &mut Walk) -> Walked {
    walk.journey("05-within-chongqing", "周默只是在重庆市内换地方，不用凭证")?;
    identify(walk, "zhou-mo")?;
    walk.touch("打印参保凭证")?;
    walk.see("您要转到哪里参保")?;
    walk.touch("重庆市以内")?;
    walk.see("不用参保凭证")?;
    walk.touch("回到办理事项")?;
    walk.see("您好")?;
    lift_and_leave(walk)?;
    walk.end_journey(0)
}

fn unknown_person(walk: &mut Walk) -> Walked {
    walk.journey("06-unknown-person", "李想在成都参保，区里没有他的记录")?;
    walk.place_card("li-xiang")?;
    walk.see("没有查到您的参保记录")?;
    walk.touch("知道了")?;
    walk.see("请拿走身份证")?;
    walk.hand(Hand::LiftCard)?;
    goodbye(walk)?;
    walk.end_journey(0)
}

fn expired_card(walk: &mut Walk) -> Walked {
    walk.journey("07-expired-card", "吴秀兰的身份证过了有效期")?;
    walk.place_card("wu-xiulan")?;
    walk.see("身份证已过有效期")?;
    walk.hand(Hand::LiftCard)?;
    walk.skip(Duration::from_secs(15));
    walk.see("放好即开始")?;
    walk.end_journey(0)
}

fn pulled_while_reading(walk: &mut Walk) -> Walked {
    walk.journey("08-pulled-while-reading", "谭桂兰把身份证拿早了，放回去就好")?;
    walk.place_card("tan-guilan")?;
    walk.see("正在读卡")?;
    walk.hand(Hand::LiftCard)?;
    walk.see("身份证没有读完")?;
    identify(walk, "tan-guilan")?;
    lift_and_leave(walk)?;
    walk.end_journey(0)
}

fn pulled_in_the_middle(walk: &mut Walk) -> Walked {
    walk.journey("09-pulled-in-the-middle", "欧阳清漪看着看着拿走了身份证，办理就结束")?;
    identify(walk, "ouyang-qingyi")?;
    walk.touch("查我的参保信息")?;
    walk.see("第 1 页")?;
    lift_and_leave(walk)?;
    walk.end_journey(1)
}

fn paper_out(walk: &mut Walk) -> Walked {
    walk.journey("10-paper-out", "陈婉诗的凭证打到一半没有纸了，换好纸接着打，编号不变")?;
    identify(walk, "chen-wanshi")?;
    ask_for_voucher(walk)?;
    walk.see("请核对参保凭证")?;
    walk.hand(Hand::PaperEndsAfter(Length::Mm(60)))?;
    walk.touch("没有问题，打印")?;
    walk.see("打印纸用完了")?;
    walk.touch("呼叫工作人员")?;
    walk.see("正在呼叫工作人员")?;
    walk.hand(Hand::OpenCover)?;
    walk.hand(Hand::RefillPaper)?;
    walk.hand(Hand::CloseCover)?;
    walk.see("请抽走没打完的纸")?;
    walk.see_sheet(1)?;
    walk.hand(Hand::TakePaper)?;
    walk.see("请取走")?;
    walk.see_sheet(2)?;
    walk.hand(Hand::TakePaper)?;
    walk.see("请拿走身份证")?;
    walk.hand(Hand::LiftCard)?;
    goodbye(walk)?;
    walk.end_journey(1)
}

fn district_away(walk: &mut Walk) -> Walked {
    walk.journey("11-district-away", "网络断了，买买提·吐尔逊照样办；网络恢复后自动报区医保局")?;
    walk.set_network(false)?;
    // The next look at the district finds nobody there.
    walk.skip(Duration::from_secs(31));
    identify(walk, "tursun")?;
    ask_for_voucher(walk)?;
    print_and_take(walk, "没有问题，打印")?;
    walk.set_network(true)?;
    walk.skip(Duration::from_secs(61));
    walk.end_journey(1)
}

fn rare_name(walk: &mut Walk) -> Walked {
    walk.journey("12-rare-name", "龙䶮的名字里有生僻字，照样认得、照样打印")?;
    identify(walk, "long-yan")?;
    walk.touch("看全名")?;
    walk.see("龙䶮")?;
    ask_for_voucher(walk)?;
    print_and_take(walk, "没有问题，打印")?;
    walk.end_journey(1)
}

fn more_time(walk: &mut Walk) -> Walked {
    walk.journey("13-more-time", "杨𬱖走开了，本机先问一声，再结束")?;
    identify(walk, "yang-ting")?;
    walk.skip(Duration::from_secs(61));
    walk.see("还需要时间吗")?;
    walk.touch("我还在，继续")?;
    walk.see("您好")?;
    walk.skip(Duration::from_secs(61));
    walk.see("还需要时间吗")?;
    walk.skip(Duration::from_secs(31));
    walk.see("请拿走身份证")?;
    walk.skip(Duration::from_secs(61));
    walk.see("感应区有一张证件没有拿走")?;
    walk.hand(Hand::LiftCard)?;
    walk.see("放好即开始")?;
    walk.end_journey(0)
}

fn guides(walk: &mut Walk) -> Walked {
    walk.journey("14-guides", "不刷卡也能看办事指南，打印一次性告知单")?;
    walk.touch("办事指南")?;
    walk.see("第 1 页")?;
    for page in 2..=4 {
        walk.touch("下一页 ›")?;
        walk.see(&format!("第 {page} 页"))?;
    }
    walk.touch("住院费用报销")?;
    walk.see("要带的东西可以打印带走")?;
    walk.touch("打印一次性告知单")?;
    walk.see("请取走")?;
    walk.see_sheet(1)?;
    walk.hand(Hand::TakePaper)?;
    walk.see("要带的东西可以打印带走")?;
    walk.skip(Duration::from_secs(61));
    walk.see("放好即开始")?;
    walk.end_journey(0)
}
