//! What the decisions about a member have in common: who decides, and the member as it is then.

use crate::api::views::member::MemberBody;
use crate::error::{Code, Refusal};
use crate::request::caller::Caller;
use crate::request::path::MemberPath;
use domain::reason::Actor;
use engine::Decision;
use serde::Deserialize;
use utoipa::IntoParams;

/// Whose decision it is.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Decider {
    /// `client` (the application, unless said otherwise) or `user` (its person)
    by: Option<String>,
}

impl Decider {
    pub(super) fn actor(&self) -> Result<Actor, Refusal> {
        match self.by.as_deref() {
            None | Some("client") => Ok(Actor::Client),
            Some("user") => Ok(Actor::User),
            Some(_) => Err(Refusal::new(Code::InvalidParameter, "by must be client or user")),
        }
    }
}

pub(super) async fn decide(
    caller: &Caller,
    path: &MemberPath,
    decider: Decider,
    decision: Decision,
) -> Result<MemberBody, Refusal> {
    let by = decider.actor()?;
    let user = caller.user(&path.user_guid).await?;
    let name = caller.member_name(&path.member_guid)?;
    let member = caller.scope().decide(&user, &name, decision, by).await;
    let member = caller.found(user.guid, &name, member).await?;
    MemberBody::read(caller, &user, &member).await
}
