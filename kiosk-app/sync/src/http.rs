//! Requests over HTTP: one client, one token, a deadline on everything.

use std::time::Duration;

use district_api::{CaseResults, ChangesPage, SnapshotPage};
use reqwest::{Client, RequestBuilder, StatusCode};
use serde::de::DeserializeOwned;

use crate::{Answer, Failure, Request, Urgent, UrgentAnswer, urgent::ANSWERED_WITHIN};

/// How long a connection may take.
const CONNECT_WITHIN: Duration = Duration::from_secs(3);
/// How long an answer to a push may take; a citizen waits for it.
const PUSH_WITHIN: Duration = Duration::from_secs(7);
/// How long a page of people may take.
const PULL_WITHIN: Duration = Duration::from_secs(30);
/// People a page.
const PAGE: u32 = 500;

/// The district at an address.
#[derive(Clone)]
pub struct HttpDistrict {
    client: Client,
    base: String,
    token: String,
}

impl std::fmt::Debug for HttpDistrict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "HttpDistrict({})", self.base)
    }
}

impl HttpDistrict {
    /// The district at `base`, for example `http://10.0.0.5:8080`, for the terminal of `token`.
    ///
    /// # Errors
    /// [`Failure::Unreachable`] where no client can be made on this machine.
    pub fn new(base: &str, token: &str) -> Result<Self, Failure> {
        let client = Client::builder()
            .connect_timeout(CONNECT_WITHIN)
            .no_proxy()
            .build()
            .map_err(|_| Failure::Unreachable)?;
        Ok(Self { client, base: base.trim_end_matches('/').to_owned(), token: token.to_owned() })
    }

    /// Asks once. There is no retry here: the engine decides about that.
    ///
    /// # Errors
    /// [`Failure`] says why there is no answer.
    pub async fn ask(&self, request: &Request) -> Result<Answer, Failure> {
        match request {
            Request::Snapshot { after } => {
                let page: SnapshotPage =
                    self.get("/v1/snapshot", after.as_deref(), PULL_WITHIN).await?;
                Ok(Answer::Snapshot(page))
            }
            Request::Changes { after } => {
                let page: ChangesPage = self.get("/v1/changes", Some(after), PULL_WITHIN).await?;
                Ok(Answer::Changes(page))
            }
            Request::Push(batch) => {
                let request = self.client.post(format!("{}/v1/cases", self.base)).json(batch);
                let results: CaseResults = self.send(request, PUSH_WITHIN).await?;
                Ok(Answer::Results(results))
            }
        }
    }

    /// Asks once, beside whatever else is under way, and waits [`ANSWERED_WITHIN`] at most.
    ///
    /// # Errors
    /// [`Failure`] says why there is no answer. What was asked is not asked again: a code that came
    /// through may be used up.
    pub async fn ask_now(&self, urgent: &Urgent) -> Result<UrgentAnswer, Failure> {
        match urgent {
            Urgent::Resolve(code) => {
                let request = self.client.post(format!("{}/v1/credentials/resolve", self.base));
                let resolved = self.send(request.json(code), ANSWERED_WITHIN).await?;
                Ok(UrgentAnswer::Resolved(resolved))
            }
            Urgent::Authenticate(card) => {
                let request = self.client.post(format!("{}/v1/cards/authenticate", self.base));
                let authentication = self.send(request.json(card), ANSWERED_WITHIN).await?;
                Ok(UrgentAnswer::Authenticated(authentication))
            }
        }
    }

    /// Whether the district answers and accepts the token.
    ///
    /// # Errors
    /// [`Failure`] says what is wrong.
    pub async fn check(&self) -> Result<(), Failure> {
        let request = self.client.get(format!("{}/v1/snapshot", self.base)).query(&[("limit", 1)]);
        self.send::<SnapshotPage>(request, PUSH_WITHIN).await.map(drop)
    }

    async fn get<T: DeserializeOwned>(
        &self,
        path: &str,
        after: Option<&str>,
        within: Duration,
    ) -> Result<T, Failure> {
        let request = self.client.get(format!("{}{path}", self.base)).query(&[("limit", PAGE)]);
        let request = match after {
            Some(after) => request.query(&[("after", after)]),
            None => request,
        };
        self.send(request, within).await
    }

    async fn send<T: DeserializeOwned>(
        &self,
        request: RequestBuilder,
        within: Duration,
    ) -> Result<T, Failure> {
        let sent = request.bearer_auth(&self.token).timeout(within).send().await;
        let answer = sent.map_err(|_| Failure::Unreachable)?;
        match answer.status() {
            status if status.is_success() => answer.json().await.map_err(|error| {
                if error.is_decode() { Failure::Garbled } else { Failure::Unreachable }
            }),
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Err(Failure::Unauthorised),
            StatusCode::GONE => Err(Failure::UnknownCursor),
            status => Err(Failure::Refused(status.as_u16())),
        }
    }
}
