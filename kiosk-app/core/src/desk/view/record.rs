//! Pages about a citizen who is known: services, record, the voucher's questions.

use super::{action, buttons};
use crate::{
    case::{Matter, PaperState, Standing},
    desk::Desk,
    items::{
        enrolment_query,
        voucher::{self, Refusal},
    },
    mask,
    person::Enrolment,
    screen::{
        Choice, ClosedRow, Destination, Icon, Page, Paragraph, Preview, Question, ServiceRow,
        Services, Steps, Tone, Touch, Trouble,
    },
    texts::{self, credentials},
    time::{self, Moment},
    visit::session::{Draft, Origin, Session},
};
use codes::InsuranceStatus;

impl Desk {
    pub(super) fn services_page(&self, session: &Session, now: &Moment) -> Page {
        let person = &session.record.person;
        let (name, toggle) = match session.name_shown {
            true => (person.shown_name(), texts::HIDE_NAME),
            false => (mask::name(&person.shown_name()), texts::SHOW_NAME),
        };
        let row = |icon, (title, subtitle): (&str, &str), touch| ServiceRow {
            icon,
            title: title.to_owned(),
            subtitle: subtitle.to_owned(),
            touch,
        };
        let item = |key: &str| key.parse().expect("the items' own keys are keys");
        let query = Touch::OpenItem(item(enrolment_query::KEY));
        let mut open = vec![row(Icon::Search, texts::ROW_QUERY, query)];
        let mut closed = Vec::new();
        let mut close = |reason: &str| {
            closed.push(ClosedRow {
                title: texts::ROW_VOUCHER.0.to_owned(),
                reason: reason.to_owned(),
                why: action(texts::WHY, Touch::AskWhy(item(voucher::KEY))),
            });
        };
        match self.eligible_schemes(session) {
            Err(refusal) => close(texts::voucher_refusal(refusal)),
            Ok(_) if !self.hall.can_print() => close(self.why_no_print()),
            Ok(_) => {
                open.extend(self.resumable(session).map(|(number, touch)| {
                    let subtitle = texts::row_resume_number(&number);
                    row(Icon::Printer, (texts::ROW_RESUME, &subtitle), touch)
                }));
                let touch = Touch::OpenItem(item(voucher::KEY));
                open.push(row(Icon::Document, texts::ROW_VOUCHER, touch));
            }
        }
        open.push(row(Icon::Book, texts::ROW_GUIDES, Touch::OpenGuides));
        Page::Services(Services {
            greeting: texts::greeting(&name),
            name_toggle: action(toggle, Touch::ToggleName),
            status: texts::status_line(
                &status_words(&person.enrolments),
                &self.as_of(session, now),
            ),
            notice: self.services_notice(session, now),
            open_title: texts::OPEN_TITLE.to_owned(),
            open,
            closed_title: texts::CLOSED_TITLE.to_owned(),
            closed,
        })
    }

    /// A voucher whose case is stored and of which no whole sheet ever came out.
    fn resumable(&self, session: &Session) -> Option<(String, Touch)> {
        let latest = session.issued.first().filter(|paper| !paper.paper.may_be_out())?;
        let Matter::EnrolmentVoucher { voucher_number, scheme, .. } = &latest.matter else {
            return None;
        };
        let before = self.issued_before(session, scheme)?;
        (before.case == latest.case)
            .then(|| (voucher_number.clone(), Touch::PickScheme(scheme.clone())))
    }

    fn services_notice(&self, session: &Session, now: &Moment) -> Option<(Tone, String)> {
        if self.eligible_schemes(session) == Err(Refusal::NameDiffers) {
            return Some((Tone::Attention, texts::NAME_DIFFERS_NOTICE.to_owned()));
        }
        let Some(latest) = session.issued.first() else {
            let names = [&session.identity.name, &session.record.person.name];
            let is_rare = names.iter().any(|name| name.chars().any(codes::names::is_unknown));
            return is_rare.then(|| (Tone::Informing, credentials::RARE_NAME.to_owned()));
        };
        let when = time::when(latest.issued_at, now.at);
        let bureau = &self.parameters.bureau_short;
        match (&latest.standing, latest.paper) {
            (Standing::Refused { reason }, paper) if paper.may_be_out() => {
                Some((Tone::Wrong, texts::paper_refused_notice(&when, bureau, reason)))
            }
            (Standing::Refused { .. }, _) | (_, PaperState::Taken) => None,
            (_, PaperState::Asked | PaperState::Failed) => self
                .resumable(session)
                .map(|_| (Tone::Attention, texts::paper_failed_notice(&when))),
            (
                _,
                PaperState::Sent
                | PaperState::Printed
                | PaperState::Presented
                | PaperState::Unknown,
            ) => Some((Tone::Attention, texts::paper_unknown_notice(&when))),
        }
    }

    fn as_of(&self, session: &Session, now: &Moment) -> String {
        time::when(session.record.as_of, now.at)
    }

    pub(super) fn enrolment_page(&self, session: &Session, page: usize, now: &Moment) -> Page {
        let pages = self.record_pages(session, now);
        let back = match page {
            0 => action(texts::BACK, Touch::Back),
            _ => action(texts::PREVIOUS_PAGE, Touch::PreviousPage),
        };
        let next = (page + 1 < pages.len()).then(|| action(texts::NEXT_PAGE, Touch::NextPage));
        let print = self.hall.can_print().then(|| action(texts::PRINT_SLIP, Touch::Print));
        let (middle, primary) = match next {
            Some(next) => (print, Some(next)),
            None => (None, print),
        };
        Page::Enrolment(crate::screen::Enrolment {
            title: texts::ENROLMENT_TITLE.to_owned(),
            subtitle: texts::page_and_date(page + 1, pages.len(), &self.as_of(session, now)),
            cards: pages.get(page).cloned().unwrap_or_default(),
            buttons: buttons(Some(back), middle, primary),
        })
    }

    pub(super) fn voucher_steps(&self, current: usize) -> Option<Steps> {
        let entry = self.catalog.get(voucher::KEY)?.handling.as_ref()?;
        Some(Steps { names: entry.steps.clone(), current })
    }

    pub(super) fn destination_page(&self) -> Page {
        let choice = |(title, subtitle): (&str, &str), destination| Choice {
            title: title.to_owned(),
            subtitle: subtitle.to_owned(),
            touch: Touch::MoveTo(destination),
        };
        Page::Question(Question {
            steps: self.voucher_steps(0),
            title: texts::WHERE_TO.0.to_owned(),
            subtitle: texts::WHERE_TO.1.to_owned(),
            choices: vec![
                choice(texts::WHERE_ELSEWHERE, Destination::Elsewhere),
                choice(texts::WHERE_WITHIN, Destination::WithinChongqing),
            ],
            buttons: buttons(Some(action(texts::BACK, Touch::Back)), None, None),
        })
    }

    pub(super) fn scheme_page(&self, session: &Session) -> Page {
        let enrolments = &session.record.person.enrolments;
        let status = |scheme: &codes::Scheme| {
            let of_scheme = enrolments.iter().filter(|enrolment| enrolment.scheme == *scheme);
            let latest =
                of_scheme.max_by_key(|e| (e.status == InsuranceStatus::Active, e.current_since));
            latest.map_or("", |enrolment| enrolment.status.word())
        };
        let choices = self.eligible_schemes(session).unwrap_or_default();
        let choice = |scheme: codes::Scheme| Choice {
            title: scheme.name().to_owned(),
            subtitle: texts::scheme_choice(status(&scheme)),
            touch: Touch::PickScheme(scheme),
        };
        Page::Question(Question {
            steps: self.voucher_steps(0),
            title: texts::WHICH_SCHEME.0.to_owned(),
            subtitle: texts::WHICH_SCHEME.1.to_owned(),
            choices: choices.into_iter().map(choice).collect(),
            buttons: buttons(Some(action(texts::BACK, Touch::Back)), None, None),
        })
    }

    pub(super) fn preview_page(&self, draft: &Draft) -> Page {
        let (caption, confirm) = match draft.origin {
            Origin::Issued(_) => (texts::PREVIEW_CAPTION_REISSUE, texts::CONFIRM_REISSUE),
            Origin::New | Origin::Stored(_) => (texts::PREVIEW_CAPTION, texts::CONFIRM_PRINT),
        };
        Page::Preview(Preview {
            title: texts::PREVIEW_TITLE.to_owned(),
            subtitle: texts::PREVIEW_SUBTITLE.to_owned(),
            document: draft.document.clone(),
            caption: caption.to_owned(),
            buttons: buttons(
                Some(action(texts::BACK, Touch::Back)),
                None,
                Some(action(confirm, Touch::Confirm)),
            ),
        })
    }

    pub(super) fn refused_page(&self, refusal: Refusal) -> Page {
        let window = &self.parameters.windows.enquiries;
        Page::Trouble(Trouble {
            steps: None,
            icon: Icon::Document,
            tone: Tone::Attention,
            title: texts::voucher_refusal_title(refusal).to_owned(),
            subtitle: texts::voucher_refusal(refusal).to_owned(),
            paragraphs: vec![Paragraph {
                heading: texts::HELP_HEADING.to_owned(),
                text: texts::voucher_refusal_do(refusal, window),
            }],
            buttons: buttons(None, None, Some(action(texts::BACK_TO_SERVICES, Touch::Back))),
        })
    }

    pub(super) fn cannot_print_page(&self) -> Page {
        Page::Trouble(Trouble {
            steps: None,
            icon: Icon::Printer,
            tone: Tone::Attention,
            title: self.why_no_print().to_owned(),
            subtitle: texts::CANNOT_PRINT.to_owned(),
            paragraphs: vec![Paragraph {
                heading: texts::CALL_STAFF_HEADING.to_owned(),
                text: texts::cannot_print_do(&self.parameters.windows.counter),
            }],
            buttons: buttons(None, None, Some(action(texts::BACK_TO_SERVICES, Touch::Back))),
        })
    }

    pub(super) fn sorry_page(&self) -> Page {
        let (title, subtitle) = texts::SORRY;
        Page::Trouble(Trouble {
            steps: None,
            icon: Icon::Warning,
            tone: Tone::Wrong,
            title: title.to_owned(),
            subtitle: subtitle.to_owned(),
            paragraphs: vec![Paragraph {
                heading: texts::HELP_HEADING.to_owned(),
                text: texts::sorry_do(&self.parameters.windows.counter),
            }],
            buttons: buttons(None, None, Some(action(texts::BACK_TO_SERVICES, Touch::Back))),
        })
    }
}

/// 职工医保（个人身份）正常参保: the running basic enrolment, else the latest.
fn status_words(enrolments: &[Enrolment]) -> String {
    let basic = enrolments.iter().filter(|enrolment| enrolment.scheme.is_basic());
    let main = basic.max_by_key(|e| (e.status == InsuranceStatus::Active, e.current_since));
    match main {
        None => texts::NO_ENROLMENT.to_owned(),
        Some(enrolment) => {
            let individual =
                if enrolment.category.is_individual() { "（个人身份）" } else { "" };
            let scheme = texts::scheme_short(&enrolment.scheme);
            format!("{scheme}{individual}{}", enrolment.status.word())
        }
    }
}
