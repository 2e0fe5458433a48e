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
use domain::verification::VerificationState;
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
    let visit = viewer.options().verification.as_ref().ok_or(Mishap::Nowhere)?;
    Ok(viewer.scope().verification(visit.guid).await?)
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
/// that the verification stands on: links are passed on. A newer link ends it. Once the verification is over, its own page says so,
/// wherever somebody goes.
pub(super) async fn checked(viewer: &Viewer, parts: &Parts) -> Result<Option<Response>, Mishap> {
    let one = of(viewer).await?;
    let visit = viewer.options().verification.as_ref();
    if let (Some(link), Some(visit)) = (&one.link_hash, visit)
        && *link != visit.link_hash
    {
        return Err(Mishap::Ended);
    }
    if viewer.user().is_disabled {
        return Err(Mishap::UserDisabled);
    }
    let rest = parts.uri.path().strip_prefix(&viewer.base()).ok_or(Mishap::Nowhere)?;
    let mut steps = rest.split('/').skip(1);
    let (member, what) = match (steps.next(), steps.next(), steps.next(), steps.next()) {
        (Some("verification"), ..) => return Ok(None),
        (Some("connect"), Some("members"), Some(member), what) => (Some(member), what),
        (Some("members"), Some(member), what, _) => (Some(member), what),
        // What is kept by hand is verified by nobody, and what is missed is asked for elsewhere.
        (Some("connect"), Some("manual" | "missing"), ..) => return Err(Mishap::Nowhere),
        (Some("connect"), what, ..) => (None, what),
        _ => return Err(Mishap::Nowhere),
    };
    if let Some(named) = member {
        let members = viewer.scope().verification_members(&one).await?;
        let on = members.iter().find(|on| on.member.to_string() == named).ok_or(Mishap::Nowhere)?;
        match what {
            // Which accounts the application shows is not asked here.
            Some("accounts") => return Err(Mishap::Nowhere),
            Some("remove") => {
                let found = viewer.scope().member_of(viewer.user().guid, on.member).await?;
                return if viewer.options().may_remove(&found) { Ok(None) } else { Err(Mishap::Nowhere) };
            }
            Some(_) | None => {}
        }
    }
    let is_farewell = what == Some("done") && one.state == VerificationState::Completed;
    Ok((!one.is_open() && !is_farewell).then(|| see(&path(viewer))))
}

/// Whether this visit may be told of a connection: those by a link that is passed on are for some connections alone.
pub(super) async fn may_see(viewer: &Viewer, member: MemberGuid) -> Result<bool, Mishap> {
    if viewer.options().is_for_one {
        return Ok(viewer.options().member == Some(member));
    }
    Ok(members(viewer).await?.is_none_or(|members| members.contains(&member)))
}

async fn changes(viewer: Viewer, Query(seen): Query<Seen>) -> Result<Response, Mishap> {
    let guid = viewer.options().verification.as_ref().ok_or(Mishap::Nowhere)?.guid;
    Ok(live::stream_of(&viewer, Watched::Verification(guid), seen.version))
}
