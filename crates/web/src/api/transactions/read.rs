//! Reads a transaction.

use crate::api::views::transaction::TransactionBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, TransactionPath};
use axum::Json;

#[utoipa::path(
    get, path = "/users/{user_guid}/transactions/{transaction_guid}", operation_id = "readTransaction",
    tag = "transactions", summary = "Read a transaction",
    params(TransactionPath),
    responses((status = 200, description = "The transaction", body = TransactionBody), Refusals),
)]
pub(super) async fn read(
    caller: Caller,
    At(at): At<TransactionPath>,
) -> Result<Json<TransactionBody>, Refusal> {
    let user = caller.user(&at.user_guid).await?;
    let one = caller.transaction(&user, &at.transaction_guid).await?;
    Ok(Json(TransactionBody::read(&caller, &user, &one).await?))
}
