//! The failures of the bank itself that it plays on request: in the place of an answer comes an error, or nothing at all.

use axum::http::StatusCode;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Fault {
    BadRequest,
    ServerError,
    Unavailable,
    ClientBlocked,
    ClientUnknown,
    UnderConstruction,
    SignedInElsewhere,
    ChannelError,
    ChannelTimeout,
    ChannelMaintenance,
    BackendTimeout,
    Temporary,
    /// Its code says nothing to anybody.
    Undocumented,
    RequestMalformed,
    TooManyRequests,
    /// The line is cut; what is told below is for a caller whose line cannot be.
    HangUp,
    DataNotReady,
    RefreshRunning,
    AccountClosed,
    UnknownAccount,
    AccountChanged,
    AccountListedTwice,
    AccountIncomplete,
    NotOffered,
    ReportFailed,
}

/// What a caller who came too often on request has to wait.
const WAIT_S: i64 = 60;

impl Fault {
    /// The status, the code and the message.
    #[rustfmt::skip]
    pub(crate) fn told(self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Fault::BadRequest => (StatusCode::BAD_REQUEST, "bad_request", "You must fill out the form."),
            Fault::ServerError => (StatusCode::INTERNAL_SERVER_ERROR, "server_error", "The bank has a technical problem."),
            Fault::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, "institution_down", "The institution is not available."),
            Fault::ClientBlocked => (StatusCode::FORBIDDEN, "client_blocked", "The bank does not let you in."),
            Fault::ClientUnknown => (StatusCode::FORBIDDEN, "client_unknown", "The bank does not know who is calling."),
            Fault::UnderConstruction => (StatusCode::SERVICE_UNAVAILABLE, "under_construction", "This access is being built."),
            Fault::SignedInElsewhere => (StatusCode::CONFLICT, "signed_in_elsewhere", "This login is signed in elsewhere."),
            Fault::ChannelError => (StatusCode::INTERNAL_SERVER_ERROR, "channel_error", "The channel has failed."),
            Fault::ChannelTimeout => (StatusCode::GATEWAY_TIMEOUT, "channel_timeout", "The channel took too long."),
            Fault::ChannelMaintenance => (StatusCode::SERVICE_UNAVAILABLE, "channel_maintenance", "The channel is being maintained."),
            Fault::BackendTimeout => (StatusCode::GATEWAY_TIMEOUT, "backend_timeout", "The bank’s own systems took too long."),
            Fault::Temporary => (StatusCode::INTERNAL_SERVER_ERROR, "temporary_fault", "This did not work; it may work later."),
            Fault::Undocumented => (StatusCode::INTERNAL_SERVER_ERROR, "e_7731", "E-7731"),
            Fault::RequestMalformed => (StatusCode::UNPROCESSABLE_ENTITY, "request_malformed", "The request makes no sense to the bank."),
            Fault::TooManyRequests => (StatusCode::TOO_MANY_REQUESTS, "too_many_requests", "You call too often."),
            Fault::HangUp => (StatusCode::INTERNAL_SERVER_ERROR, "hang_up", "The bank hung up."),
            Fault::DataNotReady => (StatusCode::CONFLICT, "data_not_ready", "There is no data yet."),
            Fault::RefreshRunning => (StatusCode::CONFLICT, "refresh_running", "The data is being refreshed."),
            Fault::AccountClosed => (StatusCode::GONE, "account_closed", "The account has been closed."),
            Fault::UnknownAccount => (StatusCode::NOT_FOUND, "unknown_account", "There is nothing by this name."),
            Fault::AccountChanged => (StatusCode::CONFLICT, "account_changed", "The account has become another one."),
            Fault::AccountListedTwice => (StatusCode::CONFLICT, "account_listed_twice", "The account is listed twice."),
            Fault::AccountIncomplete => (StatusCode::CONFLICT, "account_incomplete", "Something is missing about the account."),
            Fault::NotOffered => (StatusCode::NOT_FOUND, "not_offered", "The institution does not offer this."),
            Fault::ReportFailed => (StatusCode::INTERNAL_SERVER_ERROR, "report_failed", "The report could not be made."),
        }
    }

    /// Told in `Retry-After`.
    pub(crate) fn wait_s(self) -> Option<i64> {
        (self == Fault::TooManyRequests).then_some(WAIT_S)
    }
}
