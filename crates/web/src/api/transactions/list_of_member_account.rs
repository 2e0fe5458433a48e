//! Lists the transactions of an account of a member; of v20250224, and there for all.

use super::filter::{Filter, page_of};
use crate::api::views::transaction::TransactionsBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::page::Paging;
use crate::request::path::{At, MemberAccountPath};
use crate::request::query::Query;
use axum::Json;

#[utoipa::path(
    get, path = "/users/{user_guid}/members/{member_guid}/accounts/{account_guid}/transactions",
    operation_id = "listTransactionsByAccountPerMember", tag = "transactions", summary = "List the transactions of a member's account",
    params(MemberAccountPath, Paging, Filter),
    responses((status = 200, description = "A page of transactions, the newest first", body = TransactionsBody), Refusals),
)]
pub(super) async fn list(
    caller: Caller,
    At(at): At<MemberAccountPath>,
    paging: Paging,
    Query(filter): Query<Filter>,
) -> Result<Json<TransactionsBody>, Refusal> {
    let user = caller.user(&at.user_guid).await?;
    let member = caller.member(&user, &at.member_guid).await?;
    let account = caller.account_of(&user, &member, &at.account_guid).await?;
    Ok(Json(page_of(&caller, &user, filter, &paging, |filter| filter.account = Some(account.guid)).await?))
}
