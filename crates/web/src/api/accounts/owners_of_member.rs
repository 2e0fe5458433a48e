//! Lists the owners of a member's accounts; they come with an identification.

use crate::api::views::account_parts::AccountOwnersBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::page::{MOST, Paging};
use crate::request::path::{At, MemberPath};
use axum::Json;
use engine::records::Of;

#[utoipa::path(
    get, path = "/users/{user_guid}/members/{member_guid}/account_owners", operation_id = "listAccountOwnersByMember",
    tag = "accounts", summary = "List the owners of a member's accounts",
    params(MemberPath, Paging),
    responses((status = 200, description = "A page of owners", body = AccountOwnersBody), Refusals),
)]
pub(super) async fn owners(
    caller: Caller,
    At(at): At<MemberPath>,
    paging: Paging,
) -> Result<Json<AccountOwnersBody>, Refusal> {
    let page = paging.of_at_most(MOST);
    let user = caller.user(&at.user_guid).await?;
    let member = caller.member(&user, &at.member_guid).await?;
    let found = caller.scope().account_owners(&user, Of::Member(member.guid), page).await?;
    Ok(Json(AccountOwnersBody::new(&user.guid.to_string(), found, page)))
}
