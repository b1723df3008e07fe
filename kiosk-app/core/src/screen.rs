//! What a citizen sees, as data: every word on it is final, every name on it masked as it shall be.
//!
//! The view draws a [`View`] and hands back the [`Touch`] of the control that was touched. It
//! decides nothing.

mod pages;

pub use pages::{
    Bar, BarState, Card, Choice, ClosedRow, Column, CredentialTile, Enrolment, Fact, GuideList,
    GuidePage, GuideRow, Material, MoreTime, Offer, OutOfService, Paragraph, Parting, Preview,
    Question, ServiceRow, Services, Take, Trouble, Welcome, Working,
};

use catalog::ItemKey;
use codes::Scheme;

/// The whole screen.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// What stands around every page.
    pub frame: Frame,
    /// The page in the middle.
    pub page: Page,
}

/// The top bar, the bottom bar and the strip over the slots.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// Name of the bureau.
    pub bureau: String,
    /// What this machine is called, for example 自助服务终端 07.
    pub terminal: String,
    /// Hours and minutes, 09:30.
    pub clock: String,
    /// Day and weekday, 11月24日 星期二.
    pub date: String,
    /// The bottom bar offers 结束办理: somebody is identified.
    pub in_visit: bool,
    /// The call for staff is on: the top bar says so until it is taken back.
    pub staff_called: bool,
    /// The strip that stands over the real slots, left to right; empty on pages that do not want the hands there.
    pub slots: Vec<Slot>,
}

/// One real slot under the screen.
#[derive(Debug, Clone, PartialEq)]
pub struct Slot {
    /// What it is for, 身份证.
    pub title: String,
    /// What to do there, 平放在感应区.
    pub hint: String,
    /// How it looks; its lamp does the same.
    pub look: SlotLook,
}

/// How a slot of the strip looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotLook {
    /// Primary colour with an arrow: put something here.
    Guide,
    /// Tint, no arrow: nothing to do.
    Calm,
    /// Green with an arrow: take something here.
    Take,
    /// Grey: not in use now.
    Closed,
}

/// The pages.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)] // Each page has its own words on its own type.
pub enum Page {
    Welcome(Welcome),
    Working(Working),
    Services(Services),
    Enrolment(Enrolment),
    Question(Question),
    Preview(Preview),
    Take(Take),
    MoreTime(MoreTime),
    Trouble(Trouble),
    GuideList(GuideList),
    Guide(GuidePage),
    Parting(Parting),
    OutOfService(OutOfService),
}

/// A button: what it says and what touching it means.
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    /// What happens, in words: 没有问题，打印.
    pub label: String,
    /// What the visit is told.
    pub touch: Touch,
}

/// The buttons at the foot of a page: going back at the left, the one primary button at the right.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Buttons {
    /// 返回 or what stands in its place, outlined, at the left.
    pub back: Option<Action>,
    /// A second way on, outlined, in the middle.
    pub middle: Option<Action>,
    /// The one primary button, filled, at the lower right.
    pub primary: Option<Action>,
}

/// What a citizen did on the glass.
#[derive(Debug, Clone, PartialEq)]
pub enum Touch {
    /// Opens an item (办理).
    OpenItem(ItemKey),
    /// Asks why an item is closed.
    AskWhy(ItemKey),
    /// Opens the list of guides.
    OpenGuides,
    /// Opens one guide.
    OpenGuide(ItemKey),
    /// One page back, or to where one came from.
    Back,
    /// The next page of several.
    NextPage,
    /// The previous page of several.
    PreviousPage,
    /// The name is shown in full, or masked again.
    ToggleName,
    /// Moves the relation out of the pooling area (统筹区, all Chongqing), or stays inside.
    MoveTo(Destination),
    /// Picks the scheme that the voucher is for.
    PickScheme(Scheme),
    /// Yes to what is shown: issue and print it.
    Confirm,
    /// Prints what is shown (查询单, 一次性告知单).
    Print,
    /// Waits here until the paper is refilled.
    Wait,
    /// Holds the paper in the hand.
    HaveIt,
    /// Does not have the paper: print it again.
    HaveNot,
    /// Is still there.
    StillHere,
    /// Has more to do.
    MoreToDo,
    /// Ends the visit.
    EndVisit,
    /// Calls staff, or takes the call back.
    CallStaff,
}

/// Where the relation moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Destination {
    /// Out of Chongqing: a voucher is due.
    Elsewhere,
    /// Within Chongqing, one pooling area: no voucher is needed.
    WithinChongqing,
}

/// A short word with its sign, on a tint. Colour never speaks alone: the view draws the tone's sign.
#[derive(Debug, Clone, PartialEq)]
pub struct Chip {
    /// Tone, and with it the sign: good ✓, attention ！, wrong ×, closed and informing none.
    pub tone: Tone,
    /// The word, 正常参保.
    pub text: String,
}

/// The tone of a chip, a banner or a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Done, in order.
    Good,
    /// Look here.
    Attention,
    /// Failed or refused.
    Wrong,
    /// Closed, ended.
    Closed,
    /// Merely informing.
    Informing,
}

/// A drawn sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Icon {
    IdCard,
    SocialCard,
    Code,
    Search,
    Document,
    Book,
    Hand,
    Printer,
    Warning,
    Check,
    Clock,
    Person,
    Network,
}

/// The official steps of an item (申请 受理 审核 办结), and how far it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Steps {
    /// The names, three or four.
    pub names: Vec<String>,
    /// Steps before this one are done; this one is going on. Equal to the count: all are done.
    pub current: usize,
}

/// Which page of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paging {
    /// From 1.
    pub page: usize,
    /// At least 1.
    pub of: usize,
}
