//! Hands out the document of a statement, as the bank gave it.

use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, StatementPath};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use utoipa::ToSchema;

/// A document.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
pub(super) struct Pdf(Vec<u8>);

impl IntoResponse for Pdf {
    fn into_response(self) -> Response {
        ([(header::CONTENT_TYPE, "application/pdf")], self.0).into_response()
    }
}

#[utoipa::path(
    get, path = "/users/{user_guid}/members/{member_guid}/statements/{statement_guid}.pdf", operation_id = "downloadStatementPDF",
    tag = "statements", summary = "Download a statement as PDF",
    params(StatementPath),
    responses((status = 200, description = "The document", body = inline(Pdf), content_type = "application/pdf"), Refusals),
)]
pub(super) async fn download(
    caller: Caller,
    At(at): At<StatementPath>,
) -> Result<impl IntoResponse + use<>, Refusal> {
    let statement = caller.statement(&at).await?;
    let document = caller.scope().document(&statement).await?;
    let name = format!("attachment; filename=\"{}.pdf\"", statement.guid);
    Ok(([(header::CONTENT_DISPOSITION, name)], Pdf(document.to_vec())))
}
