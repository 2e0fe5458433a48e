//! Lists the full numbers of a member's accounts; they come with a verification.

use crate::api::views::account_parts::AccountNumbersBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::page::{MOST, Paging};
use crate::request::path::{At, MemberPath};
use axum::Json;
use engine::records::Of;

#[utoipa::path(
    get, path = "/users/{user_guid}/members/{member_guid}/account_numbers", operation_id = "listAccountNumbersByMember",
    tag = "accounts", summary = "List a member's account numbers",
    params(MemberPath, Paging),
    responses((status = 200, description = "A page of numbers", body = AccountNumbersBody), Refusals),
)]
pub(super) async fn numbers(
    caller: Caller,
    At(at): At<MemberPath>,
    paging: Paging,
) -> Result<Json<AccountNumbersBody>, Refusal> {
    let page = paging.of_at_most(MOST);
    let user = caller.user(&at.user_guid).await?;
    let member = caller.member(&user, &at.member_guid).await?;
    let found = caller.scope().account_numbers(&user, Of::Member(member.guid), page).await?;
    Ok(Json(AccountNumbersBody::new(&user.guid.to_string(), found, page)))
}
