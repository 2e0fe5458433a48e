//! The one place that sends requests to sources.

use async_trait::async_trait;
use connectors::{Http, HttpError, Method, Request, Response};
use reqwest::{Client, Url, redirect};
use std::time::Duration;

/// Time to connect, and for the whole exchange.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const EXCHANGE_TIMEOUT: Duration = Duration::from_secs(30);
/// The largest answer that is read.
const ANSWER_BYTES_MAX: usize = 8 * 1024 * 1024;
/// Connections kept open per host.
const IDLE_MAX: usize = 16;

/// Scheme, host and port that a source may be asked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    scheme: String,
    host: String,
    port: u16,
}

impl Origin {
    /// The origin of an address; `None` if it is no http(s) address.
    pub fn of(address: &str) -> Option<Self> {
        let url = Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
        Some(Self {
            scheme: url.scheme().to_owned(),
            host: url.host_str()?.to_owned(),
            port: url.port_or_known_default()?,
        })
    }
}

/// HTTP for one source: it reaches the source's hosts and nothing else, and follows no redirect away from them.
#[derive(Debug)]
pub(crate) struct SourceHttp {
    client: Client,
    origins: Vec<Origin>,
}

impl SourceHttp {
    pub(crate) fn new(origins: Vec<Origin>) -> Self {
        let client = Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(EXCHANGE_TIMEOUT)
            .redirect(redirect::Policy::none())
            .pool_max_idle_per_host(IDLE_MAX)
            .no_proxy()
            .build()
            .unwrap_or_default();
        Self { client, origins }
    }
}

#[async_trait]
impl Http for SourceHttp {
    async fn send(&self, request: Request) -> Result<Response, HttpError> {
        let url = Url::parse(&request.url).map_err(|_| HttpError::Forbidden)?;
        if !Origin::of(&request.url).is_some_and(|origin| self.origins.contains(&origin)) {
            return Err(HttpError::Forbidden);
        }
        let method = match request.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
            Method::Put => reqwest::Method::PUT,
            Method::Delete => reqwest::Method::DELETE,
        };
        let mut outgoing = self.client.request(method, url);
        if let Some(token) = &request.bearer {
            outgoing = outgoing.bearer_auth(token.expose());
        }
        for (name, value) in &request.headers {
            outgoing = outgoing.header(*name, value);
        }
        if let Some(body) = &request.body {
            outgoing =
                outgoing.header("content-type", body.content_type()).body(body.secret().expose().to_owned());
        }
        let mut answer = outgoing.send().await.map_err(|error| failed(&error))?;
        let status = answer.status().as_u16();
        let retry_after = answer
            .headers()
            .get("retry-after")
            .and_then(|value| value.to_str().ok()?.parse().ok())
            .map(Duration::from_secs);
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|error| failed(&error))? {
            if body.len().saturating_add(chunk.len()) > ANSWER_BYTES_MAX {
                return Err(HttpError::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Response { status, retry_after, body })
    }
}

/// The error itself may name the address with its query; it is not kept.
fn failed(error: &reqwest::Error) -> HttpError {
    if error.is_timeout() {
        HttpError::Timeout
    } else if error.is_connect() {
        HttpError::Unreachable
    } else {
        HttpError::Broken
    }
}
