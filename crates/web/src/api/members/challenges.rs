//! Lists the open questions of a member.

use crate::api::views::challenge::ChallengesBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::page::{MOST, Paging};
use crate::request::path::{At, MemberPath};
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::member::Status;

#[utoipa::path(
    get, path = "/users/{user_guid}/members/{member_guid}/challenges", operation_id = "listMemberChallenges",
    tag = "members", summary = "List a member's challenges",
    params(MemberPath, Paging),
    responses(
        (status = 200, description = "The open questions", body = ChallengesBody),
        (status = 204, description = "The member is not CHALLENGED"),
        Refusals,
    ),
)]
pub(super) async fn challenges(
    caller: Caller,
    At(path): At<MemberPath>,
    paging: Paging,
) -> Result<Response, Refusal> {
    let member = caller.member_quickly(&path.user_guid, &path.member_guid).await?;
    if member.state.status != Status::Challenged {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let challenges = caller.scope().challenges(&member).await?;
    Ok(Json(ChallengesBody::new(&challenges, paging.of_at_most(MOST))).into_response())
}
