//! Lists the transactions of an account.

use super::filter::{Filter, page_of};
use crate::api::views::transaction::TransactionsBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::page::Paging;
use crate::request::path::{AccountPath, At};
use crate::request::query::Query;
use axum::Json;

#[utoipa::path(
    get, path = "/users/{user_guid}/accounts/{account_guid}/transactions",
    operation_id = "listTransactionsByAccount", tag = "transactions", summary = "List an account's transactions",
    params(AccountPath, Paging, Filter),
    responses((status = 200, description = "A page of transactions, the newest first", body = TransactionsBody), Refusals),
)]
pub(super) async fn list(
    caller: Caller,
    At(at): At<AccountPath>,
    paging: Paging,
    Query(filter): Query<Filter>,
) -> Result<Json<TransactionsBody>, Refusal> {
    let user = caller.user(&at.user_guid).await?;
    let account = caller.account(&user, &at.account_guid).await?;
    Ok(Json(page_of(&caller, &user, filter, &paging, |filter| filter.account = Some(account.guid)).await?))
}
