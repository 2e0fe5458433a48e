//! The router: what is asked without a key, what is asked with one, and what each request goes through.

use crate::pages::{self, Streams};
use crate::request::{auth, observe, rate_limit::RateLimit, upload};
use crate::{api, error, health, metrics, openapi};
use axum::extract::DefaultBodyLimit;
use axum::{Router, middleware, routing};
use domain::clock::Clock;
use domain::id::{ClientGuid, UserGuid};
use domain::random::Random;
use engine::Engine;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

/// Renders the metrics gathered so far.
type MetricsText = Arc<dyn Fn() -> String + Send + Sync>;

/// Everything that the router needs.
pub struct Web {
    pub engine: Arc<Engine>,
    pub settings: Settings,
    /// Operational time; never moved.
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
    /// The text of `/metrics`.
    pub metrics: MetricsText,
    /// Whose pages the demo opens; none outside a demo.
    pub demo: Option<Demo>,
    /// Cancelled when the service is to stop: what waits for news ends.
    pub stop: CancellationToken,
}

/// The one user of a demo.
#[derive(Debug, Clone, Copy)]
pub struct Demo {
    pub client: ClientGuid,
    pub user: UserGuid,
}

impl fmt::Debug for Web {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Web").field("settings", &self.settings).finish_non_exhaustive()
    }
}

/// The limits of the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The largest body that is read.
    pub body_bytes_max: usize,
    /// Requests of one API key in a minute; as many may come at once after a minute of silence.
    pub requests_per_minute: u32,
    /// Requests of one visit of the pages in a minute.
    pub page_requests_per_minute: u32,
    /// The address under which browsers reach this server, such as `https://hub.example`. None: known on this machine alone.
    pub public_url: Option<String>,
    /// Whether mails are sent: pages then ask whether they are wanted.
    pub sends_mail: bool,
    /// How long a request may take.
    pub request_timeout: Duration,
    /// Where the description of errors stands; `#<code>` is appended. Relative to the API's own address unless it has a host.
    pub documentation_url: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            body_bytes_max: 1024 * 1024,
            requests_per_minute: 6_000,
            page_requests_per_minute: 300,
            public_url: None,
            sends_mail: false,
            request_timeout: Duration::from_secs(30),
            documentation_url: health::DOCUMENTATION_PATH.to_owned(),
        }
    }
}

/// What handlers and middleware share.
#[derive(Debug)]
pub(crate) struct App {
    pub(crate) web: Web,
    pub(crate) limit: RateLimit,
    /// Of the pages, by session.
    pub(crate) page_limit: RateLimit,
    pub(crate) streams: Streams,
    /// Room for the bytes of files that are being sent.
    pub(crate) room: Arc<Semaphore>,
    /// The OpenAPI document, written once.
    pub(crate) openapi: String,
}

/// The whole HTTP service.
pub fn router(web: Web) -> Router {
    let (routes, openapi) = api::routes().split_for_parts();
    let openapi = openapi::complete(openapi);
    let app = Arc::new(App {
        limit: RateLimit::new(web.settings.requests_per_minute),
        page_limit: RateLimit::new(web.settings.page_requests_per_minute),
        streams: Streams::default(),
        room: Arc::new(Semaphore::new(upload::ROOM_BYTES)),
        // A document of plain texts and maps always has a JSON form.
        openapi: openapi.to_json().unwrap_or_default(),
        web,
    });
    let with_key = routes
        .fallback(error::no_such_route)
        .method_not_allowed_fallback(error::method_not_allowed)
        .layer(DefaultBodyLimit::max(app.web.settings.body_bytes_max))
        .layer(middleware::from_fn_with_state(app.clone(), auth::authenticate));
    Router::new()
        .route("/health/live", routing::get(health::live))
        .route("/health/ready", routing::get(health::ready))
        .route("/metrics", routing::get(metrics::text))
        .route("/openapi.json", routing::get(openapi::document))
        .route(health::DOCUMENTATION_PATH, routing::get(health::documentation))
        .method_not_allowed_fallback(error::method_not_allowed)
        .merge(pages::routes(&app))
        .merge(with_key)
        .layer(middleware::from_fn_with_state(app.clone(), observe::observe))
        .with_state(app)
}
