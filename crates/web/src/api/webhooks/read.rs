//! Reads a webhook.

use crate::api::views::webhook::WebhookView;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, WebhookPath};
use axum::Json;

#[utoipa::path(
    get, path = "/v2/webhooks/{webhook_guid}", operation_id = "readWebhook", tag = "webhooks", summary = "Read a webhook",
    params(WebhookPath),
    responses((status = 200, description = "The webhook", body = WebhookView), Refusals),
)]
pub(super) async fn read(caller: Caller, At(path): At<WebhookPath>) -> Result<Json<WebhookView>, Refusal> {
    let webhook = caller.scope().webhook(super::guid(&path.webhook_guid)?).await?;
    Ok(Json(WebhookView::from(&webhook)))
}
