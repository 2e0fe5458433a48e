//! Lists the accounts of a member.

use crate::api::views::account::{AccountsBody, views};
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::page::{MOST, Pagination, Paging};
use crate::request::path::{At, MemberPath};
use crate::request::query::Query;
use axum::Json;
use engine::records::PageOf;
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Filter {
    /// All members of this hub are managed by the user, so `false` finds nothing.
    member_is_managed_by_user: Option<bool>,
}

#[utoipa::path(
    get, path = "/users/{user_guid}/members/{member_guid}/accounts", operation_id = "listMemberAccounts", tag = "accounts",
    summary = "List a member's accounts",
    params(MemberPath, Paging, Filter),
    responses((status = 200, description = "A page of accounts, in the order they were found", body = AccountsBody), Refusals),
)]
pub(super) async fn list(
    caller: Caller,
    At(path): At<MemberPath>,
    paging: Paging,
    Query(filter): Query<Filter>,
) -> Result<Json<AccountsBody>, Refusal> {
    let page = paging.of_at_most(MOST);
    let user = caller.user(&path.user_guid).await?;
    let member = caller.member(&user, &path.member_guid).await?;
    let found = match filter.member_is_managed_by_user {
        Some(false) => PageOf { items: Vec::new(), total: 0 },
        Some(true) | None => caller.scope().accounts(&user, Some(&member), None, page).await?,
    };
    let accounts = views(&caller, &user, &found.items).await?;
    Ok(Json(AccountsBody { accounts, pagination: Pagination::new(page, found.total) }))
}
