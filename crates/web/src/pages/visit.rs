//! What a visit may ask for and be told of, and where it goes on. Most may see everything of their person; those that were opened for one
//! thing, by links that are passed on, see that alone.

use super::connect::see;
use super::mishap::Mishap;
use super::viewer::Viewer;
use super::{connections, verification};
use axum::http::request::Parts;
use axum::response::Response;
use domain::id::MemberGuid;
use domain::verification::VerificationState;
use engine::PageKind;

/// Whether the visit may ask for this; a response where it is led elsewhere.
pub(super) async fn checked(viewer: &Viewer, parts: &Parts) -> Result<Option<Response>, Mishap> {
    let options = viewer.options();
    let is_allowed = match options.page {
        PageKind::Verification => return of_verification(viewer, parts).await,
        PageKind::Leave => is_of_leave(viewer, parts),
        PageKind::Connect | PageKind::Connections => !options.is_for_one || is_of_one(viewer, parts),
    };
    if is_allowed { Ok(None) } else { Err(Mishap::Nowhere) }
}

/// A session for one visit to a bank leads there and back, shows how that connection stands, and nothing else.
fn is_of_leave(viewer: &Viewer, parts: &Parts) -> bool {
    let Some(member) = viewer.options().member else { return false };
    let Some(rest) = rest_of(viewer, parts) else { return false };
    let of_visit = format!("/members/{member}/");
    let of_connection = format!("/connect/members/{member}");
    let is_shown =
        rest == of_connection || rest == format!("{of_connection}/changes") || rest == "/connect/done";
    rest.starts_with(&of_visit) || (parts.method.is_safe() && is_shown)
}

/// A session that the link of a mail opened is for one connection.
fn is_of_one(viewer: &Viewer, parts: &Parts) -> bool {
    let Some(member) = viewer.options().member else { return false };
    let Some(rest) = rest_of(viewer, parts) else { return false };
    let is_around = matches!(rest, "/connect" | "/connect/consent" | "/connect/support" | "/connect/done");
    let is_below = |path: String| {
        rest.strip_prefix(&path).is_some_and(|below| below.is_empty() || below.starts_with('/'))
    };
    is_around || is_below(format!("/connect/members/{member}")) || is_below(format!("/members/{member}"))
}

/// One for a verification may ask for its own pages; and while something can still be done, for those that connect and those of the
/// connections that the verification stands on. A newer link ends it. Once the verification is over, its own page says so, wherever
/// somebody goes.
async fn of_verification(viewer: &Viewer, parts: &Parts) -> Result<Option<Response>, Mishap> {
    let one = verification::of(viewer).await?;
    let visit = viewer.options().verification.as_ref();
    if let (Some(link), Some(visit)) = (&one.link_hash, visit)
        && *link != visit.link_hash
    {
        return Err(Mishap::Ended);
    }
    if viewer.user().is_disabled {
        return Err(Mishap::UserDisabled);
    }
    let mut steps = rest_of(viewer, parts).ok_or(Mishap::Nowhere)?.split('/').skip(1);
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
    // A page that is open hears that something changed, and goes there by itself; a stream is not led to a page.
    let is_stream = member.is_some() && what == Some("changes");
    Ok((!one.is_open() && !is_farewell && !is_stream).then(|| see(&verification::path(viewer))))
}

/// The path behind what all paths of the session begin with.
fn rest_of<'a>(viewer: &Viewer, parts: &'a Parts) -> Option<&'a str> {
    parts.uri.path().strip_prefix(&viewer.base())
}

/// The connections that the visit may be told of; none where it may of all.
pub(super) async fn members(viewer: &Viewer) -> Result<Option<Vec<MemberGuid>>, Mishap> {
    let options = viewer.options();
    if options.verification.is_some() {
        let one = verification::of(viewer).await?;
        let members = viewer.scope().verification_members(&one).await?;
        return Ok(Some(members.iter().map(|on| on.member).collect()));
    }
    Ok(options.is_for_one.then(|| options.member.into_iter().collect()))
}

/// Whether the visit may be told of this connection.
pub(super) async fn may_see(viewer: &Viewer, member: MemberGuid) -> Result<bool, Mishap> {
    Ok(members(viewer).await?.is_none_or(|members| members.contains(&member)))
}

/// Where it goes on after a page of Connect: one to Connections to what is repaired next or to the list, one for a verification to how
/// that stands. None where Connect is all there is.
pub(super) fn back_path(viewer: &Viewer) -> Option<String> {
    match viewer.options().page {
        PageKind::Connections => Some(connections::back_path(viewer)),
        PageKind::Verification => Some(verification::path(viewer)),
        PageKind::Connect | PageKind::Leave => None,
    }
}

/// What leads there says so.
pub(super) fn back_button(viewer: &Viewer) -> &'static str {
    match viewer.options().page {
        PageKind::Verification => "button-verify",
        PageKind::Connections | PageKind::Connect | PageKind::Leave => "button-connections",
    }
}
