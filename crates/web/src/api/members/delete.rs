//! Deletes a member, with its accounts and transactions or without.

use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, MemberPath};
use crate::request::query::Query;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Keeping {
    /// Whether accounts and transactions stay, without full numbers and owners: in the user's manual member, and known again when the
    /// institution is connected anew.
    #[serde(default)]
    keep_history: bool,
}

#[utoipa::path(
    delete, path = "/users/{user_guid}/members/{member_guid}", operation_id = "deleteMember", tag = "members",
    summary = "Delete a member",
    params(MemberPath, Keeping),
    responses((status = 204, description = "The member is gone, with accounts and transactions unless they were to be kept"), Refusals),
)]
pub(super) async fn delete(
    caller: Caller,
    At(path): At<MemberPath>,
    Query(keeping): Query<Keeping>,
) -> Result<StatusCode, Refusal> {
    let user = caller.user(&path.user_guid).await?;
    let name = caller.member_name(&path.member_guid)?;
    let scope = caller.scope();
    let deleted = if keeping.keep_history {
        scope.delete_member_keeping_history(&user, &name).await
    } else {
        scope.delete_member(&user, &name).await
    };
    caller.found(user.guid, &name, deleted).await?;
    Ok(StatusCode::NO_CONTENT)
}
