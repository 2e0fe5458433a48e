//! Buttons that change a connection: refresh, go on after a pause, open again; and what people say of a remedy. Each leads to the screen
//! that the connection then calls for, also when something else happened meanwhile.

use super::member::Said;
use super::{member_of, path_of, see};
use crate::pages::form::Form;
use crate::pages::mishap::Mishap;
use crate::pages::visit::Visit;
use axum::extract::Path;
use axum::response::Response;
use domain::reason::{Actor, Remedy};
use domain::run::RunKind;
use engine::records::Member;
use engine::{Decision, Error, Mode, Name, StartRun, Started};

/// Begins what the visit is for.
pub(super) async fn start(visit: &Visit, member: &Member) -> Result<Option<Said>, Mishap> {
    let kind = match visit.options().mode {
        Mode::Aggregation => RunKind::Aggregate,
        Mode::Verification => RunKind::Verify,
    };
    let wish = StartRun { kind, callback_payload: None };
    match visit.scope().start_run(visit.user(), &Name::Guid(member.guid), &wish).await {
        Ok((_, Started::Run | Started::OpenAlready)) => Ok(None),
        Ok((_, Started::FreshEnough)) => Ok(Some(Said::Fresh)),
        Err(Error::RunOpen(_)) => Ok(Some(Said::Busy)),
        Err(Error::Impossible { .. } | Error::Contended | Error::Invalid { .. }) => Ok(Some(Said::NotNow)),
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn refresh(
    visit: Visit,
    Path((_, member)): Path<(String, String)>,
) -> Result<Response, Mishap> {
    let member = member_of(&visit, &member).await?;
    let said = start(&visit, &member).await?;
    Ok(back(&visit, &member, said))
}

pub(super) async fn unpause(
    visit: Visit,
    Path((_, member)): Path<(String, String)>,
) -> Result<Response, Mishap> {
    let member = member_of(&visit, &member).await?;
    let said = decide(&visit, &member, Decision::Unpause).await?;
    Ok(back(&visit, &member, said))
}

/// Opened again, it waits for a login.
pub(super) async fn reopen(
    visit: Visit,
    Path((_, member)): Path<(String, String)>,
) -> Result<Response, Mishap> {
    let member = member_of(&visit, &member).await?;
    Ok(match decide(&visit, &member, Decision::Reopen).await? {
        None => see(&format!("{}/credentials", path_of(&visit, &member))),
        said => back(&visit, &member, said),
    })
}

/// Whether a remedy helped.
pub(super) async fn remedy(
    visit: Visit,
    Path((_, member, remedy)): Path<(String, String, String)>,
    sent: Form,
) -> Result<Response, Mishap> {
    let member = member_of(&visit, &member).await?;
    let remedy = Remedy::from_name(&remedy).ok_or(Mishap::Nowhere)?;
    let has_helped = match sent.text("helped") {
        "yes" => true,
        "no" => false,
        _ => return Err(Mishap::Unreadable),
    };
    let name = Name::Guid(member.guid);
    match visit.scope().answer_remedy(visit.user(), &name, remedy, has_helped).await {
        Ok(()) => Ok(back(&visit, &member, Some(Said::Thanks))),
        // The trouble has changed, and with it the advice.
        Err(Error::Invalid { .. }) => Ok(back(&visit, &member, None)),
        Err(error) => Err(error.into()),
    }
}

async fn decide(visit: &Visit, member: &Member, decision: Decision) -> Result<Option<Said>, Mishap> {
    match visit.scope().decide(visit.user(), &Name::Guid(member.guid), decision, Actor::User).await {
        Ok(_) => Ok(None),
        Err(Error::Impossible { .. } | Error::Contended) => Ok(Some(Said::NotNow)),
        Err(error) => Err(error.into()),
    }
}

fn back(visit: &Visit, member: &Member, said: Option<Said>) -> Response {
    let path = path_of(visit, member);
    see(&match said {
        Some(said) => format!("{path}?said={}", said.name()),
        None => path,
    })
}
