//! Removes a webhook.

use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, WebhookPath};
use axum::http::StatusCode;

#[utoipa::path(
    delete, path = "/v2/webhooks/{webhook_guid}", operation_id = "deleteWebhook", tag = "webhooks", summary = "Delete a webhook",
    params(WebhookPath),
    responses((status = 204, description = "It is gone, with what waited for it"), Refusals),
)]
pub(super) async fn delete(caller: Caller, At(path): At<WebhookPath>) -> Result<StatusCode, Refusal> {
    caller.scope().delete_webhook(super::guid(&path.webhook_guid)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
