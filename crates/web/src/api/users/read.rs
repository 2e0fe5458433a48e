//! Reads a user.

use crate::api::views::user::UserBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, UserPath};
use axum::Json;

#[utoipa::path(
    get, path = "/users/{user_guid}", operation_id = "readUser", tag = "users", summary = "Read a user",
    params(UserPath),
    responses((status = 200, description = "The user", body = UserBody), Refusals),
)]
pub(super) async fn read(caller: Caller, At(path): At<UserPath>) -> Result<Json<UserBody>, Refusal> {
    let user = caller.user(&path.user_guid).await?;
    Ok(Json(UserBody::from(&user)))
}
