//! 还需要时间吗: covers the page behind it whole.

use kiosk_core::screen::MoreTime;

use crate::{generated as ui, setter::Setter};

pub(crate) fn set(page: &MoreTime, setter: &mut Setter<'_>) -> ui::MoreTimePage {
    ui::MoreTimePage {
        title: setter.text(&page.title),
        subtitle: setter.text(&page.subtitle),
        seconds_left: i32::try_from(page.seconds_left).unwrap_or(i32::MAX),
        seconds: i32::try_from(page.seconds).unwrap_or(i32::MAX),
        stay: setter.button(&page.stay),
        end: setter.button(&page.end),
    }
}
