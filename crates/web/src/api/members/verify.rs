//! Starts reading account numbers.

use super::start;
use crate::api::views::member::MemberBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::callback::Callback;
use crate::request::caller::Caller;
use crate::request::path::{At, MemberPath};
use axum::Json;
use domain::run::{Reads, RunKind};

#[utoipa::path(
    post, path = "/users/{user_guid}/members/{member_guid}/verify", operation_id = "verifyMember", tag = "members",
    summary = "Verify a member",
    params(MemberPath, ("X-CALLBACK-PAYLOAD" = Option<String>, Header, description = "Base64; comes back in the webhooks of this job")),
    responses((status = 200, description = "Accepted; poll the status until is_being_aggregated is false", body = MemberBody), Refusals),
)]
pub(super) async fn verify(
    caller: Caller,
    At(path): At<MemberPath>,
    callback: Callback,
) -> Result<Json<MemberBody>, Refusal> {
    let body = start(&caller, &path, RunKind::Verify, Reads::default(), callback).await?;
    Ok(Json(body))
}
