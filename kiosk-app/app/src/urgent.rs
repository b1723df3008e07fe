//! What somebody at the machine waits for from the district: asked at once, once, and answered to
//! whoever still waits.

use district_api::{AuthenticateCard, CardAuthentication, ResolveCredential};
use kiosk_core::happenings::{Event, Token};
use kiosk_sync::{Failure, Urgent, UrgentAnswer};
use social_card::{Authentication, Challenge, Command, NoAuthentication};

use crate::readers::code_scanner;

/// Names a question, so that a late answer is not taken for that to a later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ticket(u64);

/// Keeps in mind who waits for which answer.
#[derive(Debug, Default)]
pub(crate) struct Desk {
    last: u64,
    /// The visit waits for the holder of a code.
    resolving: Option<Ticket>,
    /// A card waits for its proof; its driver has a ticket of its own.
    authenticating: Option<(Ticket, u32)>,
}

/// An answer that is still wanted.
#[derive(Debug)]
pub(crate) enum Wanted {
    /// By the visit.
    Visit(Event),
    /// By a card.
    SocialCard(Command),
}

impl Desk {
    fn ticket(&mut self) -> Ticket {
        self.last += 1;
        Ticket(self.last)
    }

    pub(crate) fn resolve(&mut self, token: &Token) -> (Ticket, Urgent) {
        let ticket = self.ticket();
        self.resolving = Some(ticket);
        (ticket, Urgent::Resolve(ResolveCredential { code: token.as_str().to_owned() }))
    }

    pub(crate) fn authenticate(&mut self, card: u32, challenge: &Challenge) -> (Ticket, Urgent) {
        let ticket = self.ticket();
        self.authenticating = Some((ticket, card));
        let challenge = challenge.to_line().to_string();
        (ticket, Urgent::Authenticate(AuthenticateCard { challenge }))
    }

    pub(crate) fn answered(
        &mut self,
        ticket: Ticket,
        answer: Result<UrgentAnswer, Failure>,
    ) -> Option<Wanted> {
        if self.resolving == Some(ticket) {
            self.resolving = None;
            return Some(Wanted::Visit(Event::Resolved(code_scanner::resolved(answer))));
        }
        let (_, card) = self.authenticating.take_if(|(waiting, _)| *waiting == ticket)?;
        let answer = authentication(answer);
        Some(Wanted::SocialCard(Command::Authenticated { ticket: card, answer }))
    }
}

fn authentication(
    answer: Result<UrgentAnswer, Failure>,
) -> Result<Authentication, NoAuthentication> {
    match answer {
        Ok(UrgentAnswer::Authenticated(CardAuthentication::Authenticated(line))) => {
            Authentication::from_line(&line.authentication).map_err(|error| {
                tracing::error!(%error, "the district's proof for a card makes no sense");
                NoAuthentication::OutOfReach
            })
        }
        Ok(UrgentAnswer::Authenticated(CardAuthentication::NoKey)) => Err(NoAuthentication::NoKey),
        Ok(UrgentAnswer::Resolved(_)) => Err(NoAuthentication::OutOfReach),
        Err(failure) => {
            tracing::warn!(error = %failure, "nobody authenticates a card");
            Err(NoAuthentication::OutOfReach)
        }
    }
}
