//! One item's guide: what to bring, how long, where.

use kiosk_core::screen::GuidePage;

use crate::{generated as ui, setter::Setter};

pub(crate) fn set(page: &GuidePage, setter: &mut Setter<'_>) -> ui::GuidePage {
    ui::GuidePage {
        badge: ui::ChipWords { text: setter.text(&page.badge), tone: ui::Tone::Closed },
        title: setter.text(&page.title),
        subtitle: setter.text(&page.subtitle),
        materials: setter.list(&page.materials, |setter, material| ui::Material {
            text: setter.text(&material.text),
            note: setter.text(material.note.as_deref().unwrap_or_default()),
        }),
        limit_title: setter.text(&page.limit.0),
        limit: setter.text(&page.limit.1),
        place_title: setter.text(&page.place.0),
        place: setter.text(&page.place.1),
        remarks: setter.paragraphs(&page.remarks),
        buttons: setter.buttons(&page.buttons),
    }
}
