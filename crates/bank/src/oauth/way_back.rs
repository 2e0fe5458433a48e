//! The way back to the app: one address, with what the app is told there.

use serde::{Deserialize, Serialize};

/// Where an app has the person sent, and what it recognizes the answer by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct WayBack {
    pub(crate) redirect_uri: String,
    pub(crate) state: Option<String>,
    /// Told with every answer, so that the app knows who answers (RFC 9207).
    pub(crate) issuer: String,
}

/// Why the person comes back without a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Complaint {
    InvalidRequest,
    UnsupportedResponseType,
    InvalidScope,
    AccessDenied,
    LoginRequired,
    InteractionRequired,
    ServerError,
    TemporarilyUnavailable,
}

impl Complaint {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Complaint::InvalidRequest => "invalid_request",
            Complaint::UnsupportedResponseType => "unsupported_response_type",
            Complaint::InvalidScope => "invalid_scope",
            Complaint::AccessDenied => "access_denied",
            Complaint::LoginRequired => "login_required",
            Complaint::InteractionRequired => "interaction_required",
            Complaint::ServerError => "server_error",
            Complaint::TemporarilyUnavailable => "temporarily_unavailable",
        }
    }
}

impl WayBack {
    pub(crate) fn with_code(&self, code: &str) -> String {
        self.with(&[("code", code)], self.state.as_deref())
    }

    /// As if the answer had been meant for somebody else.
    pub(crate) fn with_code_and_state(&self, code: &str, other_state: &str) -> String {
        self.with(&[("code", code)], Some(other_state))
    }

    pub(crate) fn with_error(&self, complaint: Complaint, description: &str) -> String {
        let told = [("error", complaint.as_str()), ("error_description", description)];
        self.with(&told, self.state.as_deref())
    }

    /// What the redirect URI already has in its query stays (RFC 6749 §3.1.2).
    fn with(&self, told: &[(&str, &str)], state: Option<&str>) -> String {
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(told)
            .extend_pairs(state.map(|state| ("state", state)))
            .append_pair("iss", &self.issuer)
            .finish();
        let joint = match self.redirect_uri.split_once('?') {
            None => "?",
            Some((_, "")) => "",
            Some(_) => "&",
        };
        format!("{}{joint}{query}", self.redirect_uri)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_added_to_the_query() {
        for (redirect_uri, state, address) in [
            ("http://a/x", Some("s&t"), "http://a/x?code=c&state=s%26t&iss=http%3A%2F%2Fb"),
            ("http://a/x?", None, "http://a/x?code=c&iss=http%3A%2F%2Fb"),
            ("http://a/x?y=z", None, "http://a/x?y=z&code=c&iss=http%3A%2F%2Fb"),
        ] {
            let way_back = WayBack {
                redirect_uri: redirect_uri.to_owned(),
                state: state.map(str::to_owned),
                issuer: "http://b".to_owned(),
            };
            assert_eq!(way_back.with_code("c"), address);
        }
    }
}
