//! Something is going on.

use kiosk_core::screen::Working;

use crate::{
    generated as ui,
    setter::{Setter, sign},
};

pub(crate) fn set(page: &Working, setter: &mut Setter<'_>) -> ui::WorkingPage {
    ui::WorkingPage {
        steps: setter.steps(page.steps.as_ref()),
        sign: sign(page.icon),
        title: setter.text(&page.title),
        subtitle: setter.text(&page.subtitle),
        done: page.percent.map_or(-1.0, |percent| f32::from(percent.min(100)) / 100.0),
    }
}
