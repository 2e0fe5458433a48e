//! Changes a transaction, named by the whole path to it.

use super::read_of_member_account::find;
use super::update::{TransactionUpdateRequestBody, edits};
use crate::api::views::transaction::TransactionBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::json::Body;
use crate::request::path::{At, MemberAccountTransactionPath};
use axum::Json;

#[utoipa::path(
    put, path = "/users/{user_guid}/members/{member_guid}/accounts/{account_guid}/transactions/{transaction_guid}",
    operation_id = "updateTransactionByAccount", tag = "transactions", summary = "Update a transaction of a member's account",
    params(MemberAccountTransactionPath), request_body = TransactionUpdateRequestBody,
    responses((status = 200, description = "The transaction as it is now", body = TransactionBody), Refusals),
)]
pub(super) async fn update(
    caller: Caller,
    At(at): At<MemberAccountTransactionPath>,
    body: Body<TransactionUpdateRequestBody>,
) -> Result<Json<TransactionBody>, Refusal> {
    let (user, one) = find(&caller, &at).await?;
    let one = caller.scope().update_transaction(&user, one.guid, edits(body.value)?).await?;
    Ok(Json(TransactionBody::read(&caller, &user, &one).await?))
}
