//! Makes a login of the simulated bank meet a condition, or none.

use super::Sandbox;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::json::Body;
use crate::request::path::{At, LoginPath};
use axum::Json;
use serde_json::{Map, Value};

#[utoipa::path(
    put, path = "/sandbox/institutions/{institution_code}/logins/{login}", operation_id = "setSandboxLogin", tag = "sandbox", summary = "Make a login of the simulated bank meet something",
    params(LoginPath),
    request_body(content = Object, description = "As docs/BANK.md describes it"),
    responses((status = 200, description = "The bank's own words; see docs/BANK.md", body = Object), Refusals),
)]
pub(super) async fn set(
    _: Sandbox,
    caller: Caller,
    At(path): At<LoginPath>,
    body: Body<Map<String, Value>>,
) -> Result<Json<Value>, Refusal> {
    let behaviour = Value::Object(body.value);
    Ok(Json(caller.engine().set_bank_login(&path.institution_code, &path.login, &behaviour).await?))
}
