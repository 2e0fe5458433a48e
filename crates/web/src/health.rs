//! What load balancers and people ask without a key: is it alive, is it ready, how is it used.

use crate::app::App;
use crate::error::{Code, Refusal};
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use domain::id::ClientGuid;
use std::sync::Arc;

/// Where the description of the API is served; errors point to it.
pub(crate) const DOCUMENTATION_PATH: &str = "/docs/api.md";

/// The process answers.
pub(crate) async fn live() -> &'static str {
    "alive\n"
}

/// The database answers, too.
pub(crate) async fn ready(State(app): State<Arc<App>>) -> Result<&'static str, Refusal> {
    // A client that nobody has: one look at an index, whatever the size of the database.
    let nobody = ClientGuid::from_digest([0; 16]);
    match app.web.engine.of(nobody).client().await {
        Ok(_) | Err(engine::Error::NotFound(_)) => Ok("ready\n"),
        Err(error) => Err(Refusal::new(Code::Unavailable, "The database does not answer.").because(error)),
    }
}

/// docs/API.md, as it was when this program was built.
pub(crate) async fn documentation() -> impl IntoResponse {
    let markdown = include_str!("../../../docs/API.md");
    ([(header::CONTENT_TYPE, "text/markdown; charset=utf-8")], markdown)
}
