//! Reads an account of a member.

use crate::api::views::account::AccountBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, MemberAccountPath};
use axum::Json;

#[utoipa::path(
    get, path = "/users/{user_guid}/members/{member_guid}/accounts/{account_guid}", operation_id = "readAccountByMember",
    tag = "accounts", summary = "Read a member's account",
    params(MemberAccountPath),
    responses((status = 200, description = "The account", body = AccountBody), Refusals),
)]
pub(super) async fn read(
    caller: Caller,
    At(at): At<MemberAccountPath>,
) -> Result<Json<AccountBody>, Refusal> {
    let user = caller.user(&at.user_guid).await?;
    let member = caller.member(&user, &at.member_guid).await?;
    let account = caller.account_of(&user, &member, &at.account_guid).await?;
    Ok(Json(AccountBody::read(&caller, &user, &account).await?))
}
