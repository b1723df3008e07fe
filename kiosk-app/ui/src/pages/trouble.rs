//! Something does not go as wished.

use kiosk_core::screen::Trouble;

use crate::{
    generated as ui,
    setter::{Setter, sign, tone},
};

pub(crate) fn set(page: &Trouble, setter: &mut Setter<'_>) -> ui::TroublePage {
    ui::TroublePage {
        steps: setter.steps(page.steps.as_ref()),
        sign: sign(page.icon),
        tone: tone(page.tone),
        title: setter.text(&page.title),
        subtitle: setter.text(&page.subtitle),
        paragraphs: setter.paragraphs(&page.paragraphs),
        buttons: setter.buttons(&page.buttons),
    }
}
