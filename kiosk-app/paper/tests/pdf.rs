//! The PDF of a sheet, as viewers that nobody here wrote read it.

#![allow(clippy::unwrap_used)] // What helps a test is a test.

mod common;

use common::judge::ask;
use faces::Faces;
use kiosk_core::document::Document;
use kiosk_paper::pdf;

/// The text of a PDF, line by line as it stands on the page.
fn lines(document: &Document) -> Option<Vec<String>> {
    let pdf = pdf(document, &Faces::shipped().unwrap()).unwrap();
    let text = ask("poppler-utils", "pdftotext", &["-layout", "-", "-"], &pdf)?;
    let squeeze = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(text.lines().map(squeeze).filter(|line| !line.is_empty()).collect())
}

#[test]
fn the_text_of_a_voucher_can_be_copied_out_of_its_pdf() {
    let Some(lines) = lines(&common::voucher("林知远")) else { return };
    assert_eq!(
        lines,
        [
            "基本医疗保险参保凭证",
            "编号 500119-07-20261124-00031-6",
            "姓名 林知远",
            "性别 男",
            "身份证号 500119196109271236",
            "出生日期 1961年09月27日",
            "险种 职工基本医疗保险",
            "参保起止 2021年03月—2026年11月",
            "缴费月数 68 个月",
            "账户余额 1,286.40 元",
            "是否欠费 否",
            "经办机构：重庆市南川区医疗保障局",
            "打印时间：2026年11月24日 09:31",
            "扫码可验真伪",
            "本凭证用于办理基本医疗保险关系转移接续，离开原参",
            "保地后 3 个月内，请到新参保地办理登记（《基本医",
            "疗保险关系转移接续暂行办法》）。",
            "本凭证用于转移医保关系，请交给新参保地的医保经办",
            "机构。",
        ]
    );
}

#[test]
fn rare_names_can_be_copied_and_an_unknown_character_shows_as_the_mark_for_it() {
    for (name, shown) in [
        ("杨𬱖", "姓名 杨𬱖"),
        ("龙䶮", "姓名 龙䶮"),
        ("买买提·吐尔逊", "姓名 买买提·吐尔逊"),
        ("Abdurahmanjan Muhammad-Tursuni", "姓名 Abdurahmanjan Muhammad-Tursuni"),
        ("龙\u{E863}", "姓名 龙〓"),
    ] {
        let Some(lines) = lines(&common::voucher(name)) else { return };
        assert_eq!(lines[2], shown);
    }
}

#[test]
fn rows_of_a_table_stay_rows() {
    let Some(lines) = lines(&common::inquiry()) else { return };
    assert!(lines.contains(&"费款所属期 缴费基数 个人缴费 状态".to_owned()), "{lines:?}");
    assert!(lines.contains(&"2026年05月 4,920.00 0.00 未缴".to_owned()), "{lines:?}");
}

#[test]
fn the_page_is_as_wide_as_the_paper_and_names_the_form_but_no_person() {
    let pdf = pdf(&common::voucher("林知远"), &Faces::shipped().unwrap()).unwrap();
    let Some(about) = ask("poppler-utils", "pdfinfo", &["-"], &pdf) else { return };
    // 80 mm are 226.772 points.
    assert!(about.contains("Page size:       226.772 x"), "{about}");
    assert!(about.contains("Title:           参保凭证"), "{about}");
    assert!(!about.contains("林知远"), "{about}");
}
