//! Reads a transaction of an account of a member; of v20250224, and there for all.

use crate::api::views::transaction::TransactionBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, MemberAccountTransactionPath};
use axum::Json;
use engine::records::{Transaction, User};

#[utoipa::path(
    get, path = "/users/{user_guid}/members/{member_guid}/accounts/{account_guid}/transactions/{transaction_guid}",
    operation_id = "readTransactionByAccount", tag = "transactions", summary = "Read a transaction of a member's account",
    params(MemberAccountTransactionPath),
    responses((status = 200, description = "The transaction", body = TransactionBody), Refusals),
)]
pub(super) async fn read(
    caller: Caller,
    At(at): At<MemberAccountTransactionPath>,
) -> Result<Json<TransactionBody>, Refusal> {
    let (user, one) = find(&caller, &at).await?;
    Ok(Json(TransactionBody::read(&caller, &user, &one).await?))
}

/// The transaction that the whole path names; each part must belong to the one before.
pub(super) async fn find(
    caller: &Caller,
    at: &MemberAccountTransactionPath,
) -> Result<(User, Transaction), Refusal> {
    let user = caller.user(&at.user_guid).await?;
    let member = caller.member(&user, &at.member_guid).await?;
    let account = caller.account_of(&user, &member, &at.account_guid).await?;
    let one = caller.transaction(&user, &at.transaction_guid).await?;
    if one.account == account.guid { Ok((user, one)) } else { Err(Refusal::not_found("transaction")) }
}
