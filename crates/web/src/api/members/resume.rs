//! Takes the answers to a member's open questions; its job goes on.

use super::{CredentialRequest, values};
use crate::api::views::member::MemberBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::fields::Object;
use crate::request::json::Body;
use crate::request::path::{At, MemberPath};
use axum::Json;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct MemberResumeRequestBody {
    #[schema(value_type = MemberResumeRequest)]
    member: Object<MemberResumeRequest>,
}

#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct MemberResumeRequest {
    /// An answer to each open question.
    #[schema(value_type = Vec<CredentialRequest>)]
    challenges: Vec<Object<CredentialRequest>>,
}

#[utoipa::path(
    put, path = "/users/{user_guid}/members/{member_guid}/resume", operation_id = "resumeAggregation", tag = "members",
    summary = "Answer a member's challenges",
    params(MemberPath), request_body = MemberResumeRequestBody,
    responses((status = 202, description = "The answers are taken, once; poll the status", body = MemberBody), Refusals),
)]
pub(super) async fn resume(
    caller: Caller,
    At(path): At<MemberPath>,
    body: Body<MemberResumeRequestBody>,
) -> Result<(StatusCode, Json<MemberBody>), Refusal> {
    let user = caller.user(&path.user_guid).await?;
    let name = caller.member_name(&path.member_guid)?;
    let answers = values(body.value.member.0.challenges);
    let member = caller.scope().resume(&user, &name, &answers).await;
    let member = caller.found(user.guid, &name, member).await?;
    Ok((StatusCode::ACCEPTED, Json(MemberBody::read(&caller, &user, &member).await?)))
}
