//! Reads an import: of a staged one what it would bring, of others what became of it.

use super::{ROWS, guid_of};
use crate::api::views::import::ImportBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, ImportPath};
use crate::request::query::Query;
use axum::Json;
use domain::import::ImportState;
use serde::Deserialize;
use utoipa::IntoParams;

/// The most rows of each account that are shown.
const ROWS_MAX: usize = 1_000;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Asked {
    /// Of each account of a staged file, so many rows; 100 unless told otherwise, 1,000 at most.
    rows: Option<u16>,
}

#[utoipa::path(
    get, path = "/users/{user_guid}/imports/{import_guid}", operation_id = "readImport", tag = "imports",
    summary = "Read an import",
    description = "Of a staged one: what it would bring as things are now. Of one that is being imported: how far it is. Of others: what \
        became of its accounts.",
    params(ImportPath, Asked),
    responses((status = 200, description = "The import", body = ImportBody), Refusals),
)]
pub(super) async fn read(
    caller: Caller,
    At(path): At<ImportPath>,
    Query(asked): Query<Asked>,
) -> Result<Json<ImportBody>, Refusal> {
    let user = caller.user(&path.user_guid).await?;
    let import = caller.scope().import(&user, guid_of(&path.import_guid)?).await?;
    if import.state != ImportState::Staged {
        return Ok(Json(ImportBody::from(&import)));
    }
    let rows = asked.rows.map_or(ROWS, usize::from).min(ROWS_MAX);
    let looked = caller.scope().look_at_import(&user, &import, rows).await?;
    Ok(Json(ImportBody::looked(&import, &looked)))
}
