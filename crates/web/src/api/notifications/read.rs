//! Reads a notification.

use crate::api::views::notification::NotificationBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, NotificationPath};
use axum::Json;

#[utoipa::path(
    get, path = "/users/{user_guid}/notifications/{notification_guid}", operation_id = "readNotifications", tag = "notifications",
    summary = "Read a notification", params(NotificationPath),
    responses((status = 200, description = "The notification", body = NotificationBody), Refusals),
)]
pub(super) async fn read(
    caller: Caller,
    At(path): At<NotificationPath>,
) -> Result<Json<NotificationBody>, Refusal> {
    let user = caller.user(&path.user_guid).await?;
    let guid = path.notification_guid.parse().map_err(|_| Refusal::not_found("notification"))?;
    let told = caller.scope().notification(&user, guid).await?;
    super::body(&caller, &told).await
}
