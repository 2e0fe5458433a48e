//! Opens a closed connection again, with a new login in the same call or later.

use super::decide::{Decider, decide};
use super::{CredentialRequest, values};
use crate::api::views::member::MemberBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::fields::Object;
use crate::request::json::BodyIfAny;
use crate::request::path::{At, MemberPath};
use crate::request::query::Query;
use crate::request::strays::GivenStrays;
use axum::Json;
use engine::{Decision, MemberEdits};
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct MemberReopenRequestBody {
    #[schema(value_type = Option<MemberReopenRequest>)]
    member: Option<Object<MemberReopenRequest>>,
}

#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct MemberReopenRequest {
    /// All fields of the institution's login form; tried at once.
    #[schema(value_type = Option<Vec<CredentialRequest>>)]
    credentials: Option<Vec<Object<CredentialRequest>>>,
}

#[utoipa::path(
    post, path = "/users/{user_guid}/members/{member_guid}/reopen", operation_id = "reopenMember", tag = "members",
    summary = "Reopen a closed member",
    params(
        MemberPath,
        Decider,
        ("Swingbridge-Accept-Stray-Characters" = Option<String>, Header, description = "`true`: values that begin or end with a space, or hold something invisible, are meant so"),
    ),
    request_body = Option<MemberReopenRequestBody>,
    responses((status = 200, description = "IMPAIRED, or UPDATED with credentials; its history is kept", body = MemberBody), Refusals),
)]
pub(super) async fn reopen(
    caller: Caller,
    At(path): At<MemberPath>,
    Query(decider): Query<Decider>,
    strays: GivenStrays,
    BodyIfAny(body): BodyIfAny<MemberReopenRequestBody>,
) -> Result<Json<MemberBody>, Refusal> {
    let given = body.and_then(|body| body.member).and_then(|Object(member)| member.credentials);
    let Some(credentials) = given else {
        return decide(&caller, &path, decider, Decision::Reopen).await.map(Json);
    };
    let by = decider.actor()?;
    let user = caller.user(&path.user_guid).await?;
    let name = caller.member_name(&path.member_guid)?;
    let edits = MemberEdits {
        credentials: Some(values(credentials)),
        strays: strays.0,
        reopened_by: Some(by),
        ..MemberEdits::default()
    };
    let member = caller.scope().update_member(&user, &name, &edits, None).await;
    let member = caller.found(user.guid, &name, member).await?;
    Ok(Json(MemberBody::read(&caller, &user, &member).await?))
}
