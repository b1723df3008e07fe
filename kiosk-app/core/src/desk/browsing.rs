//! Reading the guides, with or without a card.

use catalog::ItemKey;

use super::Desk;
use crate::{
    document::DocumentId,
    happenings::{Effect, Event},
    items::guide,
    screen::Touch,
    time::{Moment, Uptime},
    visit::{
        Reading, Visit,
        errand::{Errand, Purpose},
        session::Session,
    },
};

impl Desk {
    /// The guide of an item, opened at its first page.
    pub(super) fn guide(&self, item: ItemKey, list_page: usize) -> Option<Reading> {
        let leaves = guide::leaves(self.catalog, self.catalog.get(item.as_str())?);
        Some(Reading::Guide { item, leaves, leaf: 0, list_page })
    }

    /// What a touch does to the reading; `None`: it leaves the guides.
    pub(super) fn turn(&self, reading: Reading, touch: &Touch) -> Option<Reading> {
        let last_list_page = self.catalog.iter().count().div_ceil(guide::ROWS_A_PAGE) - 1;
        match (reading, touch) {
            (Reading::List(page), Touch::NextPage) => {
                Some(Reading::List((page + 1).min(last_list_page)))
            }
            (Reading::List(page), Touch::PreviousPage) => {
                Some(Reading::List(page.saturating_sub(1)))
            }
            (Reading::List(_), Touch::Back) => None,
            (Reading::List(page), Touch::OpenGuide(item)) => {
                Some(self.guide(item.clone(), page).unwrap_or(Reading::List(page)))
            }
            (Reading::Guide { item, leaves, leaf, list_page }, Touch::NextPage) => {
                let leaf = (leaf + 1).min(leaves.len().saturating_sub(1));
                Some(Reading::Guide { item, leaves, leaf, list_page })
            }
            (Reading::Guide { list_page, .. }, Touch::Back) => Some(Reading::List(list_page)),
            (Reading::Guide { item, leaves, leaf, list_page }, Touch::PreviousPage) => {
                Some(Reading::Guide { item, leaves, leaf: leaf.saturating_sub(1), list_page })
            }
            (reading, _) => Some(reading),
        }
    }

    /// Somebody reads without a card; a card begins a visit at once.
    pub(super) fn browsing(
        &self,
        reading: Reading,
        touched_at: Uptime,
        event: Event,
        now: &Moment,
        effects: &mut Vec<Effect>,
    ) -> Visit {
        match event {
            event if self.begins(&event) => self.begin(&event, now, effects),
            Event::Touched(Touch::EndVisit) => Visit::Idle,
            Event::Touched(Touch::Print) => self.print_notice(reading, None, now, effects),
            Event::Touched(touch) => match self.turn(reading, &touch) {
                Some(reading) => Visit::Browsing { reading, touched_at: now.up },
                None => Visit::Idle,
            },
            _ if touched_at + self.parameters.idle.ask_after() <= now.up => Visit::Idle,
            _ => Visit::Browsing { reading, touched_at },
        }
    }

    /// Prints the notice of the guide that is read, where the printer prints.
    pub(super) fn print_notice(
        &self,
        reading: Reading,
        session: Option<Box<Session>>,
        now: &Moment,
        effects: &mut Vec<Effect>,
    ) -> Visit {
        let item = match &reading {
            Reading::Guide { item, .. } => self.catalog.get(item.as_str()),
            Reading::List(_) => None,
        };
        let Some(item) = item.filter(|_| self.hall.can_print()) else {
            return match session {
                Some(session) => Visit::Serving(session),
                None => Visit::Browsing { reading, touched_at: now.up },
            };
        };
        let terminal = self.terminal_name();
        let id = DocumentId(now.fresh[0]);
        let document = guide::notice(&self.office(&terminal), self.catalog, item, id, now);
        effects.push(Effect::AskPaper(Box::new(document.clone())));
        let errand = Errand::begun(document, Purpose::Notice { reading }, session, now.up);
        Visit::Errand(Box::new(self.print(errand, now, effects)))
    }
}
