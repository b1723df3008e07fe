//! The pages, one type each.

use std::fmt;

use super::{Action, Buttons, Chip, Icon, Paging, Steps, Tone, Touch};
use crate::document::Document;

/// 欢迎: what the machine can do and where to put the card. No button begins a visit; a card does.
#[derive(Debug, Clone, PartialEq)]
pub struct Welcome {
    /// 请放身份证, in the largest type.
    pub title: String,
    /// 放好即开始，不用先点屏幕.
    pub subtitle: String,
    /// The means of identification, as tiles.
    pub credentials: Vec<CredentialTile>,
    /// Heading over the offers.
    pub offers_title: String,
    /// What can be done here; a touch explains or opens the guides.
    pub offers: Vec<Offer>,
    /// Said above the tiles: a forgotten card, paper left in the mouth, a reader out of use.
    pub notice: Option<(Tone, String)>,
}

/// One means of identification.
#[derive(Debug, Clone, PartialEq)]
pub struct CredentialTile {
    /// Its sign.
    pub icon: Icon,
    /// Its name.
    pub title: String,
    /// Whether its reader works now; a tile that does not is grey, with its reason.
    pub usable: bool,
    /// What is said under the name, 暂停使用.
    pub hint: String,
}

/// One thing that the machine does.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer {
    /// Its sign.
    pub icon: Icon,
    /// 查参保.
    pub title: String,
    /// 状态 缴费 账户.
    pub subtitle: String,
    /// What a touch on the tile does.
    pub touch: Touch,
}

/// Something is going on: the card is read, the district asked, paper printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Working {
    /// The item's steps, where it has begun.
    pub steps: Option<Steps>,
    /// The sign in the circle.
    pub icon: Icon,
    /// 正在读卡.
    pub title: String,
    /// 请不要移动身份证.
    pub subtitle: String,
    /// How much is done, 0 to 100; `None` where nobody can know.
    pub percent: Option<u8>,
}

/// 我的事项: what is open to this person, and for what is closed the reason in words.
///
/// `Debug` prints no greeting, for the name in it may be shown in full.
#[derive(Clone, PartialEq)]
pub struct Services {
    /// 林*远，您好.
    pub greeting: String,
    /// Shows the name in full, or masks it again.
    pub name_toggle: Action,
    /// 职工医保（个人身份）正常参保 ・ 数据截至今天 09:28.
    pub status: String,
    /// Something to know first, for example paper that was not taken last time.
    pub notice: Option<(Tone, String)>,
    /// Heading of the open ones.
    pub open_title: String,
    /// Open items.
    pub open: Vec<ServiceRow>,
    /// Heading of the closed ones.
    pub closed_title: String,
    /// Closed items with their reasons.
    pub closed: Vec<ClosedRow>,
}

impl fmt::Debug for Services {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Services({} open, {} closed)", self.open.len(), self.closed.len())
    }
}

/// An open item.
#[derive(Debug, Clone, PartialEq)]
pub struct ServiceRow {
    /// Its sign.
    pub icon: Icon,
    /// 打印参保凭证.
    pub title: String,
    /// 转到外地参保时用.
    pub subtitle: String,
    /// What touching the row does.
    pub touch: Touch,
}

/// A closed item.
#[derive(Debug, Clone, PartialEq)]
pub struct ClosedRow {
    /// 打印参保凭证.
    pub title: String,
    /// Why, in a short sentence.
    pub reason: String,
    /// 为什么.
    pub why: Action,
}

/// 我的参保信息: a page of cards.
#[derive(Debug, Clone, PartialEq)]
pub struct Enrolment {
    /// 我的参保信息.
    pub title: String,
    /// 第 1 页，共 3 页 ・ 数据截至今天 09:28.
    pub subtitle: String,
    /// At most three cards, top to bottom.
    pub cards: Vec<Card>,
    /// 返回, 打印查询单, 下一页.
    pub buttons: Buttons,
}

/// A white card. `Debug` prints its title alone, for the rest is somebody's record.
#[derive(Clone, PartialEq)]
pub enum Card {
    /// A title with a chip, and facts.
    Facts {
        /// 职工基本医疗保险.
        title: String,
        /// ✓ 正常参保.
        chip: Option<Chip>,
        /// Label and value, a line each.
        facts: Vec<Fact>,
    },
    /// The months of a year as bars.
    Year {
        /// 2026 年缴费.
        title: String,
        /// 已缴 10 个月.
        summary: String,
        /// Twelve bars.
        bars: Vec<Bar>,
        /// What the gap means and where to ask.
        remark: Option<(Tone, String)>,
    },
    /// A table of lines.
    Table {
        /// Its title.
        title: String,
        /// At the right of the title.
        summary: String,
        /// Heads of the columns.
        columns: Vec<Column>,
        /// The lines, one text a column.
        lines: Vec<Vec<String>>,
    },
}

impl fmt::Debug for Card {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Facts { title, .. } | Self::Year { title, .. } | Self::Table { title, .. }) =
            self;
        write!(f, "Card({title})")
    }
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its head.
    pub title: String,
    /// Share of the width, in parts.
    pub parts: u8,
    /// Numbers stand at the right.
    pub right: bool,
}

/// A label and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// 本次参保.
    pub label: String,
    /// 2021年3月起.
    pub value: String,
    /// Shown in bold.
    pub strong: bool,
}

/// A month of the small chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// 1 to 12.
    pub label: String,
    /// What is known of it.
    pub state: BarState,
}

/// What is known of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BarState {
    /// A contribution is on record.
    Paid,
    /// None is on record although one was enrolled.
    Missing,
    /// Not yet, or not enrolled then.
    Empty,
}

/// One question with a few large answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// The item's steps.
    pub steps: Option<Steps>,
    /// The question.
    pub title: String,
    /// What it is for.
    pub subtitle: String,
    /// The answers.
    pub choices: Vec<Choice>,
    /// 返回.
    pub buttons: Buttons,
}

/// An answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// In a few words.
    pub title: String,
    /// What it leads to.
    pub subtitle: String,
    /// What touching it means.
    pub touch: Touch,
}

/// The paper exactly as it will come out, and one question.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// 请核对参保凭证.
    pub title: String,
    /// 打印出来就是这个样子.
    pub subtitle: String,
    /// The paper.
    pub document: Document,
    /// 共 1 张，不收费.
    pub caption: String,
    /// 返回, 没有问题，打印.
    pub buttons: Buttons,
}

/// 请取走凭证: one thing to do, in the largest type.
#[derive(Debug, Clone, PartialEq)]
pub struct Take {
    /// The item's steps.
    pub steps: Option<Steps>,
    /// 请取走凭证.
    pub title: String,
    /// Where it is.
    pub subtitle: String,
    /// ✓ 已办结, or ！ 已受理.
    pub chip: Chip,
    /// 参保凭证 1 张.
    pub what: String,
    /// 编号, 已报区医保局.
    pub lines: Vec<String>,
    /// 拿好后，请拿走身份证.
    pub afterwards: String,
}

/// 还需要时间吗: covers the page behind it whole.
#[derive(Debug, Clone, PartialEq)]
pub struct MoreTime {
    /// The question.
    pub title: String,
    /// What happens otherwise.
    pub subtitle: String,
    /// Seconds left.
    pub seconds_left: u32,
    /// Of how many.
    pub seconds: u32,
    /// 我还在，继续.
    pub stay: Action,
    /// 结束办理.
    pub end: Action,
}

/// Something does not go as wished: what is safe first, then who helps, then what else one can do.
#[derive(Debug, Clone, PartialEq)]
pub struct Trouble {
    /// The item's steps, where it has begun.
    pub steps: Option<Steps>,
    /// The sign in the circle.
    pub icon: Icon,
    /// Its tone.
    pub tone: Tone,
    /// 打印纸用完了.
    pub title: String,
    /// 您的凭证已经办好，还没有打印出来.
    pub subtitle: String,
    /// The card below, paragraph by paragraph.
    pub paragraphs: Vec<Paragraph>,
    /// Ways on; there is always one.
    pub buttons: Buttons,
}

/// A heading in bold and text under it; either may be empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Paragraph {
    /// In bold.
    pub heading: String,
    /// Under it.
    pub text: String,
}

/// 办事指南: all items of both lists.
#[derive(Debug, Clone, PartialEq)]
pub struct GuideList {
    /// 办事指南.
    pub title: String,
    /// 第 1 页，共 5 页.
    pub subtitle: String,
    /// At most nine rows; a group's name stands before its first.
    pub rows: Vec<GuideRow>,
    /// Which page.
    pub paging: Paging,
    /// 返回, 上一页, 下一页.
    pub buttons: Buttons,
}

/// An item in the list of guides.
#[derive(Debug, Clone, PartialEq)]
pub struct GuideRow {
    /// 第 27 项.
    pub number: String,
    /// Its title, without ★.
    pub title: String,
    /// 本机可办, 即时办结 or the time limit.
    pub chip: Chip,
    /// Opens it.
    pub touch: Touch,
}

/// One item's guide: what to bring, how long, where.
#[derive(Debug, Clone, PartialEq)]
pub struct GuidePage {
    /// 办事指南 ・ 第 27 项.
    pub badge: String,
    /// Its title.
    pub title: String,
    /// 请到窗口办理。要带的东西可以打印带走。
    pub subtitle: String,
    /// What to bring; empty where the list gives nothing, then `remarks` says so.
    pub materials: Vec<Material>,
    /// 多久办完, and the time limit.
    pub limit: (String, String),
    /// 到哪里办, and the window.
    pub place: (String, String),
    /// The special cases, the steps, who may and on what legal ground, paragraph by paragraph.
    pub remarks: Vec<Paragraph>,
    /// Which page; a long item has several.
    pub paging: Paging,
    /// 返回, 下一页, 打印一次性告知单.
    pub buttons: Buttons,
}

/// One thing to bring, with a box to tick.
#[derive(Debug, Clone, PartialEq)]
pub struct Material {
    /// As the list has it.
    pub text: String,
    /// 三样里带一样.
    pub note: Option<String>,
}

/// 再见, or 请拿走身份证.
#[derive(Debug, Clone, PartialEq)]
pub struct Parting {
    /// The sign in the circle.
    pub icon: Icon,
    /// Its tone.
    pub tone: Tone,
    /// The one thing to do or to hear.
    pub title: String,
    /// A line under it.
    pub subtitle: String,
    /// 还要办别的事, where the card is still there.
    pub action: Option<Action>,
}

/// 暂停服务.
#[derive(Debug, Clone, PartialEq)]
pub struct OutOfService {
    /// 暂停服务.
    pub title: String,
    /// Why, in plain words.
    pub subtitle: String,
    /// Where one is served meanwhile.
    pub lines: Vec<String>,
    /// Guides stay readable.
    pub guides: Action,
}
