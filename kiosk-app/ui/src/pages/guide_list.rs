//! 办事指南: all items of both lists, a page of them.

use kiosk_core::screen::GuideList;

use crate::{generated as ui, setter::Setter};

pub(crate) fn set(page: &GuideList, setter: &mut Setter<'_>) -> ui::GuideListPage {
    ui::GuideListPage {
        title: setter.text(&page.title),
        subtitle: setter.text(&page.subtitle),
        rows: setter.list(&page.rows, |setter, row| ui::GuideRow {
            number: setter.text(&row.number),
            title: setter.text(&row.title),
            chip: setter.chip(&row.chip),
            touch: setter.touch(&row.touch),
        }),
        buttons: setter.buttons(&page.buttons),
    }
}
