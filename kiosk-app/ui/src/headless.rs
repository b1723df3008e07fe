//! The screen without a display: drawn into memory, touched by programs, in a time of its own.
//!
//! What is drawn is what a panel would show, pixel by pixel, for it is the same renderer.
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let view: kiosk_core::screen::View = unimplemented!();
//! use kiosk_ui::{Paper, headless::Screen};
//!
//! let blank = |_: &_| Paper { width: 1, height: 1, grey: vec![255] };
//! let screen = Screen::new(faces::Faces::shipped()?, blank)?;
//! screen.connect(|touch| println!("{touch:?}"));
//! screen.show(&view);
//! screen.advance(std::time::Duration::from_secs(1));
//! screen.touch("办事指南")?;
//! screen.save_png("welcome.png".as_ref())?;
//! # Ok(())
//! # }
//! ```

mod platform;
mod tree;

pub use tree::{Control, Misfit};

use std::{cell::RefCell, fs::File, io::BufWriter, path::Path, rc::Rc, time::Duration};

use faces::Faces;
use kiosk_core::{
    document::Document,
    screen::{Touch, View},
};
use slint::{
    ComponentHandle, LogicalPosition, PhysicalSize, Rgb8Pixel,
    platform::{PointerEventButton, WindowEvent, software_renderer::MinimalSoftwareWindow},
};

use crate::{HEIGHT, Paper, ScreenError, WIDTH, screen};
use platform::Clock;

/// A picture of the screen.
#[derive(Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Red, green, blue and 255 for each pixel, row after row.
    pub rgba: Vec<u8>,
}

/// The kiosk's screen without a display. Its thread must have no other use of Slint.
pub struct Screen {
    screen: screen::Screen,
    surface: Rc<MinimalSoftwareWindow>,
    clock: Clock,
    pixels: RefCell<Vec<Rgb8Pixel>>,
}

impl Screen {
    /// Makes a screen in memory; `draw` makes the picture of a document.
    ///
    /// # Errors
    /// This thread draws on a display already.
    pub fn new(
        faces: Faces,
        draw: impl Fn(&Document) -> Paper + Send + Sync + 'static,
    ) -> Result<Self, ScreenError> {
        let (surface, clock) = platform::prepare()?;
        let screen = screen::Screen::new(faces, draw)?;
        surface.set_size(PhysicalSize::new(WIDTH, HEIGHT));
        screen.window().show()?;
        let pixels = RefCell::new(vec![Rgb8Pixel::default(); (WIDTH * HEIGHT) as usize]);
        Ok(Self { screen, surface, clock, pixels })
    }

    /// Hands what is touched to `touched`, in the place of who got it before.
    pub fn connect(&self, touched: impl Fn(Touch) + 'static) {
        self.screen.connect(touched);
    }

    /// Shows a view.
    pub fn show(&self, view: &View) {
        self.screen.show(view);
        self.advance(Duration::ZERO);
    }

    /// Lets time pass, for the page to arrive and for what moves on it.
    pub fn advance(&self, time: Duration) {
        // What is new on the page begins to move when it is first drawn, as on a display.
        self.draw();
        self.clock.advance(time);
        slint::platform::update_timers_and_animations();
    }

    /// Touches the middle of the control whose label is `label`, or else of the first text that
    /// reads so.
    ///
    /// # Errors
    /// There is neither on the page.
    pub fn touch(&self, label: &str) -> Result<(), ScreenError> {
        let root = tree::root(self.screen.window().window());
        let (x, y) = tree::middle_of(&root, label)
            .ok_or_else(|| ScreenError::NoControl { label: label.to_owned() })?;
        self.touch_at(x, y);
        Ok(())
    }

    /// Puts a finger on a point, in pixels from the upper left corner, and lifts it again.
    pub fn touch_at(&self, x: f32, y: f32) {
        self.press_at(x, y);
        self.lift_at(x, y);
    }

    /// Puts a finger on a point and leaves it there.
    pub fn press_at(&self, x: f32, y: f32) {
        let (position, button) = (LogicalPosition::new(x, y), PointerEventButton::Left);
        self.dispatch(WindowEvent::PointerPressed { position, button });
    }

    /// Lifts the finger from a point.
    pub fn lift_at(&self, x: f32, y: f32) {
        let (position, button) = (LogicalPosition::new(x, y), PointerEventButton::Left);
        self.dispatch(WindowEvent::PointerReleased { position, button });
        self.dispatch(WindowEvent::PointerExited);
    }

    fn dispatch(&self, event: WindowEvent) {
        self.screen.window().window().dispatch_event(event);
        self.advance(Duration::ZERO);
    }

    /// Whatever can be touched now, from top to bottom.
    pub fn controls(&self) -> Vec<Control> {
        tree::controls(&tree::root(self.screen.window().window()))
    }

    /// Every text that the window holds now, and what it would say of itself to a reader for the
    /// blind: all that a snapshot can show.
    pub fn texts(&self) -> Vec<String> {
        tree::texts(&tree::root(self.screen.window().window()))
    }

    /// What does not fit: texts cut off, and parts of a page that stand over their frame.
    pub fn misfits(&self) -> Vec<Misfit> {
        tree::misfits(&tree::root(self.screen.window().window()))
    }

    /// Draws what has changed, as a display would have it drawn. Tells whether anything had.
    pub fn draw(&self) -> bool {
        self.surface.draw_if_needed(|renderer| {
            renderer.render(&mut self.pixels.borrow_mut(), WIDTH as usize);
        })
    }

    /// A picture of the screen as it is now.
    pub fn snapshot(&self) -> Snapshot {
        self.draw();
        let pixels = self.pixels.borrow();
        let mut rgba = vec![255; pixels.len() * 4];
        for (to, from) in rgba.chunks_exact_mut(4).zip(pixels.iter()) {
            to[..3].copy_from_slice(&[from.r, from.g, from.b]);
        }
        let PhysicalSize { width, height, .. } = self.screen.window().window().size();
        Snapshot { width, height, rgba }
    }

    /// Writes a picture of the screen as a PNG file.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn save_png(&self, path: &Path) -> Result<(), ScreenError> {
        let picture = self.snapshot();
        let file = File::create(path).map_err(png::EncodingError::from)?;
        let mut encoder = png::Encoder::new(BufWriter::new(file), picture.width, picture.height);
        encoder.set_color(png::ColorType::Rgba);
        encoder.set_depth(png::BitDepth::Eight);
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&picture.rgba)?;
        Ok(writer.finish()?)
    }
}

#[cfg(test)]
mod tests {
    use kiosk_core::screen::{Action, Frame, Icon, Page, Parting, Tone, Welcome};

    use super::*;
    use crate::generated::{EnrolmentPage, PartingPage, ServicesPage, Shown};

    fn view(page: Page) -> View {
        let frame = Frame {
            bureau: String::new(),
            terminal: String::new(),
            clock: String::new(),
            date: String::new(),
            in_visit: false,
            staff_called: false,
            slots: vec![],
        };
        View { frame, page }
    }

    #[test]
    fn the_data_of_the_page_before_are_gone() {
        let screen =
            Screen::new(Faces::shipped().unwrap(), |_| Paper { width: 0, height: 0, grey: vec![] })
                .unwrap();
        screen.show(&view(Page::Parting(Parting {
            icon: Icon::IdCard,
            tone: Tone::Good,
            title: "请拿走身份证".into(),
            subtitle: "林知远，再见".into(),
            action: Some(Action { label: "还要办别的事".into(), touch: Touch::MoreToDo }),
        })));
        let shown = screen.screen.window().global::<Shown>();
        assert_eq!(shown.get_pages().parting.subtitle, "林知远，再见");
        screen.show(&view(Page::Welcome(Welcome {
            title: "请放身份证".into(),
            subtitle: String::new(),
            credentials: vec![],
            offers_title: String::new(),
            offers: vec![],
            notice: None,
        })));
        let pages = shown.get_pages();
        assert_eq!(pages.welcome.title, "请放身份证");
        assert_eq!(pages.parting, PartingPage::default());
        assert_eq!(pages.services, ServicesPage::default());
        assert_eq!(pages.enrolment, EnrolmentPage::default());
        assert_eq!(pages.preview.paper.size(), [0, 0].into());
    }
}
