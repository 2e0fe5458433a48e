//! The port through which connectors speak HTTP. The engine has the one implementation.

use crate::grant::Secret;
use async_trait::async_trait;
use domain::clock::Timestamp;
use std::fmt;
use std::time::Duration;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
    Put,
    Delete,
}

/// What a request carries, and what that is.
#[derive(Debug, Clone)]
pub struct Body {
    content_type: &'static str,
    text: Secret,
}

impl Body {
    pub const fn json(text: Secret) -> Self {
        Self { content_type: "application/json", text }
    }

    pub const fn form(text: Secret) -> Self {
        Self { content_type: "application/x-www-form-urlencoded", text }
    }

    /// A document of Open Financial Exchange, SGML or XML.
    pub const fn ofx(text: Secret) -> Self {
        Self { content_type: "application/x-ofx", text }
    }

    pub const fn content_type(&self) -> &'static str {
        self.content_type
    }

    pub const fn secret(&self) -> &Secret {
        &self.text
    }
}

/// A request. Bodies and bearer tokens are secrets: they are never logged.
#[derive(Debug, Clone)]
pub struct Request {
    pub method: Method,
    pub url: String,
    /// Beside those that follow from the rest; their values are no secrets.
    pub headers: Vec<(&'static str, String)>,
    /// The same for values that are secrets.
    pub secret_headers: Vec<(&'static str, Secret)>,
    pub bearer: Option<Secret>,
    pub body: Option<Body>,
    /// What the source's log calls this request, so that ours can be held against it.
    pub trace_id: Option<String>,
}

impl Request {
    const fn new(method: Method, url: String, body: Option<Body>) -> Self {
        Self {
            method,
            url,
            headers: Vec::new(),
            secret_headers: Vec::new(),
            bearer: None,
            body,
            trace_id: None,
        }
    }

    pub const fn get(url: String) -> Self {
        Self::new(Method::Get, url, None)
    }

    pub const fn delete(url: String) -> Self {
        Self::new(Method::Delete, url, None)
    }

    pub const fn post(url: String, body: Body) -> Self {
        Self::new(Method::Post, url, Some(body))
    }

    pub const fn put(url: String, body: Body) -> Self {
        Self::new(Method::Put, url, Some(body))
    }

    #[must_use]
    pub fn with_header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    #[must_use]
    pub fn with_secret_header(mut self, name: &'static str, value: Secret) -> Self {
        self.secret_headers.push((name, value));
        self
    }

    #[must_use]
    pub fn with_trace_id(mut self, id: String) -> Self {
        self.trace_id = Some(id);
        self
    }

    #[must_use]
    pub fn with_bearer(mut self, token: Secret) -> Self {
        self.bearer = Some(token);
        self
    }
}

/// An answer, whatever its status.
#[derive(Clone)]
pub struct Response {
    pub status: u16,
    /// What `Retry-After` asks for.
    pub retry_after: Option<Duration>,
    pub body: Vec<u8>,
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// Why no connection could be made, as far as it is known; for an operator, and without the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoConnection {
    #[error("no connection could be made")]
    Unknown,
    #[error("the name of the server is not known: is the address mistyped, does the name service answer?")]
    Name,
    #[error(
        "the address is one of this machine or its network, where nothing is asked unless the setting sources.allow_inner is true"
    )]
    Inner,
    #[error("the server refuses connections at that port: is it down, is the port right?")]
    Refused,
    #[error(
        "the server's certificate has expired; its operator must renew it, or this machine's clock is wrong"
    )]
    CertificateExpired,
    #[error("the server's certificate is not valid yet: is this machine's clock right?")]
    CertificateTooNew,
    #[error(
        "the server's certificate is for another name: is the address the one that the institution gave?"
    )]
    CertificateName,
    #[error(
        "the server's certificate is by an authority that is not trusted here; transport.roots of the description may name it"
    )]
    CertificateIssuer,
    #[error(
        "the server's certificate cannot be accepted: is it one for servers, signed by an authority and not by itself?"
    )]
    Certificate,
    #[error(
        "the server does not accept the certificate that names this hub, or wants one: secrets.client_certificate"
    )]
    OwnCertificate,
    #[error(
        "no secure connection (TLS) could be agreed on: does the server speak TLS at that port, does it want secrets.client_certificate?"
    )]
    Tls,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HttpError {
    #[error("{0}")]
    Unreachable(NoConnection),
    #[error("no answer came in time")]
    Timeout,
    #[error("the answer is larger than allowed")]
    TooLarge,
    #[error("the connection broke")]
    Broken,
    /// The other side did not show who it is, or would not believe who we are.
    #[error("{0}")]
    Untrusted(NoConnection),
    #[error("the address is not one of this source's hosts")]
    Forbidden,
    #[error("the work was stopped")]
    Cancelled,
    /// Nothing was sent: something of the request, such as a token in a header, cannot be written.
    #[error("the request cannot be written")]
    Unwritable,
}

/// Sends requests, within limits of time and size, to the hosts of one source only.
#[async_trait]
pub trait Http: Send + Sync {
    async fn send(&self, request: Request) -> Result<Response, HttpError>;
}

/// When to try again, counted from `now`. A source that names a day far away is asked earlier.
pub(crate) fn retry_at(response: &Response, now: Timestamp) -> Option<Timestamp> {
    const LONGEST: Duration = Duration::from_hours(24);
    let wait = jiff::SignedDuration::try_from(response.retry_after?.min(LONGEST)).ok()?;
    now.checked_add(wait).ok()
}

/// Whether it is an address of a server that is spoken to in secret, or of this machine: passwords and tokens go there.
pub(crate) fn is_address(text: &str) -> bool {
    /// This machine alone.
    const LOOPBACK: [&str; 3] = ["127.0.0.1", "localhost", "[::1]"];
    let is_clean = text.bytes().all(|byte| byte.is_ascii_graphic() && !b"?#@\\\"<>".contains(&byte));
    let host = |rest: &str| rest.split('/').next().unwrap_or_default().to_owned();
    let is_local = |rest: &str| {
        let host = host(rest);
        LOOPBACK.iter().any(|local| {
            host.strip_prefix(local).is_some_and(|port| port.is_empty() || port.starts_with(':'))
        })
    };
    is_clean
        && match (text.strip_prefix("https://"), text.strip_prefix("http://")) {
            (Some(rest), _) => !host(rest).is_empty(),
            (None, Some(rest)) => is_local(rest),
            (None, None) => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_secure_or_of_this_machine() {
        for (text, is_one) in [
            ("https://bank.example", true),
            ("https://bank.example:8443/fdx/v6", true),
            ("http://127.0.0.1:4000/fdx/v6", true),
            ("http://localhost", true),
            ("http://[::1]:80", true),
            ("http://bank.example", false),
            ("http://localhost.bank.example", false),
            ("http://127.0.0.1@bank.example", false),
            ("https://bank.example/?a=b", false),
            ("https://bank.example/#a", false),
            ("https:///fdx", false),
            ("https://bank example", false),
            ("ftp://bank.example", false),
            ("", false),
        ] {
            assert_eq!(is_address(text), is_one, "{text}");
        }
    }
}
