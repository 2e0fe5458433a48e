//! Lists the fields that a member's credentials fill in; never their values.

use crate::api::views::credential::CredentialsBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::page::{MOST, Paging};
use crate::request::path::{At, MemberPath};
use axum::Json;

#[utoipa::path(
    get, path = "/users/{user_guid}/members/{member_guid}/credentials", operation_id = "listMemberCredentials",
    tag = "members", summary = "List a member's login fields",
    params(MemberPath, Paging),
    responses((status = 200, description = "The fields, in the order of the form", body = CredentialsBody), Refusals),
)]
pub(super) async fn credentials(
    caller: Caller,
    At(path): At<MemberPath>,
    paging: Paging,
) -> Result<Json<CredentialsBody>, Refusal> {
    let member = caller.member_quickly(&path.user_guid, &path.member_guid).await?;
    let form = caller.scope().member_credentials(&member).await?;
    Ok(Json(CredentialsBody::new(&form, paging.of_at_most(MOST))))
}
