//! Shows how an institution of the simulated bank behaves.

use super::Sandbox;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, InstitutionPath};
use axum::Json;
use serde_json::Value;

#[utoipa::path(
    get, path = "/sandbox/institutions/{institution_code}/state", operation_id = "readSandboxInstitution", tag = "sandbox", summary = "Read how an institution of the simulated bank behaves",
    params(InstitutionPath),
    responses((status = 200, description = "The bank's own words; see docs/BANK.md", body = Object), Refusals),
)]
pub(super) async fn institution(
    _: Sandbox,
    caller: Caller,
    At(path): At<InstitutionPath>,
) -> Result<Json<Value>, Refusal> {
    Ok(Json(caller.engine().bank_institution(&path.institution_code).await?))
}
