//! Sums and months as people read them.

/// Fen as yuan with two decimals and thousands apart: 1,286.40.
pub fn yuan(fen: i64) -> String {
    let (sign, fen) = if fen < 0 { ("-", fen.unsigned_abs()) } else { ("", fen.unsigned_abs()) };
    let whole = (fen / 100).to_string();
    let first = whole.len() % 3;
    let groups = whole.as_bytes()[first..]
        .chunks(3)
        .map(|group| String::from_utf8_lossy(group).into_owned());
    let head = (0 < first).then(|| whole[..first].to_owned());
    let grouped: Vec<String> = head.into_iter().chain(groups).collect();
    format!("{sign}{}.{:02}", grouped.join(","), fen % 100)
}

/// Months as years and months: 5年8个月.
pub(super) fn years_and_months(months: usize) -> String {
    match (months / 12, months % 12) {
        (0, months) => format!("{months}个月"),
        (years, 0) => format!("{years}年"),
        (years, months) => format!("{years}年{months}个月"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_reads_as_on_a_bank_slip() {
        assert_eq!(yuan(128_640), "1,286.40");
        assert_eq!(yuan(5), "0.05");
        assert_eq!(yuan(100_000_000), "1,000,000.00");
        assert_eq!(yuan(-12_300), "-123.00");
    }

    #[test]
    fn months_read_as_years() {
        assert_eq!(years_and_months(68), "5年8个月");
        assert_eq!(years_and_months(11), "11个月");
        assert_eq!(years_and_months(24), "2年");
    }
}
