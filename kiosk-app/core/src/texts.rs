//! Every sentence that a citizen reads on the screen, in one place.
//!
//! Short sentences, verb first, 您. A button says what happens. A refusal says why and what to do.
//! No code, no English, no word that only offices use. What stands on paper is data of its own:
//! the forms in `data/forms`.

#![allow(missing_docs)] // Each constant is its own words.

pub mod credentials;

use crate::items::voucher::Refusal;

// The frame.
/// Labels that stand around every page.
pub mod frame {
    /// Ends the visit.
    pub const END_VISIT: &str = "结束办理";
    /// Calls staff.
    pub const CALL_STAFF: &str = "呼叫工作人员";
    /// Takes the call back.
    pub const CANCEL_CALL: &str = "取消呼叫";
    /// In the top bar while the call is on.
    pub const STAFF_CALLED: &str = "正在呼叫工作人员，请在这里等";
    /// Black page, white ink.
    pub const HIGH_CONTRAST: &str = "高对比";
    /// Back from it.
    pub const NORMAL_CONTRAST: &str = "普通显示";
    /// The sign in the top bar.
    pub const SIGN: &str = "医";
}

// Buttons.
pub const BACK: &str = "‹ 返回";
pub const NEXT_PAGE: &str = "下一页 ›";
pub const PREVIOUS_PAGE: &str = "‹ 上一页";
pub const PRINT_SLIP: &str = "打印查询单";
pub const PRINT_NOTICE: &str = "打印一次性告知单";
pub const CONFIRM_PRINT: &str = "没有问题，打印";
pub const CONFIRM_REISSUE: &str = "没有问题，补打";
pub const SHOW_NAME: &str = "看全名";
pub const HIDE_NAME: &str = "遮住姓名";
pub const WHY: &str = "为什么";
pub const UNDERSTOOD: &str = "知道了";
pub const SEE_GUIDES: &str = "看办事指南";
pub const DO_NOT_WAIT: &str = "不等了，结束";
pub const WAIT_HERE: &str = "我在这里等";
pub const HAVE_PAPER: &str = "我拿到了";
pub const HAVE_NO_PAPER: &str = "没有拿到，再打一张";
pub const HAVE_NO_PAPER_NOR_CARD: &str = "没有拿到";
pub const PRINT_AGAIN: &str = "再打一次";
pub const STILL_HERE: &str = "我还在，继续";
pub const MORE_TO_DO: &str = "还要办别的事";
pub const BACK_TO_SERVICES: &str = "回到办理事项";
pub const BACK_HOME: &str = "回到首页";

// Welcome.
pub const WELCOME_SUBTITLE: &str = "放好即开始，不用先点屏幕";
pub const OFFERS_TITLE: &str = "本机可以当场办好";
pub const OFFER_QUERY: (&str, &str) = ("查参保", "状态 缴费 账户");
pub const OFFER_VOUCHER: (&str, &str) = ("参保凭证", "转到外地用");
pub const OFFER_GUIDES: &str = "办事指南";
pub fn offer_guides_subtitle(items: usize) -> String {
    format!("{items} 项 要带什么")
}
pub const PAPER_SLOT: &str = "取纸口";
pub const TAKE_PAPER: &str = "请取走";
pub const PAPER_LOW: &str = "纸快用完";
pub const PAPER_OUT_SHORT: &str = "打印纸用完";
pub const PRINTER_OUT_SHORT: &str = "暂停打印";
pub const PAPER_LEFT: &str = "取纸口有一张纸没有取走，请交给工作人员。";
pub fn printer_suspended(reason: &str) -> String {
    format!("{reason}，现在只能查询，不能打印。")
}

// Looking somebody up.
pub const LOOKING_UP: (&str, &str) = ("正在查找", "马上就好");
pub const UNKNOWN_PERSON: (&str, &str) = ("没有查到您的参保记录", "本机只能查到在本区参保的人");
pub fn unknown_person_do(data_as_of: &str, window: &str) -> String {
    format!(
        "本机的数据截至{data_as_of}。刚参保的，过几天再来查。在外地参保的，请找参保地的医保局。要问清楚，请到{window}。"
    )
}
pub const SORRY: (&str, &str) = ("对不起，现在办不了", "您的参保没有改动");
pub fn sorry_do(window: &str) -> String {
    format!("请稍后再试，或到{window}办理。")
}
pub const HELP_HEADING: &str = "怎么办";
pub const UNKNOWN_DATE: &str = "未知时间";

// My services.
pub fn greeting(name: &str) -> String {
    format!("{name}，您好")
}
pub fn status_line(status: &str, data_as_of: &str) -> String {
    format!("{status} ・ 数据截至{data_as_of}")
}
pub const NO_ENROLMENT: &str = "没有参保记录";
pub const OPEN_TITLE: &str = "您现在可以办";
pub const CLOSED_TITLE: &str = "暂时不能办";
pub const ROW_QUERY: (&str, &str) = ("查我的参保信息", "状态、缴费、个人账户");
pub const ROW_VOUCHER: (&str, &str) = ("打印参保凭证", "转到外地参保时用");
pub const ROW_GUIDES: (&str, &str) = ("办事指南", "别的事要带什么、到哪里办");
pub const ROW_RESUME: &str = "接着打印参保凭证";
pub fn row_resume_number(number: &str) -> String {
    format!("编号 {number}，不会重复")
}
pub const NAME_DIFFERS_NOTICE: &str = "证件上的姓名和参保登记不一样，请到窗口更正。";
pub fn paper_unknown_notice(when: &str) -> String {
    format!("{when}打印的凭证，没有确认您已拿到。需要时可以补打。")
}
pub fn paper_failed_notice(when: &str) -> String {
    format!("{when}的凭证已办好，没有打印出来。现在可以接着打印。")
}
pub fn paper_refused_notice(when: &str, bureau_short: &str, reason: &str) -> String {
    let reason = reason.trim_end_matches('。');
    format!("{when}的凭证，{bureau_short}没有同意：{reason}。打印出来的那张不能用。")
}

// My enrolment.
pub const ENROLMENT_TITLE: &str = "我的参保信息";
pub fn page_and_date(page: usize, of: usize, data_as_of: &str) -> String {
    format!("第 {page} 页，共 {of} 页 ・ 数据截至{data_as_of}")
}

// The voucher.
pub const WHERE_TO: (&str, &str) = ("您要转到哪里参保？", "参保凭证在转到重庆市以外参保时用");
pub const WHERE_ELSEWHERE: (&str, &str) = ("重庆市以外", "要开参保凭证，交给新参保地");
pub const WHERE_WITHIN: (&str, &str) = ("重庆市以内", "不用开参保凭证");
pub const WHICH_SCHEME: (&str, &str) = ("要开哪一种参保的凭证？", "一种参保开一张");
pub fn scheme_choice(status: &str) -> String {
    format!("现在：{status}")
}
pub const PREPARING: (&str, &str) = ("正在准备凭证", "马上就好");
pub const PREVIEW_TITLE: &str = "请核对参保凭证";
pub const PREVIEW_SUBTITLE: &str = "打印出来就是这个样子";
pub const PREVIEW_CAPTION: &str = "共 1 张，不收费";
pub const PREVIEW_CAPTION_REISSUE: &str = "补打 1 张，编号和原来一样，不收费";

/// Why there is no voucher: in a few words.
pub fn voucher_refusal_title(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::WithinChongqing => "您不用开参保凭证",
        _ => REFUSED_TITLE,
    }
}

/// Why there is no voucher: in a short sentence.
pub fn voucher_refusal(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Deceased => "您的登记要到窗口核对",
        Refusal::Unmerged => "您有不止一份参保记录，要先合并",
        Refusal::NameDiffers => "证件上的姓名和参保登记不一样",
        Refusal::NeverInsured => "没有查到职工或居民医保的参保记录",
        Refusal::StillActive => "您还在正常参保，停保以后才能开",
        Refusal::WithinChongqing => "在重庆市以内换地方参保，不用参保凭证",
    }
}

/// What to do about it.
pub fn voucher_refusal_do(refusal: Refusal, window: &str) -> String {
    match refusal {
        Refusal::Deceased | Refusal::Unmerged => format!("请带证件到{window}，由工作人员核对。"),
        Refusal::NameDiffers => {
            format!("请先带证件、户口簿到{window}更正登记，再来打印。")
        }
        Refusal::NeverInsured => {
            format!("在外地参保的，请找参保地的医保局开。要查清楚，请到{window}。")
        }
        Refusal::StillActive => {
            format!(
                "在单位参保的，请单位先给您停保；个人参保的，请先办暂停参保。要问清楚，请到{window}。"
            )
        }
        Refusal::WithinChongqing => {
            format!(
                "在重庆市内，缴费年限自动累计。直接到新地方参保就可以。要问清楚，请到{window}。"
            )
        }
    }
}
pub const REFUSED_TITLE: &str = "这项现在办不了";
pub fn district_refused(bureau_short: &str) -> String {
    format!("{bureau_short}没有同意开这张凭证")
}
pub const NOTHING_PRINTED: &str = "没有打印任何东西，您的参保没有改动。";

// Printing.
pub const PRINTER_NOT_READY: &str = "打印机暂时不能用";
pub fn asking_district(bureau_short: &str) -> (String, String) {
    (format!("正在请{bureau_short}确认"), "一般几秒钟，请稍等".to_owned())
}
pub const STORING: (&str, &str) = ("正在登记", "马上就好");
pub fn printing(name: &str) -> (String, &'static str) {
    (format!("正在打印{name}"), "请不要离开，也不用操作")
}
pub fn take_title(name: &str) -> String {
    format!("请取走{name}")
}
pub const TAKE_WHERE: &str = "在屏幕下方右侧的取纸口";
pub const COMPLETED: &str = "已办结";
pub const ACCEPTED: &str = "已受理";
pub const PRINTED_CHIP: &str = "已打印";
pub fn one_sheet(name: &str) -> String {
    format!("{name} 1 张")
}
pub fn number_line(number: &str) -> String {
    format!("编号 {number}")
}
pub fn reported_line(clock: &str, bureau_short: &str) -> String {
    format!("{clock} 已报{bureau_short}")
}
pub fn reported_before_line(bureau_short: &str) -> String {
    format!("已报{bureau_short}")
}
pub fn pending_line(bureau_short: &str) -> String {
    format!("{bureau_short}还没有答复，本机会接着办")
}
pub const PAPER_OUT: &str = "打印纸用完了";
pub const COVER_OPEN: &str = "打印机的盖子没有关好";
pub const PRINTER_STUCK: &str = "打印机卡住了";
pub const PRINTER_CLEARING: &str = "打印机正在清理";
pub const MOUTH_FULL: &str = "取纸口有一张纸没有取走";
pub const CLEARING: (&str, &str) = ("打印机修好了", "清理一下，马上接着打印。请稍等。");
pub const TAKE_SCRAP: &str = "请抽走没打完的纸";
pub const SCRAP: (&str, &str) =
    ("这张纸没有打完，请不要使用", "抽走以后，马上接着打印。不会重复。");
pub const PRINTER_GONE: &str = "打印机没有反应";
pub const SHEET_SPOILT: &str = "刚才没有打印好";
pub const CANNOT_PRINT: &str = "现在只能查询，不能打印";
pub const CALL_STAFF_HEADING: &str = "请点下面的“呼叫工作人员”";
pub fn cannot_print_do(window: &str) -> String {
    format!("打印机好了就能办。不想等，请到{window}办理。")
}
pub fn safe_not_printed(name: &str) -> String {
    format!("您的{name}已经办好，还没有打印出来")
}
pub fn slip_not_printed(name: &str) -> String {
    format!("{name}还没有打印出来")
}
pub const CALL_FOR_PAPER: (&str, &str) =
    (CALL_STAFF_HEADING, "修好后会接着打印，编号不变，不会重复。");
pub const CALL_FOR_PAPER_SLIP: (&str, &str) =
    (CALL_STAFF_HEADING, "修好后会接着打印。没打完的纸请不要使用。");
pub fn need_not_wait(window: &str) -> (&'static str, String) {
    ("不想等？", format!("下次带证件到本机，就能接着打印；也可以到{window}领取。"))
}
pub const UNSURE_TITLE: &str = "纸出来了吗？";
pub const UNSURE_SUBTITLE: &str = "本机不知道纸有没有打印好";
pub fn unsure_do(name: &str) -> String {
    format!("请看取纸口：拿到了完整的{name}，就点“我拿到了”。没有拿到，可以再打一张，编号不变。")
}

// Time and parting.
pub const MORE_TIME: &str = "还需要时间吗？";
pub fn more_time_subtitle(seconds: u32) -> String {
    format!("{seconds} 秒后为保护您的信息，将结束本次办理")
}
pub const ALL_DONE: (&str, &str) = ("都办好了", "没有别的事，本机很快清除您的信息");
pub const GOODBYE: (&str, &str) = ("再见", "您的信息已从本机清除");
pub const DOOR_OPENED: (&str, &str) = ("本次办理已结束", "工作人员正在维护，您的信息已从本机清除");
pub const TIMED_OUT: (&str, &str) = ("本次办理已结束", "很久没有操作，您的信息已从本机清除");

// Guides.
pub const GUIDES_TITLE: &str = "办事指南";
pub fn page_of(page: usize, of: usize) -> String {
    format!("第 {page} 页，共 {of} 页")
}
pub fn item_number(number: u8) -> String {
    format!("第 {number} 项")
}
pub fn guide_badge(number: &str) -> String {
    format!("办事指南 ・ {number}")
}
pub const DONE_HERE: &str = "本机可办";
pub const ASK_AT_WINDOW: &str = "请到窗口";
pub const GUIDE_HERE: &str = "放好身份证、社保卡或医保码，就可以在本机办。";
pub const GUIDE_AT_WINDOW: &str = "请到窗口办理。要带的东西可以打印带走。";
pub const HOW_LONG: &str = "多久办完";
pub const WHERE: &str = "到哪里办";
pub const WHAT_TO_BRING: &str = "要带的东西";
pub const SPECIAL_CASES: &str = "特别说明";
pub const STEPS: &str = "怎样办理";
pub const LEGAL_GROUND: &str = "依据";
pub const ANY_ONE_OF_THREE: &str = "三样里带一样";
pub const AT_THIS_MACHINE: &str = "本机";
pub const LIMIT_NOT_LISTED: &str = "请到窗口问";
pub const MATERIALS_NOT_LISTED: &str = "没有写明要带什么，请先到窗口问一问。";

/// Whether a material is the choice of any one proof of identity.
pub fn is_any_credential(text: &str) -> bool {
    ["医保电子凭证", "社保卡"].iter().all(|word| text.contains(word)) && text.contains('或')
}

/// A time limit for a chip: the list's words without 不超过 and 集中申报后.
pub fn short_limit(limit: &str) -> String {
    limit
        .replace([' '], "")
        .replace("不超过", "")
        .replace("集中申报后", "")
        .replace("以内", "")
        .replace("内", "")
}
pub fn at_window(bureau_short: &str, window: &str) -> String {
    format!("{bureau_short}{window}")
}

// Out of service.
pub const OUT_OF_SERVICE: &str = "本机暂停服务";
pub const NO_LEDGER: &str = "本机出了故障，为了不出错，先停下来";
pub const STAFF_AT_WORK: &str = "工作人员正在维护，很快就好";
pub const NO_DATA_YET: &str = "本机正在取参保数据，取好就开始服务";
pub fn served_at(window: &str) -> String {
    format!("请到{window}办理，能办的事和效力都一样。")
}

/// What people call a scheme in a line: 职工医保.
pub fn scheme_short(scheme: &codes::Scheme) -> &str {
    match scheme {
        codes::Scheme::Employee => "职工医保",
        codes::Scheme::Resident => "居民医保",
        other => other.name(),
    }
}
