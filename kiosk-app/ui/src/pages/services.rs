//! 我的事项: what is open to this person, and what is closed with its reason.

use kiosk_core::screen::Services;

use crate::{
    generated as ui,
    setter::{Setter, sign},
};

pub(crate) fn set(page: &Services, setter: &mut Setter<'_>) -> ui::ServicesPage {
    ui::ServicesPage {
        greeting: setter.text(&page.greeting),
        name_toggle: setter.button(&page.name_toggle),
        status: setter.text(&page.status),
        notice: setter.remark(page.notice.as_ref()),
        open_title: setter.text(&page.open_title),
        open: setter.list(&page.open, |setter, row| ui::OpenRow {
            sign: sign(row.icon),
            title: setter.text(&row.title),
            subtitle: setter.text(&row.subtitle),
            touch: setter.touch(&row.touch),
        }),
        closed_title: setter.text(&page.closed_title),
        closed: setter.list(&page.closed, |setter, row| ui::ClosedRow {
            title: setter.text(&row.title),
            reason: setter.text(&row.reason),
            why: setter.text(&row.why.label),
            touch: setter.touch(&row.why.touch),
        }),
    }
}
