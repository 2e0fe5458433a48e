//! Lists the reasons for statuses.

use crate::error::Refusal;
use crate::explanation::{self, Explanation};
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use axum::Json;
use domain::reason::Reason;
use serde::Serialize;
use utoipa::ToSchema;

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ReasonsBody {
    reasons: Vec<Explanation>,
}

#[utoipa::path(
    get, path = "/reasons", operation_id = "listReasons", tag = "taxonomy", summary = "List reasons",
    responses((status = 200, description = "Why members are as they are, all of it", body = ReasonsBody), Refusals),
)]
pub(super) async fn reasons(caller: Caller) -> Result<Json<ReasonsBody>, Refusal> {
    let reasons = Reason::ALL.iter().map(|reason| explanation::of_reason(*reason, caller.language)).collect();
    Ok(Json(ReasonsBody { reasons }))
}
