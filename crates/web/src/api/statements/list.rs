//! Lists the statements of a member, newest first.

use crate::api::views::statement::StatementsBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::page::{MOST, Paging};
use crate::request::path::{At, MemberPath};
use axum::Json;

#[utoipa::path(
    get, path = "/users/{user_guid}/members/{member_guid}/statements", operation_id = "listStatementsByMember",
    tag = "statements", summary = "List a member's statements",
    params(MemberPath, Paging),
    responses((status = 200, description = "A page of statements", body = StatementsBody), Refusals),
)]
pub(super) async fn list(
    caller: Caller,
    At(at): At<MemberPath>,
    paging: Paging,
) -> Result<Json<StatementsBody>, Refusal> {
    let page = paging.of_at_most(MOST);
    let user = caller.user(&at.user_guid).await?;
    let member = caller.member(&user, &at.member_guid).await?;
    let found = caller.scope().statements(&user, &member, page).await?;
    Ok(Json(StatementsBody::new(&found, page)))
}
