//! Lists the accounts of a user.

use crate::api::views::account::{AccountsBody, views};
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::fields::{GivenUseCase, UseCase};
use crate::request::page::{MOST, Pagination, Paging, cut};
use crate::request::path::{At, UserPath};
use crate::request::query::Query;
use axum::Json;
use engine::records::{Account, Page, PageOf, User};
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Filter {
    /// Only accounts made by hand, or only delivered ones.
    is_manual: Option<bool>,
    /// All members of this hub are managed by the user, so `false` finds nothing.
    member_is_managed_by_user: Option<bool>,
    /// Only accounts of members used for this.
    #[param(inline)]
    use_case: Option<GivenUseCase>,
}

#[utoipa::path(
    get, path = "/users/{user_guid}/accounts", operation_id = "listUserAccounts", tag = "accounts", summary = "List accounts",
    params(UserPath, Paging, Filter),
    responses((status = 200, description = "A page of accounts, in the order they were found", body = AccountsBody), Refusals),
)]
pub(super) async fn list(
    caller: Caller,
    At(path): At<UserPath>,
    paging: Paging,
    Query(filter): Query<Filter>,
) -> Result<Json<AccountsBody>, Refusal> {
    let page = paging.of_at_most(MOST);
    let user = caller.user(&path.user_guid).await?;
    let found = match (filter.member_is_managed_by_user, filter.use_case) {
        (Some(false), _) => PageOf { items: Vec::new(), total: 0 },
        (_, Some(GivenUseCase(use_case))) => {
            used_for(&caller, &user, use_case, filter.is_manual, page).await?
        }
        (_, None) => caller.scope().accounts(&user, None, filter.is_manual, page).await?,
    };
    let accounts = views(&caller, &user, &found.items).await?;
    Ok(Json(AccountsBody { accounts, pagination: Pagination::new(page, found.total) }))
}

/// A use case belongs to members, so their accounts are gathered; a person has few.
async fn used_for(
    caller: &Caller,
    user: &User,
    use_case: UseCase,
    is_manual: Option<bool>,
    page: Page,
) -> Result<PageOf<Account>, Refusal> {
    const ALL: Page = Page { number: 1, size: MOST };
    let mut accounts = Vec::new();
    for member in caller.scope().members(user, Some(use_case.name()), ALL).await?.items {
        accounts.extend(caller.scope().accounts(user, Some(&member), is_manual, ALL).await?.items);
    }
    Ok(cut(accounts, page))
}
