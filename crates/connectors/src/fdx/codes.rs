//! FDX's codes, and what they mean to the hub: rows of `domain/data/provider_codes.csv`.

use crate::http::{Response, retry_at};
use crate::problem::{Problem, code_in};
use domain::clock::Timestamp;
use domain::reason::{Reason, lookup};
use serde_json::Value;

/// FDX in the table of all providers' codes.
pub(super) const PROVIDER: &str = "fdx";

/// What the institution said instead of an answer. A code that is not in the table is `unknown`, never guessed.
pub(super) fn problem(response: &Response, now: Timestamp) -> Problem {
    let status = response.status;
    let code = said(&response.body).filter(|code| code_in(code).is_some());
    let known = code.as_deref().and_then(|code| lookup(PROVIDER, code, None));
    // Too many is too many, whatever else is said.
    let reason = match known {
        Some(row) if status != 429 => row.reason,
        Some(_) | None => by_status(status, code.is_some()),
    };
    let source_code = code.unwrap_or_else(|| format!("HTTP {status}"));
    Problem {
        reason,
        source_code: Some(source_code),
        detail: format!("the institution answered with HTTP status {status}"),
        retry_at: retry_at(response, now),
    }
}

/// FDX's code, which some write as a number; else the error of the token's protocol (RFC 6750 §3.1).
fn said(body: &[u8]) -> Option<String> {
    let answer: Value = serde_json::from_slice(body).ok()?;
    let text = |name: &str| match answer.get(name)? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => None,
    };
    text("code").or_else(|| text("error"))
}

/// Without a code of FDX, the status is all there is: something in front of it answered.
const fn by_status(status: u16, has_code: bool) -> Reason {
    match status {
        401 => Reason::TokenInvalid,
        429 => Reason::RateLimited,
        501 => Reason::ProductNotSupported,
        // A code that is in no table is not guessed at.
        _ if has_code => Reason::Unknown,
        403 => Reason::InstitutionBlocksUs,
        502..=504 => Reason::InstitutionDown,
        _ => Reason::InstitutionError,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_meaning() {
        for (status, body, reason, told) in [
            (400, r#"{"code":"401","message":"x"}"#, Reason::InvalidRequest, "401"),
            (403, r#"{"code":"403"}"#, Reason::ClientNotAuthorized, "403"),
            (500, r#"{"code":"500"}"#, Reason::InstitutionError, "500"),
            (500, r#"{"code":501}"#, Reason::InstitutionDown, "501"),
            (503, r#"{"code":"503"}"#, Reason::InstitutionMaintenance, "503"),
            (404, r#"{"code":"601"}"#, Reason::ReauthRequired, "601"),
            (401, r#"{"code":"602"}"#, Reason::ConsentRevoked, "602"),
            (404, r#"{"code":"701"}"#, Reason::AccountNotFound, "701"),
            (400, r#"{"code":"702"}"#, Reason::InvalidRequest, "702"),
            (400, r#"{"code":"703"}"#, Reason::InvalidRequest, "703"),
            (422, r#"{"code":"704"}"#, Reason::AccountTypeNotSupported, "704"),
            (409, r#"{"code":"705"}"#, Reason::AccountClosed, "705"),
            (404, r#"{"code":"905"}"#, Reason::ProductNotSupported, "905"),
            (404, r#"{"code":"950"}"#, Reason::ProductNotSupported, "950"),
            (404, r#"{"code":"1107"}"#, Reason::DataNotReady, "1107"),
            (415, r#"{"code":"1203"}"#, Reason::InvalidRequest, "1203"),
            (401, r#"{"code":"1205"}"#, Reason::TokenInvalid, "1205"),
            (405, r#"{"code":"1206"}"#, Reason::InvalidRequest, "1206"),
            (429, r#"{"code":"1207"}"#, Reason::RateLimited, "1207"),
            (403, r#"{"code":"insufficient_scope"}"#, Reason::ConsentScopeMissing, "insufficient_scope"),
            (401, r#"{"error":"invalid_token"}"#, Reason::TokenInvalid, "invalid_token"),
            (403, r#"{"error":"insufficient_scope"}"#, Reason::ConsentScopeMissing, "insufficient_scope"),
            (429, r#"{"code":"500"}"#, Reason::RateLimited, "500"),
            (401, "", Reason::TokenInvalid, "HTTP 401"),
            (501, "", Reason::ProductNotSupported, "HTTP 501"),
            (503, "<html>", Reason::InstitutionDown, "HTTP 503"),
            (503, r#"{"code":"7731"}"#, Reason::Unknown, "7731"),
            (403, "", Reason::InstitutionBlocksUs, "HTTP 403"),
            (404, "", Reason::InstitutionError, "HTTP 404"),
            (500, r#"{"code":"your password hunter2 is wrong"}"#, Reason::InstitutionError, "HTTP 500"),
            (500, r#"{"code":[]}"#, Reason::InstitutionError, "HTTP 500"),
        ] {
            let response = Response { status, retry_after: None, body: body.as_bytes().to_vec() };
            let problem = problem(&response, Timestamp::UNIX_EPOCH);
            assert_eq!(
                (problem.reason, problem.source_code.as_deref()),
                (reason, Some(told)),
                "{status} {body}"
            );
        }
    }
}
