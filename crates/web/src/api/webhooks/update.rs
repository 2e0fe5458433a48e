//! Changes a webhook.

use super::given::{WebhookConfigRequest, login};
use crate::api::views::webhook::WebhookView;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::fields::Object;
use crate::request::json::Body;
use crate::request::path::{At, WebhookPath};
use axum::Json;
use engine::WebhookEdits;
use serde::Deserialize;
use utoipa::ToSchema;

/// What to change; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct WebhookUpdateRequest {
    events: Option<Vec<String>>,
    #[schema(max_length = 100)]
    name: Option<String>,
    #[schema(max_length = 2000)]
    url: Option<String>,
    #[schema(value_type = Option<WebhookConfigRequest>)]
    config: Option<Object<WebhookConfigRequest>>,
    /// `active` wakes one that is paused or disabled: what waits is sent. `disabled` keeps what happens for later.
    #[schema(example = "active")]
    status: Option<String>,
}

#[utoipa::path(
    patch, path = "/v2/webhooks/{webhook_guid}", operation_id = "updateWebhook", tag = "webhooks", summary = "Update a webhook",
    params(WebhookPath),
    request_body = WebhookUpdateRequest,
    responses((status = 200, description = "The webhook as it is now", body = WebhookView), Refusals),
)]
pub(super) async fn update(
    caller: Caller,
    At(path): At<WebhookPath>,
    body: Body<WebhookUpdateRequest>,
) -> Result<Json<WebhookView>, Refusal> {
    let given = body.value;
    let names_nothing = given.name.is_none() && given.url.is_none() && given.events.is_none();
    if names_nothing && given.config.is_none() && given.status.is_none() {
        return Err(Refusal::nothing_to_change("the webhook"));
    }
    let config = given.config.map(|Object(config)| config).unwrap_or_default();
    let is_active = match given.status.as_deref() {
        None => None,
        Some("active") => Some(true),
        Some("disabled") => Some(false),
        Some(_) => return Err(Refusal::invalid("status", "must be active or disabled")),
    };
    let edits = WebhookEdits {
        name: given.name,
        url: given.url,
        events: given.events,
        includes_resource: config.include_resource,
        is_ordered: config.ordered,
        login: login(config.auth)?,
        is_active,
    };
    let webhook = caller.scope().update_webhook(super::guid(&path.webhook_guid)?, edits).await?;
    Ok(Json(WebhookView::from(&webhook)))
}
