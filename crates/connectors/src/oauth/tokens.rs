//! What an authorization server gives: an access token, and what it says of it.

use super::read;
use crate::grant::{Grant, Secret};
use crate::http::Response;
use crate::problem::Problem;
use domain::reason::{Phase, Reason};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;

/// The field of a grant that holds the refresh token.
pub(crate) const REFRESH_TOKEN: &str = "refresh_token";
/// No access token lasts longer than a year, whatever is said.
const LASTS_S_MAX: i64 = 366 * 86_400;
/// Bytes of a token. It goes into a header of each request, and few servers take more there.
const TOKEN_BYTES_MAX: usize = 16 * 1024;

/// What was given for a code or a refresh token.
#[derive(Debug)]
pub(crate) struct Tokens {
    pub(crate) access: Secret,
    /// None where the one before stays good.
    pub(crate) refresh: Option<Secret>,
    pub(crate) lasts_s: Option<i64>,
    /// None where it is what was asked for (RFC 6749 §5.1).
    pub(crate) scope: Option<String>,
    /// The consent that the token stands for, as FDX names it.
    pub(crate) consent_id: Option<String>,
}

#[derive(Deserialize)]
struct Answer {
    access_token: String,
    token_type: String,
    refresh_token: Option<String>,
    #[serde(default, deserialize_with = "seconds")]
    expires_in: Option<i64>,
    #[serde(default, deserialize_with = "text")]
    scope: Option<String>,
    #[serde(
        default,
        alias = "fdxConsentId",
        alias = "consentId",
        alias = "consent_id",
        deserialize_with = "text"
    )]
    fdx_consent_id: Option<String>,
}

impl Tokens {
    /// A token that could not be sent is refused here, before it takes the place of one that can.
    pub(super) fn read(response: &Response, phase: Phase) -> Result<Self, Problem> {
        let answer: Answer = read(response)?;
        let unusable = |detail: &str| {
            let reason = match phase {
                Phase::Connect => Reason::OauthTechnical,
                Phase::Refresh => Reason::InstitutionError,
            };
            Err(Problem::new(reason, detail))
        };
        if answer.access_token.is_empty() || !answer.token_type.eq_ignore_ascii_case("bearer") {
            return unusable("the token is of no kind that can be used");
        }
        let refresh = answer.refresh_token.as_deref().unwrap_or_default();
        if ![answer.access_token.as_str(), refresh].into_iter().all(is_token) {
            return unusable("a token is too long, or holds what no token may hold");
        }
        Ok(Self {
            access: Secret::new(answer.access_token),
            refresh: answer.refresh_token.filter(|token| !token.is_empty()).map(Secret::new),
            lasts_s: answer.expires_in.map(|seconds| seconds.clamp(0, LASTS_S_MAX)),
            scope: answer.scope,
            consent_id: answer.fdx_consent_id,
        })
    }

    /// A grant of these tokens alone.
    pub(crate) fn into_grant(self) -> Grant {
        let fields = self.refresh.into_iter().map(|token| (REFRESH_TOKEN.to_owned(), token));
        Grant { fields: fields.collect::<BTreeMap<_, _>>(), token: Some(self.access) }
    }
}

/// Letters, digits and signs of ASCII, and spaces (RFC 6749 A.12, A.17).
fn is_token(text: &str) -> bool {
    text.len() <= TOKEN_BYTES_MAX && text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// A number, or a text that is one, since some servers write it so; anything else says nothing.
fn seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    let value = serde_json::Value::deserialize(deserializer)?;
    Ok(value.as_i64().or_else(|| value.as_str().and_then(|text| text.parse().ok())))
}

/// A text that says something; what is none says nothing.
fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let value = serde_json::Value::deserialize(deserializer)?;
    Ok(value.as_str().filter(|text| !text.is_empty()).map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_a_token_is_read_leniently() {
        let read = |body: &str| {
            let response = Response { status: 200, retry_after: None, body: body.as_bytes().to_vec() };
            Tokens::read(&response, Phase::Connect)
                .ok()
                .map(|tokens| (tokens.lasts_s, tokens.scope, tokens.consent_id))
        };
        for (more, given) in [
            ("", Some((None, None, None))),
            (r#","expires_in":300,"scope":"a b""#, Some((Some(300), Some("a b"), None))),
            (r#","expires_in":"300","fdxConsentId":"c""#, Some((Some(300), None, Some("c")))),
            (r#","expires_in":-5,"consentId":7,"scope":null"#, Some((Some(0), None, None))),
            (r#","expires_in":[],"scope":"""#, Some((None, None, None))),
            (r#","expires_in":1e300"#, Some((None, None, None))),
            (r#","refresh_token":7"#, None),
        ] {
            let body = format!(r#"{{"access_token":"t","token_type":"BEARER"{more}}}"#);
            let owned = |text: Option<&str>| text.map(str::to_owned);
            let given = given.map(|(lasts_s, scope, consent)| (lasts_s, owned(scope), owned(consent)));
            assert_eq!(read(&body), given, "{body}");
        }
        assert!(read(r#"{"access_token":"t","token_type":"DPoP"}"#).is_none());
        assert!(read(r#"{"access_token":"","token_type":"bearer"}"#).is_none());
    }

    #[test]
    fn a_token_that_cannot_be_sent_is_refused() {
        let check = |access: &str, refresh: &str, is_good: bool| {
            let body =
                serde_json::json!({"access_token": access, "token_type": "Bearer", "refresh_token": refresh});
            let body = body.to_string().into_bytes();
            let response = Response { status: 200, retry_after: None, body };
            for (phase, reason) in
                [(Phase::Connect, Reason::OauthTechnical), (Phase::Refresh, Reason::InstitutionError)]
            {
                let refused = Tokens::read(&response, phase).err().map(|problem| problem.reason);
                assert_eq!(refused, (!is_good).then_some(reason), "{access:.20} {refresh:.20}");
            }
        };
        let longest = "x".repeat(TOKEN_BYTES_MAX);
        check("a.b-c_d~e+f/g==", "r e f", true);
        check("a", "", true);
        check(&longest, &longest, true);
        let odd = ["a\r\nx-evil: 1", "a\0", "a\t", "a\u{7f}", "ä", &format!("{longest}x")];
        for odd in odd {
            check(odd, "r", false);
            check("a", odd, false);
        }
    }
}
