//! The one place that sends requests to sources.

use crate::connecting::{is_of_tls, no_connection};
use crate::fence::{Fence, FencedResolver};
use async_trait::async_trait;
use connectors::{Http, HttpError, Method, NoConnection, Request, Response, Secret};
use reqwest::{Certificate, Client, Identity, Url, redirect};
use std::sync::Arc;
use std::time::Duration;

#[cfg(test)]
mod exchanges;

/// Time to connect, until something is heard, and for the whole exchange.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const SILENCE_TIMEOUT: Duration = Duration::from_secs(20);
const EXCHANGE_TIMEOUT: Duration = Duration::from_mins(1);
/// The largest answer that is read.
const ANSWER_BYTES_MAX: usize = 8 * 1024 * 1024;
/// Connections kept open per host.
const IDLE_MAX: usize = 16;
/// Redirects that are followed where they are.
const REDIRECTS_MAX: usize = 3;
/// Sendings of a request that may be repeated.
const SENDINGS_MAX: u32 = 2;

/// What one exchange may take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) connect: Duration,
    pub(crate) silence: Duration,
    pub(crate) exchange: Duration,
    pub(crate) answer_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: CONNECT_TIMEOUT,
            silence: SILENCE_TIMEOUT,
            exchange: EXCHANGE_TIMEOUT,
            answer_bytes: ANSWER_BYTES_MAX,
        }
    }
}

/// What TLS needs beside the platform's roots, as PEM.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tls {
    /// Certificates of further authorities.
    pub(crate) roots: Option<String>,
    /// The certificate that names us, with its chain and its key (mTLS).
    pub(crate) identity: Option<Secret>,
}

/// Why there can be no HTTP for a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum TlsFlaw {
    #[error("transport.roots are no certificates in PEM")]
    Roots,
    #[error("secrets.client_certificate cannot be read; it must be PEM: the certificate, its chain, its key")]
    Identity,
    #[error("TLS cannot be set up")]
    Setup,
}

/// HTTP for one source: it reaches the source's hosts and nothing else.
#[derive(Debug)]
pub(crate) struct SourceHttp {
    client: Client,
    fence: Arc<Fence>,
    answer_bytes_max: usize,
}

impl SourceHttp {
    pub(crate) fn new(fence: Fence, tls: &Tls) -> Result<Self, TlsFlaw> {
        Self::within(&Limits::default(), fence, tls)
    }

    pub(crate) fn within(limits: &Limits, fence: Fence, tls: &Tls) -> Result<Self, TlsFlaw> {
        let fence = Arc::new(fence);
        let mut builder = Client::builder()
            .connect_timeout(limits.connect)
            .read_timeout(limits.silence)
            .timeout(limits.exchange)
            .redirect(policy(&fence))
            .pool_max_idle_per_host(IDLE_MAX)
            .dns_resolver(Arc::new(FencedResolver { inner: fence.inner }))
            .no_proxy();
        if let Some(roots) = &tls.roots {
            let roots = Certificate::from_pem_bundle(roots.as_bytes()).ok().filter(|roots| !roots.is_empty());
            builder = builder.tls_certs_merge(roots.ok_or(TlsFlaw::Roots)?);
        }
        if let Some(identity) = &tls.identity {
            let identity = Identity::from_pem(identity.expose().as_bytes()).map_err(|_| TlsFlaw::Identity)?;
            builder = builder.identity(identity);
        }
        let client = builder.build().map_err(|_| TlsFlaw::Setup)?;
        Ok(Self { client, fence, answer_bytes_max: limits.answer_bytes })
    }

    async fn send_once(&self, url: Url, request: &Request) -> Result<Response, HttpError> {
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
        for (name, value) in &request.secret_headers {
            outgoing = outgoing.header(*name, value.expose());
        }
        if let Some(body) = &request.body {
            outgoing =
                outgoing.header("content-type", body.content_type()).body(body.secret().expose().to_owned());
        }
        let mut answer = outgoing.send().await.map_err(|error| failed(&error))?;
        let status = answer.status().as_u16();
        let said = |name: &str| answer.headers().get(name)?.to_str().ok();
        let retry_after = said("retry-after").and_then(|text| wait(text, said("date")));
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|error| failed(&error))? {
            if body.len().saturating_add(chunk.len()) > self.answer_bytes_max {
                return Err(HttpError::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Response { status, retry_after, body })
    }
}

/// What `Retry-After` asks for: seconds, or a date, by the server's own clock (RFC 9110 §10.2.3).
fn wait(text: &str, date: Option<&str>) -> Option<Duration> {
    if let Ok(seconds) = text.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let time = |text: &str| Some(jiff::fmt::rfc2822::parse(text.trim()).ok()?.timestamp());
    Some(Duration::try_from(time(text)?.duration_since(time(date?)?)).unwrap_or_default())
}

#[async_trait]
impl Http for SourceHttp {
    async fn send(&self, request: Request) -> Result<Response, HttpError> {
        let url = Url::parse(&request.url).map_err(|_| HttpError::Forbidden)?;
        if self.fence.keeps_from_inner(&url) {
            return Err(HttpError::Unreachable(NoConnection::Inner));
        }
        if !self.fence.lets(&url) {
            return Err(HttpError::Forbidden);
        }
        let mut sendings = 1;
        loop {
            let answer = self.send_once(url.clone(), &request).await;
            // Paths and queries name people's accounts; bodies are never told.
            tracing::debug!(
                host = url.host_str(),
                method = ?request.method,
                trace.id = request.trace_id,
                status = answer.as_ref().ok().map(|answer| answer.status),
                error = answer.as_ref().err().map(tracing::field::display),
                "a source was asked"
            );
            match answer {
                Err(error) if sendings < SENDINGS_MAX && may_repeat(request.method, &error) => sendings += 1,
                answer => return answer,
            }
        }
    }
}

/// Whether a request may be sent again: when it did not arrive, or asks without changing anything.
fn may_repeat(method: Method, error: &HttpError) -> bool {
    match error {
        HttpError::Unreachable(_) => true,
        HttpError::Broken => method == Method::Get,
        HttpError::Timeout
        | HttpError::TooLarge
        | HttpError::Untrusted(_)
        | HttpError::Forbidden
        | HttpError::Cancelled
        | HttpError::Unwritable => false,
    }
}

fn policy(fence: &Arc<Fence>) -> redirect::Policy {
    if !fence.follows_redirects {
        return redirect::Policy::none();
    }
    let fence = fence.clone();
    redirect::Policy::custom(move |attempt| {
        if attempt.previous().len() > REDIRECTS_MAX || !fence.lets(attempt.url()) {
            attempt.stop()
        } else {
            attempt.follow()
        }
    })
}

/// The error itself may name the address with its query; it is not kept.
fn failed(error: &reqwest::Error) -> HttpError {
    if error.is_builder() {
        HttpError::Unwritable
    } else if error.is_timeout() {
        HttpError::Timeout
    } else if is_of_tls(error) {
        HttpError::Untrusted(no_connection(error))
    } else if error.is_connect() {
        HttpError::Unreachable(no_connection(error))
    } else {
        HttpError::Broken
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_told_in_seconds_or_by_a_date() {
        let date = Some("Sat, 21 Nov 2026 10:00:00 GMT");
        for (text, date, expected) in [
            ("120", None, Some(120)),
            (" 0 ", date, Some(0)),
            ("Sat, 21 Nov 2026 10:01:30 GMT", date, Some(90)),
            ("Sat, 21 Nov 2026 09:00:00 GMT", date, Some(0)),
            ("Sat, 21 Nov 2026 10:01:30 GMT", None, None),
            ("-5", date, None),
            ("soon", date, None),
        ] {
            assert_eq!(wait(text, date), expected.map(Duration::from_secs), "{text}");
        }
    }

    #[test]
    fn only_what_is_safe_is_sent_again() {
        let unreachable = HttpError::Unreachable(NoConnection::Refused);
        assert!(may_repeat(Method::Post, &unreachable) && may_repeat(Method::Get, &HttpError::Broken));
        assert!(
            !may_repeat(Method::Post, &HttpError::Broken) && !may_repeat(Method::Get, &HttpError::Timeout)
        );
        assert!(
            !may_repeat(Method::Delete, &HttpError::Broken)
                && !may_repeat(Method::Get, &HttpError::Forbidden)
        );
    }

    #[test]
    fn what_is_no_certificate_is_said_to_be_none() {
        let with = |roots: Option<&str>, identity: Option<&str>| {
            let tls = Tls { roots: roots.map(str::to_owned), identity: identity.map(Secret::new) };
            SourceHttp::new(Fence::default(), &tls).err()
        };
        assert_eq!(with(None, None), None);
        assert_eq!(with(Some("rubbish"), None), Some(TlsFlaw::Roots));
        assert_eq!(with(None, Some("rubbish")), Some(TlsFlaw::Identity));
    }
}
