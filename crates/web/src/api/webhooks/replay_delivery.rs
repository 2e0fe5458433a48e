//! Tells a webhook of an event again.

use crate::api::views::delivery::DeliveryView;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, DeliveryPath};
use axum::Json;
use axum::http::StatusCode;

#[utoipa::path(
    post, path = "/v2/webhooks/{webhook_guid}/deliveries/{delivery_id}/replay", operation_id = "replayWebhookDelivery",
    tag = "webhooks", summary = "Replay a delivery",
    params(DeliveryPath),
    responses((status = 202, description = "It is queued again, from its first try", body = DeliveryView), Refusals),
)]
pub(super) async fn replay(
    caller: Caller,
    At(path): At<DeliveryPath>,
) -> Result<(StatusCode, Json<DeliveryView>), Refusal> {
    let webhook = super::guid(&path.webhook_guid)?;
    let (delivery, event) = caller.scope().replay_delivery(webhook, &path.delivery_id).await?;
    Ok((StatusCode::ACCEPTED, Json(DeliveryView::new(&delivery, Some(event)))))
}
