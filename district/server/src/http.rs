//! The contract over HTTP: routes, their description, and nothing that decides.

mod problem;
mod urgent;

use std::sync::Arc;

use axum::{
    Json, Router,
    extract::{
        FromRequestParts, Path, Query, State,
        rejection::{JsonRejection, PathRejection, QueryRejection},
    },
    http::{StatusCode, header::AUTHORIZATION, request::Parts},
    routing::get,
};
use chrono::{SubsecRound, Utc};
use district_api::{
    CaseAnswer, CaseBatch, CaseResults, ChangesPage, Health, HealthStatus, Outcome, Problem,
    SnapshotPage,
};
use serde::Deserialize;
use utoipa::{
    IntoParams, Modify, OpenApi,
    openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use self::problem::Refused;
use crate::{auth, rules::Rules, store::Store};

/// Cases that a batch may hold.
const BATCH_MAX: usize = 100;
/// People on a page whose caller names no limit.
const PAGE: u32 = 200;
/// People that a page may hold.
const PAGE_MAX: u32 = 1_000;

#[derive(Clone)]
struct District {
    store: Arc<dyn Store>,
    rules: Arc<Rules>,
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "District",
        description = "What a self-service terminal pulls from its district and pushes to it.",
    ),
    security(("terminal" = [])),
    modifiers(&BearerToken),
)]
struct Contract;

struct BearerToken;

impl Modify for BearerToken {
    fn modify(&self, contract: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("The token that the district gave to this one terminal."))
            .build();
        contract
            .components
            .get_or_insert_default()
            .add_security_scheme("terminal", SecurityScheme::Http(scheme));
    }
}

/// All routes; those of the contract, and the contract itself at `/openapi.json`.
pub(crate) fn router(store: Arc<dyn Store>, rules: Rules) -> Router {
    let (router, contract) = OpenApiRouter::with_openapi(Contract::openapi())
        .routes(routes!(health))
        .routes(routes!(snapshot))
        .routes(routes!(changes))
        .routes(routes!(push_cases))
        .routes(routes!(case_answer))
        .merge(urgent::routes())
        .split_for_parts();
    router
        .route("/openapi.json", get(async || Json(contract)))
        .with_state(District { store, rules: Arc::new(rules) })
}

/// The terminal whose token came with the request.
struct Caller(String);

impl FromRequestParts<District> for Caller {
    type Rejection = Refused;

    async fn from_request_parts(
        parts: &mut Parts,
        district: &District,
    ) -> Result<Self, Self::Rejection> {
        let token = parts
            .headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| token.trim())
            .ok_or_else(Refused::unauthorized)?;
        let terminals = district.store.terminals().await?;
        let name = auth::terminal_of(&terminals, token).ok_or_else(Refused::unauthorized)?;
        Ok(Self(name.to_owned()))
    }
}

/// Whether the district is up, and what time it has. Needs no token.
#[utoipa::path(
    get, path = "/v1/health", security(()),
    responses(
        (status = OK, body = Health, description = "It is up"),
        (status = SERVICE_UNAVAILABLE, body = Health, description = "Its store cannot be read"),
    ),
)]
async fn health(State(district): State<District>) -> (StatusCode, Json<Health>) {
    let (code, status) = match district.store.probe().await {
        Ok(()) => (StatusCode::OK, HealthStatus::Ok),
        Err(error) => {
            problem::report(&error);
            (StatusCode::SERVICE_UNAVAILABLE, HealthStatus::Unavailable)
        }
    };
    (code, Json(Health { status, time: Utc::now().trunc_subsecs(0) }))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct SnapshotQuery {
    /// `next` of the page before; absent for the first.
    after: Option<String>,
    /// People on the page, 200 where absent.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<u32>,
}

/// A page of all people, by id.
///
/// A pull may take hours and be broken off: any `next` goes on where its page ended. What changes
/// meanwhile is in the changes after `cursor`.
#[utoipa::path(
    get, path = "/v1/snapshot", params(SnapshotQuery),
    responses((status = OK, body = SnapshotPage, description = "The page"), problem::Reading),
)]
async fn snapshot(
    State(district): State<District>,
    _: Caller,
    query: Result<Query<SnapshotQuery>, QueryRejection>,
) -> Result<Json<SnapshotPage>, Refused> {
    let Query(query) = query?;
    Ok(Json(district.store.snapshot(query.after.as_deref(), page(query.limit)?).await?))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ChangesQuery {
    /// `cursor` of the snapshot, or of the changes before.
    after: String,
    /// People on the page, 200 where absent.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<u32>,
}

/// What has changed after a cursor, the oldest change first, each person as they are now.
#[utoipa::path(
    get, path = "/v1/changes", params(ChangesQuery),
    responses((status = OK, body = ChangesPage, description = "The page"), problem::Reading),
)]
async fn changes(
    State(district): State<District>,
    _: Caller,
    query: Result<Query<ChangesQuery>, QueryRejection>,
) -> Result<Json<ChangesPage>, Refused> {
    let Query(query) = query?;
    Ok(Json(district.store.changes(&query.after, page(query.limit)?).await?))
}

fn page(limit: Option<u32>) -> Result<u32, Refused> {
    match limit.unwrap_or(PAGE) {
        limit @ 1..=PAGE_MAX => Ok(limit),
        _ => Err(Refused::page_limit()),
    }
}

/// Takes cases in, each under its own id, and answers each.
///
/// A case and its answer are durable before the answer is sent. Where no answer arrives, push the
/// same again, or ask for the case: neither files it twice. Cases of a batch that fails half-way
/// may have been filed.
#[utoipa::path(
    post, path = "/v1/cases", request_body = CaseBatch,
    responses((status = OK, body = CaseResults, description = "An answer for each case"), problem::Pushing),
)]
async fn push_cases(
    State(district): State<District>,
    Caller(terminal): Caller,
    batch: Result<Json<CaseBatch>, JsonRejection>,
) -> Result<Json<CaseResults>, Refused> {
    let Json(CaseBatch { cases }) = batch?;
    if cases.len() > BATCH_MAX {
        return Err(Refused::too_many_cases());
    }
    if cases.iter().any(|case| case.terminal != terminal) {
        return Err(Refused::foreign_terminal());
    }
    let mut results = Vec::with_capacity(cases.len());
    for case in &cases {
        results.push(district.store.file(case, &district.rules, Utc::now()).await?);
    }
    let count = |outcome| results.iter().filter(|answer| answer.outcome == outcome).count();
    tracing::info!(
        terminal,
        accepted = count(Outcome::Accepted),
        duplicate = count(Outcome::Duplicate),
        refused = count(Outcome::Refused),
        "cases answered"
    );
    Ok(Json(CaseResults { results }))
}

/// The first answer that was given to a case of this terminal.
#[utoipa::path(
    get, path = "/v1/cases/{id}", params(("id" = Uuid, Path, description = "The case")),
    responses(
        (status = OK, body = CaseAnswer, description = "The answer"),
        (status = NOT_FOUND, body = Problem,
         description = "`unknown-case`: the district never heard of it; push it"),
        problem::Reading,
    ),
)]
async fn case_answer(
    State(district): State<District>,
    Caller(terminal): Caller,
    id: Result<Path<Uuid>, PathRejection>,
) -> Result<Json<CaseAnswer>, Refused> {
    let Path(id) = id?;
    let answer = district.store.answer(&terminal, id).await?;
    Ok(Json(answer.ok_or_else(Refused::unknown_case)?))
}
