//! The apps that the bank knows: where each may have the person sent back to, and how it shows who it is.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::assertion::Key;
use crate::books::Books;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct App {
    pub(crate) name: String,
    pub(crate) redirect_uris: Vec<String>,
    /// Of a confidential app; the secret itself is kept nowhere.
    pub(crate) secret_hash: Option<String>,
    /// With which it signs that it is itself.
    #[serde(default)]
    pub(crate) keys: Vec<Key>,
}

/// The one app that is registered from the start.
pub(crate) const SWINGBRIDGE: &str = "swingbridge";
const SWINGBRIDGE_NAME: &str = "Swingbridge";
const SWINGBRIDGE_RETURNS: [&str; 3] =
    ["http://127.0.0.1/oauth/return", "http://localhost/oauth/return", "http://[::1]/oauth/return"];

const LOOPBACK_HOSTS: [&str; 3] = ["127.0.0.1", "localhost", "[::1]"];

pub(crate) fn find(books: &Books, client_id: &str) -> Option<App> {
    if client_id == SWINGBRIDGE {
        let redirect_uris = SWINGBRIDGE_RETURNS.map(str::to_owned).to_vec();
        return Some(App {
            name: SWINGBRIDGE_NAME.to_owned(),
            redirect_uris,
            secret_hash: None,
            keys: Vec::new(),
        });
    }
    books.app(client_id).cloned()
}

impl App {
    pub(crate) fn may_return_to(&self, uri: &str) -> bool {
        self.redirect_uris.iter().any(|registered| {
            registered == uri
                || loopback(registered).is_some_and(|registered| loopback(uri) == Some(registered))
        })
    }

    /// A public app shows nothing; a confidential one shows its secret, or else its key.
    pub(crate) fn is_shown_by(&self, client_id: &str, secret: Option<&str>) -> bool {
        self.keys.is_empty() && self.secret_hash == secret.map(|secret| secret_hash(client_id, secret))
    }
}

pub(crate) fn secret_hash(client_id: &str, secret: &str) -> String {
    sha256(&format!("{client_id}:{secret}"))
}

/// As PKCE writes it (RFC 7636 §4.2).
pub(super) fn sha256(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(text.as_bytes()))
}

/// `http` or `https`, a host, no fragment, and nothing that could break out of a header.
pub(crate) fn is_redirect_uri(uri: &str) -> bool {
    let is_clean = uri.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#');
    is_clean && parts(uri).is_some_and(|(scheme, host, _)| is_web(scheme) && is_authority(host))
}

/// The scheme and host of a redirect URI.
pub(crate) fn origin(uri: &str) -> Option<String> {
    parts(uri).map(|(scheme, host, _)| format!("{scheme}://{host}"))
}

/// A host and perhaps a port, and no sign that means something elsewhere.
pub(crate) fn is_authority(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte))
}

fn is_web(scheme: &str) -> bool {
    scheme == "http" || scheme == "https"
}

/// Scheme, authority and the rest.
fn parts(uri: &str) -> Option<(&str, &str, &str)> {
    let (scheme, after) = uri.split_once("://")?;
    let (authority, rest) = after.split_at_checked(after.find(['/', '?']).unwrap_or(after.len()))?;
    Some((scheme, authority, rest))
}

/// Host and rest of an address of this machine: an app there takes whatever port is free (RFC 8252 §7.3).
fn loopback(uri: &str) -> Option<(&str, &str)> {
    let (scheme, authority, rest) = parts(uri)?;
    let host = LOOPBACK_HOSTS.into_iter().find(|host| authority.strip_prefix(host).is_some_and(is_port))?;
    (scheme == "http").then_some((host, rest))
}

fn is_port(text: &str) -> bool {
    let is_number =
        |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit()) && digits.parse::<u16>().is_ok();
    text.is_empty() || text.strip_prefix(':').is_some_and(is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swingbridge_returns_to_this_machine_alone() {
        let app = find(&Books::empty(), SWINGBRIDGE).unwrap();
        for (uri, may) in [
            ("http://127.0.0.1:8080/oauth/return", true),
            ("http://localhost:1/oauth/return", true),
            ("http://[::1]:65535/oauth/return", true),
            ("http://localhost/oauth/return", true),
            ("https://localhost:8080/oauth/return", false),
            ("http://localhost:8080/oauth/return/", false),
            ("http://localhost:8080/oauth/return?next=x", false),
            ("http://localhost:8080/oauth/return#x", false),
            ("http://localhost:8080/elsewhere", false),
            ("http://localhost:65536/oauth/return", false),
            ("http://localhost:+80/oauth/return", false),
            ("http://localhost:80@evil.example/oauth/return", false),
            ("http://localhost.evil.example/oauth/return", false),
            ("http://127.0.0.2:80/oauth/return", false),
            ("http://evil.example/oauth/return", false),
            ("", false),
        ] {
            assert_eq!(app.may_return_to(uri), may, "{uri}");
        }
    }

    #[test]
    fn what_can_be_registered() {
        for (uri, origin_is) in [
            ("https://app.example/back?from=bank", Some("https://app.example")),
            ("http://127.0.0.1:9/x", Some("http://127.0.0.1:9")),
            ("https://app.example?x", Some("https://app.example")),
            ("https://app.example/#x", None),
            ("https://app.example/ x", None),
            ("https://app.example/\r\nx", None),
            ("https://app.example;script-src/", None),
            ("https://you@app.example/", None),
            ("https:///x", None),
            ("javascript://app.example/x", None),
            ("app.example", None),
        ] {
            let told = is_redirect_uri(uri).then(|| origin(uri)).flatten();
            assert_eq!(told.as_deref(), origin_is, "{uri}");
        }
    }

    #[test]
    fn a_secret_shows_a_confidential_app_alone() {
        let app = |secret: Option<&str>| App {
            name: String::new(),
            redirect_uris: Vec::new(),
            secret_hash: secret.map(|secret| secret_hash("app", secret)),
            keys: Vec::new(),
        };
        for (registered, shown, is_shown) in [
            (None, None, true),
            (None, Some("s"), false),
            (Some("s"), Some("s"), true),
            (Some("s"), Some("t"), false),
            (Some("s"), None, false),
        ] {
            assert_eq!(app(registered).is_shown_by("app", shown), is_shown, "{registered:?} {shown:?}");
        }
    }
}
