//! Sets core types into Slint types: texts, touches, and the pieces that several pages share.

use std::collections::BTreeSet;

use faces::Faces;
use kiosk_core::screen::{Action, Buttons, Chip, Icon, Paragraph, Steps, Tone, Touch};
use slint::{ModelRc, SharedString, VecModel};

use crate::generated as ui;

/// Stands for a character that no face holds (下駄, the printer's mark for a missing sort): a name
/// with a gap would be another name.
pub(crate) const GETA: char = '〓';

/// The touches of the frame are the same whatever the page, and come first.
pub(crate) const CALL_STAFF: i32 = 0;
pub(crate) const END_VISIT: i32 = 1;

/// Collects, while a view is set, what its controls mean and which characters cannot be drawn.
pub(crate) struct Setter<'a> {
    faces: &'a Faces,
    touches: Vec<Touch>,
    missing: BTreeSet<char>,
}

impl<'a> Setter<'a> {
    pub(crate) fn new(faces: &'a Faces) -> Self {
        Self { faces, touches: frame_touches(), missing: BTreeSet::new() }
    }

    /// What the controls mean, by the numbers they were given; and the characters that no face
    /// holds.
    pub(crate) fn finish(self) -> (Vec<Touch>, BTreeSet<char>) {
        (self.touches, self.missing)
    }

    /// A text as it can be drawn.
    pub(crate) fn text(&mut self, text: &str) -> SharedString {
        let missing = self.faces.missing_in(text);
        if missing.is_empty() {
            return text.into();
        }
        let drawn: String =
            text.chars().map(|c| if missing.contains(&c) { GETA } else { c }).collect();
        self.missing.extend(missing);
        drawn.into()
    }

    pub(crate) fn texts(&mut self, texts: &[String]) -> ModelRc<SharedString> {
        self.list(texts, |setter, text| setter.text(text))
    }

    /// A list, each of its items set by `set`.
    pub(crate) fn list<T, U: Clone + 'static>(
        &mut self,
        items: &[T],
        mut set: impl FnMut(&mut Self, &T) -> U,
    ) -> ModelRc<U> {
        let items: Vec<U> = items.iter().map(|item| set(self, item)).collect();
        ModelRc::new(VecModel::from(items))
    }

    /// The number by which a control tells that it was touched.
    pub(crate) fn touch(&mut self, touch: &Touch) -> i32 {
        self.touches.push(touch.clone());
        i32::try_from(self.touches.len() - 1).unwrap_or(-1)
    }

    pub(crate) fn button(&mut self, action: &Action) -> ui::Button {
        ui::Button { label: self.text(&action.label), touch: self.touch(&action.touch) }
    }

    pub(crate) fn optional_button(&mut self, action: Option<&Action>) -> ui::Button {
        action.map(|action| self.button(action)).unwrap_or_default()
    }

    pub(crate) fn buttons(&mut self, buttons: &Buttons) -> ui::Buttons {
        ui::Buttons {
            back: self.optional_button(buttons.back.as_ref()),
            middle: self.optional_button(buttons.middle.as_ref()),
            primary: self.optional_button(buttons.primary.as_ref()),
        }
    }

    pub(crate) fn chip(&mut self, chip: &Chip) -> ui::ChipWords {
        ui::ChipWords { text: self.text(&chip.text), tone: tone(chip.tone) }
    }

    pub(crate) fn remark(&mut self, remark: Option<&(Tone, String)>) -> ui::ChipWords {
        remark
            .map(|(of, text)| ui::ChipWords { text: self.text(text), tone: tone(*of) })
            .unwrap_or_default()
    }

    pub(crate) fn steps(&mut self, steps: Option<&Steps>) -> ui::StepsDone {
        steps
            .map(|steps| ui::StepsDone {
                names: self.texts(&steps.names),
                current: i32::try_from(steps.current).unwrap_or(i32::MAX),
            })
            .unwrap_or_default()
    }

    pub(crate) fn paragraphs(&mut self, paragraphs: &[Paragraph]) -> ModelRc<ui::Paragraph> {
        self.list(paragraphs, |setter, paragraph| ui::Paragraph {
            heading: setter.text(&paragraph.heading),
            text: setter.text(&paragraph.text),
        })
    }
}

/// What the numbers of the frame mean.
pub(crate) fn frame_touches() -> Vec<Touch> {
    vec![Touch::CallStaff, Touch::EndVisit]
}

pub(crate) fn tone(tone: Tone) -> ui::Tone {
    match tone {
        Tone::Good => ui::Tone::Good,
        Tone::Attention => ui::Tone::Attention,
        Tone::Wrong => ui::Tone::Wrong,
        Tone::Closed => ui::Tone::Closed,
        Tone::Informing => ui::Tone::Informing,
    }
}

pub(crate) fn sign(icon: Icon) -> ui::Sign {
    match icon {
        Icon::IdCard => ui::Sign::IdCard,
        Icon::SocialCard => ui::Sign::SocialCard,
        Icon::Code => ui::Sign::Code,
        Icon::Search => ui::Sign::Search,
        Icon::Document => ui::Sign::Document,
        Icon::Book => ui::Sign::Book,
        Icon::Hand => ui::Sign::Hand,
        Icon::Printer => ui::Sign::Printer,
        Icon::Warning => ui::Sign::Warning,
        Icon::Check => ui::Sign::Check,
        Icon::Clock => ui::Sign::Clock,
        Icon::Person => ui::Sign::Person,
        Icon::Network => ui::Sign::Network,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_that_no_face_holds_is_marked_and_reported() {
        let faces = Faces::shipped().unwrap();
        let mut setter = Setter::new(&faces);
        assert_eq!(setter.text("阿\u{10FFFD}力"), "阿〓力");
        assert_eq!(setter.text("龙䶮 杨𬱖\n"), "龙䶮 杨𬱖\n");
        assert_eq!(setter.finish().1, BTreeSet::from(['\u{10FFFD}']));
        assert!(faces.covers(GETA));
    }
}
