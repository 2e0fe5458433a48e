//! Lists the codes of another system.

use crate::error::Refusal;
use crate::explanation::{self, Explanation};
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::page::{MOST, Pagination, Paging};
use crate::request::path::{At, ProviderPath};
use axum::Json;
use domain::reason::{PROVIDER_CODES, ProviderCode};
use serde::Serialize;
use utoipa::ToSchema;

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CodesBody {
    codes: Vec<Explanation>,
    pagination: Pagination,
}

#[utoipa::path(
    get, path = "/providers/{provider}/codes", operation_id = "listProviderCodes", tag = "taxonomy",
    summary = "List codes of a provider",
    params(ProviderPath, Paging),
    responses((status = 200, description = "Its codes, and what they mean here", body = CodesBody), Refusals),
)]
pub(super) async fn codes(
    caller: Caller,
    At(path): At<ProviderPath>,
    paging: Paging,
) -> Result<Json<CodesBody>, Refusal> {
    let all: Vec<&ProviderCode> =
        PROVIDER_CODES.iter().filter(|code| code.provider.eq_ignore_ascii_case(&path.provider)).collect();
    if all.is_empty() {
        return Err(Refusal::not_found("provider"));
    }
    let page = paging.of_at_most(MOST);
    let skip = usize::try_from(page.offset()).unwrap_or(usize::MAX);
    let take = usize::try_from(page.size).unwrap_or(usize::MAX);
    let shown = all.iter().skip(skip).take(take);
    Ok(Json(CodesBody {
        codes: shown.map(|code| explanation::of_code(code, caller.language)).collect(),
        pagination: Pagination::new(page, i64::try_from(all.len()).unwrap_or(i64::MAX)),
    }))
}
