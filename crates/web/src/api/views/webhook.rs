//! A webhook as JSON. Its secret and its login are never shown; a new secret once.

use super::time;
use engine::Secret;
use engine::records::{Webhook, WebhookStatus};
use serde::Serialize;
use utoipa::ToSchema;

/// Where an application hears of events.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Webhook)]
pub(crate) struct WebhookView {
    #[schema(example = "WHK-0199c0de-0000-7000-8000-000000000000")]
    id: String,
    events: Vec<String>,
    name: String,
    #[schema(example = "https://app.example/hooks/bank")]
    url: String,
    config: ConfigView,
    /// `active`; `disabled` by the application; or `paused` by the hub, since nothing arrived for long.
    #[schema(example = "active")]
    status: &'static str,
    /// Since when nothing arrives; null while something does.
    failing_since: Option<String>,
    /// Until when the secret before is good, too.
    previous_secret_until: Option<String>,
    /// Shown when it is made, and never again.
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<String>,
    created_at: String,
    updated_at: String,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = WebhookConfig)]
pub(crate) struct ConfigView {
    include_resource: bool,
    ordered: bool,
    /// Whether the hub names itself to the receiver; the login itself is not shown.
    has_auth: bool,
}

impl From<&Webhook> for WebhookView {
    fn from(webhook: &Webhook) -> Self {
        Self {
            id: webhook.guid.to_string(),
            events: webhook.events.clone(),
            name: webhook.name.clone(),
            url: webhook.url.clone(),
            config: ConfigView {
                include_resource: webhook.includes_resource,
                ordered: webhook.is_ordered,
                has_auth: webhook.login_sealed.is_some(),
            },
            status: webhook.status.name(),
            failing_since: webhook
                .failing_since
                .filter(|_| webhook.status != WebhookStatus::Disabled)
                .map(time),
            previous_secret_until: webhook.secret_before_until.map(time),
            secret: None,
            created_at: time(webhook.created_at),
            updated_at: time(webhook.updated_at),
        }
    }
}

impl WebhookView {
    /// With the secret, which is shown this once.
    pub(crate) fn with_secret((webhook, secret): &(Webhook, Secret)) -> Self {
        Self { secret: Some(secret.expose().to_owned()), ..Self::from(webhook) }
    }
}
