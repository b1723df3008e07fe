//! Every page of every guide, as the core makes them of the bureau's lists.

use catalog::Catalog;
use kiosk_core::{
    desk::{Desk, Terminal},
    form::Forms,
    happenings::Event,
    parameters::Parameters,
    screen::{Touch, View},
    time::Moment,
};
use kiosk_ui::headless::Misfit;

use crate::{expected, stage::Stage};

fn now() -> Moment {
    Moment {
        up: std::time::Duration::from_secs(60),
        at: "2026-11-24T01:30:00Z".parse().unwrap(),
        fresh: [uuid::Uuid::from_u128(1), uuid::Uuid::from_u128(2)],
    }
}

/// A citizen who leafs through the guides.
struct Reader {
    stage: Stage,
    pages: usize,
    misfits: Vec<(usize, Misfit)>,
}

impl Reader {
    fn look(&mut self, view: &View) {
        self.stage.arrive(&format!("guides-{:03}", self.pages), view);
        let misfits = self.stage.screen.misfits();
        self.misfits.extend(misfits.into_iter().map(|misfit| (self.pages, misfit)));
        self.pages += 1;
    }

    /// Reads on to the last page, opening the guides that are listed on the way.
    fn read(&mut self, mut desk: Desk) {
        loop {
            let view = desk.view(&now());
            self.look(&view);
            let touches = expected::touches(&view);
            for (_, touch) in &touches {
                if matches!(touch, Touch::OpenGuide(_)) {
                    let mut opened = desk.clone();
                    opened.on(Event::Touched(touch.clone()), &now());
                    self.read(opened);
                }
            }
            if !touches.iter().any(|(_, touch)| *touch == Touch::NextPage) {
                break;
            }
            desk.on(Event::Touched(Touch::NextPage), &now());
        }
    }
}

#[test]
fn every_page_of_every_guide_fits() {
    let catalog = Catalog::bundled();
    let mut desk = Desk::new(
        Parameters::bundled(),
        Forms::bundled(),
        catalog,
        Terminal { number: 7, readers: vec![kiosk_core::identity::Reader::IdCard] },
    );
    desk.on(Event::Touched(Touch::OpenGuides), &now());
    let mut reader = Reader { stage: Stage::new(), pages: 0, misfits: vec![] };
    reader.read(desk);
    assert!(catalog.iter().count() < reader.pages, "{} pages were read", reader.pages);
    assert_eq!(reader.misfits, []);
}
