//! Pages before and after: welcome, working, what is told to the unknown, farewell, guides.

use super::{action, buttons};
use crate::{
    desk::Desk,
    happenings::{CardFailure, Doors, LedgerHealth, PrinterState, ReaderHealth, VoucherCheck},
    identity::{NotAccepted, Reader},
    items::guide,
    screen::{
        CredentialTile, GuideList, GuidePage, Icon, Offer, OutOfService, Page, Paging, Paragraph,
        Parting, Steps, Tone, Touch, Trouble, Welcome, Working,
    },
    texts::{self, credentials},
    time::{self, Moment},
    visit::{CodeNotice, Farewell, Notice, Reading, session::Session},
};

/// The sign of what is put into a slot.
fn sign(reader: Reader) -> Icon {
    match reader {
        Reader::IdCard => Icon::IdCard,
        Reader::SocialCard => Icon::SocialCard,
        Reader::Scanner => Icon::Code,
    }
}

/// A page that says what is going on.
pub(super) fn working(steps: Option<Steps>, (title, subtitle): (&str, &str)) -> Page {
    Page::Working(Working {
        steps,
        icon: Icon::Clock,
        title: title.to_owned(),
        subtitle: subtitle.to_owned(),
        percent: None,
    })
}

impl Desk {
    pub(super) fn welcome(&self) -> Page {
        let tile = |reader: &Reader| {
            let usable = self.hall.takes(*reader);
            let hint = match usable {
                _ if self.hall.cards.contains_key(reader) => credentials::TAKE_AWAY,
                true => credentials::how(*reader),
                false => self.why_closed(*reader),
            };
            CredentialTile {
                icon: sign(*reader),
                title: credentials::name(*reader).to_owned(),
                usable,
                hint: hint.to_owned(),
            }
        };
        let usable = self.hall.readers_that(|reader| self.hall.takes(reader));
        let offer = |icon, (title, subtitle): (&str, &str), touch| Offer {
            icon,
            title: title.to_owned(),
            subtitle: subtitle.to_owned(),
            touch,
        };
        let guide_of = |item: &str| {
            self.catalog
                .get(item)
                .map_or(Touch::OpenGuides, |item| Touch::OpenGuide(item.key.clone()))
        };
        let items = texts::offer_guides_subtitle(self.catalog.iter().count());
        Page::Welcome(Welcome {
            title: credentials::welcome_title(&usable),
            subtitle: texts::WELCOME_SUBTITLE.to_owned(),
            credentials: self.hall.readers.keys().map(tile).collect(),
            offers_title: texts::OFFERS_TITLE.to_owned(),
            offers: vec![
                offer(
                    Icon::Search,
                    texts::OFFER_QUERY,
                    guide_of(crate::items::enrolment_query::KEY),
                ),
                offer(Icon::Document, texts::OFFER_VOUCHER, guide_of(crate::items::voucher::KEY)),
                offer(Icon::Book, (texts::OFFER_GUIDES, &items), Touch::OpenGuides),
            ],
            notice: self.welcome_notice(&usable),
        })
    }

    fn welcome_notice(&self, usable: &[Reader]) -> Option<(Tone, String)> {
        if let Some(reader) = self.hall.card_left() {
            return Some((Tone::Attention, credentials::left(reader).to_owned()));
        }
        if self.hall.in_the_mouth.is_some() {
            return Some((Tone::Attention, texts::PAPER_LEFT.to_owned()));
        }
        let out = self.hall.readers_that(|reader| {
            self.hall.readers.get(&reader) == Some(&ReaderHealth::Suspended)
        });
        if !out.is_empty() {
            let tone = if usable.is_empty() { Tone::Wrong } else { Tone::Attention };
            return Some((tone, credentials::suspended(&out, usable)));
        }
        let reason = self.printer_trouble()?;
        Some((Tone::Attention, texts::printer_suspended(reason)))
    }

    /// What is wrong with the printer, in a few words.
    pub(super) fn printer_trouble(&self) -> Option<&'static str> {
        match self.hall.printer.state {
            PrinterState::Ready | PrinterState::Starting => None,
            PrinterState::PaperOut => Some(texts::PAPER_OUT),
            PrinterState::CoverOpen => Some(texts::COVER_OPEN),
            PrinterState::Stuck => Some(texts::PRINTER_STUCK),
            PrinterState::Clearing => Some(texts::PRINTER_CLEARING),
            PrinterState::MouthFull => Some(texts::MOUTH_FULL),
            PrinterState::Gone => Some(texts::PRINTER_GONE),
        }
    }

    /// Why nothing can be printed now; the printer may just be starting.
    pub(super) fn why_no_print(&self) -> &'static str {
        self.printer_trouble().unwrap_or(texts::PRINTER_NOT_READY)
    }

    pub(super) fn out_of_service(&self) -> Page {
        let title = texts::OUT_OF_SERVICE;
        let reason = match (self.hall.doors, self.hall.ledger) {
            (Doors::Open, _) => texts::STAFF_AT_WORK,
            (Doors::Shut, LedgerHealth::Broken) => texts::NO_LEDGER,
            (Doors::Shut, LedgerHealth::Sound) => texts::NO_DATA_YET,
        };
        Page::OutOfService(OutOfService {
            title: title.to_owned(),
            subtitle: reason.to_owned(),
            lines: vec![texts::served_at(&self.parameters.windows.counter)],
            guides: action(texts::SEE_GUIDES, Touch::OpenGuides),
        })
    }

    pub(super) fn told_page(&self, notice: &Notice, now: &Moment) -> Page {
        let windows = &self.parameters.windows;
        let (icon, tone, (title, subtitle, advice)) = match notice {
            Notice::Unread(reader, failure) => {
                let tone = match failure {
                    CardFailure::Damaged => Tone::Wrong,
                    _ => Tone::Attention,
                };
                (sign(*reader), tone, credentials::unread(*reader, *failure))
            }
            Notice::NotAccepted(kind, reason) => {
                let tone = match reason {
                    NotAccepted::NumberDamaged => Tone::Wrong,
                    _ => Tone::Attention,
                };
                let told = credentials::not_accepted(*kind, *reason, &windows.counter);
                (sign(kind.reader()), tone, told)
            }
            Notice::Code(notice) => {
                let tone = match notice {
                    CodeNotice::Voucher(VoucherCheck::IssuedHere) => Tone::Good,
                    CodeNotice::Voucher(VoucherCheck::ContentDiffers) => Tone::Wrong,
                    _ => Tone::Attention,
                };
                (Icon::Code, tone, credentials::code(*notice, &windows.enquiries))
            }
            Notice::UnknownPerson => {
                let advice = texts::unknown_person_do(&self.data_as_of(now), &windows.enquiries);
                let (title, subtitle) = texts::UNKNOWN_PERSON;
                let told = (title.to_owned(), subtitle.to_owned(), Some(advice));
                (Icon::Person, Tone::Attention, told)
            }
            Notice::Sorry => {
                let (title, subtitle) = texts::SORRY;
                let advice = Some(texts::sorry_do(&windows.counter));
                (Icon::Warning, Tone::Wrong, (title.to_owned(), subtitle.to_owned(), advice))
            }
        };
        let paragraph = |text| Paragraph { heading: texts::HELP_HEADING.to_owned(), text };
        Page::Trouble(Trouble {
            steps: None,
            icon,
            tone,
            title,
            subtitle,
            paragraphs: advice.map(paragraph).into_iter().collect(),
            buttons: buttons(
                Some(action(texts::UNDERSTOOD, Touch::EndVisit)),
                None,
                Some(action(texts::SEE_GUIDES, Touch::OpenGuides)),
            ),
        })
    }

    /// 今天 09:28.
    pub(super) fn data_as_of(&self, now: &Moment) -> String {
        let as_of = self.hall.district.data_as_of.map(|at| time::when(at, now.at));
        as_of.unwrap_or_else(|| texts::UNKNOWN_DATE.to_owned())
    }

    pub(super) fn parting_page(&self, farewell: Farewell, can_go_on: bool) -> Page {
        let owned = |(title, subtitle): (&str, &str)| (title.to_owned(), subtitle.to_owned());
        let (icon, tone, (title, subtitle)) = match (farewell, self.hall.card_to_take()) {
            (Farewell::TimedOut, Some((reader, kind))) => {
                let words = owned((&credentials::take(reader, kind), credentials::TAKE_AFTER_TIME));
                (sign(reader), Tone::Attention, words)
            }
            (_, Some((reader, kind))) => {
                let words = owned((&credentials::take(reader, kind), credentials::TAKE_AND_END));
                (sign(reader), Tone::Good, words)
            }
            (Farewell::TimedOut, None) => (Icon::Clock, Tone::Informing, owned(texts::TIMED_OUT)),
            (Farewell::DoorOpened, None) => {
                (Icon::Clock, Tone::Informing, owned(texts::DOOR_OPENED))
            }
            (Farewell::CardLifted, None) => {
                (Icon::Check, Tone::Informing, owned(credentials::LIFTED))
            }
            (Farewell::CardLiftedUnprinted, None) => {
                (Icon::Printer, Tone::Attention, owned(credentials::LIFTED_UNPRINTED))
            }
            (Farewell::AllDone, None) => (Icon::Check, Tone::Good, owned(texts::ALL_DONE)),
            (Farewell::TakeCard | Farewell::Goodbye, None) => {
                (Icon::Check, Tone::Good, owned(texts::GOODBYE))
            }
        };
        Page::Parting(Parting {
            icon,
            tone,
            title,
            subtitle,
            action: can_go_on.then(|| action(texts::MORE_TO_DO, Touch::MoreToDo)),
        })
    }

    pub(super) fn two_people_page(&self, session: &Session) -> Page {
        let (title, subtitle) = credentials::TWO_PEOPLE;
        Page::Trouble(Trouble {
            steps: None,
            icon: Icon::Person,
            tone: Tone::Attention,
            title: title.to_owned(),
            subtitle: subtitle.to_owned(),
            paragraphs: vec![Paragraph {
                heading: texts::HELP_HEADING.to_owned(),
                text: credentials::two_people_do(session.identity.kind.reader()),
            }],
            buttons: buttons(None, None, Some(action(credentials::GO_ON, Touch::Back))),
        })
    }

    pub(super) fn needs_document_page(&self) -> Page {
        let (title, subtitle) = credentials::NEEDS_DOCUMENT;
        Page::Trouble(Trouble {
            steps: None,
            icon: Icon::IdCard,
            tone: Tone::Attention,
            title: title.to_owned(),
            subtitle: subtitle.to_owned(),
            paragraphs: vec![Paragraph {
                heading: texts::HELP_HEADING.to_owned(),
                text: credentials::NEEDS_DOCUMENT_DO.to_owned(),
            }],
            buttons: buttons(None, None, Some(action(texts::BACK_TO_SERVICES, Touch::Back))),
        })
    }

    /// A guide, or the list of them, for somebody who is known or for anybody.
    pub(super) fn guide_page(&self, reading: &Reading, session: Option<&Session>) -> Page {
        match reading {
            Reading::List(page) => self.guide_list(*page),
            Reading::Guide { item, leaves, leaf, .. } => {
                let Some((item, shown)) = self.catalog.get(item.as_str()).zip(leaves.get(*leaf))
                else {
                    return self.guide_list(0);
                };
                let paging = Paging { page: leaf + 1, of: leaves.len() };
                let terminal = self.terminal_name();
                let here = guide::place(&self.office(&terminal), item);
                let at_window = here != texts::AT_THIS_MACHINE;
                let print =
                    self.hall.can_print().then(|| action(texts::PRINT_NOTICE, Touch::Print));
                let next =
                    (paging.page < paging.of).then(|| action(texts::NEXT_PAGE, Touch::NextPage));
                let (middle, primary) = match (next, print) {
                    (Some(next), print) => (print, Some(next)),
                    (None, print) => (None, print),
                };
                let back = match leaf {
                    0 => action(texts::BACK, Touch::Back),
                    _ => action(texts::PREVIOUS_PAGE, Touch::PreviousPage),
                };
                let subtitle = match session {
                    Some(session) if !self.accepts(session, &item.key) => {
                        credentials::GUIDE_NEEDS_DOCUMENT
                    }
                    _ if at_window => texts::GUIDE_AT_WINDOW,
                    _ => texts::GUIDE_HERE,
                };
                Page::Guide(GuidePage {
                    badge: texts::guide_badge(&guide::number(item)),
                    title: item.guide_title().to_owned(),
                    subtitle: subtitle.to_owned(),
                    materials: shown.materials.clone(),
                    limit: (texts::HOW_LONG.to_owned(), guide::time_limit(item)),
                    place: (texts::WHERE.to_owned(), here),
                    remarks: shown.remarks.clone(),
                    paging,
                    buttons: buttons(Some(back), middle, primary),
                })
            }
        }
    }

    fn guide_list(&self, page: usize) -> Page {
        let rows = guide::rows(self.catalog);
        let paging = Paging { page: page + 1, of: rows.len().div_ceil(guide::ROWS_A_PAGE) };
        let next = (paging.page < paging.of).then(|| action(texts::NEXT_PAGE, Touch::NextPage));
        let shown = rows.chunks(guide::ROWS_A_PAGE).nth(page).unwrap_or_default();
        let back = match page {
            0 => action(texts::BACK, Touch::Back),
            _ => action(texts::PREVIOUS_PAGE, Touch::PreviousPage),
        };
        let home = if self.is_browsing() { texts::BACK_HOME } else { texts::BACK_TO_SERVICES };
        let leave = (0 < page).then(|| action(home, Touch::Back));
        Page::GuideList(GuideList {
            title: texts::GUIDES_TITLE.to_owned(),
            subtitle: texts::page_of(paging.page, paging.of),
            rows: shown.to_vec(),
            paging,
            buttons: buttons(Some(back), leave, next),
        })
    }

    fn is_browsing(&self) -> bool {
        matches!(self.visit, crate::visit::Visit::Browsing { .. })
    }
}
