//! What an authorization server refuses, and what that means.

use super::App;
use crate::connector::Context;
use crate::http::{Response, retry_at};
use crate::problem::{Problem, code_in};
use domain::reason::{Phase, Reason, lookup};
use serde::Deserialize;

/// The protocol in the table of all providers' codes.
const PROVIDER: &str = "oauth2";

#[derive(Deserialize)]
struct RefusedToken {
    error: String,
    error_description: Option<String>,
}

/// A refusal of the token endpoint.
pub(super) fn refused(cx: &Context<'_>, app: App<'_>, response: &Response, phase: Phase) -> Problem {
    match serde_json::from_slice::<RefusedToken>(&response.body) {
        // Too many is too many, whatever else is said.
        Ok(said) if (400..500).contains(&response.status) && response.status != 429 => {
            let mut problem = meaning(app, &said.error, said.error_description.as_deref(), phase);
            problem.retry_at = retry_at(response, cx.now);
            problem
        }
        Ok(_) | Err(_) => failed(cx, response, "the authorization server answered with an error"),
    }
}

/// Not the protocol speaks, but whatever stands before it.
pub(super) fn failed(cx: &Context<'_>, response: &Response, detail: &str) -> Problem {
    Problem {
        reason: match response.status {
            429 => Reason::RateLimited,
            500..=599 => Reason::InstitutionDown,
            _ => Reason::OauthTechnical,
        },
        source_code: Some(format!("HTTP {}", response.status)),
        detail: detail.to_owned(),
        retry_at: retry_at(response, cx.now),
    }
}

/// What an error of the protocol means. Where it leaves open why, the institution's own code says more.
pub(super) fn meaning(app: App<'_>, error: &str, description: Option<&str>, phase: Phase) -> Problem {
    let own = description
        .filter(|_| matches!(error, "interaction_required" | "invalid_grant" | "access_denied"))
        .and_then(code_in)
        .and_then(|code| Some((lookup(app.provider, code, Some(phase))?.reason, code)));
    let (reason, code) = own.unwrap_or_else(|| {
        let reason = lookup(PROVIDER, error, Some(phase)).map_or(Reason::Unknown, |row| row.reason);
        (reason, code_in(error).unwrap_or("unreadable"))
    });
    Problem {
        reason,
        source_code: Some(code.to_owned()),
        detail: "the authorization server refused".to_owned(),
        retry_at: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oauth::Proof;

    const APP: App<'_> =
        App { client_id: "hub", scope: "accounts", provider: "sandbox", proof: Proof::Nothing };

    #[test]
    fn the_institutions_own_code_says_more() {
        for (error, description, phase, reason) in [
            ("invalid_grant", None, Phase::Connect, Reason::OauthTechnical),
            ("invalid_grant", None, Phase::Refresh, Reason::TokenInvalid),
            ("invalid_grant", Some("consent_expired"), Phase::Refresh, Reason::ConsentExpired),
            ("invalid_grant", Some("consent_revoked"), Phase::Refresh, Reason::ConsentRevoked),
            ("invalid_grant", Some("something else"), Phase::Refresh, Reason::TokenInvalid),
            ("invalid_client", Some("consent_revoked"), Phase::Refresh, Reason::ClientNotAuthorized),
        ] {
            assert_eq!(meaning(APP, error, description, phase).reason, reason, "{error} {description:?}");
        }
    }
}
