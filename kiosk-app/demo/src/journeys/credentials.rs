//! Everything by which people say who they are, and names that few fonts can write.

use std::time::Duration;

use simulator::{Hand, Shown};

use super::{
    Walked, ask_for_voucher, goodbye, identify, insert, lift_and_leave, open_record,
    print_and_take, print_slip_and_end, print_take_and_leave, pull_and_leave,
};
use crate::walk::Walk;

pub(super) fn rare_name(walk: &mut Walk) -> Walked {
    walk.journey("12-rare-name", "龙䶮的名字里有生僻字，照样认得、照样打印")?;
    prints_with_the_name(walk, "long-yan", "龙䶮")?;
    walk.end_journey(1)
}

pub(super) fn third_generation(walk: &mut Walk) -> Walked {
    walk.journey("15-social-card-3", "林知远插第三代社保卡，区里核对后读出姓名，查参保信息")?;
    insert(walk, "lin-zhiyuan")?;
    walk.see("林*远")?;
    open_record(walk)?;
    pull_and_leave(walk)?;
    walk.end_journey(1)
}

pub(super) fn second_generation(walk: &mut Walk) -> Walked {
    walk.journey("16-social-card-2", "谭桂兰插第二代社保卡，打印查询单")?;
    insert(walk, "tan-guilan")?;
    walk.see("谭*兰")?;
    open_record(walk)?;
    print_slip_and_end(walk)?;
    walk.see("请拔出社保卡")?;
    walk.hand(Hand::PullCard)?;
    goodbye(walk)?;
    walk.end_journey(2)
}

fn show_code(walk: &Walk, card: &str) -> anyhow::Result<()> {
    walk.hand(Hand::ShowCode(Shown::Card(card.to_owned())))
}

pub(super) fn electronic_credential(walk: &mut Walk) -> Walked {
    walk.journey("17-code", "周默亮出医保电子凭证，打印参保凭证，再查参保信息，没有证件要拿走")?;
    show_code(walk, "zhou-mo")?;
    walk.see("周*，您好")?;
    walk.hand(Hand::TakeCodeAway)?;
    ask_for_voucher(walk)?;
    print_and_take(walk, "没有问题，打印")?;
    walk.see("都办好了")?;
    walk.touch("还要办别的事")?;
    walk.see("周*，您好")?;
    open_record(walk)?;
    walk.touch("结束办理")?;
    goodbye(walk)?;
    walk.end_journey(2)
}

pub(super) fn without_the_network(walk: &mut Walk) -> Walked {
    walk.journey("18-code-offline", "网络断了，医保码扫不了，周默改用身份证查参保信息")?;
    walk.set_network(false)?;
    // The next look at the district finds nobody there.
    walk.skip(Duration::from_secs(31));
    walk.see("网络不通")?;
    show_code(walk, "zhou-mo")?;
    walk.see("现在扫不了医保码")?;
    walk.hand(Hand::TakeCodeAway)?;
    identify(walk, "zhou-mo")?;
    open_record(walk)?;
    lift_and_leave(walk)?;
    walk.set_network(true)?;
    walk.skip(Duration::from_secs(61));
    walk.see("对准扫码窗")?;
    walk.end_journey(1)
}

pub(super) fn residence_permit(walk: &mut Walk) -> Walked {
    walk.journey("19-residence-permit", "何思哲放港澳台居民居住证，查参保信息")?;
    shows_their_record(walk, "he-sizhe", "何思哲", "请拿走居住证")?;
    walk.end_journey(1)
}

pub(super) fn foreigner_2017(walk: &mut Walk) -> Walked {
    walk.journey(
        "20-foreigner-2017",
        "阿依莎放 2017 版外国人永久居留身份证：证上只有外文名，能查参保，凭证要到窗口办",
    )?;
    shows_their_record(walk, "ayesha-2017", "阿依莎", "请拿走永久居留身份证")?;
    walk.end_journey(1)
}

pub(super) fn foreigner_2023(walk: &mut Walk) -> Walked {
    walk.journey("21-foreigner-2023", "阿依莎换了 2023 版的证，按原来的号码找到同一份参保")?;
    shows_their_record(walk, "ayesha-2023", "阿依莎", "请拿走永久居留身份证")?;
    walk.end_journey(1)
}

pub(super) fn extension_b(walk: &mut Walk) -> Walked {
    walk.journey("22-extension-b", "赵𤋮的名字在扩展 B 区，照样显示、照样打印")?;
    prints_with_the_name(walk, "zhao-xi", "赵𤋮")?;
    walk.end_journey(1)
}

pub(super) fn private_use(walk: &mut Walk) -> Walked {
    walk.journey("23-private-use", "任䜣的芯片里是旧编码，认得出是同一个字")?;
    prints_with_the_name(walk, "ren-xin", "任䜣")?;
    walk.end_journey(1)
}

fn shows_their_record(
    walk: &mut Walk,
    card: &str,
    name: &str,
    farewell: &str,
) -> anyhow::Result<()> {
    identify(walk, card)?;
    walk.touch("看全名")?;
    walk.see(name)?;
    open_record(walk)?;
    walk.touch("结束办理")?;
    walk.see(farewell)?;
    walk.hand(Hand::LiftCard)?;
    goodbye(walk)
}

fn prints_with_the_name(walk: &mut Walk, card: &str, name: &str) -> anyhow::Result<()> {
    identify(walk, card)?;
    walk.touch("看全名")?;
    walk.see(name)?;
    ask_for_voucher(walk)?;
    print_take_and_leave(walk, "没有问题，打印")
}
