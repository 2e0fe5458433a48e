//! Under which address browsers reach this server: what links begin with.

use crate::app::App;
use crate::error::{Code, Refusal};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use std::sync::Arc;

/// The beginning of every link, without a slash behind.
#[derive(Debug)]
pub(crate) struct PublicUrl(pub(crate) String);

impl PublicUrl {
    /// As the operator has set it, else as the request came in, where that is this machine.
    pub(crate) fn of(app: &App, headers: &HeaderMap) -> Option<Self> {
        let set = app.web.settings.public_url.as_deref();
        set.map(|url| url.trim_end_matches('/').to_owned()).or_else(|| of_this_machine(headers)).map(Self)
    }
}

impl FromRequestParts<Arc<App>> for PublicUrl {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Refusal> {
        Self::of(app, &parts.headers).ok_or_else(|| {
            Refusal::new(
                Code::NotConfigured,
                "This server does not know the address under which browsers reach it. Its operator must set http.public_url.",
            )
        })
    }
}

/// The address that the request came to, where that is the machine itself. Elsewhere the header `Host` is the caller's word alone,
/// and a link made of it could lead people anywhere.
fn of_this_machine(headers: &HeaderMap) -> Option<String> {
    let host = headers.get(header::HOST)?.to_str().ok()?;
    is_loopback(host).then(|| format!("http://{host}"))
}

/// Whether `host`, with a port or without, is this machine.
pub(crate) fn is_loopback(host: &str) -> bool {
    ["localhost", "127.0.0.1", "[::1]"].iter().any(|name| {
        host.strip_prefix(name).is_some_and(|rest| {
            rest.is_empty() || rest.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok())
        })
    })
}

/// Whether links may begin with it: `https://` and a host, or `http://` on this machine alone; nothing behind.
pub fn is_public_url(url: &str) -> bool {
    let url = url.strip_suffix('/').unwrap_or(url);
    let is_plain = |rest: &str| {
        !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.:[]".contains(&byte))
    };
    url.strip_prefix("https://").is_some_and(is_plain) || url.strip_prefix("http://").is_some_and(is_loopback)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn only_this_machine_is_taken_from_the_request() {
        let check = |host: &'static str, expected: Option<&str>| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_static(host));
            assert_eq!(of_this_machine(&headers).as_deref(), expected, "{host}");
        };
        check("127.0.0.1:8080", Some("http://127.0.0.1:8080"));
        check("localhost", Some("http://localhost"));
        check("[::1]:8080", Some("http://[::1]:8080"));
        for bad in
            ["hub.example", "localhost.evil.example", "127.0.0.1.evil", "127.0.0.1:8080/x", "localhost:"]
        {
            check(bad, None);
        }
        assert_eq!(of_this_machine(&HeaderMap::new()), None);
    }

    #[test]
    fn links_begin_with_https_or_this_machine() {
        for good in ["https://hub.example", "https://hub.example/", "https://h:8443", "http://localhost:80"] {
            assert!(is_public_url(good), "{good}");
        }
        for bad in
            ["", "hub.example", "http://hub.example", "https://", "https://h/x", "https://a b", "ftp://h"]
        {
            assert!(!is_public_url(bad), "{bad}");
        }
    }
}
