//! Changes what a person sees of a transaction; what the institution said stays below.

use crate::api::views::transaction::TransactionBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::fields::{Day, Description, GuidText, Object};
use crate::request::json::Body;
use crate::request::path::{At, TransactionPath};
use axum::Json;
use domain::id;
use engine::TransactionEdits;
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct TransactionUpdateRequestBody {
    #[schema(value_type = TransactionUpdateRequest)]
    transaction: Object<TransactionUpdateRequest>,
}

/// What is absent or null stays as it is.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct TransactionUpdateRequest {
    #[schema(value_type = Option<String>, example = "2026-10-06")]
    date: Option<Day>,
    #[schema(value_type = Option<String>, max_length = 1024)]
    memo: Option<Description>,
    #[schema(value_type = Option<String>)]
    category_guid: Option<GuidText<id::Category>>,
    #[schema(value_type = Option<String>, max_length = 1024)]
    description: Option<Description>,
}

#[utoipa::path(
    put, path = "/users/{user_guid}/transactions/{transaction_guid}", operation_id = "updateTransaction",
    tag = "transactions", summary = "Update a transaction",
    params(TransactionPath), request_body = TransactionUpdateRequestBody,
    responses((status = 200, description = "The transaction as it is now", body = TransactionBody), Refusals),
)]
pub(super) async fn update(
    caller: Caller,
    At(at): At<TransactionPath>,
    body: Body<TransactionUpdateRequestBody>,
) -> Result<Json<TransactionBody>, Refusal> {
    let user = caller.user(&at.user_guid).await?;
    let one = caller.transaction(&user, &at.transaction_guid).await?;
    let one = caller.scope().update_transaction(&user, one.guid, edits(body.value)?).await?;
    Ok(Json(TransactionBody::read(&caller, &user, &one).await?))
}

pub(super) fn edits(body: TransactionUpdateRequestBody) -> Result<TransactionEdits, Refusal> {
    let Object(given) = body.transaction;
    let edits = TransactionEdits {
        date: given.date.map(|Day(day)| day),
        description: given.description.map(String::from),
        memo: given.memo.map(String::from),
        category_guid: given.category_guid.map(|GuidText(guid)| guid),
    };
    match &edits {
        TransactionEdits { date: None, description: None, memo: None, category_guid: None } => {
            Err(Refusal::nothing_to_change("transaction"))
        }
        _ => Ok(edits),
    }
}
