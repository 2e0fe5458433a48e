//! The taxonomy: statuses, reasons, other systems' codes; what they mean and what to do.

mod code;
mod codes;
mod providers;
mod reason;
mod reasons;
mod status;
mod statuses;

use crate::app::App;
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(statuses::statuses))
        .routes(routes!(status::status))
        .routes(routes!(reasons::reasons))
        .routes(routes!(reason::reason))
        .routes(routes!(providers::providers))
        .routes(routes!(codes::codes))
        .routes(routes!(code::code))
}
