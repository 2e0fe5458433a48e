//! Starts reading accounts, balances and transactions.

use super::start;
use crate::api::views::member::MemberBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::callback::Callback;
use crate::request::caller::Caller;
use crate::request::path::{At, MemberPath};
use axum::Json;
use axum::http::StatusCode;
use domain::run::RunKind;

#[utoipa::path(
    post, path = "/users/{user_guid}/members/{member_guid}/aggregate", operation_id = "aggregateMember", tag = "members",
    summary = "Aggregate a member",
    params(MemberPath, ("X-CALLBACK-PAYLOAD" = Option<String>, Header, description = "Base64; comes back in the webhooks of this job")),
    responses((status = 202, description = "Accepted; poll the status until is_being_aggregated is false. Fresh data is not read again", body = MemberBody), Refusals),
)]
pub(super) async fn aggregate(
    caller: Caller,
    At(path): At<MemberPath>,
    callback: Callback,
) -> Result<(StatusCode, Json<MemberBody>), Refusal> {
    let body = start(&caller, &path, RunKind::Aggregate, callback).await?;
    Ok((StatusCode::ACCEPTED, Json(body)))
}
