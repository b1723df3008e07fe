//! The demo with a display: the kiosk's window, and a small one of hands.

#[allow(missing_docs, unreachable_pub, clippy::all, clippy::todo, clippy::unwrap_used)] // Made by Slint.
mod generated {
    slint::include_modules!();
}

use std::{cell::RefCell, process::Command, rc::Rc, sync::mpsc::Receiver, time::Duration};

use anyhow::Context;
use faces::{Dots, Faces};
use kiosk::live::Shown;
use kiosk_ui::{Remote, Screen};
use simulator::{Answer, DeviceName, Hand, Length, OtherCard, Shown as Code, Way};
use slint::{
    ComponentHandle, Image, ModelRc, PhysicalPosition, Rgb8Pixel, SharedPixelBuffer, VecModel, Weak,
};

use crate::{
    stage::{News, Stage},
    story::code_on,
};
use generated::{HandsWindow, Thing};

/// A 21.5-inch portrait panel is taller than most desks' displays.
const SCALE_VARIABLE: &str = "SLINT_SCALE_FACTOR";
const DESK_SCALE: &str = "0.5";

/// So that the window of hands does not hide the kiosk's where nobody arranges windows.
const BESIDE_THE_KIOSK: PhysicalPosition = PhysicalPosition { x: 560, y: 0 };

/// What a button of the window of hands does.
#[derive(Clone)]
enum Deed {
    Work(Hand),
    /// Shows the code on the sheet that came out last.
    ShowPaper,
    CutNetwork,
    ConnectNetwork,
    Skip(Duration),
}

/// Opens both windows and returns when one is closed.
pub(crate) fn open() -> anyhow::Result<()> {
    if std::env::var_os(SCALE_VARIABLE).is_none() {
        // The scale is read when the first window opens, and only from the environment.
        let program = std::env::current_exe().context("cannot find this program's own file")?;
        let status = Command::new(program)
            .args(std::env::args_os().skip(1))
            .env(SCALE_VARIABLE, DESK_SCALE)
            .status()
            .context("cannot start the demo's windows")?;
        anyhow::ensure!(status.success(), "the demo's windows ended badly: {status}");
        return Ok(());
    }
    let for_preview = Faces::shipped()?;
    let screen =
        Screen::new(Faces::shipped()?, move |document| kiosk::preview(&for_preview, document))?;
    let (stage, news) = Stage::set()?;
    screen.connect(stage.touched());
    let hands = hands_window(stage)?;
    let (remote, paper) = (screen.remote(), hands.as_weak());
    std::thread::Builder::new()
        .name("audience".to_owned())
        .spawn(move || watch(&news, &remote, &paper))
        .context("the system gives no further thread")?;
    hands.show()?;
    hands.window().set_position(BESIDE_THE_KIOSK);
    screen.run()?;
    Ok(())
}

fn hands_window(stage: Stage) -> anyhow::Result<HandsWindow> {
    let (titles, groups): (Vec<_>, Vec<_>) = deeds(&stage)?.into_iter().unzip();
    let window = HandsWindow::new()?;
    window.set_heading("医保自助机演示：手".into());
    window.set_paper_title("出来的纸".into());
    let titles: Vec<slint::SharedString> = titles.into_iter().map(Into::into).collect();
    window.set_group_titles(ModelRc::new(VecModel::from(titles)));
    let mut all: Vec<Deed> = Vec::new();
    let mut models: Vec<ModelRc<Thing>> = Vec::new();
    for group in groups {
        let things: Vec<Thing> = group
            .into_iter()
            .map(|(label, deed)| {
                all.push(deed);
                Thing { label: label.into(), number: all.len() as i32 - 1 }
            })
            .collect();
        models.push(ModelRc::new(VecModel::from(things)));
    }
    window.set_groups(ModelRc::new(VecModel::from(models)));
    let stage = Rc::new(RefCell::new(stage));
    let weak = window.as_weak();
    window.on_chosen(move |number| {
        let Some(deed) = usize::try_from(number).ok().and_then(|n| all.get(n).cloned()) else {
            return;
        };
        let Some(window) = weak.upgrade() else { return };
        let told = perform(&mut stage.borrow_mut(), deed, window.get_paper_code().into())
            .map_or_else(|error| format!("做不到：{error:#}"), |()| String::new());
        window.set_told(told.into());
    });
    Ok(window)
}

type Group = Vec<(String, Deed)>;

/// All that the window offers: the titles of the groups, and their buttons.
fn deeds(stage: &Stage) -> anyhow::Result<Vec<(&'static str, Group)>> {
    let work = |label: &str, hand: Hand| (label.to_owned(), Deed::Work(hand));
    let Answer::Cards { cards } = stage.hand(Hand::ListCards)? else {
        anyhow::bail!("the simulator does not say which cards it has");
    };
    let mut placing: Group = cards
        .iter()
        .map(|card| work(&card.name, Hand::PlaceCard { card: card.key.clone() }))
        .collect();
    placing.push(work("拿走身份证", Hand::LiftCard));
    let insert = |card: &str, way| Hand::InsertCard { card: card.to_owned(), way };
    let mut inserting: Group = cards
        .iter()
        .filter(|card| card.social_card)
        .map(|card| work(&card.name, insert(&card.key, Way::Right)))
        .collect();
    inserting.push(work("拔出卡", Hand::PullCard));
    let show = |card: &str| Hand::ShowCode(Code::Card(card.to_owned()));
    let codes = vec![
        work("林知远", show("lin-zhiyuan")),
        work("周默", show("zhou-mo")),
        work("何思哲", show("he-sizhe")),
        work("李想", show("li-xiang")),
        work("收起手机", Hand::TakeCodeAway),
    ];
    let show_text = |text: &str| Hand::ShowCode(Code::Text(text.to_owned()));
    let others = vec![
        work("放银行卡", Hand::PlaceOtherCard),
        work("插银行卡", Hand::InsertOtherCard { kind: OtherCard::Bank }),
        work("社保卡插反", insert("tan-guilan", Way::UpsideDown)),
        work("坏的社保卡", Hand::InsertOtherCard { kind: OtherCard::Mute }),
        work("付款码", show_text("134567890123456789")),
        work("健康码", show_text("https://jkm.example.com/code/1")),
        work("网址", show_text("https://example.com/coupon")),
        ("出来的凭证".to_owned(), Deed::ShowPaper),
    ];
    let paper = vec![
        work("取走纸", Hand::TakePaper),
        work("纸快用完", Hand::PaperEndsAfter(Length::Mm(60))),
        work("换一卷纸", Hand::RefillPaper),
        work("打开盖子", Hand::OpenCover),
        work("关上盖子", Hand::CloseCover),
    ];
    let rest = vec![
        ("断开网络".to_owned(), Deed::CutNetwork),
        ("恢复网络".to_owned(), Deed::ConnectNetwork),
        work("拔读卡器线", Hand::Unplug { device: DeviceName::SocialCard }),
        work("插读卡器线", Hand::Plug { device: DeviceName::SocialCard }),
        ("过 60 秒".to_owned(), Deed::Skip(Duration::from_secs(60))),
    ];
    Ok(vec![
        ("把谁的身份证放上去", placing),
        ("插谁的社保卡", inserting),
        ("亮谁的医保码", codes),
        ("别的卡和码", others),
        ("打印机", paper),
        ("网络、社保卡读卡器和时间", rest),
    ])
}

/// `paper_code` is the code on the sheet that came out last.
fn perform(stage: &mut Stage, deed: Deed, paper_code: String) -> anyhow::Result<()> {
    match deed {
        Deed::Work(hand) => {
            // Two cards or codes at once are read by nobody: what is there goes first. That
            // there is nothing is no error.
            let _ = making_room(&hand).map(|first| stage.hand(first));
            stage.hand(hand).map(drop)
        }
        Deed::ShowPaper if paper_code.is_empty() => anyhow::bail!("还没有出来过带码的纸"),
        Deed::ShowPaper => {
            perform(stage, Deed::Work(Hand::ShowCode(Code::Text(paper_code))), String::new())
        }
        Deed::CutNetwork => stage.town_mut().cut(),
        Deed::ConnectNetwork => stage.town_mut().connect(),
        Deed::Skip(time) => {
            stage.skip(time);
            Ok(())
        }
    }
}

fn making_room(hand: &Hand) -> Option<Hand> {
    match hand {
        Hand::PlaceCard { .. } | Hand::PlaceOtherCard => Some(Hand::LiftCard),
        Hand::InsertCard { .. } | Hand::InsertOtherCard { .. } => Some(Hand::PullCard),
        Hand::ShowCode(_) => Some(Hand::TakeCodeAway),
        _ => None,
    }
}

/// Shows what there is to see, until the demo ends.
fn watch(news: &Receiver<News>, remote: &Remote, hands: &Weak<HandsWindow>) {
    while let Ok(news) = news.recv() {
        let shown = match news {
            News::Shown(Shown::View(view)) => remote.show(*view).is_ok(),
            News::Shown(Shown::Sheet(document)) => {
                let code = code_on(&document).unwrap_or_default().to_owned();
                hands.upgrade_in_event_loop(move |hands| hands.set_paper_code(code.into())).is_ok()
            }
            News::Shown(Shown::Asked(painted)) => {
                remote.when_painted(move || painted.say()).is_ok()
            }
            News::Sheet(_, dots) => {
                hands.upgrade_in_event_loop(move |hands| hands.set_paper(image(&dots))).is_ok()
            }
        };
        if !shown {
            return;
        }
    }
}

/// The sheet at half its size, each pixel the mean of four dots.
fn image(dots: &Dots) -> Image {
    let (width, height) = (dots.width() / 2, dots.height() / 2);
    let mut pixels = SharedPixelBuffer::<Rgb8Pixel>::new(width as u32, height as u32);
    for (place, pixel) in pixels.make_mut_slice().iter_mut().enumerate() {
        let (x, y) = (place % width * 2, place / width * 2);
        let black = [(0, 0), (0, 1), (1, 0), (1, 1)]
            .into_iter()
            .filter(|(right, down)| dots.is_black(x + right, y + down))
            .count();
        let grey = 255 - u8::try_from(black * 255 / 4).unwrap_or(255);
        *pixel = Rgb8Pixel { r: grey, g: grey, b: grey };
    }
    Image::from_rgb8(pixels)
}
