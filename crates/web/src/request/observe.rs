//! The outermost layer: gives each request its id, ends it when it takes too long, writes refusals, logs and counts.

use crate::app::App;
use crate::error::{Code, Refusal};
use crate::metrics;
use crate::pages::Late;
use crate::request::{auth::Identity, deadline::Deadline, request_id};
use axum::Json;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::error::Error;
use std::sync::Arc;
use std::time::Instant;
use tracing::Instrument;

pub(crate) async fn observe(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = request_id::of(request.headers(), app.web.clock.as_ref(), app.web.random.as_ref());
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "unmatched".to_owned(), |path| path.as_str().to_owned());
    let span = tracing::info_span!("request", request.id = %id, method = %method, route);
    let (mut request, late) = Late::of(request);
    let deadline = Deadline::after(app.web.settings.request_timeout);
    request.extensions_mut().insert(deadline.clone());
    let work = next.run(request).instrument(span.clone());
    let mut response = deadline.keep(work).await.unwrap_or_else(|| {
        let refusal = Refusal::new(Code::Timeout, "The request took too long.");
        // Whoever waits for a page reads a page.
        late.map_or_else(|| refusal.clone().into_response(), |late| late.page(refusal.clone()))
    });
    let client = response.extensions_mut().remove::<Identity>().map(|identity| identity.client);
    let refusal = response.extensions_mut().remove::<Refusal>();
    let status = response.status();
    let took = started.elapsed();
    span.in_scope(|| {
        if let Some(cause) = refusal.as_ref().and_then(|refusal| refusal.cause.as_deref()) {
            tracing::error!(error = %with_causes(cause), "the request failed");
        }
        let client = client.map(|client| client.to_string());
        let code = refusal.as_ref().map(|refusal| refusal.code.name());
        tracing::info!(status = status.as_u16(), duration_ms = milliseconds(took), client, code, "answered");
    });
    metrics::answered(&method, &route, status, took);
    let mut response = written(&app, &id, response, refusal);
    let headers = response.headers_mut();
    if let Ok(id) = HeaderValue::from_str(&id) {
        headers.insert(request_id::HEADER, id);
    }
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Gives a refusal its body. One that axum itself made (a body without an end, say) gets the same form.
fn written(app: &App, id: &str, response: Response, refusal: Option<Refusal>) -> Response {
    let is_of = |kind: &[u8]| {
        response.headers().get(header::CONTENT_TYPE).is_some_and(|given| given.as_bytes().starts_with(kind))
    };
    let (is_json, is_page) = (is_of(b"application/json"), is_of(b"text/html"));
    let refusal = match refusal {
        // A page says in its own words what went wrong.
        _ if is_page => return response,
        Some(refusal) => refusal,
        None if is_json || response.status().as_u16() < 400 => return response,
        None => made_by_axum(response.status()),
    };
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(header::CONTENT_TYPE);
    parts.headers.remove(header::CONTENT_LENGTH);
    let body = Json(refusal.body(id, &app.web.settings.documentation_url));
    (parts.status, parts.headers, body).into_response()
}

fn made_by_axum(status: StatusCode) -> Refusal {
    let code = if status.is_server_error() { Code::Internal } else { Code::InvalidPath };
    Refusal::new(code, status.canonical_reason().unwrap_or("The request cannot be answered."))
}

fn with_causes(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        text.push_str(": ");
        text.push_str(&next.to_string());
        cause = next.source();
    }
    text
}

/// With three digits: more say nothing, and a binary fraction written out says it at length.
fn milliseconds(took: std::time::Duration) -> f64 {
    (took.as_secs_f64() * 1e6).round() / 1e3
}
