//! Where a member stands. Applications poll this, so it reads one row, and the questions only when there are some.

use crate::api::views::member::MemberStatusBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, MemberPath};
use axum::Json;
use domain::member::Status;

#[utoipa::path(
    get, path = "/users/{user_guid}/members/{member_guid}/status", operation_id = "readMemberStatus", tag = "members",
    summary = "Read a member's status",
    params(MemberPath),
    responses((status = 200, description = "Status, progress, and open questions", body = MemberStatusBody), Refusals),
)]
pub(super) async fn status(
    caller: Caller,
    At(path): At<MemberPath>,
) -> Result<Json<MemberStatusBody>, Refusal> {
    let member = caller.member_quickly(&path.user_guid, &path.member_guid).await?;
    let challenges = if member.state.status == Status::Challenged {
        caller.scope().challenges(&member).await?
    } else {
        Vec::new()
    };
    Ok(Json(MemberStatusBody::new(&member, &challenges, caller.language)))
}
