//! 暂停服务.

use kiosk_core::screen::OutOfService;

use crate::{generated as ui, setter::Setter};

pub(crate) fn set(page: &OutOfService, setter: &mut Setter<'_>) -> ui::OutOfServicePage {
    ui::OutOfServicePage {
        title: setter.text(&page.title),
        subtitle: setter.text(&page.subtitle),
        lines: setter.texts(&page.lines),
        guides: setter.button(&page.guides),
    }
}
