//! Journeys with every credential that a citizen may hold, and with some that are none.

use std::time::Duration;

use simulator::{DeviceName, Hand, OtherCard, Shown, Way};

use super::{WalkJourney, Walked, ask_for_voucher, goodbye, identify, lift_and_leave};
use crate::walk::Walk;

pub(super) const JOURNEYS: [(&str, WalkJourney); 14] = [
    ("third-generation social card", third_generation),
    ("second-generation social card", second_generation),
    ("electronic credential", electronic_credential),
    ("electronic credential without the network", without_the_network),
    ("residence permit", residence_permit),
    ("foreigner's card of 2017", foreigner_2017),
    ("foreigner's card of 2023", foreigner_2023),
    ("a name from Extension B", extension_b),
    ("a name with a private-use code point", private_use),
    ("wrong codes", wrong_codes),
    ("bank card", bank_card),
    ("forgotten card", forgotten_card),
    ("two people", two_people),
    ("a reader out of use", reader_out_of_use),
];

/// Longer than any page of farewell or refusal stays.
const UNTIL_IT_GOES: Duration = Duration::from_secs(50);

fn insert(walk: &Walk, card: &str) -> anyhow::Result<()> {
    walk.hand(Hand::InsertCard { card: card.to_owned(), way: Way::Right })
}

/// The social card comes out, and everybody waits for the welcome page.
fn pull_and_leave(walk: &mut Walk) -> anyhow::Result<()> {
    walk.hand(Hand::PullCard)?;
    walk.see("您的信息已从本机清除")?;
    walk.skip(UNTIL_IT_GOES);
    walk.see("放好即开始")
}

/// What was said to nobody in particular goes.
fn leave(walk: &mut Walk) -> anyhow::Result<()> {
    walk.skip(UNTIL_IT_GOES);
    walk.see("放好即开始")
}

fn third_generation(walk: &mut Walk) -> Walked {
    walk.journey("15-social-card-3", "林知远插第三代社保卡，区里核对后读出姓名，查参保信息")?;
    insert(walk, "lin-zhiyuan")?;
    walk.see("林*远，您好")?;
    walk.touch("查我的参保信息")?;
    walk.see("第 1 页")?;
    pull_and_leave(walk)?;
    walk.end_journey(1)
}

fn second_generation(walk: &mut Walk) -> Walked {
    walk.journey("16-social-card-2", "谭桂兰插第二代社保卡，打印查询单")?;
    insert(walk, "tan-guilan")?;
    walk.see("谭*兰，您好")?;
    walk.touch("查我的参保信息")?;
    walk.see("第 1 页")?;
    while walk.touch("打印查询单").is_err() {
        walk.touch("下一页 ›")?;
        walk.see("我的参保信息")?;
    }
    walk.see("请取走")?;
    walk.see_sheet(1)?;
    walk.hand(Hand::TakePaper)?;
    walk.see("我的参保信息")?;
    walk.touch("结束办理")?;
    walk.see("请拔出社保卡")?;
    walk.hand(Hand::PullCard)?;
    goodbye(walk)?;
    walk.end_journey(2)
}

fn electronic_credential(walk: &mut Walk) -> Walked {
    walk.journey("17-code", "周默亮出医保电子凭证，打印参保凭证，不用拿走什么")?;
    walk.hand(Hand::ShowCode(Shown::Card("zhou-mo".to_owned())))?;
    walk.see("周*，您好")?;
    walk.hand(Hand::TakeCodeAway)?;
    ask_for_voucher(walk)?;
    walk.see("请核对参保凭证")?;
    walk.touch("没有问题，打印")?;
    walk.see("请取走")?;
    walk.see_sheet(1)?;
    walk.hand(Hand::TakePaper)?;
    walk.see("都办好了")?;
    leave(walk)?;
    walk.end_journey(1)
}

fn without_the_network(walk: &mut Walk) -> Walked {
    walk.journey("18-code-offline", "网络断了，医保码扫不了，周默改用身份证")?;
    walk.set_network(false)?;
    walk.skip(Duration::from_secs(31));
    walk.see("网络不通")?;
    walk.hand(Hand::ShowCode(Shown::Card("zhou-mo".to_owned())))?;
    walk.see("现在扫不了医保码")?;
    walk.hand(Hand::TakeCodeAway)?;
    identify(walk, "zhou-mo")?;
    lift_and_leave(walk)?;
    walk.set_network(true)?;
    walk.skip(Duration::from_secs(61));
    walk.see("对准扫码窗")?;
    walk.end_journey(0)
}

fn residence_permit(walk: &mut Walk) -> Walked {
    walk.journey("19-residence-permit", "何思哲放港澳台居民居住证")?;
    shows_their_record(walk, "he-sizhe", "何思哲")?;
    walk.end_journey(1)
}

fn foreigner_2017(walk: &mut Walk) -> Walked {
    walk.journey("20-foreigner-2017", "阿依莎放 2017 版外国人永久居留身份证")?;
    shows_their_record(walk, "ayesha-2017", "阿依莎")?;
    walk.end_journey(1)
}

fn foreigner_2023(walk: &mut Walk) -> Walked {
    walk.journey("21-foreigner-2023", "阿依莎换了 2023 版的证，按原来的号码找到同一份参保")?;
    shows_their_record(walk, "ayesha-2023", "阿依莎")?;
    walk.end_journey(1)
}

fn extension_b(walk: &mut Walk) -> Walked {
    walk.journey("22-extension-b", "赵𤋮的名字在扩展 B 区，照样显示、照样打印")?;
    prints_with_the_name(walk, "zhao-xi", "赵𤋮")?;
    walk.end_journey(1)
}

fn private_use(walk: &mut Walk) -> Walked {
    walk.journey("23-private-use", "任䜣的芯片里是旧编码，认得出是同一个字")?;
    prints_with_the_name(walk, "ren-xin", "任䜣")?;
    walk.end_journey(1)
}

fn shows_their_record(walk: &mut Walk, card: &str, name: &str) -> anyhow::Result<()> {
    identify(walk, card)?;
    walk.touch("看全名")?;
    walk.see(name)?;
    walk.touch("查我的参保信息")?;
    walk.see("第 1 页")?;
    lift_and_leave(walk)
}

fn prints_with_the_name(walk: &mut Walk, card: &str, name: &str) -> anyhow::Result<()> {
    identify(walk, card)?;
    walk.touch("看全名")?;
    walk.see(name)?;
    ask_for_voucher(walk)?;
    super::print_and_take(walk, "没有问题，打印")
}

fn wrong_codes(walk: &mut Walk) -> Walked {
    walk.journey("24-wrong-codes", "付款码、健康码、网址、快递单号：本机说清楚这是什么码")?;
    for (text, said) in [
        ("134567890123456789", "这是付款用的码"),
        ("https://jkm.example.com/code/1", "这是健康码，不是医保码"),
        ("https://example.com/coupon", "这个码是一个网址"),
        ("SF1234567890", "本机不认识这个码"),
    ] {
        walk.hand(Hand::ShowCode(Shown::Text(text.to_owned())))?;
        walk.see(said)?;
        walk.hand(Hand::TakeCodeAway)?;
        leave(walk)?;
    }
    walk.end_journey(0)
}

fn bank_card(walk: &mut Walk) -> Walked {
    walk.journey("25-bank-card", "插进来的是银行卡，又把社保卡插反了")?;
    walk.hand(Hand::InsertOtherCard { kind: OtherCard::Bank })?;
    walk.see("这是银行卡，不是社保卡")?;
    walk.hand(Hand::PullCard)?;
    leave(walk)?;
    walk.hand(Hand::InsertCard { card: "tan-guilan".to_owned(), way: Way::UpsideDown })?;
    walk.see("可能插反了")?;
    walk.hand(Hand::PullCard)?;
    leave(walk)?;
    walk.end_journey(0)
}

fn forgotten_card(walk: &mut Walk) -> Walked {
    walk.journey("26-forgotten-card", "谭桂兰忘了拔社保卡，本机一直提醒，不说名字")?;
    insert(walk, "tan-guilan")?;
    walk.see("谭*兰，您好")?;
    walk.touch("结束办理")?;
    walk.see("请拔出社保卡")?;
    walk.skip(UNTIL_IT_GOES);
    walk.see("社保卡插口有一张卡没有拿走")?;
    walk.hand(Hand::PullCard)?;
    walk.see("芯片朝上插入")?;
    walk.end_journey(0)
}

fn two_people(walk: &mut Walk) -> Walked {
    walk.journey("27-two-people", "林知远办到一半，旁边的人也放上了身份证")?;
    insert(walk, "lin-zhiyuan")?;
    walk.see("林*远，您好")?;
    walk.place_card("zhou-mo")?;
    walk.see("这里有两个人的证件")?;
    walk.hand(Hand::LiftCard)?;
    walk.touch("已拿走，接着办")?;
    walk.see("林*远，您好")?;
    pull_and_leave(walk)?;
    walk.end_journey(0)
}

fn reader_out_of_use(walk: &mut Walk) -> Walked {
    walk.journey("28-reader-out", "社保卡读卡器的线掉了，别的照用，插好又能用")?;
    walk.hand(Hand::Unplug { device: DeviceName::SocialCard })?;
    walk.see("社保卡读卡器暂停使用，可以用身份证、医保码。")?;
    identify(walk, "zhou-mo")?;
    lift_and_leave(walk)?;
    walk.hand(Hand::Plug { device: DeviceName::SocialCard })?;
    walk.see("芯片朝上插入")?;
    walk.end_journey(0)
}
