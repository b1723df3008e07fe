//! Pages as the cast sees them on an ordinary day.

use kiosk_core::{
    document::{Block, CopyKind, Document, DocumentId},
    screen::{
        Action, Bar, BarState, Buttons, Card, Chip, Choice, ClosedRow, Column, CredentialTile,
        Destination, Enrolment, Fact, Frame, GuideList, GuidePage, GuideRow, Icon, Material,
        MoreTime, Offer, OutOfService, Page, Paging, Paragraph, Parting, Preview, Question,
        ServiceRow, Services, Slot, SlotLook, Steps, Take, Tone, Touch, Trouble, View, Welcome,
        Working,
    },
};

pub(crate) fn item(key: &str) -> catalog::ItemKey {
    catalog::ItemKey::try_from(key.to_owned()).unwrap()
}

pub(crate) fn action(label: &str, touch: Touch) -> Action {
    Action { label: label.into(), touch }
}

pub(crate) fn chip(tone: Tone, text: &str) -> Chip {
    Chip { tone, text: text.into() }
}

pub(crate) fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

pub(crate) fn slot(title: &str, hint: &str, look: SlotLook) -> Slot {
    Slot { title: title.into(), hint: hint.into(), look }
}

pub(crate) fn paragraph(heading: &str, text: &str) -> Paragraph {
    Paragraph { heading: heading.into(), text: text.into() }
}

pub(crate) fn fact(label: &str, value: &str) -> Fact {
    Fact { label: label.into(), value: value.into(), strong: label == "账户余额" }
}

pub(crate) fn back() -> Action {
    action("‹ 返回", Touch::Back)
}

pub(crate) fn steps(current: usize) -> Option<Steps> {
    Some(Steps { names: strings(&["申请", "受理", "审核", "办结"]), current })
}

pub(crate) fn view(in_visit: bool, slots: Vec<Slot>, page: Page) -> View {
    let frame = Frame {
        bureau: "重庆市南川区医疗保障局".into(),
        terminal: "自助服务终端 07".into(),
        clock: "09:30".into(),
        date: "11月24日 星期二".into(),
        in_visit,
        staff_called: false,
        slots,
    };
    View { frame, page }
}

pub(crate) fn welcome() -> View {
    let offer = |icon, title: &str, subtitle: &str| Offer {
        icon,
        title: title.into(),
        subtitle: subtitle.into(),
        touch: Touch::OpenGuide(item(if title == "查参保" { "query" } else { "voucher" })),
    };
    let page = Welcome {
        title: "请把身份证\n平放在感应区".into(),
        subtitle: "放好即开始，不用先点屏幕".into(),
        credentials: vec![CredentialTile {
            icon: Icon::IdCard,
            title: "身份证".into(),
            usable: true,
            hint: "平放在感应区".into(),
        }],
        offers_title: "本机可以当场办好".into(),
        offers: vec![
            offer(Icon::Search, "查参保", "状态 缴费 账户"),
            offer(Icon::Document, "参保凭证", "转到外地用"),
            Offer {
                touch: Touch::OpenGuides, ..offer(Icon::Book, "办事指南", "38 项 要带什么")
            },
        ],
        notice: None,
    };
    let slots =
        vec![slot("身份证", "平放在感应区", SlotLook::Guide), slot("取纸口", "", SlotLook::Calm)];
    view(false, slots, Page::Welcome(page))
}

pub(crate) fn working() -> View {
    let page = Working {
        steps: None,
        icon: Icon::IdCard,
        title: "正在读卡".into(),
        subtitle: "请不要移动身份证".into(),
        percent: None,
    };
    view(false, vec![], Page::Working(page))
}

pub(crate) fn printing() -> View {
    let page = Working {
        steps: steps(3),
        icon: Icon::Printer,
        title: "正在打印".into(),
        subtitle: "请等一下，不要拉纸".into(),
        percent: Some(60),
    };
    view(true, vec![], Page::Working(page))
}

pub(crate) fn services() -> View {
    let row = |icon, title: &str, subtitle: &str, key| ServiceRow {
        icon,
        title: title.into(),
        subtitle: subtitle.into(),
        touch: Touch::OpenItem(item(key)),
    };
    let page = Services {
        greeting: "林*远，您好".into(),
        name_toggle: action("看全名", Touch::ToggleName),
        status: "职工医保（个人身份）正常参保 ・ 数据截至今天 09:28".into(),
        notice: None,
        open_title: "您现在可以办".into(),
        open: vec![
            row(Icon::Search, "查我的参保信息", "状态、缴费、个人账户", "query"),
            row(Icon::Document, "打印参保凭证", "转到外地参保时用", "voucher"),
            ServiceRow {
                touch: Touch::OpenGuides,
                ..row(Icon::Book, "办事指南", "别的事要带什么、到哪里办", "guides")
            },
        ],
        closed_title: "暂时不能办".into(),
        closed: vec![ClosedRow {
            title: "续保登记".into(),
            reason: "您正在正常参保，不用续保".into(),
            why: action("为什么", Touch::AskWhy(item("renewal"))),
        }],
    };
    view(true, vec![], Page::Services(page))
}

pub(crate) fn bars() -> Vec<Bar> {
    (1..=12)
        .map(|month| Bar {
            label: month.to_string(),
            state: match month {
                5 => BarState::Missing,
                12 => BarState::Empty,
                _ => BarState::Paid,
            },
        })
        .collect()
}

pub(crate) fn enrolment() -> View {
    let page = Enrolment {
        title: "我的参保信息".into(),
        subtitle: "第 1 页，共 3 页 ・ 数据截至今天 09:28".into(),
        cards: vec![
            Card::Facts {
                title: "职工基本医疗保险".into(),
                chip: Some(chip(Tone::Good, "正常参保")),
                facts: vec![
                    fact("参保身份", "灵活就业人员（个人身份）"),
                    fact("本次参保", "2021年3月起"),
                    fact("累计缴费", "5年 8个月"),
                    fact("账户余额", "1,286.40 元"),
                ],
            },
            Card::Facts {
                title: "城乡居民基本医疗保险".into(),
                chip: Some(chip(Tone::Closed, "已终止 2021年2月")),
                facts: vec![],
            },
            Card::Year {
                title: "2026 年缴费".into(),
                summary: "已缴 10 个月".into(),
                bars: bars(),
                remark: Some((
                    Tone::Attention,
                    "5 月没有缴费记录。要问原因，请到 3 号窗口。".into(),
                )),
            },
        ],
        buttons: Buttons {
            back: Some(back()),
            middle: Some(action("打印查询单", Touch::Print)),
            primary: Some(action("下一页 ›", Touch::NextPage)),
        },
    };
    view(true, vec![], Page::Enrolment(page))
}

pub(crate) fn table() -> View {
    let column = |title: &str, parts, right| Column { title: title.into(), parts, right };
    let lines = (1..=11)
        .map(|month| {
            vec![
                format!("2026年{month}月"),
                "8,350.00".into(),
                "417.50".into(),
                if month == 5 { "未到账".into() } else { "已到账".into() },
            ]
        })
        .collect();
    let page = Enrolment {
        title: "我的缴费".into(),
        subtitle: "第 2 页，共 3 页 ・ 数据截至今天 09:28".into(),
        cards: vec![Card::Table {
            title: "职工基本医疗保险".into(),
            summary: "2026 年".into(),
            columns: vec![
                column("月份", 4, false),
                column("基数（元）", 4, true),
                column("缴费（元）", 4, true),
                column("状态", 3, true),
            ],
            lines,
        }],
        buttons: Buttons {
            back: Some(action("‹ 上一页", Touch::PreviousPage)),
            middle: None,
            primary: Some(action("下一页 ›", Touch::NextPage)),
        },
    };
    view(true, vec![], Page::Enrolment(page))
}

pub(crate) fn question() -> View {
    let choice = |title: &str, subtitle: &str, to| Choice {
        title: title.into(),
        subtitle: subtitle.into(),
        touch: Touch::MoveTo(to),
    };
    let page = Question {
        steps: steps(0),
        title: "您要转到哪里参保？".into(),
        subtitle: "参保凭证在转到重庆市以外参保时用".into(),
        choices: vec![
            choice("重庆市以外", "要开参保凭证，交给新参保地", Destination::Elsewhere),
            choice("重庆市以内", "不用开参保凭证", Destination::WithinChongqing),
        ],
        buttons: Buttons { back: Some(back()), ..Buttons::default() },
    };
    view(true, vec![], Page::Question(page))
}

pub(crate) fn document() -> Document {
    Document {
        id: DocumentId(uuid::Uuid::from_u128(7)),
        form: "enrolment-voucher".into(),
        form_version: "1".into(),
        name: "参保凭证".into(),
        number: Some("500119-07-20261124-00031-6".into()),
        copy: CopyKind::Original,
        content_hash: String::new(),
        blocks: vec![Block::Title("基本医疗保险参保凭证".into())],
    }
}

pub(crate) fn preview() -> View {
    let page = Preview {
        title: "请核对参保凭证".into(),
        subtitle: "打印出来就是这个样子".into(),
        document: document(),
        caption: "共 1 张，不收费".into(),
        buttons: Buttons {
            back: Some(back()),
            middle: None,
            primary: Some(action("没有问题，打印", Touch::Confirm)),
        },
    };
    view(true, vec![], Page::Preview(page))
}

pub(crate) fn take() -> View {
    let page = Take {
        steps: steps(3),
        title: "请取走凭证".into(),
        subtitle: "在屏幕下方右侧的取纸口".into(),
        chip: chip(Tone::Good, "已办结"),
        what: "参保凭证 1 张".into(),
        lines: strings(&["编号 500119-07-20261124-00031-6", "09:31 已报区医保局"]),
        afterwards: "拿好后，请拿走身份证".into(),
    };
    let slots = vec![
        slot("身份证", "请拿走", SlotLook::Guide),
        slot("社保卡", "", SlotLook::Calm),
        slot("医保码", "", SlotLook::Closed),
        slot("取纸口", "请取走凭证", SlotLook::Take),
    ];
    view(true, slots, Page::Take(page))
}

pub(crate) fn more_time() -> View {
    let page = MoreTime {
        title: "还需要时间吗？".into(),
        subtitle: "20 秒后为保护您的信息，将结束本次办理".into(),
        seconds_left: 20,
        seconds: 30,
        stay: action("我还在，继续", Touch::StillHere),
        end: action("结束办理", Touch::EndVisit),
    };
    view(true, vec![], Page::MoreTime(page))
}

pub(crate) fn trouble() -> View {
    let page = Trouble {
        steps: steps(3),
        icon: Icon::Printer,
        tone: Tone::Attention,
        title: "打印纸用完了".into(),
        subtitle: "您的凭证已经办好，还没有打印出来".into(),
        paragraphs: vec![
            paragraph("已经通知工作人员来换纸", "换好后会接着打印，编号不变，不会重复。"),
            paragraph(
                "不想等？",
                "到任意一台自助机刷身份证，就能接着打印；也可以到 3 号窗口领取。",
            ),
        ],
        buttons: Buttons {
            back: Some(action("不等了，结束", Touch::EndVisit)),
            middle: None,
            primary: Some(action("我在这里等", Touch::Wait)),
        },
    };
    view(true, vec![], Page::Trouble(page))
}

pub(crate) fn guide_list() -> View {
    let row = |number: u32, title: &str, chip: Chip| GuideRow {
        number: format!("第 {number} 项"),
        title: title.into(),
        chip,
        touch: Touch::OpenGuide(item(&format!("item-{number}"))),
    };
    let here = || chip(Tone::Good, "本机可办");
    let at_once = || chip(Tone::Informing, "即时办结");
    let page = GuideList {
        title: "办事指南".into(),
        subtitle: "参保登记 ・ 第 1 页，共 5 页".into(),
        rows: vec![
            row(1, "用人单位参保登记", at_once()),
            row(2, "城乡居民参保登记", at_once()),
            row(14, "参保单位参保信息查询", at_once()),
            row(15, "参保人员参保信息查询", here()),
            row(18, "出具《参保凭证》", here()),
            row(19, "转移接续手续办理", chip(Tone::Closed, "15 个工作日")),
            row(27, "住院费用报销", chip(Tone::Closed, "30 个工作日")),
        ],
        paging: Paging { page: 1, of: 5 },
        buttons: Buttons {
            back: Some(back()),
            middle: None,
            primary: Some(action("下一页 ›", Touch::NextPage)),
        },
    };
    view(false, vec![], Page::GuideList(page))
}

pub(crate) fn guide() -> View {
    let material = |text: &str, note: Option<&str>| Material {
        text: text.into(),
        note: note.map(str::to_owned),
    };
    let page = GuidePage {
        badge: "办事指南 ・ 第 27 项".into(),
        title: "住院费用报销".into(),
        subtitle: "请到窗口办理。要带的东西可以打印带走。".into(),
        materials: vec![
            material("医保电子凭证、有效身份证件或社保卡", Some("三样里带一样")),
            material("医院收费票据", None),
            material("住院费用清单", None),
            material("诊断证明", None),
            material("病历资料", None),
            material("银行卡账户信息", None),
        ],
        limit: ("多久办完".into(), "不超过 30 个工作日".into()),
        place: ("到哪里办".into(), "区医保局 5 号窗口".into()),
        remarks: vec![paragraph(
            "",
            "意外受伤看病的，还要交警事故认定书、法院判决书或调解协议书等复印件一份；没有的填个人承诺书。急诊的，要急诊诊断证明。",
        )],
        paging: Paging { page: 1, of: 1 },
        buttons: Buttons {
            back: Some(back()),
            middle: None,
            primary: Some(action("打印一次性告知单", Touch::Print)),
        },
    };
    view(false, vec![], Page::Guide(page))
}

pub(crate) fn parting() -> View {
    let page = Parting {
        icon: Icon::IdCard,
        tone: Tone::Attention,
        title: "请拿走身份证".into(),
        subtitle: "谢谢，再见".into(),
        action: Some(action("还要办别的事", Touch::MoreToDo)),
    };
    view(false, vec![slot("身份证", "请拿走", SlotLook::Guide)], Page::Parting(page))
}

pub(crate) fn out_of_service() -> View {
    let page = OutOfService {
        title: "暂停服务".into(),
        subtitle: "本机正在维护".into(),
        lines: strings(&["请到大厅 1 至 6 号窗口办理。", "窗口时间：工作日 9:00 至 17:00。"]),
        guides: action("看办事指南", Touch::OpenGuides),
    };
    view(false, vec![], Page::OutOfService(page))
}

/// Every page, with the name of its picture.
pub(crate) fn all() -> Vec<(&'static str, View)> {
    vec![
        ("welcome", welcome()),
        ("working", working()),
        ("printing", printing()),
        ("services", services()),
        ("enrolment", enrolment()),
        ("table", table()),
        ("question", question()),
        ("preview", preview()),
        ("take", take()),
        ("more-time", more_time()),
        ("trouble", trouble()),
        ("guide-list", guide_list()),
        ("guide", guide()),
        ("parting", parting()),
        ("out-of-service", out_of_service()),
    ]
}
