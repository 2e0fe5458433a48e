//! Writes out a member.

use super::{File, Wanted};
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, MemberPath};
use crate::request::query::Query;
use axum::response::Response;
use engine::ExportOf;

#[utoipa::path(
    get, path = "/users/{user_guid}/members/{member_guid}/export", operation_id = "exportMember", tag = "exports",
    summary = "Export a member",
    description = "The accounts of one connection with their transactions.",
    params(MemberPath, Wanted),
    responses(
        (status = 200, description = "The file, to be saved under the name that the header Content-Disposition gives", content(
            (inline(File) = "application/json"), (inline(File) = "text/csv"), (inline(File) = "application/x-ofx"),
        )),
        Refusals,
    ),
)]
pub(super) async fn export(
    caller: Caller,
    At(at): At<MemberPath>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Refusal> {
    let user = caller.user(&at.user_guid).await?;
    let of = ExportOf::Member(caller.member(&user, &at.member_guid).await?.guid);
    Ok(caller.export(user, of).answer(wanted.format()).await)
}
