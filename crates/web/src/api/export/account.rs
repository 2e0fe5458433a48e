//! Writes out an account.

use super::{File, Wanted};
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{AccountPath, At};
use crate::request::query::Query;
use axum::response::Response;
use engine::ExportOf;

#[utoipa::path(
    get, path = "/users/{user_guid}/accounts/{account_guid}/export", operation_id = "exportAccount", tag = "exports",
    summary = "Export an account",
    description = "One account with its transactions.",
    params(AccountPath, Wanted),
    responses(
        (status = 200, description = "The file, to be saved under the name that the header Content-Disposition gives", content(
            (inline(File) = "application/json"), (inline(File) = "text/csv"), (inline(File) = "application/x-ofx"),
        )),
        Refusals,
    ),
)]
pub(super) async fn export(
    caller: Caller,
    At(at): At<AccountPath>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Refusal> {
    let user = caller.user(&at.user_guid).await?;
    let of = ExportOf::Account(caller.account(&user, &at.account_guid).await?.guid);
    Ok(caller.export(user, of).answer(wanted.format()).await)
}
