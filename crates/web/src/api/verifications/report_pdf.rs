//! Reads the report of a verification as PDF.

use crate::error::{Code, Refusal};
use crate::openapi::Refusals;
use crate::report::{Said, pdf_of};
use crate::request::caller::Caller;
use crate::request::path::{At, VerificationPath};
use axum::http::header;
use axum::response::IntoResponse;

#[utoipa::path(
    get, path = "/v2/verifications/{verification_guid}/report.pdf", operation_id = "downloadVerificationReport", tag = "verifications",
    summary = "Download a verification's report",
    params(
        VerificationPath,
        ("locale" = Option<String>, Query, description = "Its language: `en`, `es` or `fr-CA`; else that of `Accept-Language`"),
    ),
    responses((status = 200, description = "The report as PDF, with the hash of its JSON at the foot of each sheet", content_type = "application/pdf"), Refusals),
)]
pub(super) async fn report_pdf(
    caller: Caller,
    At(path): At<VerificationPath>,
) -> Result<impl IntoResponse, Refusal> {
    let (head, report) = super::kept_report(&caller, &path).await?;
    let pdf = pdf_of(report, head.content_hash, Said(caller.language)).await;
    let pdf = pdf.ok_or_else(|| Refusal::new(Code::Internal, "The report could not be drawn as PDF."))?;
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (header::CONTENT_DISPOSITION, format!("inline; filename=\"{}.pdf\"", head.guid)),
    ];
    Ok((headers, pdf))
}
