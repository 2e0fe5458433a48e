//! Who calls: HTTP Basic with the client's id and an API key. Then, for that key, how often and whether it may change anything.

use crate::app::App;
use crate::error::{Code, Refusal};
use crate::request::rate_limit::{KeyId, Verdict};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::id::ClientGuid;
use engine::Scopes;
use std::sync::Arc;

const LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");
const REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");
const RESET: HeaderName = HeaderName::from_static("x-ratelimit-reset");

/// Bytes of an `Authorization` header that are looked at.
const HEADER_BYTES_MAX: usize = 1_024;

/// Whose key it was.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Identity {
    pub(crate) client: ClientGuid,
}

pub(crate) async fn authenticate(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let (identity, scopes, key) = match who(&app, request.headers()).await {
        Ok(found) => found,
        Err(refusal) => return refusal.into_response(),
    };
    let verdict = app.limit.ask(key, app.web.clock.now());
    let mut response = if let Some(seconds) = verdict.retry_after_seconds {
        let mut refusal = Refusal::new(Code::RateLimited, "Too many requests with this API key.");
        refusal.retry_after_seconds = Some(seconds);
        refusal.into_response()
    } else if may(scopes, request.method(), request.uri().path()) {
        request.extensions_mut().insert(identity);
        next.run(request).await
    } else {
        Refusal::new(Code::ReadOnlyKey, "This API key may only read.").into_response()
    };
    tell(response.headers_mut(), verdict);
    response.extensions_mut().insert(identity);
    response
}

async fn who(app: &App, headers: &HeaderMap) -> Result<(Identity, Scopes, KeyId), Refusal> {
    let refusal = || {
        Refusal::new(
            Code::InvalidApiKey,
            "Invalid client id or API key. Send both by HTTP Basic: the client id (CLT-…) as user name, the key as password.",
        )
    };
    let (client, key) = credentials(headers).ok_or_else(refusal)?;
    // A client that does not exist is looked up like one that does: neither answer nor time tells them apart.
    let scopes = app.web.engine.authenticate(client, &key).await?.ok_or_else(refusal)?;
    Ok((Identity { client }, scopes, KeyId::of(client, &key)))
}

fn credentials(headers: &HeaderMap) -> Option<(ClientGuid, String)> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    if value.len() > HEADER_BYTES_MAX {
        return None;
    }
    let (scheme, encoded) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let plain = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (client, key) = plain.split_once(':')?;
    Some((client.parse().ok()?, key.to_owned()))
}

fn may(scopes: Scopes, method: &Method, path: &str) -> bool {
    match scopes {
        Scopes::All => true,
        // MX asks for the way to a bank's page by GET; what it gives lets somebody connect.
        Scopes::Read => method.is_safe() && !path.ends_with("/oauth_window_uri"),
    }
}

fn tell(headers: &mut HeaderMap, verdict: Verdict) {
    headers.insert(LIMIT, HeaderValue::from(verdict.limit));
    headers.insert(REMAINING, HeaderValue::from(verdict.remaining));
    headers.insert(RESET, HeaderValue::from(verdict.reset_seconds));
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLIENT: &str = "CLT-00000000-0000-0000-0000-000000000001";

    fn read(value: &str) -> Option<String> {
        let mut headers = HeaderMap::new();
        headers.insert(header::AUTHORIZATION, HeaderValue::from_str(value).unwrap());
        credentials(&headers).map(|(client, key)| format!("{client} {key}"))
    }

    #[test]
    fn only_basic_with_a_client_id_is_read() {
        let encode = |plain: &str| STANDARD.encode(plain);
        let good = format!("{CLIENT}:secret:with:colons");
        let expected = Some(format!("{CLIENT} secret:with:colons"));
        assert_eq!(read(&format!("Basic {}", encode(&good))), expected);
        assert_eq!(read(&format!("basic {}", encode(&good))), expected);
        for bad in [
            String::new(),
            "Basic".to_owned(),
            "Basic ".to_owned(),
            "Basic !!!".to_owned(),
            format!("Bearer {}", encode(&good)),
            format!("Basic {}", encode(":")),
            format!("Basic {}", encode("nobody:nothing")),
            format!("Basic {}", encode(CLIENT)),
            format!("Basic {}", "A".repeat(5_000)),
        ] {
            assert_eq!(read(&bad), None, "{bad}");
        }
    }

    #[test]
    fn a_reading_key_only_reads() {
        for (method, allowed) in
            [(Method::GET, true), (Method::HEAD, true), (Method::POST, false), (Method::DELETE, false)]
        {
            assert_eq!(may(Scopes::Read, &method, "/users"), allowed);
            assert!(may(Scopes::All, &method, "/users"));
        }
    }
}
