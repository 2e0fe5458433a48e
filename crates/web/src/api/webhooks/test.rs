//! Sends a webhook a message that means nothing, to see whether it arrives.

use crate::api::views::delivery::AnswerView;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, WebhookPath};
use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct WebhookTestBody {
    /// Whether the receiver took it: any status from 200 to 299.
    is_delivered: bool,
    answer: AnswerView,
}

#[utoipa::path(
    post, path = "/v2/webhooks/{webhook_guid}/test", operation_id = "testWebhook", tag = "webhooks", summary = "Test a webhook",
    params(WebhookPath),
    responses((status = 200, description = "What was answered to `webhooks.ping`", body = WebhookTestBody), Refusals),
)]
pub(super) async fn test(
    caller: Caller,
    At(path): At<WebhookPath>,
) -> Result<Json<WebhookTestBody>, Refusal> {
    let answer = caller.scope().ping_webhook(super::guid(&path.webhook_guid)?).await?;
    Ok(Json(WebhookTestBody { is_delivered: answer.is_good(), answer: AnswerView::from(&answer) }))
}
