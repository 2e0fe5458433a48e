//! Counters of the API, by route and status; nothing in them names a person or an application.

use crate::app::App;
use axum::extract::State;
use axum::http::{Method, StatusCode, header};
use axum::response::IntoResponse;
use std::sync::Arc;
use std::time::Duration;

const REQUESTS: &str = "swingbridge_http_requests_total";
const DURATION: &str = "swingbridge_http_request_duration_seconds";

/// The metrics of the whole process, in Prometheus' text form.
pub(crate) async fn text(State(app): State<Arc<App>>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], (app.web.metrics)())
}

/// Counts one answered request. `route` is the pattern, such as `/users/{user_guid}`, so that there are few.
pub(crate) fn answered(method: &Method, route: &str, status: StatusCode, took: Duration) {
    let labels = [
        ("method", known_method(method).to_owned()),
        ("route", route.to_owned()),
        ("status", status.as_u16().to_string()),
    ];
    ::metrics::counter!(REQUESTS, &labels).increment(1);
    ::metrics::histogram!(DURATION, &labels).record(took);
}

/// Strangers can make up methods; each would be a new series.
fn known_method(method: &Method) -> &'static str {
    const KNOWN: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    KNOWN.into_iter().find(|known| method.as_str() == *known).unwrap_or("other")
}
