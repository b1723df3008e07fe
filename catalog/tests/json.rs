//! What `kiosk catalog --json` prints: names and their order are a contract with other programs.

// A helper that finds no value stops its test, as the test itself would.
#![allow(clippy::unwrap_used)]

use catalog::Catalog;
use serde_json::Value;

fn printed() -> Value {
    serde_json::to_value(Catalog::bundled()).unwrap()
}

#[test]
fn an_item_of_both_lists_is_printed_in_full() {
    let json = serde_json::to_string(Catalog::bundled()).unwrap();
    let expected = concat!(
        r#"{"key":"care-filing-long-term-resident","numbers":{"handling":21,"public":21},"#,
        r#""title":"异地长期居住人员备案","public_title":"基本医疗保险异地长期居住人员备案","#,
        r#""starred":true,"group":"四、基本医疗保险参保人员异地就医备案","#,
        r#""materials":["有效身份证件或医保电子凭证或社保卡","#,
        r#""《重庆市跨省长期异地就医登记备案表》","长期居住认定材料（居住证或个人承诺书）"],"#,
        r#""time_limit":"即时办结","instant":true,"#,
        r#""steps":["申请","受理","审核","办结"],"#,
        r#""remarks":["可通过线上渠道直接“不见面”办理；","#,
        r#""办理变更、暂停、恢复或终止的只需要有效身份证件或医保电子凭证或社保卡；"],"#,
        r#""levels":["区县级"],"departments":{"municipal":"市医保局","district":"区医保局"},"#,
        r#""legal_basis":[{"title":"人力资源和社会保障部财政部关于做好基本医疗保险"#,
        r#"跨省异地就医住院医疗费用直接结算工作的通知","number":"人社部发〔2016〕120号","#,
        r#""articles":[]},"#,
    );
    assert!(json.starts_with(r#"{"items":[{"key":"unit-enrolment","#));
    assert!(json.contains(expected));
}

#[test]
fn a_list_without_the_item_says_null() {
    let catalog = printed();
    let item = |key| catalog["items"].as_array().unwrap().iter().find(|it| it["key"] == key);

    let settlement = item("pharmacy-settlement").unwrap();
    assert_eq!(settlement["numbers"], serde_json::json!({"handling": 36, "public": null}));
    assert_eq!(settlement["title"], "基本医疗保险定点零售药店用结算");
    assert_eq!(settlement["time_limit"], "不超过30个 工作日");
    for name in ["public_title", "levels", "departments", "legal_basis"] {
        assert_eq!(settlement.get(name), Some(&Value::Null), "{name}");
    }

    let complaint = item("complaint").unwrap();
    assert_eq!(complaint["numbers"], serde_json::json!({"handling": null, "public": 36}));
    assert_eq!(complaint["at_this_kiosk"], "guide");
    for name in
        ["title", "starred", "group", "materials", "time_limit", "instant", "steps", "remarks"]
    {
        assert_eq!(complaint.get(name), Some(&Value::Null), "{name}");
    }
}

#[test]
fn a_cell_that_the_published_file_lacks_is_null() {
    let catalog = printed();
    let cut = catalog["items"].as_array().unwrap().iter().filter(|item| item["levels"].is_null());
    let keys: Vec<_> = cut.map(|item| &item["key"]).collect();
    let cut_off = ["unit-merger", "unit-transfer", "unit-deregistration", "unit-record-change"];
    assert_eq!(keys[..4], cut_off);
    assert_eq!(keys[4..], ["pharmacy-settlement", "account-link"]);
}
