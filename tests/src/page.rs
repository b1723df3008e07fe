//! What can be read and what can be touched on a page.

use kiosk_core::screen::{Action, Buttons, Card, Page, Paragraph, View};

/// Everything on the page that a finger can reach, with the words that stand on it.
pub fn actions(page: &Page) -> Vec<Action> {
    let row = |title: &String, touch: &kiosk_core::screen::Touch| Action {
        label: title.clone(),
        touch: touch.clone(),
    };
    match page {
        Page::Welcome(page) => {
            page.offers.iter().map(|offer| row(&offer.title, &offer.touch)).collect()
        }
        Page::Working(_) | Page::Take(_) => Vec::new(),
        Page::Services(page) => std::iter::once(page.name_toggle.clone())
            .chain(page.open.iter().map(|open| row(&open.title, &open.touch)))
            .chain(page.closed.iter().map(|closed| closed.why.clone()))
            .collect(),
        Page::Enrolment(page) => foot(&page.buttons),
        Page::Question(page) => {
            let choices = page.choices.iter().map(|choice| row(&choice.title, &choice.touch));
            choices.chain(foot(&page.buttons)).collect()
        }
        Page::Preview(page) => foot(&page.buttons),
        Page::MoreTime(page) => vec![page.stay.clone(), page.end.clone()],
        Page::Trouble(page) => foot(&page.buttons),
        Page::GuideList(page) => {
            let rows = page.rows.iter().map(|guide| row(&guide.title, &guide.touch));
            rows.chain(foot(&page.buttons)).collect()
        }
        Page::Guide(page) => foot(&page.buttons),
        Page::Parting(page) => page.action.iter().cloned().collect(),
        Page::OutOfService(page) => vec![page.guides.clone()],
    }
}

fn foot(buttons: &Buttons) -> Vec<Action> {
    [&buttons.back, &buttons.middle, &buttons.primary].into_iter().flatten().cloned().collect()
}

/// What the page says in the largest type: its title, or the greeting where it has none.
pub fn title(page: &Page) -> &str {
    match page {
        Page::Welcome(page) => &page.title,
        Page::Working(page) => &page.title,
        Page::Services(page) => &page.greeting,
        Page::Enrolment(page) => &page.title,
        Page::Question(page) => &page.title,
        Page::Preview(page) => &page.title,
        Page::Take(page) => &page.title,
        Page::MoreTime(page) => &page.title,
        Page::Trouble(page) => &page.title,
        Page::GuideList(page) => &page.title,
        Page::Guide(page) => &page.title,
        Page::Parting(page) => &page.title,
        Page::OutOfService(page) => &page.title,
    }
}

/// Every text on the screen. The preview's paper is a document of its own and not among them.
pub fn texts(view: &View) -> Vec<String> {
    let frame = &view.frame;
    let mut texts =
        vec![frame.bureau.clone(), frame.terminal.clone(), frame.clock.clone(), frame.date.clone()];
    for slot in &frame.slots {
        texts.extend([slot.title.clone(), slot.hint.clone()]);
    }
    texts.extend(actions(&view.page).into_iter().map(|action| action.label));
    let mut add = |more: &[&String]| texts.extend(more.iter().map(|text| (*text).clone()));
    match &view.page {
        Page::Welcome(page) => {
            add(&[&page.title, &page.subtitle, &page.offers_title]);
            page.notice.iter().for_each(|(_, text)| add(&[text]));
            page.credentials.iter().for_each(|tile| add(&[&tile.title, &tile.hint]));
            page.offers.iter().for_each(|offer| add(&[&offer.subtitle]));
        }
        Page::Working(page) => {
            add(&[&page.title, &page.subtitle]);
            page.steps.iter().for_each(|steps| add(&steps.names.iter().collect::<Vec<_>>()));
        }
        Page::Services(page) => {
            add(&[&page.greeting, &page.status, &page.open_title, &page.closed_title]);
            page.notice.iter().for_each(|(_, text)| add(&[text]));
            page.open.iter().for_each(|open| add(&[&open.subtitle]));
            page.closed.iter().for_each(|closed| add(&[&closed.title, &closed.reason]));
        }
        Page::Enrolment(page) => {
            add(&[&page.title, &page.subtitle]);
            page.cards.iter().for_each(|card| add(&card_texts(card)));
        }
        Page::Question(page) => {
            add(&[&page.title, &page.subtitle]);
            page.choices.iter().for_each(|choice| add(&[&choice.subtitle]));
        }
        Page::Preview(page) => add(&[&page.title, &page.subtitle, &page.caption]),
        Page::Take(page) => {
            add(&[&page.title, &page.subtitle, &page.chip.text, &page.what, &page.afterwards]);
            add(&page.lines.iter().collect::<Vec<_>>());
        }
        Page::MoreTime(page) => add(&[&page.title, &page.subtitle]),
        Page::Trouble(page) => {
            add(&[&page.title, &page.subtitle]);
            page.paragraphs.iter().for_each(|paragraph| add(&paragraph_texts(paragraph)));
        }
        Page::GuideList(page) => {
            add(&[&page.title, &page.subtitle]);
            page.rows.iter().for_each(|row| add(&[&row.number, &row.chip.text]));
        }
        Page::Guide(page) => {
            add(&[&page.badge, &page.title, &page.subtitle]);
            add(&[&page.limit.0, &page.limit.1, &page.place.0, &page.place.1]);
            for material in &page.materials {
                add(&[&material.text]);
                material.note.iter().for_each(|note| add(&[note]));
            }
            page.remarks.iter().for_each(|remark| add(&paragraph_texts(remark)));
        }
        Page::Parting(page) => add(&[&page.title, &page.subtitle]),
        Page::OutOfService(page) => {
            add(&[&page.title, &page.subtitle]);
            add(&page.lines.iter().collect::<Vec<_>>());
        }
    }
    texts
}

fn paragraph_texts(paragraph: &Paragraph) -> [&String; 2] {
    [&paragraph.heading, &paragraph.text]
}

fn card_texts(card: &Card) -> Vec<&String> {
    match card {
        Card::Facts { title, chip, facts } => {
            let facts = facts.iter().flat_map(|fact| [&fact.label, &fact.value]);
            std::iter::once(title).chain(chip.iter().map(|chip| &chip.text)).chain(facts).collect()
        }
        Card::Year { title, summary, bars, remark } => {
            let bars = bars.iter().map(|bar| &bar.label);
            [title, summary].into_iter().chain(bars).chain(remark.iter().map(|it| &it.1)).collect()
        }
        Card::Table { title, summary, columns, lines } => {
            let columns = columns.iter().map(|column| &column.title);
            [title, summary].into_iter().chain(columns).chain(lines.iter().flatten()).collect()
        }
    }
}
