//! Lists the statuses of connections.

use crate::error::Refusal;
use crate::explanation::background;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use axum::Json;
use domain::diagnosis::words::Speaker;
use domain::member::Status;
use domain::text::text;
use serde::Serialize;
use utoipa::ToSchema;

/// A status in short.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StatusLine {
    /// MX's number; null for manual members.
    id: Option<u8>,
    name: Option<&'static str>,
    /// MX's class: `transient`, `end`, `waiting`, `good`, `unclassed`, `none`.
    class: &'static str,
    actor: &'static str,
    /// Whether the person is told: `yes`, `no`, `in_app`, `once`, `threshold`.
    notice: &'static str,
    /// Whether MX's webhook `CONNECTION_STATUS` tells of it.
    tells_webhook: bool,
    /// Whether the hub refreshes by itself: `allowed`, `foreground_only` (with the person alone) or `refused` (no run at all).
    background: &'static str,
    /// What to offer first.
    button: Option<&'static str>,
    /// For the person.
    message: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StatusesBody {
    connection_statuses: Vec<StatusLine>,
}

#[utoipa::path(
    get, path = "/connection_statuses", operation_id = "listConnectionStatuses", tag = "taxonomy",
    summary = "List connection statuses",
    responses((status = 200, description = "MX's 22 statuses, and none", body = StatusesBody), Refusals),
)]
pub(super) async fn statuses(caller: Caller) -> Result<Json<StatusesBody>, Refusal> {
    let (language, now) = (caller.language, caller.engine().now());
    let bank = text(language, "your-bank", &[]);
    let speaker = Speaker { language, institution: &bank, app: "", now };
    let connection_statuses = Status::ALL
        .into_iter()
        .map(|status| StatusLine {
            id: status.id(),
            name: status.name(),
            class: status.class(),
            actor: status.actor().name(),
            notice: status.notice(),
            tells_webhook: status.tells_webhook(),
            background: background(status),
            button: status.button(),
            message: speaker.status(status),
        })
        .collect();
    Ok(Json(StatusesBody { connection_statuses }))
}
