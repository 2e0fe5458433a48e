//! A failure, as a source told it and as the hub understands it.

use crate::http::HttpError;
use domain::clock::Timestamp;
use domain::reason::Reason;

/// Why a source could not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{}: {detail}", reason.name(), source_code.as_deref().map(|code| format!(" ({code})")).unwrap_or_default())]
pub struct Problem {
    pub reason: Reason,
    /// The source's own code, as received.
    pub source_code: Option<String>,
    /// For the operator; holds no secrets.
    pub detail: String,
    /// When the source wants to be asked again.
    pub retry_at: Option<Timestamp>,
}

impl Problem {
    pub fn new(reason: Reason, detail: impl Into<String>) -> Self {
        Self { reason, source_code: None, detail: detail.into(), retry_at: None }
    }
}

impl From<HttpError> for Problem {
    fn from(error: HttpError) -> Self {
        let reason = match error {
            HttpError::Unreachable | HttpError::Broken | HttpError::Cancelled => Reason::NetworkError,
            HttpError::Timeout => Reason::InstitutionNotResponding,
            HttpError::TooLarge => Reason::InstitutionError,
            HttpError::Forbidden => Reason::ClientNotAuthorized,
        };
        Self::new(reason, error.to_string())
    }
}
