//! What a verification wants of the person whose accounts are verified: connect, choose accounts, see what is missing, go on, and at the
//! end what the lender has got. What connects and repairs are the screens of Connect; each of them leads back here.

mod report;
mod standing;

use super::connect::see;
use super::live::{self, Seen, Watched};
use super::mishap::Mishap;
use super::viewer::Viewer;
use crate::app::App;
use axum::Router;
use axum::extract::Query;
use axum::http::request::Parts;
use axum::response::Response;
use axum::routing::get;
use domain::id::MemberGuid;
use engine::PageKind;
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

/// Where the pages of Connect lead back to in such a visit.
pub(super) fn back_path(viewer: &Viewer) -> Option<String> {
    (viewer.options().page == PageKind::Verification && viewer.path() != path(viewer)).then(|| path(viewer))
}

/// The verification of this visit.
async fn of(viewer: &Viewer) -> Result<Verification, Mishap> {
    let guid = viewer.options().verification.ok_or(Mishap::Nowhere)?;
    Ok(viewer.scope().verification(guid).await?)
}

/// The connections that a visit for a verification may see: those it stands on. None in other visits, which see all of the person's.
pub(super) async fn members(viewer: &Viewer) -> Result<Option<Vec<MemberGuid>>, Mishap> {
    if viewer.options().page != PageKind::Verification {
        return Ok(None);
    }
    let one = of(viewer).await?;
    let members = viewer.scope().verification_members(&one).await?;
    Ok(Some(members.iter().map(|on| on.member).collect()))
}

/// Such a visit may ask for its own pages; and while something can still be done, for those that connect and those of the connections
/// that the verification stands on: links are passed on. Once it is over, its own page says so, wherever somebody goes.
pub(super) async fn checked(viewer: &Viewer, parts: &Parts) -> Result<Option<Response>, Mishap> {
    let rest = parts.uri.path().strip_prefix(&viewer.base()).ok_or(Mishap::Nowhere)?;
    let mut steps = rest.split('/').skip(1);
    let named = match (steps.next(), steps.next(), steps.next()) {
        (Some("verification"), ..) => return Ok(None),
        (Some("connect"), Some("members"), Some(member)) | (Some("members"), Some(member), _) => Some(member),
        (Some("connect"), Some("manual"), _) => return Err(Mishap::Nowhere),
        (Some("connect"), ..) => None,
        _ => return Err(Mishap::Nowhere),
    };
    let one = of(viewer).await?;
    if let Some(named) = named {
        let members = viewer.scope().verification_members(&one).await?;
        members.iter().find(|on| on.member.to_string() == named).ok_or(Mishap::Nowhere)?;
    }
    Ok((!one.is_open()).then(|| see(&path(viewer))))
}

async fn changes(viewer: Viewer, Query(seen): Query<Seen>) -> Result<Response, Mishap> {
    let guid = viewer.options().verification.ok_or(Mishap::Nowhere)?;
    Ok(live::stream_of(&viewer, Watched::Verification(guid), seen.version))
}
