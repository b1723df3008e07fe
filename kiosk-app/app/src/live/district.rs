//! The thread that asks the district.

use std::{io, sync::Arc, thread};

use kiosk_sync::{Failure, Request, Urgent, http::HttpDistrict};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use crate::{Input, Ticket};

/// Something that the district is asked.
pub(super) enum Question {
    /// In its turn: the engine has one of these out at a time.
    InTurn(Request),
    /// At once, whatever else is out.
    Urgent(Ticket, Urgent),
}

/// Starts the thread. Connections belong to its runtime, which runs as long as there may be
/// questions, so that one that rests between two of them is still alive.
pub(super) fn asking(
    district: HttpDistrict,
    answered: impl Fn(Input) + Send + Sync + 'static,
) -> io::Result<UnboundedSender<Question>> {
    let (questions, mut inbox) = unbounded_channel();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let answered = Arc::new(answered);
    thread::Builder::new().name("district".to_owned()).spawn(move || {
        runtime.block_on(async move {
            while let Some(question) = inbox.recv().await {
                let (district, answered) = (district.clone(), Arc::clone(&answered));
                tokio::spawn(async move { answered(ask(district, question).await) });
            }
        });
    })?;
    Ok(questions)
}

/// A question that panics is answered too, or whoever asked would wait for ever.
async fn ask(district: HttpDistrict, question: Question) -> Input {
    match question {
        Question::InTurn(request) => {
            let asked = tokio::spawn(async move { district.ask(&request).await }).await;
            Input::District(asked.unwrap_or(Err(Failure::Garbled)))
        }
        Question::Urgent(ticket, urgent) => {
            let asked = tokio::spawn(async move { district.ask_now(&urgent).await }).await;
            Input::Urgent(ticket, asked.unwrap_or(Err(Failure::Garbled)))
        }
    }
}
