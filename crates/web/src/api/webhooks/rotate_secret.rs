//! Replaces the secret of a webhook; for a while both are good.

use crate::api::views::webhook::WebhookView;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::fields::SecretText;
use crate::request::json::BodyIfAny;
use crate::request::path::{At, WebhookPath};
use axum::Json;
use jiff::SignedDuration;
use serde::Deserialize;
use utoipa::ToSchema;

/// How long both are good when nothing is said.
const OVERLAP_HOURS: u32 = 24;

#[derive(Debug, Default, Deserialize, ToSchema)]
pub(super) struct WebhookRotateRequest {
    /// The new key, 16 to 256 bytes. Made by the hub when it is absent.
    #[schema(value_type = Option<String>, min_length = 16, max_length = 256)]
    secret: Option<SecretText>,
    /// Hours in which messages are signed with both, 24 unless said otherwise.
    #[schema(maximum = 168)]
    overlap_hours: Option<u32>,
}

#[utoipa::path(
    post, path = "/v2/webhooks/{webhook_guid}/rotate_secret", operation_id = "rotateWebhookSecret", tag = "webhooks",
    summary = "Rotate a webhook's secret",
    params(WebhookPath),
    request_body = Option<WebhookRotateRequest>,
    responses((status = 200, description = "The webhook with its new secret, which is shown this once", body = WebhookView), Refusals),
)]
pub(super) async fn rotate(
    caller: Caller,
    At(path): At<WebhookPath>,
    BodyIfAny(body): BodyIfAny<WebhookRotateRequest>,
) -> Result<Json<WebhookView>, Refusal> {
    let given = body.unwrap_or_default();
    let overlap = SignedDuration::from_hours(given.overlap_hours.unwrap_or(OVERLAP_HOURS).into());
    let secret = given.secret.map(|secret| secret.0);
    let rotated =
        caller.scope().rotate_webhook_secret(super::guid(&path.webhook_guid)?, secret, overlap).await?;
    Ok(Json(WebhookView::with_secret(&rotated)))
}
