//! 我的参保信息: cards of facts, months and tables.

use kiosk_core::screen::{BarState, Card, Column, Enrolment};
use slint::ModelRc;

use crate::{generated as ui, setter::Setter};

pub(crate) fn set(page: &Enrolment, setter: &mut Setter<'_>) -> ui::EnrolmentPage {
    ui::EnrolmentPage {
        title: setter.text(&page.title),
        subtitle: setter.text(&page.subtitle),
        cards: setter.list(&page.cards, |setter, card| set_card(card, setter)),
        buttons: setter.buttons(&page.buttons),
    }
}

fn set_card(card: &Card, setter: &mut Setter<'_>) -> ui::InfoCard {
    match card {
        Card::Facts { title, chip, facts } => ui::InfoCard {
            title: setter.text(title),
            chip: chip.as_ref().map(|chip| setter.chip(chip)).unwrap_or_default(),
            facts: setter.list(facts, |setter, fact| ui::Fact {
                label: setter.text(&fact.label),
                value: setter.text(&fact.value),
                strong: fact.strong,
            }),
            ..ui::InfoCard::default()
        },
        Card::Year { title, summary, bars, remark } => ui::InfoCard {
            title: setter.text(title),
            summary: setter.text(summary),
            bars: setter.list(bars, |setter, bar| ui::Bar {
                label: setter.text(&bar.label),
                month: match bar.state {
                    BarState::Paid => ui::Month::Paid,
                    BarState::Missing => ui::Month::Missing,
                    BarState::Empty => ui::Month::Empty,
                },
            }),
            remark: setter.remark(remark.as_ref()),
            ..ui::InfoCard::default()
        },
        Card::Table { title, summary, columns, lines } => ui::InfoCard {
            title: setter.text(title),
            summary: setter.text(summary),
            columns: set_columns(columns, setter),
            lines: setter.list(lines, |setter, line| ui::TableLine { cells: setter.texts(line) }),
            ..ui::InfoCard::default()
        },
    }
}

fn set_columns(columns: &[Column], setter: &mut Setter<'_>) -> ModelRc<ui::Column> {
    let parts: f32 = columns.iter().map(|column| f32::from(column.parts)).sum();
    setter.list(columns, |setter, column| ui::Column {
        title: setter.text(&column.title),
        share: f32::from(column.parts) / parts.max(1.0),
        right: column.right,
    })
}
