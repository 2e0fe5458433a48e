//! What the lender got, for the person whose accounts it is about.

use crate::pages::mishap::Mishap;
use crate::pages::shown::Shown;
use crate::pages::viewer::Viewer;
use crate::report::{ReportPage, Said, parsed, pdf_of};
use axum::http::header;
use axum::response::{IntoResponse, Response};

pub(super) async fn show(viewer: Viewer) -> Result<Response, Mishap> {
    let one = super::of(&viewer).await?;
    let head = viewer.scope().report_head(&one).await?.ok_or(Mishap::Nowhere)?;
    let report = parsed(&viewer.scope().report(&one).await?).ok_or(Mishap::Unwritten)?;
    let path = super::path(&viewer);
    let page = ReportPage::of(&report, &head.content_hash, Said(viewer.language()))
        .with_pdf(format!("{path}/report.pdf"), viewer.words().say("button-report-pdf"));
    viewer.show(Shown::of(&page)?.back(path)).await
}

pub(super) async fn pdf(viewer: Viewer) -> Result<Response, Mishap> {
    let one = super::of(&viewer).await?;
    let head = viewer.scope().report_head(&one).await?.ok_or(Mishap::Nowhere)?;
    let report = parsed(&viewer.scope().report(&one).await?).ok_or(Mishap::Unwritten)?;
    let pdf = pdf_of(report, head.content_hash, Said(viewer.language())).await.ok_or(Mishap::Unwritten)?;
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}.pdf\"", head.guid)),
    ];
    Ok((headers, pdf).into_response())
}
