//! Reads a statement of a member; with `.pdf` behind its guid, its document.

use super::download::download;
use crate::api::views::statement::StatementBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, StatementPath};
use axum::Json;
use axum::response::{IntoResponse, Response};

/// How a path ends that asks for the document.
const DOCUMENT: &str = ".pdf";

#[utoipa::path(
    get, path = "/users/{user_guid}/members/{member_guid}/statements/{statement_guid}", operation_id = "readStatementByMember",
    tag = "statements", summary = "Read a member's statement",
    params(StatementPath),
    responses((status = 200, description = "The statement", body = StatementBody), Refusals),
)]
pub(super) async fn read(caller: Caller, At(at): At<StatementPath>) -> Result<Response, Refusal> {
    // The router takes a whole part of a path for a name.
    if let Some(guid) = at.statement_guid.strip_suffix(DOCUMENT) {
        let at = StatementPath { statement_guid: guid.to_owned(), ..at };
        return download(caller, At(at)).await.map(IntoResponse::into_response);
    }
    let statement = caller.statement(&at).await?;
    Ok(Json(StatementBody::new(&statement)).into_response())
}
