//! Pauses a member: nothing is read until the pause ends.

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
    post, path = "/users/{user_guid}/members/{member_guid}/pause", operation_id = "pauseMember", tag = "members",
    summary = "Pause a member",
    params(MemberPath, Decider),
    responses((status = 200, description = "DISABLED; the former status comes back when the pause ends", body = MemberBody), Refusals),
)]
pub(super) async fn pause(
    caller: Caller,
    At(path): At<MemberPath>,
    Query(decider): Query<Decider>,
) -> Result<Json<MemberBody>, Refusal> {
    decide(&caller, &path, decider, Decision::Pause).await.map(Json)
}
