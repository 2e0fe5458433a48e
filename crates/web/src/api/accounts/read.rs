//! Reads an account.

use crate::api::views::account::AccountBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{AccountPath, At};
use axum::Json;

#[utoipa::path(
    get, path = "/users/{user_guid}/accounts/{account_guid}", operation_id = "readAccount", tag = "accounts",
    summary = "Read an account",
    params(AccountPath),
    responses((status = 200, description = "The account", body = AccountBody), Refusals),
)]
pub(super) async fn read(caller: Caller, At(at): At<AccountPath>) -> Result<Json<AccountBody>, Refusal> {
    let user = caller.user(&at.user_guid).await?;
    let account = caller.account(&user, &at.account_guid).await?;
    Ok(Json(AccountBody::read(&caller, &user, &account).await?))
}
