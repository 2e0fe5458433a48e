//! What a verification wants of the person whose accounts are verified: connect, choose accounts, see what is missing, go on, and at the
//! end what the lender has got. What connects and repairs are the screens of Connect; each of them leads back here.

mod report;
mod standing;

use super::live::{self, Seen, Watched};
use super::mishap::Mishap;
use super::viewer::Viewer;
use crate::app::App;
use axum::Router;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::get;
use engine::records::Verification;
use std::sync::Arc;

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/p/{session}/verification", get(standing::show).post(standing::choose))
        .route("/p/{session}/verification/changes", get(changes))
        .route("/p/{session}/verification/report", get(report::show))
        .route("/p/{session}/verification/report.pdf", get(report::pdf))
}

/// The path of the page.
pub(super) fn path(viewer: &Viewer) -> String {
    format!("{}/verification", viewer.base())
}

/// The verification of this visit.
pub(super) async fn of(viewer: &Viewer) -> Result<Verification, Mishap> {
    let visit = viewer.options().verification.as_ref().ok_or(Mishap::Nowhere)?;
    Ok(viewer.scope().verification(visit.guid).await?)
}

async fn changes(viewer: Viewer, Query(seen): Query<Seen>) -> Result<Response, Mishap> {
    let guid = viewer.options().verification.as_ref().ok_or(Mishap::Nowhere)?.guid;
    Ok(live::stream_of(&viewer, Watched::Verification(guid), seen.version))
}
