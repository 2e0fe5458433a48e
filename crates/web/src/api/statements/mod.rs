//! Statements: what a bank issued of accounts, with the documents.

mod download;
mod list;
mod read;

use crate::app::App;
use std::sync::Arc;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The operation whose path the router cannot tell from that of another, which hands over to it.
#[derive(OpenApi)]
#[openapi(paths(download::download))]
struct Download;

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::with_openapi(Download::openapi()).routes(routes!(list::list)).routes(routes!(read::read))
}
