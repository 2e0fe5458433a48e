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

/// Characters of a code that is worth keeping.
const CODE_CHARS_MAX: usize = 64;

/// A source's code as received, if it looks like one: short, and nothing but letters, digits and `_-.:`. Anything else is a
/// stranger's text, which may be of any length and repeat what was sent.
pub(crate) fn code_in(text: &str) -> Option<&str> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b':');
    (!text.is_empty() && text.len() <= CODE_CHARS_MAX && text.bytes().all(is_plain)).then_some(text)
}

impl Problem {
    /// Whether nothing was heard of the source: what was sent may have arrived.
    pub fn is_lost_reply(&self) -> bool {
        self.source_code.is_none()
            && matches!(self.reason, Reason::NetworkError | Reason::InstitutionNotResponding)
    }

    /// Whether nothing was heard of the source that could be understood: what was sent may have done its work.
    pub fn is_unheard(&self) -> bool {
        self.is_lost_reply() || (self.source_code.is_none() && self.reason == Reason::InstitutionError)
    }
}

impl From<HttpError> for Problem {
    fn from(error: HttpError) -> Self {
        let reason = match error {
            HttpError::Unreachable(_) | HttpError::Broken | HttpError::Cancelled => Reason::NetworkError,
            HttpError::Timeout => Reason::InstitutionNotResponding,
            // What changes in requests is what the institution gave: its tokens, its ids.
            HttpError::TooLarge | HttpError::Untrusted(_) | HttpError::Unwritable => Reason::InstitutionError,
            HttpError::Forbidden => Reason::ClientNotAuthorized,
        };
        Self::new(reason, error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_short_and_plain() {
        let longest = "x".repeat(CODE_CHARS_MAX);
        for (text, is_code) in [
            ("wrong_credentials", true),
            ("10304", true),
            ("ITEM-1.2:3", true),
            (longest.as_str(), true),
            ("", false),
            (&format!("{longest}x"), false),
            ("the password hunter2 is wrong", false),
            ("<b>", false),
            ("code\n", false),
            ("é", false),
        ] {
            assert_eq!(code_in(text).is_some(), is_code, "{text}");
        }
    }
}
