//! Buttons that change a connection: refresh, fetch older transactions, pause, go on. Each leads back to the connection, also when
//! something else happened meanwhile.

use super::path_of;
use super::said::Said;
use crate::pages::connect::{member_of, see};
use crate::pages::mishap::Mishap;
use crate::pages::viewer::Viewer;
use axum::extract::Path;
use axum::response::Response;
use domain::reason::Actor;
use domain::run::RunKind;
use engine::records::Member;
use engine::{Decision, Error, Name, StartRun, Started};

pub(super) async fn refresh(
    viewer: Viewer,
    Path((_, member)): Path<(String, String)>,
) -> Result<Response, Mishap> {
    let member = member_of(&viewer, &member).await?;
    let said = start(&viewer, &member, RunKind::Aggregate).await?;
    Ok(back(&viewer, &member, said))
}

/// Transactions from further back.
pub(super) async fn history(
    viewer: Viewer,
    Path((_, member)): Path<(String, String)>,
) -> Result<Response, Mishap> {
    let member = member_of(&viewer, &member).await?;
    let said = start(&viewer, &member, RunKind::ExtendHistory).await?.unwrap_or(Said::History);
    Ok(back(&viewer, &member, Some(said)))
}

pub(super) async fn pause(
    viewer: Viewer,
    Path((_, member)): Path<(String, String)>,
) -> Result<Response, Mishap> {
    let member = member_of(&viewer, &member).await?;
    let said = decide(&viewer, &member, Decision::Pause, Said::Paused).await?;
    Ok(back(&viewer, &member, Some(said)))
}

pub(super) async fn unpause(
    viewer: Viewer,
    Path((_, member)): Path<(String, String)>,
) -> Result<Response, Mishap> {
    let member = member_of(&viewer, &member).await?;
    let said = decide(&viewer, &member, Decision::Unpause, Said::Unpaused).await?;
    Ok(back(&viewer, &member, Some(said)))
}

/// None: it has begun.
async fn start(viewer: &Viewer, member: &Member, kind: RunKind) -> Result<Option<Said>, Mishap> {
    let wish = StartRun {
        kind,
        reads: None,
        without: domain::run::Reads::default(),
        callback_payload: None,
        even_if_fresh: false,
    };
    match viewer.scope().start_run(viewer.user(), &Name::Guid(member.guid), &wish).await {
        Ok((_, Started::Run)) => Ok(None),
        Ok((_, Started::OpenAlready)) | Err(Error::RunOpen(_)) => Ok(Some(Said::Busy)),
        Ok((_, Started::FreshEnough)) => Ok(Some(Said::Fresh)),
        Err(Error::Invalid { .. }) => Ok(Some(Said::NoHistory)),
        Err(Error::Impossible { .. } | Error::Contended) => Ok(Some(Said::NotNow)),
        Err(error) => Err(error.into()),
    }
}

async fn decide(viewer: &Viewer, member: &Member, decision: Decision, done: Said) -> Result<Said, Mishap> {
    match viewer.scope().decide(viewer.user(), &Name::Guid(member.guid), decision, Actor::User).await {
        Ok(_) => Ok(done),
        Err(Error::Impossible { .. } | Error::Contended) => Ok(Said::NotNow),
        Err(error) => Err(error.into()),
    }
}

fn back(viewer: &Viewer, member: &Member, said: Option<Said>) -> Response {
    let path = path_of(viewer, member);
    see(&said.map_or_else(|| path.clone(), |said| said.at(&path)))
}
