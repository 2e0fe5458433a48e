//! Ends the pause of a member.

use super::decide::{Decider, decide};
use crate::api::views::member::MemberBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, MemberPath};
use crate::request::query::Query;
use axum::Json;
use engine::Decision;

#[utoipa::path(
    post, path = "/users/{user_guid}/members/{member_guid}/unpause", operation_id = "unpauseMember", tag = "members",
    summary = "End the pause of a member",
    params(MemberPath, Decider),
    responses((status = 200, description = "The former status is back", body = MemberBody), Refusals),
)]
pub(super) async fn unpause(
    caller: Caller,
    At(path): At<MemberPath>,
    Query(decider): Query<Decider>,
) -> Result<Json<MemberBody>, Refusal> {
    decide(&caller, &path, decider, Decision::Unpause).await.map(Json)
}
