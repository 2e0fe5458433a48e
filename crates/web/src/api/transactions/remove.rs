//! Removes a transaction of an account, also one that a bank delivered.

use super::read_of_member_account::find;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, MemberAccountTransactionPath};
use axum::http::StatusCode;

#[utoipa::path(
    delete, path = "/users/{user_guid}/members/{member_guid}/accounts/{account_guid}/transactions/{transaction_guid}",
    operation_id = "removeTransaction", tag = "transactions", summary = "Remove a transaction",
    description = "Removes a transaction that was made by hand or that a bank delivered. It does not come back when the bank tells it again.",
    params(MemberAccountTransactionPath),
    responses((status = 204, description = "The transaction is gone"), Refusals),
)]
pub(super) async fn remove(
    caller: Caller,
    At(at): At<MemberAccountTransactionPath>,
) -> Result<StatusCode, Refusal> {
    let (user, one) = find(&caller, &at).await?;
    caller.scope().remove_transaction(&user, &one).await?;
    Ok(StatusCode::NO_CONTENT)
}
