//! The handling list as the bureau published it, cell by cell.

const DOCUMENT: &str = include_str!("../data/001_85330628e1814406.txt");
const HEADER: &str = "\t项目\n\t序号\n\t子项\n\t办理材料\n\t办理时限\n\t办理环节\n\t备注\n\n\t";
const NOTES: &str = "\n\n\n说明：\n";

/// A row, each cell with its words as they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) group: String,
    pub(crate) number: String,
    pub(crate) title: String,
    pub(crate) materials: String,
    pub(crate) time_limit: String,
    pub(crate) steps: String,
    pub(crate) remarks: String,
}

/// All rows. In the file a tab begins each cell and a free line ends each row; the group's cell
/// spans rows, and is empty on all but its first.
pub(crate) fn rows() -> Vec<Row> {
    let (table, _) = DOCUMENT.split_once(NOTES).unwrap();
    let mut group = "";
    let row = |row| {
        let cells: Vec<&str> = str::split(row, "\n\t").collect();
        let [heading, number, title, materials, time_limit, steps, remarks] = cells[..] else {
            panic!("a row has 7 cells: {cells:?}");
        };
        if !heading.is_empty() {
            group = heading;
        }
        Row {
            group: group.to_owned(),
            number: number.to_owned(),
            title: title.to_owned(),
            materials: materials.to_owned(),
            time_limit: time_limit.to_owned(),
            steps: steps.to_owned(),
            remarks: remarks.to_owned(),
        }
    };
    table.strip_prefix(HEADER).unwrap().split("\n\n\t").map(row).collect()
}
