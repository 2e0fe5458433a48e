//! Reads a member.

use crate::api::views::member::MemberBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, MemberPath};
use axum::Json;

#[utoipa::path(
    get, path = "/users/{user_guid}/members/{member_guid}", operation_id = "readMember", tag = "members",
    summary = "Read a member",
    params(MemberPath),
    responses((status = 200, description = "The member", body = MemberBody), Refusals),
)]
pub(super) async fn read(caller: Caller, At(path): At<MemberPath>) -> Result<Json<MemberBody>, Refusal> {
    let user = caller.user(&path.user_guid).await?;
    let member = caller.member(&user, &path.member_guid).await?;
    Ok(Json(MemberBody::read(&caller, &user, &member).await?))
}
