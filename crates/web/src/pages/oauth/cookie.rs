//! What the browser that leaves keeps: who it is, and the session to go on with.

use axum::http::{HeaderMap, HeaderValue, header};
use std::time::Duration;

const NAME: &str = "swingbridge_visit";
/// As long as a visit may take.
const LIFE: Duration = Duration::from_mins(30);
/// Characters of either part.
const PART_CHARS_MAX: usize = 100;

/// The cookie, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct VisitCookie {
    /// Names the browser; nothing else knows it.
    pub(super) browser: String,
    /// The session that the person left.
    pub(super) session: String,
}

impl VisitCookie {
    pub(super) fn read(headers: &HeaderMap) -> Option<Self> {
        let pairs = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
        let value = pairs
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find_map(|(name, value)| (name == NAME).then_some(value))?;
        let (browser, session) = value.split_once('.')?;
        let is_part = |part: &str| {
            !part.is_empty()
                && part.len() <= PART_CHARS_MAX
                && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
        };
        (is_part(browser) && is_part(session))
            .then(|| Self { browser: browser.to_owned(), session: session.to_owned() })
    }

    /// The header that sets it. `address` is where this server is reached: over TLS the cookie goes over TLS alone.
    pub(super) fn header(&self, address: &str) -> Option<HeaderValue> {
        let Self { browser, session } = self;
        let secure = if address.starts_with("https://") { "; Secure" } else { "" };
        let path = super::RETURN;
        let text = format!(
            "{NAME}={browser}.{session}; Path={path}; Max-Age={}; HttpOnly; SameSite=Lax{secure}",
            LIFE.as_secs()
        );
        HeaderValue::from_str(&text).ok()
    }
}

/// The header that takes it away.
pub(super) fn gone() -> HeaderValue {
    HeaderValue::from_static("swingbridge_visit=; Path=/oauth/return; Max-Age=0; HttpOnly; SameSite=Lax")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_comes_back_as_it_was_set() {
        let cookie = VisitCookie { browser: "ab12".to_owned(), session: "x-_9".to_owned() };
        let set = cookie.header("http://127.0.0.1:1").unwrap();
        let set = set.to_str().unwrap();
        assert_eq!(
            set,
            "swingbridge_visit=ab12.x-_9; Path=/oauth/return; Max-Age=1800; HttpOnly; SameSite=Lax"
        );
        assert!(cookie.header("https://hub.example").unwrap().to_str().unwrap().ends_with("; Secure"));
        let read = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, HeaderValue::from_static(text));
            VisitCookie::read(&headers)
        };
        assert_eq!(read("a=b; swingbridge_visit=ab12.x-_9; c=d"), Some(cookie));
        for bad in ["", "swingbridge_visit=", "swingbridge_visit=ab12", "swingbridge_visit=a b.c", "x=a.b"] {
            assert_eq!(read(bad), None, "{bad}");
        }
        assert!(
            gone().to_str().unwrap().starts_with(&format!("{NAME}=; Path={}", crate::pages::oauth::RETURN))
        );
    }
}
