//! Lists the full numbers of an account; they come with a verification.

use crate::api::views::account_parts::AccountNumbersBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::page::{MOST, Paging};
use crate::request::path::{AccountPath, At};
use axum::Json;
use engine::records::Of;

#[utoipa::path(
    get, path = "/users/{user_guid}/accounts/{account_guid}/account_numbers", operation_id = "listAccountNumbersByAccount",
    tag = "accounts", summary = "List an account's numbers",
    params(AccountPath, Paging),
    responses((status = 200, description = "A page of numbers", body = AccountNumbersBody), Refusals),
)]
pub(super) async fn numbers(
    caller: Caller,
    At(at): At<AccountPath>,
    paging: Paging,
) -> Result<Json<AccountNumbersBody>, Refusal> {
    let page = paging.of_at_most(MOST);
    let user = caller.user(&at.user_guid).await?;
    let account = caller.account(&user, &at.account_guid).await?;
    let found = caller.scope().account_numbers(&user, Of::Account(account.guid), page).await?;
    Ok(Json(AccountNumbersBody::new(&user.guid.to_string(), found, page)))
}
