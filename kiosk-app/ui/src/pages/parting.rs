//! 再见, or 请拿走身份证.

use kiosk_core::screen::Parting;

use crate::{
    generated as ui,
    setter::{Setter, sign, tone},
};

pub(crate) fn set(page: &Parting, setter: &mut Setter<'_>) -> ui::PartingPage {
    ui::PartingPage {
        sign: sign(page.icon),
        tone: tone(page.tone),
        title: setter.text(&page.title),
        subtitle: setter.text(&page.subtitle),
        action: setter.optional_button(page.action.as_ref()),
    }
}
