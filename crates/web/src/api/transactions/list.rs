//! Lists the transactions of a user.

use super::filter::{Filter, page_of};
use crate::api::views::transaction::TransactionsBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::page::Paging;
use crate::request::path::{At, UserPath};
use crate::request::query::Query;
use axum::Json;

#[utoipa::path(
    get, path = "/users/{user_guid}/transactions",
    operation_id = "listTransactions", tag = "transactions", summary = "List transactions",
    params(UserPath, Paging, Filter),
    responses((status = 200, description = "A page of transactions, the newest first", body = TransactionsBody), Refusals),
)]
pub(super) async fn list(
    caller: Caller,
    At(at): At<UserPath>,
    paging: Paging,
    Query(filter): Query<Filter>,
) -> Result<Json<TransactionsBody>, Refusal> {
    let user = caller.user(&at.user_guid).await?;
    Ok(Json(page_of(&caller, &user, filter, &paging, |_| ()).await?))
}
