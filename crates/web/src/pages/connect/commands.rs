//! Buttons that change a connection: refresh, go on after a pause, open again; and what people say of a remedy. Each leads to the screen
//! that the connection then calls for, also when something else happened meanwhile.

use super::member::Said;
use super::{consent, member_of, path_of, see};
use crate::pages::form::Form;
use crate::pages::mishap::Mishap;
use crate::pages::viewer::Viewer;
use axum::extract::Path;
use axum::response::Response;
use domain::id::MemberGuid;
use domain::reason::{Actor, Remedy};
use engine::records::Member;
use engine::{Decision, Error, Name, StartRun, Started};

/// In a visit for a verification: it stands on this connection from now on, and what it wants is read of it.
pub(in crate::pages) async fn stand_on(viewer: &Viewer, member: MemberGuid) -> Result<(), Mishap> {
    match &viewer.options().verification {
        Some(visit) => Ok(viewer.scope().connect_for_verification(visit.guid, member).await?),
        None => Ok(()),
    }
}

/// Begins what the visit is for.
pub(super) async fn start(viewer: &Viewer, member: &Member) -> Result<Option<Said>, Mishap> {
    let options = viewer.options();
    if options.verification.is_some() {
        return stand_on(viewer, member.guid).await.map(|()| None);
    }
    let wish = StartRun {
        kind: options.run_kind(),
        reads: options.unusual_reads(),
        without: domain::run::Reads::default(),
        callback_payload: None,
        even_if_fresh: false,
    };
    match viewer.scope().start_run(viewer.user(), &Name::Guid(member.guid), &wish).await {
        Ok((_, Started::Run | Started::OpenAlready)) => Ok(None),
        Ok((_, Started::FreshEnough)) => Ok(Some(Said::Fresh)),
        Err(Error::RunOpen(_)) => Ok(Some(Said::Busy)),
        Err(Error::Impossible { .. } | Error::Contended | Error::Invalid { .. }) => Ok(Some(Said::NotNow)),
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn refresh(
    viewer: Viewer,
    Path((_, member)): Path<(String, String)>,
) -> Result<Response, Mishap> {
    let member = member_of(&viewer, &member).await?;
    let said = start(&viewer, &member).await?;
    Ok(back(&viewer, &member, said))
}

pub(super) async fn unpause(
    viewer: Viewer,
    Path((_, member)): Path<(String, String)>,
) -> Result<Response, Mishap> {
    let member = member_of(&viewer, &member).await?;
    let said = decide(&viewer, &member, Decision::Unpause).await?;
    Ok(back(&viewer, &member, said))
}

/// Opened again, it waits for a login.
pub(super) async fn reopen(
    viewer: Viewer,
    Path((_, member)): Path<(String, String)>,
) -> Result<Response, Mishap> {
    let member = member_of(&viewer, &member).await?;
    if !consent::covers(&viewer, &member).await? {
        return Ok(consent::ask(&viewer, &member));
    }
    Ok(match decide(&viewer, &member, Decision::Reopen).await? {
        None => see(&format!("{}/credentials", path_of(&viewer, &member))),
        said => back(&viewer, &member, said),
    })
}

/// Whether a remedy helped.
pub(super) async fn remedy(
    viewer: Viewer,
    Path((_, member, remedy)): Path<(String, String, String)>,
    sent: Form,
) -> Result<Response, Mishap> {
    let member = member_of(&viewer, &member).await?;
    let remedy = Remedy::from_name(&remedy).ok_or(Mishap::Nowhere)?;
    let has_helped = match sent.text("helped") {
        "yes" => true,
        "no" => false,
        _ => return Err(Mishap::Unreadable),
    };
    let name = Name::Guid(member.guid);
    match viewer.scope().answer_remedy(viewer.user(), &name, remedy, has_helped).await {
        Ok(()) => Ok(back(&viewer, &member, Some(Said::Thanks))),
        // The trouble has changed, and with it the advice.
        Err(Error::Invalid { .. }) => Ok(back(&viewer, &member, None)),
        Err(error) => Err(error.into()),
    }
}

async fn decide(viewer: &Viewer, member: &Member, decision: Decision) -> Result<Option<Said>, Mishap> {
    match viewer.scope().decide(viewer.user(), &Name::Guid(member.guid), decision, Actor::User).await {
        Ok(_) => Ok(None),
        Err(Error::Impossible { .. } | Error::Contended) => Ok(Some(Said::NotNow)),
        Err(error) => Err(error.into()),
    }
}

fn back(viewer: &Viewer, member: &Member, said: Option<Said>) -> Response {
    let path = path_of(viewer, member);
    see(&match said {
        Some(said) => format!("{path}?said={}", said.name()),
        None => path,
    })
}
