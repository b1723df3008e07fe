//! Sentences about cards and codes: where they go, why they do not do, where they were left.

use chrono::NaiveDate;

use crate::{
    case::CredentialKind,
    happenings::{CardFailure, VoucherCheck},
    identity::{NotAccepted, Reader},
    time,
    visit::CodeNotice,
};

/// A title, a subtitle, and what to do.
pub type Told = (String, String, Option<String>);

/// What is put into a slot, in the words of the strip.
pub fn name(reader: Reader) -> &'static str {
    match reader {
        Reader::IdCard => "身份证",
        Reader::SocialCard => "社保卡",
        Reader::Scanner => "医保码",
    }
}

/// How it is put there.
pub fn how(reader: Reader) -> &'static str {
    match reader {
        Reader::IdCard => "平放在感应区",
        Reader::SocialCard => "芯片朝上插入",
        Reader::Scanner => "对准扫码窗",
    }
}

/// What staff and citizens call a credential.
pub fn kind(kind: CredentialKind) -> &'static str {
    match kind {
        CredentialKind::ResidentIdCard => "身份证",
        CredentialKind::PermanentResidentCard => "永久居留身份证",
        CredentialKind::ResidencePermit => "居住证",
        CredentialKind::SocialSecurityCard => "社保卡",
        CredentialKind::ElectronicCredential => "医保码",
    }
}

fn device(reader: Reader) -> &'static str {
    match reader {
        Reader::IdCard => "身份证读卡器",
        Reader::SocialCard => "社保卡读卡器",
        Reader::Scanner => "扫码窗",
    }
}

fn verb(reader: Reader) -> &'static str {
    match reader {
        Reader::IdCard => "放身份证",
        Reader::SocialCard => "插社保卡",
        Reader::Scanner => "扫医保电子凭证",
    }
}

fn names(readers: &[Reader]) -> String {
    readers.iter().map(|reader| name(*reader)).collect::<Vec<_>>().join("、")
}

/// What begins a visit here, in two lines.
pub fn welcome_title(readers: &[Reader]) -> String {
    match readers {
        [] => "请到窗口办理".to_owned(),
        [Reader::IdCard] => "请把身份证\n平放在感应区".to_owned(),
        [Reader::SocialCard] => "请把社保卡\n芯片朝上插入".to_owned(),
        [Reader::Scanner] => "请把医保电子凭证\n对准扫码窗".to_owned(),
        [first, last] => format!("请{}\n或{}", verb(*first), verb(*last)),
        [first, middle, last, ..] => {
            format!("请{}、{}\n或{}", verb(*first), verb(*middle), verb(*last))
        }
    }
}

pub const SUSPENDED: &str = "暂停使用";
pub const NEEDS_NETWORK: &str = "网络不通，暂停";
pub const TAKE_AWAY: &str = "请拿走";

/// Which readers are out of use, and what does instead.
pub fn suspended(out: &[Reader], usable: &[Reader]) -> String {
    let devices: Vec<&str> = out.iter().map(|reader| device(*reader)).collect();
    let devices = devices.join("、");
    if usable.is_empty() {
        format!("{devices}暂停使用，请到窗口办理，或点“呼叫工作人员”。")
    } else {
        format!("{devices}暂停使用，可以用{}。", names(usable))
    }
}

/// A card that somebody forgot, to whoever comes next.
pub fn left(reader: Reader) -> &'static str {
    match reader {
        Reader::IdCard => "感应区有一张证件没有拿走，请交给工作人员。",
        Reader::SocialCard => "社保卡插口有一张卡没有拿走，请交给工作人员。",
        // Nothing is left at a window.
        Reader::Scanner => "",
    }
}

pub fn reading(reader: Reader) -> (&'static str, &'static str) {
    match reader {
        Reader::IdCard => ("正在读卡", "请不要移动证件"),
        Reader::SocialCard => ("正在读卡", "请不要拔出社保卡"),
        Reader::Scanner => ("正在读码", "请把手机拿稳"),
    }
}
pub const CHECKING: (&str, &str) = ("正在核对", "一般几秒钟，请稍等");

/// Cards of several kinds are laid on the reader of identity cards.
pub fn take(reader: Reader, of: Option<CredentialKind>) -> String {
    match reader {
        Reader::IdCard => format!("请拿走{}", of.map_or(name(reader), kind)),
        other => format!("请拔出{}", name(other)),
    }
}
pub const TAKE_AND_END: &str = "拿走后，本次办理结束";
pub const TAKE_AFTER_TIME: &str = "很久没有操作，本次办理已结束";
pub fn take_afterwards(reader: Reader, of: Option<CredentialKind>) -> String {
    format!("拿好后，{}", take(reader, of))
}
pub const LIFTED: (&str, &str) = ("证件已拿走", "本次办理结束，您的信息已从本机清除");
pub const LIFTED_UNPRINTED: (&str, &str) =
    ("证件已拿走", "凭证还没有打印，下次带证件到本机接着打印");

pub const TWO_PEOPLE: (&str, &str) = ("这里有两个人的证件", "本机一次只能给一个人办");
pub fn two_people_do(mine: Reader) -> String {
    match mine {
        Reader::Scanner => "请拿走另一个人的证件，再接着办。".to_owned(),
        _ => format!("现在办的是先{}的这一位。请拿走另一个人的证件，再接着办。", verb(mine)),
    }
}
pub const GO_ON: &str = "已拿走，接着办";

pub const NEEDS_DOCUMENT: (&str, &str) = ("这项要用身份证件办", "社保卡和医保码办不了这项");
pub const NEEDS_DOCUMENT_DO: &str = "请把身份证平放在感应区，就可以接着办。";
pub const GUIDE_NEEDS_DOCUMENT: &str = "这项要带身份证件，只有社保卡或医保码不行。";

/// A card or code that could not be read.
pub fn unread(reader: Reader, failure: CardFailure) -> Told {
    let card = name(reader);
    let told = |title: &str, subtitle: &str, advice: Option<&str>| {
        (title.to_owned(), subtitle.to_owned(), advice.map(str::to_owned))
    };
    match (failure, reader) {
        (CardFailure::Interrupted, Reader::IdCard) => {
            told("身份证没有读完", "请放回感应区，等一下再拿走", None)
        }
        (CardFailure::Interrupted, Reader::SocialCard) => {
            told("社保卡没有读完", "请插到底，等一下再拔出", None)
        }
        (CardFailure::Interrupted, Reader::Scanner) => {
            told("码没有读完", "请把手机拿稳，屏幕调亮，再扫一次", None)
        }
        (CardFailure::Damaged, Reader::IdCard) => told(
            "身份证读不出来",
            "可能是芯片坏了，不是您的问题",
            Some("请把身份证转个方向再放一次。还是读不出来，可以到窗口办理；换证请找公安派出所。"),
        ),
        (CardFailure::Damaged, Reader::SocialCard) => told(
            "社保卡读不出来",
            "可能是芯片坏了，不是您的问题",
            Some("请改用身份证，或到窗口办理。换卡请找社保卡的发卡银行。"),
        ),
        (CardFailure::Damaged, Reader::Scanner) => told(
            "码读不出来",
            "请把屏幕调亮，再扫一次",
            Some("还是读不出来，请改用身份证或社保卡。"),
        ),
        (CardFailure::Unsupported, _) => told(
            "本机还认不出这种证件",
            "请换成别的证件，或到窗口办理",
            Some("本机认得居民身份证、港澳台居民居住证和外国人永久居留身份证。"),
        ),
        (CardFailure::WrongWay, _) => {
            told("卡没有反应", "可能插反了", Some("请拔出来，芯片朝上、朝里，再插到底。"))
        }
        (CardFailure::Worn, _) => told(
            "社保卡的芯片接触不好",
            "可能脏了或磨损了",
            Some("请用干布擦一擦芯片，再插一次。还是读不出来，请改用身份证，或到窗口办理。"),
        ),
        (CardFailure::Several, Reader::Scanner) => {
            told("看到了两个码", "请只留一个码，再扫一次", None)
        }
        (CardFailure::Several, _) => {
            ("放了不止一张卡".to_owned(), format!("请都拿走，只放一张{card}"), None)
        }
        (CardFailure::BankCard, _) => told(
            "这是银行卡，不是社保卡",
            "请拔出来，换成社保卡",
            Some("没有带社保卡，可以用身份证。"),
        ),
        (CardFailure::OtherCard, Reader::IdCard) => {
            told("这张卡不是身份证", "请换成身份证", Some("社保卡请插到社保卡插口。"))
        }
        (CardFailure::OtherCard, _) => {
            told("这张卡不是社保卡", "请拔出来，换成社保卡", Some("没有带社保卡，可以用身份证。"))
        }
        (CardFailure::NeedsDistrict, _) => told(
            "现在读不了这张社保卡",
            "这种卡要联网核对，网络现在不通",
            Some("请改用身份证，或到窗口办理。"),
        ),
    }
}

/// A credential that proves nobody today.
pub fn not_accepted(of: CredentialKind, reason: NotAccepted, window: &str) -> Told {
    let card = kind(of);
    match reason {
        NotAccepted::Expired(day) => expired(of, day),
        NotAccepted::NotYetValid(day) => (
            format!("{card}还没有生效"),
            format!("从 {} 起有效", time::long_date(day)),
            Some("请用现在有效的证件，或到窗口办理。".to_owned()),
        ),
        NotAccepted::NumberDamaged => (
            format!("{card}号码读得不完整"),
            "为保护您的信息，本机没有往下办".to_owned(),
            Some("请到窗口办理，工作人员会核对证件。".to_owned()),
        ),
        NotAccepted::TooYoung => (
            "未成年人请由监护人陪同".to_owned(),
            "本机不能单独为您办理".to_owned(),
            Some(format!("请监护人带户口簿，到{window}办理。")),
        ),
    }
}

fn expired(of: CredentialKind, day: NaiveDate) -> Told {
    let renew = match of {
        CredentialKind::ResidentIdCard => {
            "请到公安派出所换领新证。今天要办的事，可以带户口簿或社保卡到窗口办理。"
        }
        CredentialKind::PermanentResidentCard | CredentialKind::ResidencePermit => {
            "请到公安机关换领新证。今天要办的事，可以带护照或通行证到窗口办理。"
        }
        CredentialKind::SocialSecurityCard => {
            "请找社保卡的发卡银行换卡。今天要办的事，可以用身份证办。"
        }
        CredentialKind::ElectronicCredential => "请刷新医保码，再扫一次。",
    };
    (
        format!("{}已过有效期", kind(of)),
        format!("有效期到 {}", time::long_date(day)),
        Some(renew.to_owned()),
    )
}

/// Where people find theirs.
const SHOW_THE_CREDENTIAL: &str = "请打开“国家医保服务平台”，\n点“医保电子凭证”，再扫一次。";

/// A code that does not begin a visit.
pub fn code(notice: CodeNotice, window: &str) -> Told {
    let (title, subtitle, advice) = match notice {
        CodeNotice::NoNetwork => ("现在扫不了医保码", "网络暂时不通", "请用身份证，一样能办。"),
        CodeNotice::NoAnswer => {
            ("医保码没有核对上", "等了一会儿，没有等到回音", "请再扫一次，或用身份证、社保卡。")
        }
        CodeNotice::NotValid => {
            ("这个医保码已经失效", "医保码一分钟换一次", "请在手机上刷新医保码，再扫一次。")
        }
        CodeNotice::Payment => {
            ("这是付款用的码", "在本机办事不收钱，请收好手机", SHOW_THE_CREDENTIAL)
        }
        CodeNotice::Health => {
            ("这是健康码，不是医保码", "两个码长得像，用处不一样", SHOW_THE_CREDENTIAL)
        }
        CodeNotice::WebAddress => ("这个码是一个网址", "本机不打开网址", SHOW_THE_CREDENTIAL),
        CodeNotice::Other => ("本机不认识这个码", "请换成医保电子凭证", "也可以用身份证或社保卡。"),
        CodeNotice::Voucher(check) => return voucher(check, window),
    };
    (title.to_owned(), subtitle.to_owned(), Some(advice.to_owned()))
}

fn voucher(check: VoucherCheck, window: &str) -> Told {
    let at_window = Some(format!("要核对，请拿着这张凭证到{window}。"));
    let (title, subtitle, advice) = match check {
        VoucherCheck::IssuedHere => ("这张参保凭证是本机开的", "码和本机的记录一致", None),
        VoucherCheck::ContentDiffers => {
            ("这个码和本机的记录不一致", "本机开过这个编号，内容不一样", at_window)
        }
        VoucherCheck::NotIssuedHere => {
            ("这张参保凭证不是本机开的", "本机查不到它的记录", at_window)
        }
        VoucherCheck::NoVoucher => ("这个码不完整", "不像是完整的参保凭证码", at_window),
    };
    (title.to_owned(), subtitle.to_owned(), advice)
}

/// The chip or the district writes a name with a character of which nobody can tell the glyph.
pub const RARE_NAME: &str = "姓名里有本机显示不出的字，以证件号码为准，不影响办理。";
