//! Ends a connection: its secrets go at once, its data stays.

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
    post, path = "/users/{user_guid}/members/{member_guid}/close", operation_id = "closeMember", tag = "members",
    summary = "Close a member",
    params(MemberPath, Decider),
    responses((status = 200, description = "CLOSED; credentials and tokens are gone", body = MemberBody), Refusals),
)]
pub(super) async fn close(
    caller: Caller,
    At(path): At<MemberPath>,
    Query(decider): Query<Decider>,
) -> Result<Json<MemberBody>, Refusal> {
    decide(&caller, &path, decider, Decision::Close).await.map(Json)
}
