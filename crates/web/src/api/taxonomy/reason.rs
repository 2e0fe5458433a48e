//! Explains a reason.

use crate::error::Refusal;
use crate::explanation::{self, Explanation};
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, NamePath};
use axum::Json;
use domain::reason::Reason;
use serde::Serialize;
use utoipa::ToSchema;

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ReasonBody {
    reason: Explanation,
}

#[utoipa::path(
    get, path = "/reasons/{name}", operation_id = "explainReason", tag = "taxonomy", summary = "Explain a reason",
    params(NamePath),
    responses((status = 200, description = "What it means, who must act, what to do", body = ReasonBody), Refusals),
)]
pub(super) async fn reason(caller: Caller, At(path): At<NamePath>) -> Result<Json<ReasonBody>, Refusal> {
    let reason = Reason::from_name(&path.name.to_lowercase()).ok_or_else(|| Refusal::not_found("reason"))?;
    Ok(Json(ReasonBody { reason: explanation::of_reason(reason, caller.language) }))
}
