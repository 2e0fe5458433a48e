//! Forgets a staged file.

use super::guid_of;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, ImportPath};
use axum::http::StatusCode;

#[utoipa::path(
    delete, path = "/users/{user_guid}/imports/{import_guid}", operation_id = "cancelImport", tag = "imports",
    summary = "Cancel an import",
    description = "Forgets a file that nobody confirmed. What was imported can be taken back by its join, or by removing the account.",
    params(ImportPath),
    responses((status = 204, description = "The file is gone"), Refusals),
)]
pub(super) async fn cancel(caller: Caller, At(path): At<ImportPath>) -> Result<StatusCode, Refusal> {
    let user = caller.user(&path.user_guid).await?;
    caller.scope().cancel_import(&user, guid_of(&path.import_guid)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
