//! What people come for, where all goes well.

use std::time::Duration;

use simulator::Hand;

use super::{
    WELCOME, Walked, ask_for_voucher, goodbye, identify, lift_and_leave, open_record,
    print_slip_and_end, print_take_and_leave,
};
use crate::walk::Walk;

pub(super) fn query(walk: &mut Walk) -> Walked {
    walk.journey("01-query", "林知远查自己的参保信息，打印查询单")?;
    identify(walk, "lin-zhiyuan")?;
    open_record(walk)?;
    walk.touch("下一页 ›")?;
    walk.see("第 2 页")?;
    walk.touch("下一页 ›")?;
    walk.see("第 3 页")?;
    print_slip_and_end(walk)?;
    walk.see("请拿走身份证")?;
    walk.hand(Hand::LiftCard)?;
    goodbye(walk)?;
    walk.end_journey(2)
}

pub(super) fn voucher(walk: &mut Walk) -> Walked {
    walk.journey("02-voucher", "冉光明暂停了参保，要转到外地，打印参保凭证")?;
    identify(walk, "ran-guangming")?;
    ask_for_voucher(walk)?;
    print_take_and_leave(walk, "没有问题，打印")?;
    walk.end_journey(1)
}

pub(super) fn reissue(walk: &mut Walk) -> Walked {
    walk.journey("03-reissue", "冉光明把凭证弄丢了，补打一张，编号不变")?;
    identify(walk, "ran-guangming")?;
    ask_for_voucher(walk)?;
    print_take_and_leave(walk, "没有问题，补打")?;
    walk.end_journey(1)
}

pub(super) fn two_schemes(walk: &mut Walk) -> Walked {
    walk.journey("04-two-schemes", "林知远有两种参保，先选一种，再打印凭证")?;
    identify(walk, "lin-zhiyuan")?;
    ask_for_voucher(walk)?;
    walk.see("要开哪一种参保的凭证")?;
    walk.touch("城乡居民基本医疗保险")?;
    print_take_and_leave(walk, "没有问题，打印")?;
    walk.end_journey(1)
}

pub(super) fn within_chongqing(walk: &mut Walk) -> Walked {
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

pub(super) fn guides(walk: &mut Walk) -> Walked {
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
    walk.see(WELCOME)?;
    walk.end_journey(0)
}
