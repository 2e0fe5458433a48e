//! Consents to what a staged file tells.

use super::guid_of;
use crate::api::views::import::ImportBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, ImportPath};
use axum::Json;
use axum::http::StatusCode;

#[utoipa::path(
    post, path = "/users/{user_guid}/imports/{import_guid}/confirm", operation_id = "confirmImport", tag = "imports",
    summary = "Confirm an import",
    description = "What the staged file tells is taken, in the background: read the import to see how far it is. Confirming twice is \
        confirming once. What the file leaves open must be said before (422, `unreadable_file`).",
    params(ImportPath),
    responses((status = 202, description = "The import, which has begun or is done", body = ImportBody), Refusals),
)]
pub(super) async fn confirm(
    caller: Caller,
    At(path): At<ImportPath>,
) -> Result<(StatusCode, Json<ImportBody>), Refusal> {
    let user = caller.user(&path.user_guid).await?;
    let import = caller.scope().confirm_import(&user, guid_of(&path.import_guid)?).await?;
    Ok((StatusCode::ACCEPTED, Json(ImportBody::from(&import))))
}
