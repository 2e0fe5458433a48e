//! Lists what a webhook was told, and what was answered.

use crate::api::views::delivery::{DeliveriesBody, DeliveryView};
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::fields::{GivenDeliveryStatus, GuidText};
use crate::request::page::{MOST, Pagination, Paging};
use crate::request::path::{At, WebhookPath};
use crate::request::query::Query;
use axum::Json;
use domain::id;
use engine::records::DeliveryFilter;
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Filter {
    /// Only those; `given_up` is the list of what did not arrive.
    #[param(value_type = Option<String>)]
    status: Option<GivenDeliveryStatus>,
    /// Only of this event.
    #[param(value_type = Option<String>)]
    event_guid: Option<GuidText<id::Event>>,
}

#[utoipa::path(
    get, path = "/v2/webhooks/{webhook_guid}/deliveries", operation_id = "listWebhookDeliveries", tag = "webhooks",
    summary = "List a webhook's deliveries",
    params(WebhookPath, Paging, Filter),
    responses((status = 200, description = "A page of deliveries, the newest first", body = DeliveriesBody), Refusals),
)]
pub(super) async fn list(
    caller: Caller,
    At(path): At<WebhookPath>,
    paging: Paging,
    Query(filter): Query<Filter>,
) -> Result<Json<DeliveriesBody>, Refusal> {
    let page = paging.of_at_most(MOST);
    let filter = DeliveryFilter {
        status: filter.status.map(|status| status.0),
        event: filter.event_guid.map(|guid| guid.0),
    };
    let found = caller.scope().deliveries(super::guid(&path.webhook_guid)?, &filter, page).await?;
    Ok(Json(DeliveriesBody {
        deliveries: found.items.iter().map(|(one, name)| DeliveryView::new(one, *name)).collect(),
        pagination: Pagination::new(page, found.total),
    }))
}
