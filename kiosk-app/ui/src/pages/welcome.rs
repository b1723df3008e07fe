//! 欢迎: what the machine can do and where to put the card.

use kiosk_core::screen::Welcome;

use crate::{
    generated as ui,
    setter::{Setter, sign},
};

pub(crate) fn set(page: &Welcome, setter: &mut Setter<'_>) -> ui::WelcomePage {
    ui::WelcomePage {
        title: setter.text(&page.title),
        subtitle: setter.text(&page.subtitle),
        notice: setter.remark(page.notice.as_ref()),
        credentials: setter.list(&page.credentials, |setter, tile| ui::Credential {
            sign: sign(tile.icon),
            title: setter.text(&tile.title),
            hint: setter.text(&tile.hint),
            usable: tile.usable,
        }),
        offers_title: setter.text(&page.offers_title),
        offers: setter.list(&page.offers, |setter, offer| ui::OpenRow {
            sign: sign(offer.icon),
            title: setter.text(&offer.title),
            subtitle: setter.text(&offer.subtitle),
            touch: setter.touch(&offer.touch),
        }),
    }
}
