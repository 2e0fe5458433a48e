//! Webhooks, and what became of what they were told.

mod create;
mod delete;
mod deliveries;
mod given;
mod list;
mod read;
mod replay;
mod replay_delivery;
mod rotate_secret;
mod test;
mod update;

use crate::app::App;
use crate::error::Refusal;
use engine::records::WebhookGuid;
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(create::create, list::list))
        .routes(routes!(read::read, update::update, delete::delete))
        .routes(routes!(rotate_secret::rotate))
        .routes(routes!(test::test))
        .routes(routes!(deliveries::list))
        .routes(routes!(replay_delivery::replay))
        .routes(routes!(replay::replay))
}

/// The guid in a path; what is none names nothing.
fn guid(text: &str) -> Result<WebhookGuid, Refusal> {
    text.parse().map_err(|_| Refusal::not_found("webhook"))
}
