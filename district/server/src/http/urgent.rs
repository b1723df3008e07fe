//! What somebody at a terminal waits for. Neither what is asked nor who it is about is logged.

use axum::{
    Json,
    extract::{DefaultBodyLimit, State, rejection::JsonRejection},
};
use district_api::{AuthenticateCard, CardAuthentication, ResolveCredential, ResolvedCredential};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    Caller, District,
    problem::{self, Refused},
};
use crate::authority;

/// Bytes of a request. A code is 28 characters, a challenge about two hundred.
const BODY_MAX: usize = 4_096;
/// Characters of a code.
const CODE_LEN: usize = 28;

/// The two routes.
pub(super) fn routes() -> OpenApiRouter<District> {
    OpenApiRouter::new()
        .routes(routes!(resolve_credential))
        .routes(routes!(authenticate_card))
        .layer(DefaultBodyLimit::max(BODY_MAX))
}

/// Whom the code of a 医保电子凭证 stands for.
///
/// That it stands for nobody is an answer. A code may be good for one time only: where no answer
/// arrives, the citizen shows the next one.
#[utoipa::path(
    post, path = "/v1/credentials/resolve", request_body = ResolveCredential,
    responses(
        (status = OK, body = ResolvedCredential, description = "The holder, or that it is not valid"),
        problem::Asking,
    ),
)]
async fn resolve_credential(
    State(district): State<District>,
    Caller(terminal): Caller,
    asked: Result<Json<ResolveCredential>, JsonRejection>,
) -> Result<Json<ResolvedCredential>, Refused> {
    let Json(asked) = asked.map_err(Refused::unreadable)?;
    if asked.code.len() != CODE_LEN || !asked.code.bytes().all(|byte| byte.is_ascii_alphanumeric())
    {
        return Err(Refused::no_code());
    }
    let resolved = district.store.resolve(&asked.code, &district.rules).await?;
    let valid = matches!(resolved, ResolvedCredential::Holder(_));
    tracing::info!(terminal, valid, "credential resolved");
    Ok(Json(resolved))
}

/// What a 社会保障卡 of the third generation is to be shown, as a 加密机 computes it.
///
/// That there is no key for the card is an answer.
#[utoipa::path(
    post, path = "/v1/cards/authenticate", request_body = AuthenticateCard,
    responses(
        (status = OK, body = CardAuthentication, description = "The proofs, or that there is no key"),
        problem::Asking,
    ),
)]
async fn authenticate_card(
    State(district): State<District>,
    Caller(terminal): Caller,
    asked: Result<Json<AuthenticateCard>, JsonRejection>,
) -> Result<Json<CardAuthentication>, Refused> {
    let Json(asked) = asked.map_err(Refused::unreadable)?;
    let answer = authority::authenticate(&asked, &district.rules).map_err(Refused::no_challenge)?;
    let key = matches!(answer, CardAuthentication::Authenticated(_));
    tracing::info!(terminal, key, "card authentication answered");
    Ok(Json(answer))
}
