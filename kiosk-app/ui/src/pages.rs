//! One adapter a page: the core's page in, the page's data for Slint out.

mod enrolment;
pub(crate) mod frame;
mod guide;
mod guide_list;
mod more_time;
mod out_of_service;
mod parting;
mod preview;
mod question;
mod services;
mod take;
mod trouble;
mod welcome;
mod working;

use kiosk_core::{document::Document, screen::Page};

use crate::{
    generated::{PageKind, Pages},
    paper::Paper,
    setter::Setter,
};

/// The data of the one page that is shown; those of all others are empty.
pub(crate) fn set(
    page: &Page,
    setter: &mut Setter<'_>,
    draw: &dyn Fn(&Document) -> Paper,
) -> Pages {
    let mut pages = Pages::default();
    match page {
        Page::Welcome(page) => {
            pages.kind = PageKind::Welcome;
            pages.welcome = welcome::set(page, setter);
        }
        Page::Working(page) => {
            pages.kind = PageKind::Working;
            pages.working = working::set(page, setter);
        }
        Page::Services(page) => {
            pages.kind = PageKind::Services;
            pages.services = services::set(page, setter);
        }
        Page::Enrolment(page) => {
            pages.kind = PageKind::Enrolment;
            pages.enrolment = enrolment::set(page, setter);
        }
        Page::Question(page) => {
            pages.kind = PageKind::Question;
            pages.question = question::set(page, setter);
        }
        Page::Preview(page) => {
            pages.kind = PageKind::Preview;
            pages.preview = preview::set(page, setter, draw);
        }
        Page::Take(page) => {
            pages.kind = PageKind::Take;
            pages.take = take::set(page, setter);
        }
        Page::MoreTime(page) => {
            pages.kind = PageKind::MoreTime;
            pages.more_time = more_time::set(page, setter);
        }
        Page::Trouble(page) => {
            pages.kind = PageKind::Trouble;
            pages.trouble = trouble::set(page, setter);
        }
        Page::GuideList(page) => {
            pages.kind = PageKind::GuideList;
            pages.guide_list = guide_list::set(page, setter);
        }
        Page::Guide(page) => {
            pages.kind = PageKind::Guide;
            pages.guide = guide::set(page, setter);
        }
        Page::Parting(page) => {
            pages.kind = PageKind::Parting;
            pages.parting = parting::set(page, setter);
        }
        Page::OutOfService(page) => {
            pages.kind = PageKind::OutOfService;
            pages.out_of_service = out_of_service::set(page, setter);
        }
    }
    pages
}
