//! One question with a few large answers.

use kiosk_core::screen::Question;

use crate::{generated as ui, setter::Setter};

pub(crate) fn set(page: &Question, setter: &mut Setter<'_>) -> ui::QuestionPage {
    ui::QuestionPage {
        steps: setter.steps(page.steps.as_ref()),
        title: setter.text(&page.title),
        subtitle: setter.text(&page.subtitle),
        choices: setter.list(&page.choices, |setter, choice| ui::Choice {
            title: setter.text(&choice.title),
            subtitle: setter.text(&choice.subtitle),
            touch: setter.touch(&choice.touch),
        }),
        buttons: setter.buttons(&page.buttons),
    }
}
