//! Reads how a person wants to be told.

use crate::api::views::notification::PreferencesBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, UserPath};
use axum::Json;

#[utoipa::path(
    get, path = "/users/{user_guid}/notification_preferences", operation_id = "readNotificationPreferences", tag = "notifications",
    summary = "Read notification preferences", params(UserPath),
    responses((status = 200, description = "The preferences", body = PreferencesBody), Refusals),
)]
pub(super) async fn read(caller: Caller, At(path): At<UserPath>) -> Result<Json<PreferencesBody>, Refusal> {
    let user = caller.user(&path.user_guid).await?;
    Ok(Json(caller.scope().preferences(&user).await?.into()))
}
