//! The threads that ask the district.

use std::{
    io,
    sync::{
        Arc,
        mpsc::{Sender, channel},
    },
    thread,
};

use kiosk_sync::{Failure, Request, Urgent, http::HttpDistrict};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use crate::{Input, Ticket};

/// A thread that asks the district, one request after the other.
pub(super) fn asking(
    district: HttpDistrict,
    answered: impl Fn(Input) + Send + 'static,
) -> io::Result<Sender<Request>> {
    let (requests, inbox) = channel::<Request>();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let district = Arc::new(district);
    thread::Builder::new().name("district".to_owned()).spawn(move || {
        while let Ok(request) = inbox.recv() {
            let district = Arc::clone(&district);
            // A request that panics is an answer too, or the engine would wait for ever.
            let asked = runtime.block_on(async move {
                tokio::spawn(async move { district.ask(&request).await }).await
            });
            answered(Input::District(asked.unwrap_or(Err(Failure::Garbled))));
        }
    })?;
    Ok(requests)
}

/// A thread that asks the district what somebody waits for; no question waits for another's answer.
pub(super) fn asking_now(
    district: HttpDistrict,
    answered: impl Fn(Input) + Send + Sync + 'static,
) -> io::Result<UnboundedSender<(Ticket, Urgent)>> {
    let (questions, mut inbox) = unbounded_channel::<(Ticket, Urgent)>();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let answered = Arc::new(answered);
    thread::Builder::new().name("district-now".to_owned()).spawn(move || {
        runtime.block_on(async move {
            while let Some((ticket, urgent)) = inbox.recv().await {
                let (district, answered) = (district.clone(), Arc::clone(&answered));
                tokio::spawn(async move {
                    answered(Input::Urgent(ticket, district.ask_now(&urgent).await));
                });
            }
        });
    })?;
    Ok(questions)
}
