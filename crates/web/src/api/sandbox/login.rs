//! Shows what a login has sent to the simulated bank, and what it meets.

use super::Sandbox;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, LoginPath};
use axum::Json;
use serde_json::Value;

#[utoipa::path(
    get, path = "/sandbox/institutions/{institution_code}/logins/{login}", operation_id = "readSandboxLogin", tag = "sandbox", summary = "Read what a login has sent to the simulated bank",
    params(LoginPath),
    responses((status = 200, description = "The bank's own words; see docs/BANK.md", body = Object), Refusals),
)]
pub(super) async fn login(
    _: Sandbox,
    caller: Caller,
    At(path): At<LoginPath>,
) -> Result<Json<Value>, Refusal> {
    Ok(Json(caller.engine().bank_login(&path.institution_code, &path.login).await?))
}
