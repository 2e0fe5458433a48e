//! Lists the transactions of a member.

use super::filter::{Filter, page_of};
use crate::api::views::transaction::TransactionsBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::page::Paging;
use crate::request::path::{At, MemberPath};
use crate::request::query::Query;
use axum::Json;

#[utoipa::path(
    get, path = "/users/{user_guid}/members/{member_guid}/transactions",
    operation_id = "listTransactionsByMember", tag = "transactions", summary = "List a member's transactions",
    params(MemberPath, Paging, Filter),
    responses((status = 200, description = "A page of transactions, the newest first", body = TransactionsBody), Refusals),
)]
pub(super) async fn list(
    caller: Caller,
    At(at): At<MemberPath>,
    paging: Paging,
    Query(filter): Query<Filter>,
) -> Result<Json<TransactionsBody>, Refusal> {
    let user = caller.user(&at.user_guid).await?;
    let member = caller.member(&user, &at.member_guid).await?;
    Ok(Json(page_of(&caller, &user, filter, &paging, |filter| filter.member = Some(member.guid)).await?))
}
