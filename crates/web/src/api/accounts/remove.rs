//! Removes one account of a member.

use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, MemberAccountPath};
use axum::http::StatusCode;

#[utoipa::path(
    delete, path = "/users/{user_guid}/members/{member_guid}/accounts/{account_guid}", operation_id = "removeAccount", tag = "accounts",
    summary = "Remove an account",
    description = "Removes one account and leaves the others of the connection alone. What was read of it goes, and it is not read again until \
        it is shared again (`shareAccount`).",
    params(MemberAccountPath),
    responses((status = 204, description = "The account is gone, with everything that was read of it"), Refusals),
)]
pub(super) async fn remove(caller: Caller, At(at): At<MemberAccountPath>) -> Result<StatusCode, Refusal> {
    let user = caller.user(&at.user_guid).await?;
    let member = caller.member(&user, &at.member_guid).await?;
    caller.scope().remove_account(&user, &member, &caller.account_name(&at.account_guid)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
