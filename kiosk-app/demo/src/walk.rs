//! Walking a journey without a display: wait for a page, touch it, keep its picture.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::mpsc::Receiver,
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use faces::{Dots, Faces};
use kiosk::live::Shown;
use kiosk_core::{
    document::Document,
    screen::{Page, SlotLook, View},
};
use kiosk_ui::headless::Screen;
use simulator::{Hand, Sheet};

use crate::{
    stage::{News, Stage},
    story::{HeldCase, Journey, PaperSheet, code_on},
};

/// No page takes longer to come, whatever the machine is busy with.
const PAGE_WITHIN: Duration = Duration::from_secs(60);

/// A walk along the journeys.
pub(crate) struct Walk {
    stage: Stage,
    news: Receiver<News>,
    screen: Screen,
    faces: Faces,
    out: PathBuf,
    view: Option<View>,
    last_picture: Option<String>,
    printing: Option<Document>,
    journey: Journey,
    cases_before: usize,
}

impl Walk {
    /// Sets the stage and the screen; pictures go to `out`.
    pub(crate) fn begin(out: &Path) -> anyhow::Result<Self> {
        let faces = Faces::shipped()?;
        let for_preview = Faces::shipped()?;
        let screen =
            Screen::new(Faces::shipped()?, move |document| kiosk::preview(&for_preview, document))?;
        let (stage, news) = Stage::set()?;
        screen.connect(stage.touched());
        Ok(Self {
            stage,
            news,
            screen,
            faces,
            out: out.to_owned(),
            view: None,
            last_picture: None,
            printing: None,
            journey: Journey::default(),
            cases_before: 0,
        })
    }

    /// Begins a journey: its pictures go to a folder of its own.
    pub(crate) fn journey(&mut self, folder: &str, title: &str) -> anyhow::Result<()> {
        let path = self.out.join(folder);
        // Pictures of an earlier walk would stand among those of this one.
        if path.exists() {
            fs::remove_dir_all(&path)
                .with_context(|| format!("cannot empty {}", path.display()))?;
        }
        fs::create_dir_all(&path).with_context(|| format!("cannot make {}", path.display()))?;
        self.journey =
            Journey { folder: folder.to_owned(), title: title.to_owned(), ..Journey::default() };
        self.cases_before = self.stage.town().cases()?.len();
        self.last_picture = None;
        // What is on the screen already is the journey's first picture.
        self.keep_picture()
    }

    /// Ends a journey, once the district holds as many cases of it as are `expected`.
    pub(crate) fn end_journey(&mut self, expected: usize) -> anyhow::Result<Journey> {
        let give_up_at = Instant::now() + PAGE_WITHIN;
        loop {
            let cases = self.stage.town().cases()?;
            if self.cases_before + expected <= cases.len() || give_up_at <= Instant::now() {
                let of_this: Vec<HeldCase> =
                    cases[self.cases_before..].iter().map(HeldCase::from).collect();
                if of_this.len() != expected {
                    bail!("the district holds {} cases and not {expected}", of_this.len());
                }
                let mut journey = std::mem::take(&mut self.journey);
                journey.district = of_this;
                return Ok(journey);
            }
            self.look(Duration::from_millis(50))?;
        }
    }

    /// Works a device by hand.
    pub(crate) fn hand(&self, hand: Hand) -> anyhow::Result<()> {
        self.stage.hand(hand).map(drop)
    }

    /// Puts a card on the reader.
    pub(crate) fn place_card(&self, card: &str) -> anyhow::Result<()> {
        self.hand(Hand::PlaceCard { card: card.to_owned() })
    }

    /// Cuts the network, or puts it back.
    pub(crate) fn set_network(&mut self, connected: bool) -> anyhow::Result<()> {
        if connected { self.stage.town_mut().connect() } else { self.stage.town_mut().cut() }
    }

    /// Lets time pass in a moment.
    pub(crate) fn skip(&self, time: Duration) {
        self.stage.skip(time);
    }

    /// Touches the control that reads so.
    pub(crate) fn touch(&mut self, label: &str) -> anyhow::Result<()> {
        Ok(self.screen.touch(label)?)
    }

    /// Waits until the screen reads so.
    pub(crate) fn see(&mut self, text: &str) -> anyhow::Result<()> {
        if !self.comes(|walk| walk.screen.texts().iter().any(|shown| shown.contains(text)))? {
            bail!("the screen never reads {text}; it reads {}", self.screen.texts().join(" / "));
        }
        Ok(())
    }

    /// Waits until a sheet has come out since the journey began, the `count`-th.
    pub(crate) fn see_sheet(&mut self, count: usize) -> anyhow::Result<()> {
        if !self.comes(|walk| count <= walk.journey.sheets.len())? {
            bail!("no sheet comes out");
        }
        Ok(())
    }

    /// Waits until the strip asks nobody any more to take something.
    pub(crate) fn see_nothing_to_take(&mut self) -> anyhow::Result<()> {
        let takes = |view: &View| view.frame.slots.iter().any(|slot| slot.look == SlotLook::Take);
        if !self.comes(|walk| walk.view.as_ref().is_some_and(|view| !takes(view)))? {
            bail!("something is still to be taken");
        }
        Ok(())
    }

    /// The code on the sheet that was printed last.
    pub(crate) fn printed_code(&self) -> anyhow::Result<String> {
        let code = self.printing.as_ref().and_then(code_on).context("no code was printed")?;
        Ok(code.to_owned())
    }

    /// Waits until it is so; says whether it came to be.
    fn comes(&mut self, so: impl Fn(&Self) -> bool) -> anyhow::Result<bool> {
        let give_up_at = Instant::now() + PAGE_WITHIN;
        while !so(self) {
            if give_up_at <= Instant::now() {
                return Ok(false);
            }
            self.look(Duration::from_millis(50))?;
        }
        Ok(true)
    }

    /// Takes in what there is to see, and waits a little where there is nothing.
    fn look(&mut self, within: Duration) -> anyhow::Result<()> {
        match self.news.recv_timeout(within) {
            Ok(News::Shown(Shown::View(view))) => {
                self.screen.show(&view);
                self.view = Some(*view);
                self.keep_picture()
            }
            Ok(News::Shown(Shown::Sheet(document))) => {
                self.printing = Some(*document);
                Ok(())
            }
            Ok(News::Shown(Shown::Asked(painted))) => {
                painted.say();
                Ok(())
            }
            Ok(News::Sheet(sheet, dots)) => self.keep_sheet(&sheet, &dots),
            Err(_) => Ok(()),
        }
    }

    /// Keeps a picture of the page, where it is another than the last one kept.
    fn keep_picture(&mut self) -> anyhow::Result<()> {
        let Some(view) = &self.view else { return Ok(()) };
        let (kind, key) = name_of(view);
        if self.last_picture.as_ref() == Some(&key) || self.journey.folder.is_empty() {
            return Ok(());
        }
        // The page arrives, and what moves on it is half-way.
        self.screen.advance(Duration::from_millis(900));
        let name = format!("{:02}-{kind}.png", self.journey.screens.len() + 1);
        let file = format!("{}/{name}", self.journey.folder);
        self.screen.save_png(&self.out.join(&file))?;
        self.journey.screens.push(file);
        self.last_picture = Some(key);
        Ok(())
    }

    fn keep_sheet(&mut self, sheet: &Sheet, dots: &Dots) -> anyhow::Result<()> {
        let number = self.journey.sheets.len() + 1;
        let file = format!("{}/paper-{number}.png", self.journey.folder);
        fs::copy(&sheet.picture, self.out.join(&file)).context("cannot keep a sheet")?;
        let document = self.printing.as_ref();
        let mut kept = PaperSheet::of(document, file, false);
        if let Some(document) = document {
            let wanted = kiosk_paper::picture(document, &self.faces)?;
            let ink = wanted.grey.iter().filter(|grey| **grey == 0).count();
            kept.whole = ink == dots.ink();
            if kept.whole {
                let pdf = format!("{}/paper-{number}.pdf", self.journey.folder);
                fs::write(self.out.join(&pdf), kiosk_paper::pdf(document, &self.faces)?)
                    .context("cannot keep a PDF")?;
                kept.pdf = Some(pdf);
            }
        }
        self.journey.sheets.push(kept);
        Ok(())
    }
}

/// A word for the file of a page's picture, and what tells the page from the one before.
fn name_of(view: &View) -> (&'static str, String) {
    let (kind, words) = match &view.page {
        Page::Welcome(page) => ("welcome", format!("{:?}", page.notice)),
        Page::Working(page) => ("working", page.title.clone()),
        Page::Services(page) => ("services", format!("{}{:?}", page.greeting, page.notice)),
        Page::Enrolment(page) => ("enrolment", page.subtitle.clone()),
        Page::Question(page) => ("question", page.title.clone()),
        Page::Preview(page) => ("preview", format!("{:?}", page.document.id)),
        Page::Take(page) => ("take", page.title.clone()),
        Page::MoreTime(page) => ("more-time", page.title.clone()),
        Page::Trouble(page) => ("trouble", page.title.clone()),
        Page::GuideList(page) => ("guides", page.subtitle.clone()),
        Page::Guide(page) => ("guide", format!("{}{:?}", page.badge, page.paging)),
        Page::Parting(page) => ("parting", page.title.clone()),
        Page::OutOfService(page) => ("out-of-service", page.subtitle.clone()),
    };
    (kind, format!("{kind} {words} {} {:?}", view.frame.staff_called, view.frame.slots))
}
