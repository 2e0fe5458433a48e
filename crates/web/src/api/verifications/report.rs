//! Reads the report of a verification.

use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::report::ReportDocument;
use crate::request::caller::Caller;
use crate::request::path::{At, VerificationPath};
use axum::http::{HeaderName, header};
use axum::response::IntoResponse;

const CONTENT_HASH: HeaderName = HeaderName::from_static("x-content-sha256");

#[utoipa::path(
    get, path = "/v2/verifications/{verification_guid}/report", operation_id = "readVerificationReport", tag = "verifications",
    summary = "Read a verification's report",
    params(VerificationPath),
    responses(
        (status = 200, description = "The report, byte for byte as it was made; `X-Content-Sha256` is its hash", body = ReportDocument),
        Refusals,
    ),
)]
pub(super) async fn report(
    caller: Caller,
    At(path): At<VerificationPath>,
) -> Result<impl IntoResponse, Refusal> {
    let (head, json) = super::kept(&caller, &path).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (CONTENT_HASH, head.content_hash),
    ];
    Ok((headers, json))
}
