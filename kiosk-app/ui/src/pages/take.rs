//! 请取走凭证: one thing to do, in the largest type.

use kiosk_core::screen::Take;

use crate::{generated as ui, setter::Setter};

pub(crate) fn set(page: &Take, setter: &mut Setter<'_>) -> ui::TakePage {
    ui::TakePage {
        steps: setter.steps(page.steps.as_ref()),
        title: setter.text(&page.title),
        subtitle: setter.text(&page.subtitle),
        chip: setter.chip(&page.chip),
        what: setter.text(&page.what),
        lines: setter.texts(&page.lines),
        afterwards: setter.text(&page.afterwards),
    }
}
