//! Deletes an account made by hand.

use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{AccountPath, At};
use axum::http::StatusCode;

#[utoipa::path(
    delete, path = "/users/{user_guid}/accounts/{account_guid}", operation_id = "deleteManualAccount", tag = "accounts",
    summary = "Delete a manual account",
    params(AccountPath),
    responses((status = 204, description = "The account is gone, with its transactions"), Refusals),
)]
pub(super) async fn delete(caller: Caller, At(at): At<AccountPath>) -> Result<StatusCode, Refusal> {
    let user = caller.user(&at.user_guid).await?;
    caller.scope().delete_account(&user, &caller.account_name(&at.account_guid)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
