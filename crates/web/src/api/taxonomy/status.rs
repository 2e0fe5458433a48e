//! Explains a status.

use crate::error::Refusal;
use crate::explanation::{self, Explanation};
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, NamePath};
use axum::Json;
use domain::member::Status;
use serde::Serialize;
use utoipa::ToSchema;

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StatusBody {
    connection_status: Explanation,
}

#[utoipa::path(
    get, path = "/connection_statuses/{name}", operation_id = "explainConnectionStatus", tag = "taxonomy",
    summary = "Explain a connection status",
    params(NamePath),
    responses((status = 200, description = "What it means, and which reasons lead to it", body = StatusBody), Refusals),
)]
pub(super) async fn status(caller: Caller, At(path): At<NamePath>) -> Result<Json<StatusBody>, Refusal> {
    let name = path.name.to_uppercase();
    // The manual member's status has no name; in JSON it is null.
    let status = Status::from_name(Some(name.as_str()).filter(|name| *name != "NULL"))
        .ok_or_else(|| Refusal::not_found("connection status"))?;
    Ok(Json(StatusBody { connection_status: explanation::of_status(status, caller.language) }))
}
