//! Whether a remedy helped, as the person says.

use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::json::Body;
use crate::request::path::{At, RemedyPath};
use axum::http::StatusCode;
use domain::reason::Remedy;
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct RemedyAnswerBody {
    helped: bool,
}

#[utoipa::path(
    post, path = "/users/{user_guid}/members/{member_guid}/remedies/{remedy}", operation_id = "answerRemedy", tag = "members",
    summary = "Say whether a remedy helped",
    params(RemedyPath),
    request_body = RemedyAnswerBody,
    responses((status = 204, description = "Noted; the order of remedies learns from it"), Refusals),
)]
pub(super) async fn answer(
    caller: Caller,
    At(path): At<RemedyPath>,
    body: Body<RemedyAnswerBody>,
) -> Result<StatusCode, Refusal> {
    let remedy = Remedy::from_name(&path.remedy).ok_or_else(|| Refusal::not_found("remedy"))?;
    let user = caller.user(&path.user_guid).await?;
    let name = caller.member_name(&path.member_guid)?;
    let noted = caller.scope().answer_remedy(&user, &name, remedy, body.value.helped).await;
    caller.found(user.guid, &name, noted).await?;
    Ok(StatusCode::NO_CONTENT)
}
