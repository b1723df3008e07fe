//! Sheets as the kiosk prints them, about people who do not exist.

#![allow(dead_code, reason = "each test takes the sheets that it needs")]

pub(crate) mod any;
pub(crate) mod judge;

use kiosk_core::document::{Block, Cell, CopyKind, Document, DocumentId};
use uuid::Uuid;

fn document(form: &str, name: &str, number: Option<&str>, blocks: Vec<Block>) -> Document {
    Document {
        id: DocumentId(Uuid::from_u128(0x0193_5a7c_0000_7000_8000_0000_0000_0001)),
        form: form.to_owned(),
        form_version: "1".to_owned(),
        name: name.to_owned(),
        number: number.map(str::to_owned),
        copy: CopyKind::Original,
        content_hash: "0".repeat(64),
        blocks,
    }
}

/// A sheet of any blocks.
pub(crate) fn sheet(blocks: Vec<Block>) -> Document {
    document("any", "任意", None, blocks)
}

fn title(text: &str) -> Block {
    Block::Title(text.to_owned())
}

fn subtitle(text: &str) -> Block {
    Block::Subtitle(text.to_owned())
}

fn heading(text: &str) -> Block {
    Block::Heading(text.to_owned())
}

fn text(text: &str) -> Block {
    Block::Text(text.to_owned())
}

fn field(label: &str, value: &str) -> Block {
    Block::Field { label: label.to_owned(), value: value.to_owned(), strong: false }
}

fn strong(label: &str, value: &str) -> Block {
    Block::Field { label: label.to_owned(), value: value.to_owned(), strong: true }
}

fn tick(text: &str) -> Block {
    Block::Tick(text.to_owned())
}

fn row<const N: usize>(cells: [(&str, u8, bool); N]) -> Block {
    let cell =
        |(text, columns, right): (&str, u8, bool)| Cell { text: text.to_owned(), columns, right };
    Block::Row(cells.map(cell).to_vec())
}

/// What the code of the voucher holds.
pub(crate) const VOUCHER_CODE: &str =
    "https://ybj.example.cn/v?n=500119-07-20261124-00031-6&h=9F2C61D07A44B1E8";

/// 参保凭证.
pub(crate) fn voucher(name: &str) -> Document {
    let number = "500119-07-20261124-00031-6";
    document(
        "enrolment-voucher",
        "参保凭证",
        Some(number),
        vec![
            title("基本医疗保险参保凭证"),
            subtitle(&format!("编号 {number}")),
            Block::Rule,
            strong("姓名", name),
            field("性别", "男"),
            field("身份证号", "500119196109271236"),
            field("出生日期", "1961年09月27日"),
            field("险种", "职工基本医疗保险"),
            field("参保起止", "2021年03月—2026年11月"),
            field("缴费月数", "68 个月"),
            field("账户余额", "1,286.40 元"),
            field("是否欠费", "否"),
            Block::Rule,
            text("经办机构：重庆市南川区医疗保障局"),
            text("打印时间：2026年11月24日 09:31"),
            Block::Qr { data: VOUCHER_CODE.to_owned(), caption: "扫码可验真伪".to_owned() },
            text(
                "本凭证用于办理基本医疗保险关系转移接续，离开原参保地后 3 个月内，请到新参保地办理登记（《基本医疗保险关系转移接续暂行办法》）。",
            ),
            text("本凭证用于转移医保关系，请交给新参保地的医保经办机构。"),
        ],
    )
}

/// 缴费查询单, with a table of months.
pub(crate) fn inquiry() -> Document {
    let mut blocks = vec![
        title("医疗保险缴费查询单"),
        subtitle("仅供本人查询，不作为凭证使用"),
        Block::Rule,
        strong("姓名", "周默"),
        field("身份证号", "500119********203X"),
        field("参保单位", "重庆市南川区青竹木制品有限公司"),
        Block::Rule,
        heading("近 12 个月缴费"),
        row([
            ("费款所属期", 14, false),
            ("缴费基数", 14, true),
            ("个人缴费", 12, true),
            ("状态", 8, true),
        ]),
    ];
    for month in 1..=12 {
        let period = format!("2026年{month:02}月");
        let (paid, state) = if month == 5 { ("0.00", "未缴") } else { ("98.40", "已缴") };
        blocks.push(row([
            (&period, 14, false),
            ("4,920.00", 14, true),
            (paid, 12, true),
            (state, 8, true),
        ]));
    }
    blocks.extend([
        row([("合计", 14, false), ("", 14, true), ("1,082.40", 12, true), ("", 8, true)]),
        Block::Rule,
        text("查询时间：2026年11月24日 09:31"),
    ]);
    document("contribution-inquiry", "缴费查询单", None, blocks)
}

/// 一次性告知单, with things to tick, on a second copy.
pub(crate) fn notice() -> Document {
    document(
        "one-time-notice",
        "一次性告知单",
        None,
        vec![
            Block::Mark("补打".to_owned()),
            title("办理异地就医备案一次性告知单"),
            Block::Rule,
            heading("请您带齐以下材料"),
            tick("医保电子凭证、有效身份证件或者社会保障卡（三者带一样即可）"),
            tick("《基本医疗保险跨省异地就医备案个人承诺书》"),
            tick("居住证、户口簿首页和本人常住人口登记卡，或者居住地派出所出具的证明"),
            heading("办理地点和时间"),
            text("重庆市南川区医疗保障局服务大厅 3 号窗口，工作日 9:00—17:00。"),
            text("咨询电话：12393"),
        ],
    )
}

/// Titles in double size and double height with a character that no ROM holds.
pub(crate) fn rare_titles() -> Document {
    sheet(vec![title("致杨𬱖女士"), title("致杨𬱖女士：您的医疗保险已经办好 A"), text("您好。")])
}
