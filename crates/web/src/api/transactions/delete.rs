//! Deletes a transaction made by hand.

use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::{Caller, transaction_guid};
use crate::request::path::{At, TransactionPath};
use axum::http::StatusCode;

#[utoipa::path(
    delete, path = "/users/{user_guid}/transactions/{transaction_guid}", operation_id = "deleteManualTransactions",
    tag = "transactions", summary = "Delete a manual transaction",
    params(TransactionPath),
    responses((status = 204, description = "The transaction is gone"), Refusals),
)]
pub(super) async fn delete(caller: Caller, At(at): At<TransactionPath>) -> Result<StatusCode, Refusal> {
    let user = caller.user(&at.user_guid).await?;
    caller.scope().delete_transaction(&user, transaction_guid(&at.transaction_guid)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
