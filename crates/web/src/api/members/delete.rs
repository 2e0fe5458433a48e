//! Deletes a member with its accounts and transactions.

use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, MemberPath};
use axum::http::StatusCode;

#[utoipa::path(
    delete, path = "/users/{user_guid}/members/{member_guid}", operation_id = "deleteMember", tag = "members",
    summary = "Delete a member",
    params(MemberPath),
    responses((status = 204, description = "The member is gone, with accounts and transactions"), Refusals),
)]
pub(super) async fn delete(caller: Caller, At(path): At<MemberPath>) -> Result<StatusCode, Refusal> {
    let user = caller.user(&path.user_guid).await?;
    let name = caller.member_name(&path.member_guid)?;
    let deleted = caller.scope().delete_member(&user, &name).await;
    caller.found(user.guid, &name, deleted).await?;
    Ok(StatusCode::NO_CONTENT)
}
