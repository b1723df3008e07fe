//! Pages of an errand: stored, asked, printed, taken, or not.

use super::{action, buttons};
use crate::{
    desk::Desk,
    happenings::PrinterState,
    items::voucher::Stands,
    screen::{Action, Chip, Icon, Page, Paragraph, Steps, Take, Tone, Touch, Trouble, Working},
    texts::{self, credentials},
    time,
    visit::errand::{Errand, Purpose, Stage},
};

impl Desk {
    pub(super) fn errand_page(&self, errand: &Errand) -> Page {
        let name = &errand.document.name;
        match &errand.stage {
            Stage::Storing { .. } => super::waiting::working(self.steps(errand, 1), texts::STORING),
            Stage::Asking { .. } => {
                let (title, subtitle) = texts::asking_district(&self.parameters.bureau_short);
                self.going_on(errand, 2, Icon::Network, title, subtitle, None)
            }
            Stage::Printing { percent, .. } => {
                let (title, subtitle) = texts::printing(name);
                let percent = Some(*percent);
                self.going_on(errand, 3, Icon::Printer, title, subtitle.to_owned(), percent)
            }
            Stage::Taking { .. } => Page::Take(self.take(errand)),
            Stage::Refused { reason, .. } => Page::Trouble(Trouble {
                steps: self.steps(errand, 2),
                icon: Icon::Document,
                tone: Tone::Wrong,
                title: texts::REFUSED_TITLE.to_owned(),
                subtitle: texts::district_refused(&self.parameters.bureau_short),
                paragraphs: vec![
                    Paragraph { heading: reason.clone(), text: texts::NOTHING_PRINTED.to_owned() },
                    Paragraph {
                        heading: texts::HELP_HEADING.to_owned(),
                        text: texts::sorry_do(&self.parameters.windows.enquiries),
                    },
                ],
                buttons: buttons(None, None, Some(self.onward(errand))),
            }),
            Stage::Stopped { .. } => self.stopped(errand),
            Stage::Unsure { .. } => Page::Trouble(Trouble {
                steps: self.steps(errand, 3),
                icon: Icon::Printer,
                tone: Tone::Attention,
                title: texts::UNSURE_TITLE.to_owned(),
                subtitle: texts::UNSURE_SUBTITLE.to_owned(),
                paragraphs: vec![Paragraph {
                    heading: texts::HELP_HEADING.to_owned(),
                    text: texts::unsure_do(name),
                }],
                buttons: buttons(
                    Some(action(self.have_not(errand), Touch::HaveNot)),
                    None,
                    Some(action(texts::HAVE_PAPER, Touch::HaveIt)),
                ),
            }),
        }
    }

    /// Without the card there are no services to go back to.
    fn onward(&self, errand: &Errand) -> Action {
        let back = errand.session.as_ref().map(|_| texts::BACK_TO_SERVICES);
        action(back.unwrap_or(texts::UNDERSTOOD), Touch::Back)
    }

    /// Nor another certificate.
    fn have_not(&self, errand: &Errand) -> &'static str {
        match errand.is_voucher() && errand.session.is_none() {
            true => texts::HAVE_NO_PAPER_NOR_CARD,
            false => texts::HAVE_NO_PAPER,
        }
    }

    fn steps(&self, errand: &Errand, current: usize) -> Option<Steps> {
        if errand.is_voucher() { self.voucher_steps(current) } else { None }
    }

    fn going_on(
        &self,
        errand: &Errand,
        step: usize,
        icon: Icon,
        title: String,
        subtitle: String,
        percent: Option<u8>,
    ) -> Page {
        Page::Working(Working { steps: self.steps(errand, step), icon, title, subtitle, percent })
    }

    fn take(&self, errand: &Errand) -> Take {
        let document = &errand.document;
        let bureau = &self.parameters.bureau_short;
        let (step, chip) = match errand.stands() {
            Some(Stands::Completed) => (4, (Tone::Good, texts::COMPLETED)),
            Some(Stands::Accepted) => (3, (Tone::Attention, texts::ACCEPTED)),
            None => (4, (Tone::Good, texts::PRINTED_CHIP)),
        };
        let mut lines: Vec<String> =
            document.number.iter().map(|number| texts::number_line(number)).collect();
        if let Purpose::Voucher { reported_at, .. } = &errand.purpose {
            lines.push(match (errand.stands(), reported_at) {
                (Some(Stands::Completed), Some(at)) => {
                    texts::reported_line(&time::clock(*at), bureau)
                }
                (Some(Stands::Completed), None) => texts::reported_before_line(bureau),
                _ => texts::pending_line(bureau),
            });
        }
        let card = self.hall.card_to_take().filter(|_| errand.is_voucher());
        Take {
            steps: self.steps(errand, step),
            title: texts::take_title(&document.name),
            subtitle: texts::TAKE_WHERE.to_owned(),
            chip: Chip { tone: chip.0, text: chip.1.to_owned() },
            what: texts::one_sheet(&document.name),
            lines,
            afterwards: card
                .map(|(at, kind)| credentials::take_afterwards(at, kind))
                .unwrap_or_default(),
        }
    }

    /// What is safe first, then who helps, then what else one can do.
    fn stopped(&self, errand: &Errand) -> Page {
        let name = &errand.document.name;
        let scrap_in_mouth = self.hall.printer.state == PrinterState::MouthFull;
        let title = match self.printer_trouble() {
            Some(_) if scrap_in_mouth => texts::TAKE_SCRAP,
            trouble => trouble.unwrap_or(texts::SHEET_SPOILT),
        };
        let wait = if self.hall.can_print() { texts::PRINT_AGAIN } else { texts::WAIT_HERE };
        let paragraph = |heading: &str, text: &str| Paragraph {
            heading: heading.to_owned(),
            text: text.to_owned(),
        };
        let (subtitle, paragraphs) = match errand.is_voucher() {
            _ if scrap_in_mouth => {
                let scrap = paragraph(texts::SCRAP.0, texts::SCRAP.1);
                (texts::slip_not_printed(name), vec![scrap])
            }
            _ if self.hall.printer.state == PrinterState::Clearing => {
                let soon = paragraph(texts::CLEARING.0, texts::CLEARING.1);
                (texts::slip_not_printed(name), vec![soon])
            }
            true => {
                let (heading, text) = texts::need_not_wait(&self.parameters.windows.enquiries);
                let call = paragraph(texts::CALL_FOR_PAPER.0, texts::CALL_FOR_PAPER.1);
                (texts::safe_not_printed(name), vec![call, paragraph(heading, &text)])
            }
            false => {
                let call = paragraph(texts::CALL_FOR_PAPER_SLIP.0, texts::CALL_FOR_PAPER_SLIP.1);
                (texts::slip_not_printed(name), vec![call])
            }
        };
        Page::Trouble(Trouble {
            steps: self.steps(errand, 3),
            icon: Icon::Printer,
            tone: Tone::Attention,
            title: title.to_owned(),
            subtitle,
            paragraphs,
            buttons: buttons(
                Some(action(texts::DO_NOT_WAIT, Touch::EndVisit)),
                None,
                Some(action(wait, Touch::Wait)),
            ),
        })
    }
}
