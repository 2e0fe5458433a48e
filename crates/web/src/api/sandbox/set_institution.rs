//! Makes an institution of the simulated bank slow, down, in maintenance, discontinued, asking for terms, locking logins.

use super::Sandbox;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::json::Body;
use crate::request::path::{At, InstitutionPath};
use axum::Json;
use serde_json::{Map, Value};

#[utoipa::path(
    put, path = "/sandbox/institutions/{institution_code}/state", operation_id = "setSandboxInstitution", tag = "sandbox", summary = "Make an institution of the simulated bank behave",
    params(InstitutionPath),
    request_body(content = Object, description = "As docs/BANK.md describes it"),
    responses((status = 200, description = "The bank's own words; see docs/BANK.md", body = Object), Refusals),
)]
pub(super) async fn set(
    _: Sandbox,
    caller: Caller,
    At(path): At<InstitutionPath>,
    body: Body<Map<String, Value>>,
) -> Result<Json<Value>, Refusal> {
    let behaviour = Value::Object(body.value);
    Ok(Json(caller.engine().set_bank_institution(&path.institution_code, &behaviour).await?))
}
