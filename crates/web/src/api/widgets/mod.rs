//! Widgets: links that open the pages people use, as MX's embedding SDKs ask for them.

pub(crate) mod address;
mod connect_url;
pub(crate) mod oauth_window;
mod options;
mod url;

pub use address::is_public_url;

use crate::app::App;
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

#[expect(deprecated, reason = "MX calls one of the two deprecated, and its SDKs still have it")]
pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(url::request))
        .routes(routes!(connect_url::request))
        .routes(routes!(oauth_window::request))
}
