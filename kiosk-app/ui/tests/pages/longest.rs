//! Pages with as much on them as the core may put there, in the longest words there are.

use kiosk_core::document::CopyKind;
use kiosk_core::screen::{
    Buttons, Card, Choice, ClosedRow, CredentialTile, Destination, Enrolment, Frame, GuideList,
    GuideRow, Icon, Material, Offer, Page, Paragraph, ServiceRow, SlotLook, Tone, Touch, View,
};

use crate::usual::{self, action, bars, chip, fact, item, paragraph, slot, strings};

pub(crate) const LONG_NAME: &str = "ABDURAHMANJAN MUHAMMADELIYEVIC";
const LONG_ITEM: &str = "基本医疗保险参保人员享受门诊慢特病病种待遇资格认定";
const LONG_FORM: &str = "《重庆市跨省长期异地就医登记备案表》";

fn changed<P>(
    mut view: View,
    page: impl FnOnce(&mut Page) -> Option<&mut P>,
    change: impl FnOnce(&mut P),
) -> View {
    change(page(&mut view.page).unwrap());
    view.frame = Frame {
        bureau: "石柱土家族自治县医疗保障事务中心".into(),
        terminal: "自助服务终端 07（政务服务大厅二楼东侧）".into(),
        date: "12月28日 星期四".into(),
        ..view.frame
    };
    view
}

macro_rules! page {
    ($kind:ident) => {
        |page: &mut Page| match page {
            Page::$kind(page) => Some(page),
            _ => None,
        }
    };
}

fn welcome() -> View {
    let mut view = changed(usual::welcome(), page!(Welcome), |page| {
        page.notice = Some((
            Tone::Attention,
            "感应区有一张证件没有拿走，请交给工作人员。取纸口有一张纸没有取走，请交给工作人员。"
                .into(),
        ));
        let tile = |title: &str, usable, hint: &str| CredentialTile {
            icon: Icon::IdCard,
            title: title.into(),
            usable,
            hint: hint.into(),
        };
        page.credentials = vec![
            tile("身份证", false, "读卡器暂停使用"),
            tile("社会保障卡", true, "芯片朝上插入"),
            tile("医保电子凭证", true, "对准扫码窗"),
        ];
        page.offers.truncate(2);
        page.offers.extend(page.offers.clone());
        page.offers[2].title = "异地就医备案".into();
        page.offers[3].title = "暂停 / 续保".into();
    });
    view.frame.slots = vec![
        slot("身份证", "平放在感应区", SlotLook::Guide),
        slot("社保卡", "芯片朝上插入", SlotLook::Guide),
        slot("医保码", "对准扫码窗", SlotLook::Closed),
        slot("取纸口", "请取走参保信息查询单", SlotLook::Take),
    ];
    view
}

fn six_offers() -> View {
    changed(usual::welcome(), page!(Welcome), |page| {
        let offers: Vec<Offer> = page.offers.iter().cycle().take(6).cloned().collect();
        page.offers = offers;
    })
}

fn working() -> View {
    changed(usual::printing(), page!(Working), |page| {
        page.title = "正在打印参保信息查询单".into();
        page.subtitle = "一共三张，请等全部打完再取，不要拉纸，不要拿走身份证".into();
        page.percent = Some(100);
    })
}

pub(crate) fn services() -> View {
    let mut view = changed(usual::services(), page!(Services), |page| {
        page.greeting = format!("{LONG_NAME}，您好");
        page.name_toggle = action("遮住姓名", Touch::ToggleName);
        page.status =
            "职工医保（个人身份）暂停参保、城乡居民医保正常参保 ・ 数据截至11月22日 23:28".into();
        page.notice = Some((
            Tone::Attention,
            "11月23日 16:55的凭证已办好，没有打印出来。现在可以接着打印。".into(),
        ));
        page.open.insert(
            0,
            ServiceRow {
                icon: Icon::Printer,
                title: "接着打印参保凭证".into(),
                subtitle: "编号 500119-07-20261124-00031-6，不会重复".into(),
                touch: Touch::Print,
            },
        );
        page.closed = vec![
            ClosedRow {
                title: "以个人身份参加城镇职工基本医疗保险".into(),
                reason: "您的身份证已过有效期，请到公安派出所换领新证以后再来办理".into(),
                why: action("为什么", Touch::AskWhy(item("pause"))),
            },
            ClosedRow {
                title: "续保登记".into(),
                reason: "您正在正常参保，不用续保".into(),
                why: action("为什么", Touch::AskWhy(item("renewal"))),
            },
        ];
    });
    view.frame.staff_called = true;
    view
}

fn enrolment() -> View {
    changed(usual::enrolment(), page!(Enrolment), |page| {
        page.cards = vec![
            Card::Facts {
                title: "职工基本医疗保险".into(),
                chip: Some(chip(Tone::Attention, "暂停参保 2026年6月")),
                facts: vec![
                    fact("姓名", LONG_NAME),
                    fact("参保单位", "重庆市南川区青竹木制品及竹木工艺制品出口加工有限责任公司"),
                    fact("参保身份", "灵活就业人员（个人身份）"),
                    fact("账户余额", "1,234,286.40 元"),
                ],
            },
            Card::Facts {
                title: "公务员医疗补助".into(),
                chip: Some(chip(Tone::Closed, "已终止 2021年2月")),
                facts: vec![],
            },
            Card::Year {
                title: "2026 年缴费".into(),
                summary: "已缴 10 个月，少 1 个月".into(),
                bars: bars(),
                remark: Some((
                    Tone::Attention,
                    "5 月没有缴费记录，可能影响待遇。要问原因，请到 3 号窗口。".into(),
                )),
            },
        ];
        page.buttons.middle = Some(action("打印查询单", Touch::Print));
        page.buttons.back = Some(action("‹ 上一页", Touch::PreviousPage));
    })
}

/// Five schemes: what no page holds with three cards, pages hold with cards without facts.
fn five_schemes() -> View {
    changed(usual::enrolment(), page!(Enrolment), |page| {
        let scheme = |title: &str, status: Tone| Card::Facts {
            title: title.into(),
            chip: Some(chip(status, "已终止 2021年2月")),
            facts: vec![fact("参保身份", "用人单位职工"), fact("本次参保", "2015年7月至2021年2月")],
        };
        page.cards = vec![
            scheme("职工基本医疗保险", Tone::Wrong),
            scheme("大额医疗费用补助", Tone::Good),
            scheme("公务员医疗补助", Tone::Closed),
        ];
    })
}

fn long_facts() -> View {
    changed(usual::enrolment(), page!(Enrolment), |page| {
        page.cards = vec![Card::Facts {
            title: "城镇职工基本医疗保险（生育保险合并征缴）".into(),
            chip: Some(chip(Tone::Closed, "已终止 2021年2月")),
            facts: (0..10)
                .map(|n| {
                    fact(
                        "参保单位",
                        if n < 3 {
                            "重庆市南川区青竹木制品及竹木工艺制品出口有限公司"
                        } else {
                            "重庆市南川区花溪学校"
                        },
                    )
                })
                .collect(),
        }];
    })
}

fn long_table() -> View {
    changed(usual::table(), page!(Enrolment), |page: &mut Enrolment| {
        if let [Card::Table { lines, .. }] = page.cards.as_mut_slice() {
            *lines = lines.iter().cycle().take(15).cloned().collect();
            lines[0][1] = "1,238,350.00".into();
        }
    })
}

fn question() -> View {
    changed(usual::question(), page!(Question), |page| {
        page.title = "这一次要打印哪一个险种的参保凭证？".into();
        page.subtitle = "一张凭证只写一个险种。两个都要的，打完一张再打一张。".into();
        page.choices =
            ["城镇职工基本医疗保险", "城乡居民基本医疗保险", "公务员医疗补助", "大额医疗费用补助"]
                .map(|title| Choice {
                    title: title.into(),
                    subtitle: "2015年7月起 ・ 正常参保 ・ 重庆市南川区青竹木制品有限公司".into(),
                    touch: Touch::MoveTo(Destination::Elsewhere),
                })
                .into();
    })
}

fn preview() -> View {
    changed(usual::preview(), page!(Preview), |page| {
        page.title = "请核对城乡居民基本医疗保险参保凭证".into();
        page.subtitle = "打印出来就是这个样子".into();
        page.document.copy = CopyKind::Reissue;
        page.caption = "补打，编号不变。共 1 张，不收费".into();
        page.buttons.middle = Some(action("换一个险种", Touch::Back));
        page.buttons.primary = Some(action("没有问题，补打", Touch::Confirm));
    })
}

fn take() -> View {
    changed(usual::take(), page!(Take), |page| {
        page.title = "请取走参保信息查询单".into();
        page.chip = chip(Tone::Attention, "已受理");
        page.what = "参保信息查询单 2 张".into();
        page.lines = strings(&[
            "编号 500119-07-20261124-00031-6",
            "现在连不上区医保局，连上后自动上报，您不用再来。",
            "09:31 已受理",
            "请把两张都取走",
        ]);
        page.afterwards = "拿好后，请拿走身份证。20 秒后没有取走的纸会收回。".into();
    })
}

fn more_time() -> View {
    changed(usual::more_time(), page!(MoreTime), |page| {
        page.seconds_left = 120;
        page.seconds = 120;
        page.subtitle = "120 秒后为保护您的信息，将结束本次办理，没有取走的纸会收回".into();
    })
}

fn trouble() -> View {
    changed(usual::trouble(), page!(Trouble), |page| {
        page.title = "没有查到您的参保记录".into();
        page.subtitle = "您的凭证已经办好，还没有打印出来，编号 500119-07-20261124-00031-6".into();
        page.paragraphs = vec![
            paragraph(
                "已经通知工作人员来换纸",
                "换好后会接着打印，编号不变，不会重复。请不要离开，换纸一般不到两分钟。",
            ),
            paragraph(
                "不想等？",
                "到任意一台自助机刷身份证，就能接着打印；也可以到 3 号窗口领取。",
            ),
            paragraph("", "本机的数据截至今天 09:28。刚参保的，记录可能还没有到。"),
        ];
        page.buttons.middle = Some(action("没有拿到，再打一张", Touch::HaveNot));
        page.buttons.back = Some(action("不等了，结束", Touch::EndVisit));
        page.buttons.primary = Some(action("我拿到了", Touch::HaveIt));
    })
}

fn guide_list() -> View {
    changed(usual::guide_list(), page!(GuideList), |page: &mut GuideList| {
        page.rows = (27..36)
            .map(|number: u32| GuideRow {
                number: format!("第 {number} 项"),
                title: LONG_ITEM.into(),
                chip: chip(Tone::Closed, "15 个工作日"),
                touch: Touch::OpenGuide(item(&format!("item-{number}"))),
            })
            .collect();
        page.buttons.middle = Some(action("‹ 上一页", Touch::PreviousPage));
    })
}

fn guide() -> View {
    changed(usual::guide(), page!(Guide), |page| {
        page.title = LONG_ITEM.into();
        page.materials[1] = Material {
            text: format!("{LONG_FORM}一份，本人签字；由别人代办的，还要代办人的有效身份证件"),
            note: Some("窗口有空表，也可以打印带走".into()),
        };
        page.materials.truncate(4);
        page.limit.1 = "不超过 30 个工作日，急的 10 个工作日".into();
        page.place.1 = "区医保局 5 号窗口、街道（乡镇）便民服务中心".into();
        page.remarks[0].text = "意外受伤看病的，还要交警事故认定书、法院判决书或调解协议书等复印件一份；没有的填个人承诺书。".into();
        page.buttons.middle = Some(action("下一页 ›", Touch::NextPage));
    })
}

fn long_text() -> View {
    changed(usual::guide(), page!(Guide), |page| {
        page.materials.clear();
        page.limit.1.clear();
        page.place.1.clear();
        page.remarks = (0..4)
            .map(|_| Paragraph {
                heading: "法律依据".into(),
                text: "《中华人民共和国社会保险法》第七十四条：社会保险经办机构应当及时为用人单位建立档案，完整、准确地记录参加社会保险的人员、缴费等社会保险数据，妥善保管登记、申报的原始凭证和支付结算的会计凭证。".into(),
            })
            .collect();
        page.buttons = Buttons {
            middle: Some(action("‹ 上一页", Touch::PreviousPage)),
            ..page.buttons.clone()
        };
    })
}

fn parting() -> View {
    changed(usual::parting(), page!(Parting), |page| {
        page.title = "请拿走身份证和参保凭证".into();
        page.subtitle = "没有取走的纸，20 秒后收回，您可以凭身份证在任意一台自助机补打".into();
    })
}

fn out_of_service() -> View {
    let mut view = changed(usual::out_of_service(), page!(OutOfService), |page| {
        page.subtitle = "身份证读卡器和打印机都不能用了，已经通知维修人员，今天下午修好".into();
        page.lines = strings(
            &["请到大厅 1 至 6 号窗口办理，排队取号请找导办台的工作人员，急的可以走绿色通道。"; 4],
        );
    });
    view.frame.staff_called = true;
    view
}

/// Every page, with the name of its picture.
pub(crate) fn all() -> Vec<(&'static str, View)> {
    vec![
        ("long-welcome", welcome()),
        ("long-six-offers", six_offers()),
        ("long-working", working()),
        ("long-services", services()),
        ("long-enrolment", enrolment()),
        ("long-five-schemes", five_schemes()),
        ("long-facts", long_facts()),
        ("long-table", long_table()),
        ("long-question", question()),
        ("long-preview", preview()),
        ("long-take", take()),
        ("long-more-time", more_time()),
        ("long-trouble", trouble()),
        ("long-guide-list", guide_list()),
        ("long-guide", guide()),
        ("long-text", long_text()),
        ("long-parting", parting()),
        ("long-out-of-service", out_of_service()),
    ]
}
