//! What goes wrong in a hall, and how it ends well.

use std::time::Duration;

use simulator::{DeviceName, Hand, Length, OtherCard, Shown, Way};

use super::{
    REFUSAL, WELCOME, Walked, ask_for_voucher, goodbye, identify, insert, lift_and_leave,
    open_record, print_take_and_leave, pull_and_leave,
};
use crate::walk::Walk;

pub(super) fn unknown_person(walk: &mut Walk) -> Walked {
    walk.journey("06-unknown-person", "李想在成都参保，区里没有他的记录")?;
    walk.place_card("li-xiang")?;
    walk.see("没有查到您的参保记录")?;
    walk.touch("知道了")?;
    walk.see("请拿走身份证")?;
    walk.hand(Hand::LiftCard)?;
    goodbye(walk)?;
    walk.end_journey(0)
}

pub(super) fn expired_card(walk: &mut Walk) -> Walked {
    walk.journey("07-expired-card", "吴秀兰的身份证过了有效期")?;
    walk.place_card("wu-xiulan")?;
    walk.see("身份证已过有效期")?;
    walk.hand(Hand::LiftCard)?;
    walk.skip(Duration::from_secs(15));
    walk.see(WELCOME)?;
    walk.end_journey(0)
}

pub(super) fn pulled_while_reading(walk: &mut Walk) -> Walked {
    walk.journey("08-pulled-while-reading", "谭桂兰把身份证拿早了，放回去就好")?;
    walk.place_card("tan-guilan")?;
    walk.see("正在读卡")?;
    walk.hand(Hand::LiftCard)?;
    walk.see("身份证没有读完")?;
    identify(walk, "tan-guilan")?;
    lift_and_leave(walk)?;
    walk.end_journey(0)
}

pub(super) fn pulled_in_the_middle(walk: &mut Walk) -> Walked {
    walk.journey("09-pulled-in-the-middle", "欧阳清漪看着看着拿走了身份证，办理就结束")?;
    identify(walk, "ouyang-qingyi")?;
    open_record(walk)?;
    lift_and_leave(walk)?;
    walk.end_journey(1)
}

pub(super) fn paper_out(walk: &mut Walk) -> Walked {
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

pub(super) fn district_away(walk: &mut Walk) -> Walked {
    walk.journey("11-district-away", "网络断了，买买提·吐尔逊照样办；网络恢复后自动报区医保局")?;
    walk.set_network(false)?;
    // The next look at the district finds nobody there.
    walk.skip(Duration::from_secs(31));
    identify(walk, "tursun")?;
    ask_for_voucher(walk)?;
    print_take_and_leave(walk, "没有问题，打印")?;
    walk.set_network(true)?;
    walk.skip(Duration::from_secs(61));
    walk.see("对准扫码窗")?;
    walk.end_journey(1)
}

pub(super) fn more_time(walk: &mut Walk) -> Walked {
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
    walk.see(WELCOME)?;
    walk.end_journey(0)
}

/// What was said to nobody in particular goes.
fn leave(walk: &mut Walk) -> anyhow::Result<()> {
    walk.skip(REFUSAL);
    walk.see(WELCOME)
}

pub(super) fn wrong_codes(walk: &mut Walk) -> Walked {
    walk.journey("24-wrong-codes", "亮出的码不是医保码：本机说清楚这是什么码；凭证上的码当场核对")?;
    let voucher = walk.printed_code()?;
    let doctored = format!("{}{}", &voucher[..voucher.len() - 1], other_digit(&voucher));
    for (text, said) in [
        ("134567890123456789", "这是付款用的码"),
        ("https://jkm.example.com/code/1", "这是健康码，不是医保码"),
        ("https://example.com/coupon", "这个码是一个网址"),
        ("SF1234567890", "本机不认识这个码"),
        (&voucher, "这张参保凭证是本机开的"),
        (&doctored, "这个码和本机的记录不一致"),
    ] {
        walk.hand(Hand::ShowCode(Shown::Text(text.to_owned())))?;
        walk.see(said)?;
        walk.hand(Hand::TakeCodeAway)?;
        leave(walk)?;
    }
    walk.end_journey(0)
}

/// Some hexadecimal digit that the code does not end with.
fn other_digit(code: &str) -> char {
    if code.ends_with('0') { '1' } else { '0' }
}

pub(super) fn wrong_cards(walk: &mut Walk) -> Walked {
    walk.journey("25-wrong-cards", "谭桂兰先插了银行卡，又把社保卡插反了，第三次插对")?;
    walk.hand(Hand::InsertOtherCard { kind: OtherCard::Bank })?;
    walk.see("这是银行卡，不是社保卡")?;
    walk.hand(Hand::PullCard)?;
    walk.hand(Hand::InsertCard { card: "tan-guilan".to_owned(), way: Way::UpsideDown })?;
    walk.see("可能插反了")?;
    walk.hand(Hand::PullCard)?;
    insert(walk, "tan-guilan")?;
    pull_and_leave(walk)?;
    walk.end_journey(0)
}

pub(super) fn forgotten_card(walk: &mut Walk) -> Walked {
    walk.journey("26-forgotten-card", "谭桂兰忘了拔社保卡，本机一直提醒，不说名字")?;
    insert(walk, "tan-guilan")?;
    walk.touch("结束办理")?;
    walk.see("请拔出社保卡")?;
    walk.skip(Duration::from_secs(61));
    walk.see("社保卡插口有一张卡没有拿走")?;
    walk.hand(Hand::PullCard)?;
    walk.see_nothing_to_take()?;
    walk.see(WELCOME)?;
    walk.end_journey(0)
}

pub(super) fn two_people(walk: &mut Walk) -> Walked {
    walk.journey("27-two-people", "周默办到一半，旁边的谭桂兰也插了社保卡")?;
    identify(walk, "zhou-mo")?;
    walk.hand(Hand::InsertCard { card: "tan-guilan".to_owned(), way: Way::Right })?;
    walk.see("这里有两个人的证件")?;
    walk.hand(Hand::PullCard)?;
    walk.see_nothing_to_take()?;
    walk.touch("已拿走，接着办")?;
    walk.see("周*，您好")?;
    lift_and_leave(walk)?;
    walk.end_journey(0)
}

pub(super) fn reader_out_of_use(walk: &mut Walk) -> Walked {
    walk.journey("28-reader-out", "社保卡读卡器的线掉了，别的照用，插好又能用")?;
    walk.hand(Hand::Unplug { device: DeviceName::SocialCard })?;
    walk.see("社保卡读卡器暂停使用，可以用身份证、医保码。")?;
    identify(walk, "zhou-mo")?;
    lift_and_leave(walk)?;
    walk.hand(Hand::Plug { device: DeviceName::SocialCard })?;
    walk.see("芯片朝上插入")?;
    walk.end_journey(0)
}
