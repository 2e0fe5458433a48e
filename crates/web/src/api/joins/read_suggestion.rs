//! Reads a suggestion.

use crate::api::views::join::SuggestionBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, SuggestionPath};
use axum::Json;

#[utoipa::path(
    get, path = "/users/{user_guid}/suggestions/{suggestion_guid}", operation_id = "readSuggestion", tag = "joins",
    summary = "Read a suggestion", params(SuggestionPath),
    responses((status = 200, description = "The suggestion", body = SuggestionBody), Refusals),
)]
pub(super) async fn read(
    caller: Caller,
    At(path): At<SuggestionPath>,
) -> Result<Json<SuggestionBody>, Refusal> {
    let user = caller.user(&path.user_guid).await?;
    let guid = path.suggestion_guid.parse().map_err(|_| Refusal::not_found("suggestion"))?;
    Ok(Json((&caller.scope().suggestion(&user, guid).await?).into()))
}
