//! The pages people use: Connect, where a bank is connected and repaired, Connections, where all of them are seen, and what opens and
//! surrounds both.
//!
//! A handler loads, a pure function makes the view of what was loaded, a template writes it; the words stand in Fluent files. No
//! cookie opens them: browsers block those in frames (`oauth` sets one, for the way back from a bank). What opens a session is the token in its path, so nothing may lead that path away:
//! no referrer, nothing from strangers, no page in a stranger's frame.
//!
//! Where to look: `guard` is what each request of a session goes through, `visit` what a visit may ask for and where it goes
//! on, `viewer` what handlers then know, `shown` how a view becomes a page, `messages` what the embedding app is told, `form` what people
//! send, `live` how a page learns that something changed.

mod address;
pub(crate) mod amount;
mod assets;
mod bank;
pub(crate) mod connect;
pub(crate) mod connections;
pub(crate) mod day;
mod demo;
mod form;
mod guard;
mod headers;
mod late;
mod links;
mod live;
mod memory;
mod messages;
mod mishap;
mod notice;
mod oauth;
mod opening;
mod removing;
pub(crate) mod shown;
mod verification;
mod viewer;
mod visit;
pub(crate) mod words;

pub(crate) use late::Late;
pub(crate) use live::Streams;
pub(crate) use words::Words;

use crate::app::App;
use axum::{Router, middleware, routing};
use std::sync::Arc;

/// Bytes of a form.
const FORM_BYTES_MAX: usize = 64 * 1024;

/// Everything under `/p`, the links that lead there, and what pages load.
pub(crate) fn routes(app: &Arc<App>) -> Router<Arc<App>> {
    let sessions = Router::new()
        .merge(connect::routes())
        .merge(oauth::routes())
        .merge(connections::routes())
        .merge(verification::routes())
        .route("/p/{session}", routing::any(mishap::nowhere))
        .route("/p/{session}/", routing::any(mishap::nowhere))
        .route("/p/{session}/{*rest}", routing::any(mishap::nowhere))
        .method_not_allowed_fallback(mishap::nowhere)
        .layer(axum::extract::DefaultBodyLimit::max(FORM_BYTES_MAX))
        .layer(middleware::from_fn_with_state(app.clone(), guard::enter));
    Router::new()
        .route("/widgets/{link}", routing::get(opening::open))
        .route("/widgets/{link}/", routing::get(opening::open))
        .route("/widgets/", routing::any(opening::ended))
        .route("/p/", routing::any(opening::ended))
        .route("/demo/connect", routing::get(demo::connect))
        .route("/demo/connections", routing::get(demo::connections))
        .route("/assets/{name}", routing::get(assets::asset))
        .merge(links::routes().layer(axum::extract::DefaultBodyLimit::max(FORM_BYTES_MAX)))
        .merge(oauth::way_back().layer(axum::extract::DefaultBodyLimit::max(FORM_BYTES_MAX)))
        .method_not_allowed_fallback(crate::error::method_not_allowed)
        .merge(sessions)
}
