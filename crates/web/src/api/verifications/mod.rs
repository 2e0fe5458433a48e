//! Verifications for lenders, and their reports.

mod cancel;
mod create;
mod given;
mod link;
mod list;
mod read;
mod refresh;
mod report;
mod report_html;
mod report_pdf;
mod update;

use crate::api::views::verification::VerificationView;
use crate::app::App;
use crate::error::{Code, Refusal};
use crate::report::{ReportDocument, parsed};
use crate::request::caller::Caller;
use crate::request::path::VerificationPath;
use engine::records::{ReportHead, Verification, VerificationGuid};
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(create::create, list::list))
        .routes(routes!(refresh::refresh))
        .routes(routes!(read::read, update::update))
        .routes(routes!(cancel::cancel))
        .routes(routes!(link::link))
        .routes(routes!(report::report))
        .routes(routes!(report_html::report_html))
        .routes(routes!(report_pdf::report_pdf))
}

/// The guid in a path; what is none names nothing.
fn guid(text: &str) -> Result<VerificationGuid, Refusal> {
    text.parse().map_err(|_| Refusal::not_found("verification"))
}

/// The report of the verification in a path: what is known of it, and its JSON.
async fn kept(caller: &Caller, path: &VerificationPath) -> Result<(ReportHead, Vec<u8>), Refusal> {
    let scope = caller.scope();
    let one = scope.verification(guid(&path.verification_guid)?).await?;
    let head = scope.report_head(&one).await?.ok_or_else(|| Refusal::not_found("report"))?;
    Ok((head, scope.report(&one).await?.to_vec()))
}

/// The same, read.
async fn kept_report(
    caller: &Caller,
    path: &VerificationPath,
) -> Result<(ReportHead, ReportDocument), Refusal> {
    let (head, json) = kept(caller, path).await?;
    let report =
        parsed(&json).ok_or_else(|| Refusal::new(Code::Internal, "The report could not be read."))?;
    Ok((head, report))
}

/// A verification with what it stands on.
async fn view(caller: &Caller, one: &Verification) -> Result<VerificationView, Refusal> {
    let members = caller.scope().verification_members(one).await?;
    let report = caller.scope().report_head(one).await?;
    Ok(VerificationView::new(one, &members, report.as_ref(), caller.language))
}
