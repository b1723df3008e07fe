//! The paper exactly as it will come out, and one question.

use kiosk_core::{document::Document, screen::Preview};

use crate::{
    generated as ui,
    paper::{self, Paper},
    setter::Setter,
};

/// The room between header and caption, with the paper's border taken off.
const MAX_WIDTH: u32 = 964;
const MAX_HEIGHT: u32 = 1060;

pub(crate) fn set(
    page: &Preview,
    setter: &mut Setter<'_>,
    draw: &dyn Fn(&Document) -> Paper,
) -> ui::PreviewPage {
    ui::PreviewPage {
        title: setter.text(&page.title),
        subtitle: setter.text(&page.subtitle),
        paper: paper::fit(&draw(&page.document), MAX_WIDTH, MAX_HEIGHT),
        name: setter.text(&page.document.name),
        caption: setter.text(&page.caption),
        buttons: setter.buttons(&page.buttons),
    }
}
