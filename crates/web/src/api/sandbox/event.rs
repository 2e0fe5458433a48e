//! Lets something happen to a member, as if it had been observed.

use super::Sandbox;
use crate::api::views::member::MemberBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::json::Body;
use crate::request::path::{AnyMemberPath, At};
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::member::Event;
use domain::reason::Reason;
use engine::Name;
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct EventBody {
    /// One of the events of the life cycle.
    #[schema(example = "institution_locked")]
    event: String,
    /// Why; the first reason of the event when it is left out.
    #[schema(example = "account_locked")]
    reason: Option<String>,
}

#[utoipa::path(
    post, path = "/sandbox/members/{member_guid}/events", operation_id = "fireSandboxEvent", tag = "sandbox",
    summary = "Fire an event at a member",
    params(AnyMemberPath),
    request_body = EventBody,
    responses(
        (status = 200, description = "The member as it is now", body = MemberBody),
        (status = 204, description = "The event deleted the member"),
        Refusals,
    ),
)]
pub(super) async fn fire(
    _: Sandbox,
    caller: Caller,
    At(path): At<AnyMemberPath>,
    body: Body<EventBody>,
) -> Result<Response, Refusal> {
    let event = Event::from_name(&body.value.event)
        .ok_or_else(|| Refusal::invalid("event", one_of(Event::ALL.iter().map(|event| event.name()))))?;
    let reason_named = |name: &str| {
        Reason::from_name(name)
            .ok_or_else(|| Refusal::invalid("reason", one_of(Reason::ALL.iter().map(|reason| reason.name()))))
    };
    let reason = body.value.reason.as_deref().map(reason_named).transpose()?;
    let guid = path.member_guid.parse().map_err(|_| Refusal::not_found("member"))?;
    let member = caller.scope().fire(guid, event, reason).await?;
    let user = caller.scope().user(&Name::Guid(member.user)).await?;
    match caller.scope().member(&user, &Name::Guid(guid)).await {
        Ok(member) => Ok(Json(MemberBody::read(&caller, &user, &member).await?).into_response()),
        Err(engine::Error::NotFound(_)) => Ok(StatusCode::NO_CONTENT.into_response()),
        Err(error) => Err(error.into()),
    }
}

fn one_of<'a>(names: impl Iterator<Item = &'a str>) -> String {
    format!("must be one of {}", names.collect::<Vec<_>>().join(", "))
}
