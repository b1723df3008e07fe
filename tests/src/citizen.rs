//! A citizen: reads the screen, touches it, and waits for it to change.

use std::time::Duration;

use kiosk::Input;
use kiosk_core::screen::{Page, Touch};

use crate::{Hall, page};

/// How long a citizen waits for a page.
const PATIENCE: Duration = Duration::from_secs(180);

/// A citizen cannot go on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Stuck {
    /// The screen is dark.
    #[error("the kiosk has no power")]
    NoPower,
    /// What should have been shown was not.
    #[error("{wanted} never came; the page says {shown}")]
    NeverCame {
        /// What was waited for.
        wanted: String,
        /// What was shown instead.
        shown: String,
    },
    /// What should be touched is not on the page.
    #[error("nothing reads {label}; the page {shown} offers {offers:?}")]
    NoControl {
        /// What was looked for.
        label: String,
        /// The page's title.
        shown: String,
        /// What can be touched.
        offers: Vec<String>,
    },
}

impl Hall {
    /// The page, `None` on a dark screen.
    pub fn page(&self) -> Option<&Page> {
        self.view.as_ref().map(|view| &view.page)
    }

    /// The page's title, empty on a dark screen.
    pub fn title(&self) -> &str {
        self.page().map_or("", page::title)
    }

    /// Every text on the screen.
    pub fn texts(&self) -> Vec<String> {
        self.view.as_ref().map(|view| page::texts(view)).unwrap_or_default()
    }

    /// Whether some text on the screen has this in it.
    pub fn says(&self, words: &str) -> bool {
        self.texts().iter().any(|text| text.contains(words))
    }

    /// Whether the welcome page is shown.
    pub fn is_at_rest(&self) -> bool {
        matches!(self.page(), Some(Page::Welcome(_)))
    }

    /// What can be touched now.
    pub fn offers(&self) -> Vec<String> {
        let actions = self.page().map(page::actions).unwrap_or_default();
        actions.into_iter().map(|action| action.label).collect()
    }

    /// Touches the control whose label begins so.
    ///
    /// # Errors
    /// [`Stuck::NoControl`].
    pub fn touch(&mut self, label: &str) -> Result<(), Stuck> {
        let actions = self.page().map(page::actions).unwrap_or_default();
        match actions.into_iter().find(|action| action.label.starts_with(label)) {
            Some(action) => {
                self.send(action.touch);
                Ok(())
            }
            None if !self.has_power() => Err(Stuck::NoPower),
            None => Err(Stuck::NoControl {
                label: label.to_owned(),
                shown: self.title().to_owned(),
                offers: self.offers(),
            }),
        }
    }

    /// Touches 结束办理 in the bottom bar.
    pub fn end_visit(&mut self) {
        self.send(Touch::EndVisit);
    }

    /// A touch, whatever is on the page.
    pub fn send(&mut self, touch: Touch) {
        self.input(Input::Touched(touch));
        self.pass(Duration::ZERO);
    }

    /// Waits for a page whose title has this in it.
    ///
    /// # Errors
    /// [`Stuck::NeverCame`].
    pub fn wait_for(&mut self, title: &str) -> Result<(), Stuck> {
        self.wait_until(title, |hall| hall.title().contains(title))
    }

    /// Waits until something is so; `wanted` says what, for when it never comes.
    ///
    /// # Errors
    /// [`Stuck`].
    pub fn wait_until(&mut self, wanted: &str, is_so: impl Fn(&Self) -> bool) -> Result<(), Stuck> {
        let end = self.now + PATIENCE;
        loop {
            if is_so(self) {
                return Ok(());
            }
            if !self.has_power() {
                return Err(Stuck::NoPower);
            }
            if !self.step(end) {
                let (wanted, shown) = (wanted.to_owned(), self.title().to_owned());
                return Err(Stuck::NeverCame { wanted, shown });
            }
        }
    }

    /// Waits until the sheet hangs in the mouth, and takes it.
    ///
    /// # Errors
    /// [`Stuck`].
    pub fn wait_and_take(&mut self) -> Result<(), Stuck> {
        self.wait_until("the sheet", Self::sheet_in_mouth)?;
        self.pass(Duration::from_secs(2));
        self.take_paper();
        Ok(())
    }
}
