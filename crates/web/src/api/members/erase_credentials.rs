//! Withdraws the login of a member; the connection waits for a new one.

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
    delete, path = "/users/{user_guid}/members/{member_guid}/credentials", operation_id = "eraseMemberCredentials", tag = "members",
    summary = "Withdraw the login of a member",
    params(MemberPath, Decider),
    responses((status = 200, description = "IMPAIRED; credentials and tokens are gone", body = MemberBody), Refusals),
)]
pub(super) async fn erase(
    caller: Caller,
    At(path): At<MemberPath>,
    Query(decider): Query<Decider>,
) -> Result<Json<MemberBody>, Refusal> {
    decide(&caller, &path, decider, Decision::EraseCredentials).await.map(Json)
}
