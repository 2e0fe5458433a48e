//! Tells a webhook again of what happened in a span of time.

use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::fields::Moment;
use crate::request::json::Body;
use crate::request::path::{At, WebhookPath};
use axum::Json;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct WebhookReplayRequest {
    /// When it happened: from then on.
    #[schema(value_type = String, example = "2026-10-06T00:00:00Z")]
    from: Moment,
    /// Up to then, without it.
    #[schema(value_type = String, example = "2026-10-07T00:00:00Z")]
    to: Moment,
    /// Also what has arrived; else only what was given up.
    include_delivered: Option<bool>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct WebhookReplayBody {
    /// How many deliveries are queued again.
    queued: usize,
    /// There are more: ask again.
    has_more: bool,
}

#[utoipa::path(
    post, path = "/v2/webhooks/{webhook_guid}/replay", operation_id = "replayWebhook", tag = "webhooks",
    summary = "Replay a span of time",
    params(WebhookPath),
    request_body = WebhookReplayRequest,
    responses((status = 202, description = "They are queued again, from their first try, at most 10,000 at once", body = WebhookReplayBody), Refusals),
)]
pub(super) async fn replay(
    caller: Caller,
    At(path): At<WebhookPath>,
    body: Body<WebhookReplayRequest>,
) -> Result<(StatusCode, Json<WebhookReplayBody>), Refusal> {
    let (guid, given) = (super::guid(&path.webhook_guid)?, body.value);
    let includes_delivered = given.include_delivered.unwrap_or(false);
    let span = (given.from.0, given.to.0);
    let (queued, has_more) = caller.scope().replay_deliveries(guid, span, includes_delivered).await?;
    Ok((StatusCode::ACCEPTED, Json(WebhookReplayBody { queued, has_more })))
}
