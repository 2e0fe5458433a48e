//! Every way a call can fail, and how that is told.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use serde_json::json;

use super::gate::Closed;
use crate::bank::NotDone;
use crate::desk::Declined;
use crate::directory::FormProblem;
use crate::fault::Fault;
use crate::line::HangUp;

#[derive(Debug)]
pub(super) enum Problem {
    /// The message names the field and never repeats its value.
    BadRequest(String),
    TokenInvalid,
    /// What is unknown: `account`, `institution`…
    Unknown(&'static str),
    MethodNotAllowed,
    RepeatedAttempt,
    NotWaiting,
    ClockNotOwn,
    TooLarge,
    TooMany {
        wait_s: i64,
    },
    Maintenance,
    Discontinued,
    /// The app was not allowed to read this.
    PermissionMissing,
    /// One of those that the bank plays; some befall it in earnest too.
    Fault(Fault),
}

impl Problem {
    pub(super) fn bad(message: impl Into<String>) -> Problem {
        Problem::BadRequest(message.into())
    }

    fn told(&self) -> (StatusCode, String, String) {
        let told = |status, code: &str, message: &str| (status, code.to_owned(), message.to_owned());
        match self {
            Problem::BadRequest(message) => told(StatusCode::BAD_REQUEST, "bad_request", message),
            Problem::TokenInvalid => told(
                StatusCode::UNAUTHORIZED,
                "token_invalid",
                "The token is missing, unknown, expired or given back.",
            ),
            Problem::Unknown(what) => {
                told(StatusCode::NOT_FOUND, &format!("unknown_{what}"), "There is nothing by this name.")
            }
            Problem::MethodNotAllowed => told(
                StatusCode::METHOD_NOT_ALLOWED,
                "method_not_allowed",
                "This path does not take this method.",
            ),
            Problem::RepeatedAttempt => told(
                StatusCode::CONFLICT,
                "repeated_attempt",
                "This attempt has come before; ask how it went.",
            ),
            Problem::NotWaiting => {
                told(StatusCode::CONFLICT, "not_waiting", "No question is open in this sign-in.")
            }
            Problem::ClockNotOwn => {
                told(StatusCode::CONFLICT, "clock_not_own", "The bank goes by somebody else's clock.")
            }
            Problem::TooLarge => told(StatusCode::PAYLOAD_TOO_LARGE, "too_large", "The body is too large."),
            Problem::TooMany { .. } => {
                told(StatusCode::TOO_MANY_REQUESTS, "too_many_requests", "This login signs in too often.")
            }
            Problem::Maintenance => told(
                StatusCode::SERVICE_UNAVAILABLE,
                "institution_maintenance",
                "The institution is being maintained.",
            ),
            Problem::Discontinued => {
                told(StatusCode::GONE, "institution_discontinued", "This institution is no longer offered.")
            }
            Problem::PermissionMissing => told(
                StatusCode::FORBIDDEN,
                "permission_missing",
                "The person has not allowed the app to read this.",
            ),
            Problem::Fault(fault) => {
                let (status, code, message) = fault.told();
                told(status, code, message)
            }
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, code, message) = self.told();
        let answer = (status, Json(json!({"error": {"code": code, "message": message}})));
        let wait_s = match self {
            Problem::TooMany { wait_s } => Some(wait_s),
            Problem::Fault(Fault::HangUp) => return (Extension(HangUp), answer).into_response(),
            Problem::Fault(fault) => fault.wait_s(),
            _ => None,
        };
        match wait_s {
            Some(wait_s) => ([(header::RETRY_AFTER, wait_s.to_string())], answer).into_response(),
            None => answer.into_response(),
        }
    }
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Problem {
        Problem::Fault(fault)
    }
}

impl From<Closed> for Problem {
    fn from(closed: Closed) -> Problem {
        match closed {
            Closed::Down => Problem::Fault(Fault::Unavailable),
            Closed::Maintenance => Problem::Maintenance,
        }
    }
}

impl From<NotDone> for Problem {
    fn from(not_done: NotDone) -> Problem {
        match not_done {
            NotDone::Journal(error) => {
                tracing::error!(%error, "the journal cannot be written");
                Problem::Fault(Fault::ServerError)
            }
            NotDone::Declined(declined) => declined.into(),
        }
    }
}

impl From<std::io::Error> for Problem {
    fn from(error: std::io::Error) -> Problem {
        NotDone::Journal(error).into()
    }
}

impl From<Declined> for Problem {
    fn from(declined: Declined) -> Problem {
        match declined {
            Declined::RepeatedAttempt => Problem::RepeatedAttempt,
            Declined::NotWaiting => Problem::NotWaiting,
            Declined::AnswersMismatch => Problem::bad("answers: must hold one answer for each open question"),
            Declined::UnknownSignIn => Problem::Unknown("sign_in"),
            Declined::UnknownAttempt => Problem::Unknown("attempt"),
            Declined::TooMany { wait_s } => Problem::TooMany { wait_s },
            Declined::OwnPageOnly => {
                Problem::bad("institution: this institution is signed in to at its own page")
            }
            Declined::Form(FormProblem::Missing) => Problem::bad("fields: a field is missing"),
            Declined::Form(FormProblem::Surplus) => {
                Problem::bad("fields: holds a field that is not asked for")
            }
            Declined::Form(FormProblem::NoSuchOption(field)) => {
                Problem::BadRequest(format!("fields.{field}: is none of the options"))
            }
            Declined::Failed(fault) => fault.into(),
        }
    }
}
