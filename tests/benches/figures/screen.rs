//! From a touch to the pixels that it changes.

use std::{
    cell::RefCell,
    rc::Rc,
    time::{Duration, Instant},
};

use faces::Faces;
use kiosk_core::screen::Touch;
use kiosk_ui::headless::Screen;
use tests::Hall;

use crate::table::{Figure, percentile};

const TOUCHES: usize = 200;
/// A frame of a display of 60 Hz, shortened to whole milliseconds.
const FRAME: Duration = Duration::from_millis(16);

/// Touches that change the whole page, and such that change a line of it.
pub(crate) fn touches() -> anyhow::Result<Vec<Figure>> {
    let preview_faces = Faces::shipped()?;
    let screen = Rc::new(Screen::new(Faces::shipped()?, move |paper| {
        kiosk::preview(&preview_faces, paper)
    })?);
    let touched: Rc<RefCell<Vec<Touch>>> = Rc::default();
    let heard = Rc::clone(&touched);
    screen.connect(move |touch| heard.borrow_mut().push(touch));
    let mut hall = Hall::open(92);
    let shown = Rc::clone(&screen);
    hall.watch(move |view| shown.show(view));
    hall.identify("tan-guilan")?;
    let mut whole = times(&mut hall, &screen, &touched, ["办事指南", "‹ 返回"])?;
    let mut part = times(&mut hall, &screen, &touched, ["看全名", "遮住姓名"])?;
    Ok(vec![
        Figure::time("touch → whole page repainted, p50", percentile(&mut whole, 50), FRAME),
        Figure::time("touch → whole page repainted, p99", percentile(&mut whole, 99), FRAME),
        Figure::time("touch → part repainted, p50", percentile(&mut part, 50), FRAME),
        Figure::time("touch → part repainted, p99", percentile(&mut part, 99), FRAME),
    ])
}

fn times(
    hall: &mut Hall,
    screen: &Screen,
    touched: &RefCell<Vec<Touch>>,
    labels: [&str; 2],
) -> anyhow::Result<Vec<Duration>> {
    let mut times = Vec::with_capacity(TOUCHES);
    for label in labels.into_iter().cycle().take(TOUCHES) {
        screen.advance(Duration::from_secs(1));
        screen.draw();
        let control =
            screen.controls().into_iter().find(|control| control.label.starts_with(label));
        let control =
            control.ok_or_else(|| anyhow::anyhow!("nothing on the page reads {label}"))?;
        let (x, y) = (control.x + control.width / 2.0, control.y + control.height / 2.0);
        let began = Instant::now();
        screen.touch_at(x, y);
        for touch in touched.take() {
            hall.send(touch);
        }
        screen.draw();
        times.push(began.elapsed());
    }
    Ok(times)
}
