//! Lists the files that a person brought.

use crate::api::views::import::ImportView;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::page::{MOST, Pagination, Paging};
use crate::request::path::{At, UserPath};
use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ImportsBody {
    imports: Vec<ImportView>,
    pagination: Pagination,
}

#[utoipa::path(
    get, path = "/users/{user_guid}/imports", operation_id = "listImports", tag = "imports",
    summary = "List imports",
    description = "The files that were brought for a user, and what became of each. What a staged one would bring is told where one is read.",
    params(UserPath, Paging),
    responses((status = 200, description = "A page of imports, newest first", body = ImportsBody), Refusals),
)]
pub(super) async fn list(
    caller: Caller,
    At(path): At<UserPath>,
    paging: Paging,
) -> Result<Json<ImportsBody>, Refusal> {
    let page = paging.of_at_most(MOST);
    let user = caller.user(&path.user_guid).await?;
    let found = caller.scope().imports(&user, page).await?;
    Ok(Json(ImportsBody {
        imports: found.items.iter().map(ImportView::from).collect(),
        pagination: Pagination::new(page, found.total),
    }))
}
