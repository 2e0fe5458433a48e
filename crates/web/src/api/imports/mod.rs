//! Files that people bring: staged, looked at, and taken once somebody consents.

mod answer;
mod cancel;
mod confirm;
mod create;
mod list;
mod read;
mod wishes;

use crate::app::App;
use crate::error::Refusal;
use domain::id::ImportGuid;
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Rows of each account that are shown unless told otherwise.
const ROWS: usize = 100;

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    let with_file = OpenApiRouter::new()
        .routes(routes!(create::create))
        .layer(axum::extract::DefaultBodyLimit::max(crate::request::upload::FORM_BYTES_MAX));
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(read::read, answer::answer, cancel::cancel))
        .routes(routes!(confirm::confirm))
        .merge(with_file)
}

fn guid_of(text: &str) -> Result<ImportGuid, Refusal> {
    text.parse().map_err(|_| Refusal::not_found("import"))
}
