//! The list of public services as the bureau published it, cell by cell.

const DOCUMENT: &str = include_str!("../data/000_d8829e9cd75ded93.txt");
const HEADER: &str = "南川区医保局公共服务事项清单（2024年版）\n\n\
    \t序号\n\t事项名称\n\t设定依据\n\t行使层级\n\t市级指导部门\n\t区级实施部门\n\t备注\n\n";

/// A row, each cell with its words as they stand, and the citations of 设定依据 parted. A cell that
/// the file does not hold is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) number: usize,
    pub(crate) title: String,
    pub(crate) levels: Option<String>,
    pub(crate) municipal: Option<String>,
    pub(crate) district: Option<String>,
    pub(crate) citations: Vec<Citation>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Citation {
    pub(crate) title: String,
    pub(crate) number: Option<String>,
    pub(crate) articles: Vec<String>,
}

/// All rows with their cell of 设定依据.
///
/// In the file a tab begins each cell. A whole row ends with an empty cell of remarks and a free
/// line. Elsewhere a row is cut off: the next one begins with a space before its tab, and may lack
/// its number, and the last row is followed by a space alone.
pub(crate) fn rows() -> Vec<(Row, &'static str)> {
    let mut rows: Vec<Vec<&str>> = Vec::new();
    let mut begins = true;
    for line in DOCUMENT.strip_prefix(HEADER).unwrap().strip_suffix("\n ").unwrap().split('\n') {
        if line.is_empty() {
            begins = true;
            continue;
        }
        let cell = line.trim_start_matches(' ').strip_prefix('\t').unwrap();
        if begins || line.starts_with(' ') {
            rows.push(Vec::new());
        }
        begins = false;
        rows.last_mut().unwrap().push(cell);
    }
    rows.iter().zip(1..).map(|(cells, number)| row(cells, number)).collect()
}

fn row<'a>(cells: &[&'a str], number: usize) -> (Row, &'a str) {
    let cells = match cells[0].parse::<usize>() {
        Ok(written) => {
            assert_eq!(written, number);
            &cells[1..]
        }
        Err(_) => cells,
    };
    let remarks = cells.get(5).copied().unwrap_or_default();
    assert!(cells.len() <= 6 && remarks.is_empty(), "a cell too many: {cells:?}");
    let cell = |at: usize| cells.get(at).map(|&cell| cell.to_owned());
    let row = Row {
        number,
        title: cell(0).unwrap(),
        levels: cell(2),
        municipal: cell(3),
        district: cell(4),
        citations: parted(cells[1]).into_iter().map(citation).collect(),
    };
    (row, cells[1])
}

/// Parts a cell at `1.《`, `2.《` and so on. A title elsewhere is only spoken of, not cited.
fn parted(basis: &str) -> Vec<&str> {
    let Some(mut rest) = basis.strip_prefix("1.") else { return vec![basis] };
    let mut parts = Vec::new();
    for next in 2.. {
        let Some((part, after)) = rest.split_once(&format!("{next}.《")) else { break };
        parts.push(part);
        // The title's opening mark belongs to the next part.
        rest = &rest[rest.len() - after.len() - '《'.len_utf8()..];
    }
    parts.push(rest);
    parts
}

fn citation(part: &str) -> Citation {
    let (title, after) = part.strip_prefix('《').unwrap().split_once('》').unwrap();
    let number = after
        .strip_prefix(['（', '('])
        .and_then(|rest| rest.split_once(['）', ')']))
        .map(|(number, _)| number.trim_end())
        .filter(|number| number.ends_with('号'));
    let articles = after.split('第').skip(1).filter_map(|rest| {
        let (figures, _) = rest.split_once('条')?;
        let chinese = figures.chars().all(|sign| "一二三四五六七八九十百".contains(sign));
        (chinese && !figures.is_empty()).then(|| format!("第{figures}条"))
    });
    Citation {
        title: title.to_owned(),
        number: number.map(str::to_owned),
        articles: articles.collect(),
    }
}
