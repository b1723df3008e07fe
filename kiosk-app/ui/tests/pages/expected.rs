//! What a view offers to be touched, read off the view itself.

use kiosk_core::screen::{Action, Buttons, Page, Touch, View};

/// The label of every control but the frame's look, and the touch that it stands for.
pub(crate) fn touches(view: &View) -> Vec<(String, Touch)> {
    let mut touches = of_page(&view.page);
    let call = if view.frame.staff_called { "取消呼叫" } else { "呼叫工作人员" };
    touches.push((call.to_owned(), Touch::CallStaff));
    if view.frame.in_visit && !matches!(view.page, Page::MoreTime(_)) {
        touches.push(("结束办理".to_owned(), Touch::EndVisit));
    }
    touches
}

fn of_page(page: &Page) -> Vec<(String, Touch)> {
    match page {
        Page::Welcome(page) => {
            page.offers.iter().map(|offer| (offer.title.clone(), offer.touch.clone())).collect()
        }
        Page::Services(page) => {
            let open = page.open.iter().map(|row| (row.title.clone(), row.touch.clone()));
            let closed = page.closed.iter().map(|row| (row.title.clone(), row.why.touch.clone()));
            open.chain(closed).chain([of(&page.name_toggle)]).collect()
        }
        Page::Question(page) => {
            let choices = page.choices.iter().map(|one| (one.title.clone(), one.touch.clone()));
            choices.chain(buttons(&page.buttons)).collect()
        }
        Page::GuideList(page) => {
            let rows = page.rows.iter().map(|row| (row.title.clone(), row.touch.clone()));
            rows.chain(buttons(&page.buttons)).collect()
        }
        Page::Enrolment(page) => buttons(&page.buttons),
        Page::Preview(page) => buttons(&page.buttons),
        Page::Trouble(page) => buttons(&page.buttons),
        Page::Guide(page) => buttons(&page.buttons),
        Page::MoreTime(page) => vec![of(&page.stay), of(&page.end)],
        Page::Parting(page) => page.action.iter().map(of).collect(),
        Page::OutOfService(page) => vec![of(&page.guides)],
        Page::Working(_) | Page::Take(_) => vec![],
    }
}

fn buttons(buttons: &Buttons) -> Vec<(String, Touch)> {
    [&buttons.back, &buttons.middle, &buttons.primary].into_iter().flatten().map(of).collect()
}

fn of(action: &Action) -> (String, Touch) {
    (action.label.clone(), action.touch.clone())
}
