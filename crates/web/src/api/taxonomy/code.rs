//! Explains a code of another system.

use crate::error::{Code, Refusal};
use crate::explanation::{self, Explanation};
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, CodePath};
use crate::request::query::Query;
use axum::Json;
use domain::reason::{Phase, find};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct When {
    /// When the code was received: `connect` or `refresh`
    phase: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CodeBody {
    /// One, unless only a word of a code was given and several have it.
    codes: Vec<Explanation>,
}

#[utoipa::path(
    get, path = "/providers/{provider}/codes/{code}", operation_id = "explainProviderCode", tag = "taxonomy",
    summary = "Explain a code of a provider",
    params(CodePath, When),
    responses((status = 200, description = "What it means here, with its marks", body = CodeBody), Refusals),
)]
pub(super) async fn code(
    caller: Caller,
    At(path): At<CodePath>,
    Query(when): Query<When>,
) -> Result<Json<CodeBody>, Refusal> {
    let phase = match when.phase.as_deref() {
        None => None,
        Some(name) => Some(
            Phase::from_name(name)
                .ok_or_else(|| Refusal::new(Code::InvalidParameter, "phase must be connect or refresh"))?,
        ),
    };
    let codes = find(&path.provider, &path.code, phase);
    if codes.is_empty() {
        return Err(Refusal::new(
            Code::NotFound,
            "No table has this code. Met at a source it would count as unknown, and the operator would be told.",
        ));
    }
    Ok(Json(CodeBody {
        codes: codes.into_iter().map(|code| explanation::of_code(code, caller.language)).collect(),
    }))
}
