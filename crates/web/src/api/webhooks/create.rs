//! Makes a webhook.

use super::given::{WebhookConfigRequest, login};
use crate::api::views::webhook::WebhookView;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::fields::{Object, SecretText};
use crate::request::json::Body;
use axum::Json;
use axum::http::StatusCode;
use engine::{LoginEdit, NewWebhook};
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct WebhookCreateRequest {
    /// Names of events, or `*` for all.
    #[schema(example = json!(["connection_status.changed", "verifications.updated"]))]
    events: Vec<String>,
    #[schema(max_length = 100, example = "My app")]
    name: String,
    /// `https://…`; it is asked once whether it leads elsewhere.
    #[schema(max_length = 2000, example = "https://app.example/hooks/bank")]
    url: String,
    /// Key of the signatures, 16 to 256 bytes. Made by the hub when it is absent.
    #[schema(value_type = Option<String>, min_length = 16, max_length = 256)]
    secret: Option<SecretText>,
    #[schema(value_type = Option<WebhookConfigRequest>)]
    config: Option<Object<WebhookConfigRequest>>,
}

#[utoipa::path(
    post, path = "/v2/webhooks", operation_id = "createWebhook", tag = "webhooks", summary = "Create a webhook",
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key gives back the same webhook")),
    request_body = WebhookCreateRequest,
    responses((status = 201, description = "The new webhook, with its secret, which is shown this once", body = WebhookView), Refusals),
)]
pub(super) async fn create(
    caller: Caller,
    body: Body<WebhookCreateRequest>,
) -> Result<(StatusCode, Json<WebhookView>), Refusal> {
    let given = body.value;
    let config = given.config.map(|Object(config)| config).unwrap_or_default();
    let new = NewWebhook {
        name: given.name,
        url: given.url,
        events: given.events,
        secret: given.secret.map(|secret| secret.0),
        includes_resource: config.include_resource.unwrap_or(false),
        is_ordered: config.ordered.unwrap_or(false),
        login: match login(config.auth)? {
            LoginEdit::Set(login) => Some(login),
            LoginEdit::Keep | LoginEdit::Remove => None,
        },
    };
    let made = caller.scope().create_webhook(new, body.key.as_ref()).await?;
    Ok((StatusCode::CREATED, Json(WebhookView::with_secret(&made))))
}
