//! Lists the systems whose codes are known.

use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use axum::Json;
use domain::reason::PROVIDER_CODES;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProviderLine {
    #[schema(example = "finicity")]
    name: &'static str,
    /// How many of its codes are known.
    codes: usize,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProvidersBody {
    providers: Vec<ProviderLine>,
}

#[utoipa::path(
    get, path = "/providers", operation_id = "listProviders", tag = "taxonomy", summary = "List providers",
    responses((status = 200, description = "The systems whose codes are known", body = ProvidersBody), Refusals),
)]
pub(super) async fn providers(_caller: Caller) -> Result<Json<ProvidersBody>, Refusal> {
    let mut counts = BTreeMap::<&'static str, usize>::new();
    for code in PROVIDER_CODES {
        *counts.entry(code.provider).or_default() += 1;
    }
    let providers = counts.into_iter().map(|(name, codes)| ProviderLine { name, codes }).collect();
    Ok(Json(ProvidersBody { providers }))
}
