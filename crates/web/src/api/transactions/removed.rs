//! The transactions that were removed and are remembered, and putting one back.

use crate::api::views::transaction::{TransactionBody, TransactionsBody, views};
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::{Caller, transaction_guid};
use crate::request::page::{MOST, Pagination, Paging};
use crate::request::path::{At, TransactionPath, UserPath};
use axum::Json;

#[utoipa::path(
    get, path = "/users/{user_guid}/removed_transactions", operation_id = "listRemovedTransactions", tag = "transactions",
    summary = "List removed transactions",
    description = "Transactions that a bank delivered and that were removed. They are in no other list and do not come back by themselves.",
    params(UserPath, Paging),
    responses((status = 200, description = "A page of removed transactions, the newest first", body = TransactionsBody), Refusals),
)]
pub(super) async fn list(
    caller: Caller,
    At(at): At<UserPath>,
    paging: Paging,
) -> Result<Json<TransactionsBody>, Refusal> {
    let user = caller.user(&at.user_guid).await?;
    let page = paging.of_at_most(MOST);
    let found = caller.scope().removed_transactions(&user, page).await?;
    let transactions = views(&caller, &user, &found.items).await?;
    Ok(Json(TransactionsBody { transactions, pagination: Pagination::new(page, found.total) }))
}

#[utoipa::path(
    post, path = "/users/{user_guid}/removed_transactions/{transaction_guid}/restore", operation_id = "restoreTransaction",
    tag = "transactions", summary = "Put a removed transaction back",
    description = "The transaction is there again under its guid, with what was edited of it. Removed and put back, it is as if it had always been there.",
    params(TransactionPath),
    responses((status = 200, description = "The transaction", body = TransactionBody), Refusals),
)]
pub(super) async fn restore(
    caller: Caller,
    At(at): At<TransactionPath>,
) -> Result<Json<TransactionBody>, Refusal> {
    let user = caller.user(&at.user_guid).await?;
    let one = caller.scope().restore_transaction(&user, transaction_guid(&at.transaction_guid)?).await?;
    Ok(Json(TransactionBody::read(&caller, &user, &one).await?))
}
