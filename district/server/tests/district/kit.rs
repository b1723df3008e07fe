//! A district on a free port with the cast in it, and a terminal that talks to it.

use std::{
    path::Path,
    sync::{Arc, Mutex},
};

use district::{MemoryDistrict, RunningDistrict, Store, Terminal, TokenHash, rules::Rules, seed};
use district_api::{
    Case, CaseAnswer, CaseBatch, CaseResults, CaseStep, IdentityMeans, Payload, Person, Step,
};
use reqwest::{RequestBuilder, Response};
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

pub(crate) const HALL: &str = "hall-1";
const TOKEN: &str = "a token of thirty-two characters";

/// A district, and the terminal `hall-1` that it knows.
pub(crate) struct Hall {
    pub(crate) store: Arc<dyn Store>,
    district: RunningDistrict,
    client: reqwest::Client,
}

impl Hall {
    /// Before a store that holds the first `people` made-up people.
    pub(crate) async fn before(store: Arc<dyn Store>, people: usize, rules: Rules) -> Self {
        let people: Vec<Person> = seed::people(7).take(people).collect();
        store.put_people(&people).await.unwrap();
        store.put_credentials(&seed::credentials()).await.unwrap();
        let terminal = Terminal { name: HALL.to_owned(), token: TokenHash::of(TOKEN) };
        store.admit_terminal(&terminal).await.unwrap();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let district = district::start(listener, store.clone(), rules).unwrap();
        Self { store, district, client: reqwest::Client::new() }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.district.address())
    }

    pub(crate) async fn without_token(&self, path: &str) -> Response {
        self.client.get(self.url(path)).send().await.unwrap()
    }

    pub(crate) async fn post_without_token(&self, path: &str, body: &'static str) -> Response {
        let request = self.client.post(self.url(path)).header("content-type", "application/json");
        request.body(body).send().await.unwrap()
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        with_token(self.client.get(self.url(path))).await
    }

    pub(crate) async fn post_text(&self, path: &str, body: String) -> Response {
        let request = self.client.post(self.url(path));
        with_token(request.header("content-type", "application/json").body(body)).await
    }

    pub(crate) async fn post<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> T {
        let response = with_token(self.client.post(self.url(path)).json(body)).await;
        assert_eq!(response.status(), 200, "{path}");
        response.json().await.unwrap()
    }

    pub(crate) async fn read<T: DeserializeOwned>(&self, path: &str) -> T {
        let response = self.get(path).await;
        assert_eq!(response.status(), 200, "{path}");
        response.json().await.unwrap()
    }

    pub(crate) async fn try_push(&self, cases: &[Case]) -> Response {
        let batch = CaseBatch { cases: cases.to_vec() };
        with_token(self.client.post(self.url("/v1/cases")).json(&batch)).await
    }

    pub(crate) async fn push(&self, case: &Case) -> CaseAnswer {
        let response = self.try_push(std::slice::from_ref(case)).await;
        assert_eq!(response.status(), 200);
        let CaseResults { mut results } = response.json().await.unwrap();
        assert_eq!(results.len(), 1);
        results.remove(0)
    }

    pub(crate) async fn close(self) {
        self.district.stop().await.unwrap();
    }
}

async fn with_token(request: RequestBuilder) -> Response {
    request.bearer_auth(TOKEN).send().await.unwrap()
}

/// The stores that every test is run on. The directory lives as long as the test wants it.
pub(crate) async fn stores() -> (tempfile::TempDir, Vec<Arc<dyn Store>>) {
    let directory = tempfile::tempdir().unwrap();
    let memory: Arc<dyn Store> = Arc::new(Mutex::new(MemoryDistrict::default()));
    let file = district::open(&url(&directory.path().join("district.db"))).await.unwrap();
    (directory, vec![memory, file])
}

pub(crate) fn url(file: &Path) -> String {
    format!("sqlite:{}", file.display())
}

/// Somebody of the cast, by name.
pub(crate) fn cast(name: &str) -> Person {
    seed::people(7).take(16).find(|person| person.name == name).unwrap()
}

/// Somebody saw their own record.
pub(crate) fn query(id: u128, person: &str) -> Case {
    let at = "2026-12-01T02:30:00Z".parse().unwrap();
    Case {
        id: Uuid::from_u128(id),
        terminal: HALL.to_owned(),
        person: person.to_owned(),
        identity_means: IdentityMeans::ResidentIdCard,
        steps: vec![
            CaseStep { step: Step::Applied, at },
            CaseStep { step: Step::Accepted, at },
            CaseStep { step: Step::Completed, at },
        ],
        documents: Vec::new(),
        payload: Payload::EnrolmentQuery {
            pages_shown: Some(vec!["enrolments".to_owned()]),
            printed: false,
        },
    }
}

/// Somebody asked for a 参保凭证.
pub(crate) fn voucher(id: u128, person: &str, number: &str) -> Case {
    let payload = Payload::EnrolmentVoucher {
        voucher_number: number.to_owned(),
        scheme: "310".to_owned(),
        reason: None,
        destination: Some("510107".to_owned()),
        reissue_of: None,
    };
    Case { payload, ..query(id, person) }
}
