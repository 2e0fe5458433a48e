//! Buttons that change a connection: refresh, fetch older transactions, pause, go on. Each leads back to the connection, also when
//! something else happened meanwhile.

use super::path_of;
use super::said::Said;
use crate::pages::connect::{member_of, see};
use crate::pages::mishap::Mishap;
use crate::pages::visit::Visit;
use axum::extract::Path;
use axum::response::Response;
use domain::reason::Actor;
use domain::run::RunKind;
use engine::records::Member;
use engine::{Decision, Error, Name, StartRun, Started};

pub(super) async fn refresh(
    visit: Visit,
    Path((_, member)): Path<(String, String)>,
) -> Result<Response, Mishap> {
    let member = member_of(&visit, &member).await?;
    let said = start(&visit, &member, RunKind::Aggregate).await?;
    Ok(back(&visit, &member, said))
}

/// Transactions from further back.
pub(super) async fn history(
    visit: Visit,
    Path((_, member)): Path<(String, String)>,
) -> Result<Response, Mishap> {
    let member = member_of(&visit, &member).await?;
    let said = start(&visit, &member, RunKind::ExtendHistory).await?.unwrap_or(Said::History);
    Ok(back(&visit, &member, Some(said)))
}

pub(super) async fn pause(
    visit: Visit,
    Path((_, member)): Path<(String, String)>,
) -> Result<Response, Mishap> {
    let member = member_of(&visit, &member).await?;
    let said = decide(&visit, &member, Decision::Pause, Said::Paused).await?;
    Ok(back(&visit, &member, Some(said)))
}

pub(super) async fn unpause(
    visit: Visit,
    Path((_, member)): Path<(String, String)>,
) -> Result<Response, Mishap> {
    let member = member_of(&visit, &member).await?;
    let said = decide(&visit, &member, Decision::Unpause, Said::Unpaused).await?;
    Ok(back(&visit, &member, Some(said)))
}

/// None: it has begun.
async fn start(visit: &Visit, member: &Member, kind: RunKind) -> Result<Option<Said>, Mishap> {
    let wish = StartRun { kind, callback_payload: None };
    match visit.scope().start_run(visit.user(), &Name::Guid(member.guid), &wish).await {
        Ok((_, Started::Run)) => Ok(None),
        Ok((_, Started::OpenAlready)) | Err(Error::RunOpen(_)) => Ok(Some(Said::Busy)),
        Ok((_, Started::FreshEnough)) => Ok(Some(Said::Fresh)),
        Err(Error::Invalid { .. }) => Ok(Some(Said::NoHistory)),
        Err(Error::Impossible { .. } | Error::Contended) => Ok(Some(Said::NotNow)),
        Err(error) => Err(error.into()),
    }
}

async fn decide(visit: &Visit, member: &Member, decision: Decision, done: Said) -> Result<Said, Mishap> {
    match visit.scope().decide(visit.user(), &Name::Guid(member.guid), decision, Actor::User).await {
        Ok(_) => Ok(done),
        Err(Error::Impossible { .. } | Error::Contended) => Ok(Said::NotNow),
        Err(error) => Err(error.into()),
    }
}

fn back(visit: &Visit, member: &Member, said: Option<Said>) -> Response {
    let path = path_of(visit, member);
    see(&said.map_or_else(|| path.clone(), |said| said.at(&path)))
}
