//! What keeps a page from being shown. The handler gives it back; the guard shows a page about it instead, in the person's words.

use crate::error::{Code, Refusal};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

#[derive(Debug, Clone)]
pub(crate) enum Mishap {
    /// The session is over, or never was.
    Ended,
    /// No page has this address.
    Nowhere,
    /// The connection is not there any more.
    MemberGone,
    /// It waited too long for the consent, and the hub deleted it.
    MemberExpired,
    /// The institution is not there any more.
    InstitutionGone,
    /// A form that did not come from our page.
    Forged,
    /// Others changed the same thing at the same moment.
    Changed,
    /// A form that is larger than any of ours, or unreadable.
    Unreadable,
    /// The bank's own page cannot be reached now.
    BankAway,
    TooOften {
        seconds: u64,
    },
    /// The application lets nothing be connected for this person.
    UserDisabled,
    /// So many requests in a day that no more are taken.
    Enough,
    /// It took longer than a request may.
    Late,
    /// Others bring so many files that this one cannot be read now.
    Busy,
    /// Our fault; the log has the cause.
    Ours(Arc<engine::Error>),
    /// A page could not be written.
    Unwritten,
}

impl Mishap {
    pub(super) const fn status(&self) -> StatusCode {
        match self {
            Self::Ended => StatusCode::GONE,
            Self::Nowhere | Self::MemberGone | Self::MemberExpired | Self::InstitutionGone => {
                StatusCode::NOT_FOUND
            }
            Self::Forged => StatusCode::FORBIDDEN,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::TooOften { .. } | Self::Enough => StatusCode::TOO_MANY_REQUESTS,
            Self::UserDisabled | Self::Changed => StatusCode::CONFLICT,
            Self::BankAway | Self::Late | Self::Busy | Self::Ours(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Unwritten => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What its texts begin with: `page-<name>-title`, `page-<name>-text`.
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Ended => "ended",
            Self::Nowhere => "nowhere",
            Self::MemberGone => "member-gone",
            Self::MemberExpired => "member-expired",
            Self::InstitutionGone => "institution-gone",
            Self::Forged => "forged",
            Self::Unreadable => "unreadable",
            Self::Changed => "changed",
            Self::BankAway => "bank-away",
            Self::TooOften { .. } => "too-often",
            Self::UserDisabled => "user-disabled",
            Self::Enough => "enough",
            Self::Late | Self::Busy => "late",
            Self::Ours(_) | Self::Unwritten => "ours",
        }
    }
}

impl From<engine::Error> for Mishap {
    fn from(error: engine::Error) -> Self {
        match error {
            engine::Error::NotFound("member") => Self::MemberGone,
            engine::Error::NotFound("institution") => Self::InstitutionGone,
            // The user was deleted, and the session with it.
            engine::Error::NotFound("user" | "client") => Self::Ended,
            engine::Error::NotFound(_) => Self::Nowhere,
            engine::Error::Unreachable(_) => Self::BankAway,
            engine::Error::Contended => Self::Changed,
            engine::Error::Busy => Self::Busy,
            // The form was used for something else, or what it made is not there any more.
            engine::Error::OtherRequest => Self::Unreadable,
            other => Self::Ours(Arc::new(other)),
        }
    }
}

impl IntoResponse for Mishap {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        if let Self::TooOften { seconds } = self {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Self::Ours(cause) = &self {
            // The outermost layer logs the cause; the page is written by the guard.
            let mut refusal = Refusal::new(Code::Internal, "");
            refusal.cause = Some(cause.clone());
            response.extensions_mut().insert(refusal);
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// Answers where no page is.
pub(super) async fn nowhere() -> Mishap {
    Mishap::Nowhere
}
