//! Requests that are not carried out: their statuses, and how the contract lists them.

use std::error::Error;

use axum::{
    Json,
    extract::rejection::{JsonRejection, PathRejection, QueryRejection},
    http::{HeaderValue, StatusCode, header::WWW_AUTHENTICATE},
    response::{IntoResponse, Response},
};
use district_api::Problem;
use social_card::authority::LineError;
use utoipa::IntoResponses;

use crate::store::StoreError;

/// A request that is not carried out.
pub(super) struct Refused {
    status: StatusCode,
    code: &'static str,
    message: String,
}

impl Refused {
    fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into() }
    }

    pub(super) fn unauthorized() -> Self {
        let message = "the request carries no token of a registered terminal";
        Self::new(StatusCode::UNAUTHORIZED, "unauthorized", message)
    }

    pub(super) fn page_limit() -> Self {
        let message = "a page holds at least 1 and at most 1000 people; give a limit between them";
        Self::new(StatusCode::BAD_REQUEST, "malformed-request", message)
    }

    pub(super) fn foreign_terminal() -> Self {
        let message = "a case names another terminal than the token; push only one's own cases";
        Self::new(StatusCode::FORBIDDEN, "foreign-terminal", message)
    }

    pub(super) fn unknown_case() -> Self {
        let message = "this terminal has pushed no case with that id; push it";
        Self::new(StatusCode::NOT_FOUND, "unknown-case", message)
    }

    pub(super) fn too_many_cases() -> Self {
        let message = "the batch is too large; push at most a hundred cases at once";
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "too-many-cases", message)
    }

    pub(super) fn no_code() -> Self {
        let message = "a code is 28 digits and letters; send nothing else here";
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "malformed-request", message)
    }

    pub(super) fn no_challenge(error: LineError) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "malformed-request", error.to_string())
    }

    /// A body that cannot be read. Unlike the rejection's own text this quotes nothing of it.
    pub(super) fn unreadable(rejection: JsonRejection) -> Self {
        let message = "the body is not what the contract asks for; see /openapi.json";
        Self::new(rejection.status(), "malformed-request", message)
    }
}

/// Logs that the store failed. Neither the error nor its cause holds what a row held.
pub(super) fn report(error: &StoreError) {
    tracing::error!(cause = error.source().map(tracing::field::display), "{error}");
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        if let StoreError::UnknownCursor = error {
            return Self::new(StatusCode::GONE, "unknown-cursor", error.to_string());
        }
        report(&error);
        let message = "the district's store failed; try again later";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", message)
    }
}

impl From<QueryRejection> for Refused {
    fn from(rejection: QueryRejection) -> Self {
        Self::new(rejection.status(), "malformed-request", rejection.body_text())
    }
}

impl From<PathRejection> for Refused {
    fn from(rejection: PathRejection) -> Self {
        Self::new(rejection.status(), "malformed-request", rejection.body_text())
    }
}

impl From<JsonRejection> for Refused {
    fn from(rejection: JsonRejection) -> Self {
        Self::new(rejection.status(), "malformed-request", rejection.body_text())
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let problem = Problem { code: self.code.to_owned(), message: self.message };
        let mut response = (self.status, Json(problem)).into_response();
        if self.status == StatusCode::UNAUTHORIZED {
            let scheme = HeaderValue::from_static("Bearer");
            response.headers_mut().insert(WWW_AUTHENTICATE, scheme);
        }
        response
    }
}

/// Why a request that reads may fail.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "its variants are read by the derive only, for the contract")]
pub(super) enum Reading {
    #[response(status = 400, description = "`malformed-request`: see the message")]
    Malformed(Problem),
    #[response(status = 401, description = "`unauthorized`: no token of a registered terminal")]
    Unauthorized(Problem),
    #[response(status = 410, description = "`unknown-cursor`: take a new snapshot")]
    UnknownCursor(Problem),
    #[response(status = 503, description = "`unavailable`: try again later")]
    Unavailable(Problem),
}

/// Why a push may fail.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "its variants are read by the derive only, for the contract")]
pub(super) enum Pushing {
    #[response(status = 400, description = "`malformed-request`: the body is no JSON")]
    Malformed(Problem),
    #[response(status = 401, description = "`unauthorized`: no token of a registered terminal")]
    Unauthorized(Problem),
    #[response(status = 403, description = "`foreign-terminal`: a case names another terminal")]
    ForeignTerminal(Problem),
    #[response(status = 413, description = "`malformed-request`: more than two megabytes")]
    TooLarge(Problem),
    #[response(status = 415, description = "`malformed-request`: the body is not called JSON")]
    NotJson(Problem),
    #[response(
        status = 422,
        description = "`malformed-request`: the body is no batch; `too-many-cases`: over a hundred"
    )]
    NoBatch(Problem),
    #[response(status = 503, description = "`unavailable`: push the same again later")]
    Unavailable(Problem),
}

/// Why something that somebody waits for may get no answer.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "its variants are read by the derive only, for the contract")]
pub(super) enum Asking {
    #[response(status = 400, description = "`malformed-request`: the body is no JSON")]
    Malformed(Problem),
    #[response(status = 401, description = "`unauthorized`: no token of a registered terminal")]
    Unauthorized(Problem),
    #[response(status = 413, description = "`malformed-request`: more than four kilobytes")]
    TooLarge(Problem),
    #[response(status = 415, description = "`malformed-request`: the body is not called JSON")]
    NotJson(Problem),
    #[response(status = 422, description = "`malformed-request`: the body has another shape")]
    OtherShape(Problem),
    #[response(status = 503, description = "`unavailable`: serve the citizen at a counter")]
    Unavailable(Problem),
}
