//! Lists webhooks.

use crate::api::views::webhook::WebhookView;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::page::{MOST, Pagination, Paging};
use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct WebhooksBody {
    webhooks: Vec<WebhookView>,
    pagination: Pagination,
}

#[utoipa::path(
    get, path = "/v2/webhooks", operation_id = "listWebhooks", tag = "webhooks", summary = "List webhooks",
    params(Paging),
    responses((status = 200, description = "A page of webhooks, in the order they were made", body = WebhooksBody), Refusals),
)]
pub(super) async fn list(caller: Caller, paging: Paging) -> Result<Json<WebhooksBody>, Refusal> {
    let page = paging.of_at_most(MOST);
    let found = caller.scope().webhooks(page).await?;
    Ok(Json(WebhooksBody {
        webhooks: found.items.iter().map(WebhookView::from).collect(),
        pagination: Pagination::new(page, found.total),
    }))
}
