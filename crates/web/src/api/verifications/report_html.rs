//! Reads the report of a verification as a page.

use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::pages::shown::alone;
use crate::report::{ReportPage, Said};
use crate::request::caller::Caller;
use crate::request::path::{At, VerificationPath};
use axum::http::StatusCode;
use axum::response::IntoResponse;

#[utoipa::path(
    get, path = "/v2/verifications/{verification_guid}/report.html", operation_id = "readVerificationReportPage", tag = "verifications",
    summary = "Read a verification's report as a page",
    params(
        VerificationPath,
        ("locale" = Option<String>, Query, description = "Its language: `en`, `es` or `fr-CA`; else that of `Accept-Language`"),
    ),
    responses(
        (status = 200, description = "The report as a page that needs nothing else, with the hash of its JSON", content_type = "text/html"),
        Refusals,
    ),
)]
pub(super) async fn report_html(
    caller: Caller,
    At(path): At<VerificationPath>,
) -> Result<impl IntoResponse, Refusal> {
    let (head, report) = super::kept_report(&caller, &path).await?;
    let page = ReportPage::of(&report, &head.content_hash, Said(caller.language));
    Ok(alone(&page, caller.language, StatusCode::OK))
}
