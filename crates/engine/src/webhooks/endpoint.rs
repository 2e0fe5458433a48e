//! One webhook ready to be spoken to: its address, its secrets open, and how one message is sent there.

use super::{WebhookSettings, signature};
use crate::connecting::{is_of_tls, no_connection};
use crate::fence::{FencedResolver, Inner, literal};
use crate::records::{Answer, Webhook};
use crate::{Engine, Error};
use connectors::{NoConnection, Secret};
use domain::clock::Timestamp;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, USER_AGENT};
use reqwest::{Client, Identity, Url, redirect};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::webhooks::Sealed;
use zeroize::Zeroizing;

/// Time to connect, at most.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// Connections kept open per receiver.
const IDLE_MAX: usize = 32;
/// What is read of an answer, and what of it is kept.
const ANSWER_BYTES_MAX: usize = 16 * 1024;
const ANSWER_CHARS_KEPT: usize = 300;

const SIGNATURE: HeaderName = HeaderName::from_static("x-swingbridge-signature");
const DELIVERY: HeaderName = HeaderName::from_static("x-swingbridge-delivery");
/// Existing receivers of verification events look here.
const ARGYLE_SIGNATURE: HeaderName = HeaderName::from_static("x-argyle-signature");
const CALLBACK_PAYLOAD: HeaderName = HeaderName::from_static("x-callback-payload");

/// How the hub names itself to a receiver.
#[derive(Clone)]
pub enum Login {
    Basic {
        user: String,
        password: Secret,
    },
    Bearer(Secret),
    /// A client certificate as PEM: the certificate, its chain, its key.
    Certificate(Secret),
}

impl std::fmt::Debug for Login {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.kind())
    }
}

/// The form in which a login is sealed.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Written<'a> {
    Basic { user: &'a str, password: &'a str },
    Bearer(&'a str),
    Certificate(&'a str),
}

impl Login {
    /// The name in API.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Basic { .. } => "basic",
            Self::Bearer(_) => "bearer",
            Self::Certificate(_) => "certificate",
        }
    }

    pub(super) fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let written = match self {
            Self::Basic { user, password } => Written::Basic { user, password: password.expose() },
            Self::Bearer(token) => Written::Bearer(token.expose()),
            Self::Certificate(pem) => Written::Certificate(pem.expose()),
        };
        // Texts always have a JSON form.
        Zeroizing::new(serde_json::to_vec(&written).unwrap_or_default())
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        /// As [`Written`], with texts of its own.
        #[derive(Deserialize)]
        #[serde(rename_all = "snake_case")]
        enum Read {
            Basic { user: String, password: String },
            Bearer(String),
            Certificate(String),
        }
        Some(match serde_json::from_slice(bytes).ok()? {
            Read::Basic { user, password } => Self::Basic { user, password: Secret::new(password) },
            Read::Bearer(token) => Self::Bearer(Secret::new(token)),
            Read::Certificate(pem) => Self::Certificate(Secret::new(pem)),
        })
    }

    /// The header that it is sent in; none for a certificate.
    fn header(&self) -> Option<HeaderValue> {
        use base64::Engine as _;
        let text = match self {
            Self::Basic { user, password } => {
                let pair = Zeroizing::new(format!("{user}:{}", password.expose()));
                Zeroizing::new(format!(
                    "Basic {}",
                    base64::engine::general_purpose::STANDARD.encode(pair.as_bytes())
                ))
            }
            Self::Bearer(token) => Zeroizing::new(format!("Bearer {}", token.expose())),
            Self::Certificate(_) => return None,
        };
        let mut value = HeaderValue::from_str(&text).ok()?;
        value.set_sensitive(true);
        Some(value)
    }
}

/// Whether what a login is made of can be sent.
pub(super) fn flaw_of_login(login: &Login) -> Option<&'static str> {
    match login {
        Login::Basic { user, .. } if user.contains(':') => Some("must not have a colon in its user name"),
        Login::Certificate(pem) if Identity::from_pem(pem.expose().as_bytes()).is_err() => {
            Some("must be a certificate, its chain and its key as PEM")
        }
        Login::Basic { .. } | Login::Bearer(_) if login.header().is_none() => {
            Some("has characters that no header can hold")
        }
        Login::Basic { .. } | Login::Bearer(_) | Login::Certificate(_) => None,
    }
}

/// The client that all receivers share who know us by no certificate.
pub(super) fn shared_client(settings: &WebhookSettings) -> Client {
    // Without a certificate of ours there is nothing in it that could be wrong.
    client(settings, None).unwrap_or_default()
}

fn client(settings: &WebhookSettings, identity: Option<Identity>) -> Option<Client> {
    let builder = Client::builder()
        .connect_timeout(CONNECT_TIMEOUT.min(settings.exchange))
        .timeout(settings.exchange)
        .redirect(redirect::Policy::none())
        .pool_max_idle_per_host(IDLE_MAX)
        .dns_resolver(Arc::new(FencedResolver { inner: settings.inner }))
        .no_proxy();
    match identity {
        Some(identity) => builder.identity(identity),
        None => builder,
    }
    .build()
    .ok()
}

/// What is sent.
#[derive(Debug, Clone)]
pub(super) struct Message {
    /// By which the receiver knows a repeat.
    pub(super) id: String,
    pub(super) body: Vec<u8>,
    /// Signed as existing receivers of verification events expect it.
    pub(super) is_of_verification: bool,
    pub(super) callback_payload: Option<String>,
}

/// A webhook ready to be spoken to.
#[derive(Debug)]
pub(super) struct Endpoint {
    pub(super) webhook: Webhook,
    url: Option<Url>,
    client: Client,
    inner: Inner,
    /// The newest first.
    secrets: Vec<Zeroizing<Vec<u8>>>,
    login: Option<HeaderValue>,
}

impl Engine {
    /// Opens the secrets of a webhook.
    pub(super) async fn endpoint(&self, webhook: Webhook, shared: &Client) -> Result<Endpoint, Error> {
        let store = self.store.of(webhook.client);
        let open = async |column, sealed: &[u8]| store.open_of_webhook(webhook.guid, column, sealed).await;
        let mut secrets = vec![open(Sealed::Secret, &webhook.secret_sealed).await?];
        let is_before_good = webhook.secret_before_until.is_some_and(|until| until > self.operational.now());
        if let Some(before) = webhook.secret_before_sealed.as_deref().filter(|_| is_before_good) {
            secrets.push(open(Sealed::Secret, before).await?);
        }
        let login = match &webhook.login_sealed {
            Some(sealed) => Login::from_bytes(&open(Sealed::Login, sealed).await?),
            None => None,
        };
        let settings = &self.settings.webhooks;
        let client = match &login {
            Some(Login::Certificate(pem)) => {
                let identity = Identity::from_pem(pem.expose().as_bytes()).ok();
                client(settings, identity).unwrap_or_else(|| shared.clone())
            }
            Some(Login::Basic { .. } | Login::Bearer(_)) | None => shared.clone(),
        };
        Ok(Endpoint {
            url: Url::parse(&webhook.url).ok(),
            login: login.and_then(|login| login.header()),
            client,
            inner: settings.inner,
            secrets,
            webhook,
        })
    }
}

impl Endpoint {
    /// Whether it is what the webhook says now.
    pub(super) fn is_of(&self, webhook: &Webhook, now: Timestamp) -> bool {
        let ends = self.webhook.secret_before_until.is_some_and(|until| until <= now);
        self.webhook.updated_at == webhook.updated_at
            && self.webhook.failing_since == webhook.failing_since
            && !(ends && self.secrets.len() > 1)
    }

    /// Sends a message and says what was answered; `now` is domain time, `sent_at` operational.
    pub(super) async fn send(&self, message: &Message, now: Timestamp, sent_at: Timestamp) -> Answer {
        let begun = Instant::now();
        let (http_status, text) = match self.exchange(message, sent_at).await {
            Ok((status, text)) => (Some(status), text),
            Err(why) => (None, why),
        };
        let duration_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        Answer { at: now.as_microsecond(), duration_ms, http_status, text }
    }

    async fn exchange(&self, message: &Message, sent_at: Timestamp) -> Result<(u16, String), String> {
        let url = self.url.clone().ok_or("the address cannot be read")?;
        if literal(&url).is_some_and(|address| !self.inner.lets(address)) {
            return Err(INNER.to_owned());
        }
        let request =
            self.client.post(url).headers(self.headers(message, sent_at)).body(message.body.clone());
        let mut response = request.send().await.map_err(|error| why(&error))?;
        let status = response.status().as_u16();
        let mut read = Vec::new();
        while read.len() < ANSWER_BYTES_MAX {
            match response.chunk().await {
                Ok(Some(chunk)) => read.extend_from_slice(&chunk),
                Ok(None) => break,
                // The status has come; that is what counts.
                Err(_) => break,
            }
        }
        read.truncate(ANSWER_BYTES_MAX);
        Ok((status, excerpt(&String::from_utf8_lossy(&read))))
    }

    fn headers(&self, message: &Message, sent_at: Timestamp) -> HeaderMap {
        let mut headers = HeaderMap::new();
        let mut set = |name: HeaderName, value: &str| {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(name, value);
            }
        };
        set(CONTENT_TYPE, "application/json; charset=utf-8");
        set(USER_AGENT, concat!("Swingbridge/", env!("CARGO_PKG_VERSION")));
        set(DELIVERY, &message.id);
        set(SIGNATURE, &signature::stamped(&self.secrets, sent_at, &message.body));
        if message.is_of_verification {
            let newest = self.secrets.first().map(|secret| signature::plain(secret, &message.body));
            set(ARGYLE_SIGNATURE, newest.as_deref().unwrap_or_default());
        }
        if let Some(payload) = &message.callback_payload {
            set(CALLBACK_PAYLOAD, payload);
        }
        if let Some(login) = &self.login {
            headers.insert(AUTHORIZATION, login.clone());
        }
        headers
    }
}

const INNER: &str =
    "the address is one of this machine or its network, which the setting webhooks.inner does not allow";

/// Why no answer came. The error itself may name the address with its query; it is not kept.
fn why(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return "no answer in time".to_owned();
    }
    if !error.is_connect() && !is_of_tls(error) {
        return "the connection broke off before an answer came".to_owned();
    }
    match no_connection(error) {
        NoConnection::Unknown => "no connection could be made",
        NoConnection::Name => "the name of the server is not known",
        NoConnection::Inner => INNER,
        NoConnection::Refused => "the server refuses connections at that port",
        NoConnection::CertificateExpired => "the server's certificate has expired",
        NoConnection::CertificateTooNew => "the server's certificate is not valid yet",
        NoConnection::CertificateName => "the server's certificate is for another name",
        NoConnection::CertificateIssuer => "the server's certificate is by an authority that is not trusted",
        NoConnection::Certificate => "the server's certificate cannot be accepted",
        NoConnection::OwnCertificate => "the server does not accept the hub's certificate, or wants one",
        NoConnection::Tls => "no secure connection (TLS) could be agreed on",
    }
    .to_owned()
}

/// The beginning of an answer, without characters that no log should hold.
fn excerpt(text: &str) -> String {
    text.chars().take(ANSWER_CHARS_KEPT).map(|one| if one.is_control() { ' ' } else { one }).collect()
}
