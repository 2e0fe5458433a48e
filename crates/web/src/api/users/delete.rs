//! Deletes a user with everything of theirs.

use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, UserPath};
use axum::http::StatusCode;

#[utoipa::path(
    delete, path = "/users/{user_guid}", operation_id = "deleteUser", tag = "users", summary = "Delete a user",
    params(UserPath),
    responses((status = 204, description = "The user is gone, with members, accounts and transactions"), Refusals),
)]
pub(super) async fn delete(caller: Caller, At(path): At<UserPath>) -> Result<StatusCode, Refusal> {
    let user = caller.user(&path.user_guid).await?;
    caller.scope().delete_user(&engine::Name::Guid(user.guid)).await?;
    Ok(StatusCode::NO_CONTENT)
}
