//! Says what a staged file leaves open, and where its accounts go.

use super::wishes::ImportRequest;
use super::{ROWS, guid_of};
use crate::api::views::import::ImportBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::fields::Object;
use crate::request::json::Body;
use crate::request::path::{At, ImportPath};
use axum::Json;
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct ImportRequestBody {
    #[schema(value_type = ImportRequest)]
    import: Object<ImportRequest>,
}

#[utoipa::path(
    put, path = "/users/{user_guid}/imports/{import_guid}", operation_id = "updateImport", tag = "imports",
    summary = "Answer what a file leaves open",
    description = "Says how a staged file is read and where its accounts go, in place of all that was said before, and tells what it would \
        bring then.",
    params(ImportPath),
    request_body = ImportRequestBody,
    responses((status = 200, description = "The import, and what it would bring", body = ImportBody), Refusals),
)]
pub(super) async fn answer(
    caller: Caller,
    At(path): At<ImportPath>,
    body: Body<ImportRequestBody>,
) -> Result<Json<ImportBody>, Refusal> {
    let ImportRequestBody { import: Object(given) } = body.value;
    let wishes = given.into_wishes()?;
    let user = caller.user(&path.user_guid).await?;
    caller.scope().knows_accounts_of(&user, &wishes).await?;
    let import = caller.scope().answer_import(&user, guid_of(&path.import_guid)?, &wishes).await?;
    let looked = caller.scope().look_at_import(&user, &import, ROWS).await?;
    Ok(Json(ImportBody::looked(&import, &looked)))
}
