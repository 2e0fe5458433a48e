//! Every way in which a call fails, by FDX's codes.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use serde_json::json;

use super::super::gate::Closed;
use super::super::problem::Problem;
use crate::fault::Fault;
use crate::line::HangUp;

#[derive(Debug, Clone, Copy)]
pub(super) struct Refused {
    status: StatusCode,
    code: &'static str,
    message: &'static str,
    wait_s: Option<i64>,
    hangs_up: bool,
}

const fn refused(status: StatusCode, code: &'static str, message: &'static str) -> Refused {
    Refused { status, code, message, wait_s: None, hangs_up: false }
}

#[rustfmt::skip]
impl Refused {
    pub(super) const HEADERS: Refused = refused(StatusCode::BAD_REQUEST, "401", "A header is missing or means nothing.");
    pub(super) const INPUT: Refused = refused(StatusCode::BAD_REQUEST, "401", "A parameter means nothing.");
    pub(super) const DATES: Refused = refused(StatusCode::BAD_REQUEST, "702", "A date cannot be read.");
    pub(super) const RANGE: Refused = refused(StatusCode::BAD_REQUEST, "703", "The range ends before it begins.");
    pub(super) const UNAUTHORIZED: Refused = refused(StatusCode::UNAUTHORIZED, "1205", "The token is missing, unknown or expired.");
    pub(super) const CUSTOMER_NOT_AUTHORIZED: Refused = refused(StatusCode::UNAUTHORIZED, "602", "The customer does not allow it any more.");
    pub(super) const SCOPE: Refused = refused(StatusCode::FORBIDDEN, "insufficient_scope", "The customer has not allowed this.");
    pub(super) const NO_ACCOUNT: Refused = refused(StatusCode::NOT_FOUND, "701", "There is no such account.");
    pub(super) const NO_DATA: Refused = refused(StatusCode::NOT_FOUND, "1107", "There is no such data.");
    pub(super) const GONE: Refused = refused(StatusCode::GONE, "403", "This institution is no longer offered.");
    const CLOSED_ACCOUNT: Refused = refused(StatusCode::CONFLICT, "705", "The account is closed.");
    const TOO_MANY: Refused = refused(StatusCode::TOO_MANY_REQUESTS, "1207", "You call too often.");
    const SUBSYSTEM: Refused = refused(StatusCode::INTERNAL_SERVER_ERROR, "501", "A system behind this one does not answer.");
    const MAINTENANCE: Refused = refused(StatusCode::SERVICE_UNAVAILABLE, "503", "The institution is being maintained.");
    const INTERNAL: Refused = refused(StatusCode::INTERNAL_SERVER_ERROR, "500", "The institution has a technical problem.");
    const NOBODY_KNOWS: Refused = refused(StatusCode::INTERNAL_SERVER_ERROR, "7731", "E-7731");
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let Refused { status, code, message, wait_s, hangs_up } = self;
        let mut answer = (status, Json(json!({"code": code, "message": message}))).into_response();
        if let Some(wait_s) = wait_s {
            answer.headers_mut().insert(header::RETRY_AFTER, wait_s.into());
        }
        if hangs_up { (Extension(HangUp), answer).into_response() } else { answer }
    }
}

impl From<Closed> for Refused {
    fn from(closed: Closed) -> Refused {
        match closed {
            Closed::Down => Refused { status: StatusCode::SERVICE_UNAVAILABLE, ..Refused::SUBSYSTEM },
            Closed::Maintenance => Refused::MAINTENANCE,
        }
    }
}

impl From<Fault> for Refused {
    fn from(fault: Fault) -> Refused {
        match fault {
            Fault::TooManyRequests => Refused { wait_s: fault.wait_s(), ..Refused::TOO_MANY },
            Fault::HangUp => Refused { hangs_up: true, ..Refused::INTERNAL },
            Fault::Undocumented => Refused::NOBODY_KNOWS,
            Fault::UnknownAccount => Refused::NO_ACCOUNT,
            Fault::AccountClosed => Refused::CLOSED_ACCOUNT,
            Fault::DataNotReady | Fault::NotOffered => Refused::NO_DATA,
            Fault::Unavailable | Fault::BackendTimeout | Fault::ChannelTimeout => Refused::SUBSYSTEM,
            Fault::ChannelMaintenance | Fault::UnderConstruction => Refused::MAINTENANCE,
            Fault::BadRequest | Fault::RequestMalformed => Refused::INPUT,
            Fault::ClientBlocked | Fault::ClientUnknown => {
                Refused { status: StatusCode::FORBIDDEN, ..Refused::GONE }
            }
            Fault::ServerError
            | Fault::SignedInElsewhere
            | Fault::ChannelError
            | Fault::Temporary
            | Fault::RefreshRunning
            | Fault::AccountChanged
            | Fault::AccountListedTwice
            | Fault::AccountIncomplete
            | Fault::ReportFailed => Refused::INTERNAL,
        }
    }
}

impl From<std::io::Error> for Refused {
    fn from(error: std::io::Error) -> Refused {
        // Logged there as everywhere.
        let _ = Problem::from(error);
        Refused::INTERNAL
    }
}
