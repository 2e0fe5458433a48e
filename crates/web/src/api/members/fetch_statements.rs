//! Starts reading statements.

use super::start;
use crate::api::views::member::MemberBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::callback::Callback;
use crate::request::caller::Caller;
use crate::request::path::{At, MemberPath};
use axum::Json;
use axum::http::StatusCode;
use domain::run::{Reads, RunKind};

#[utoipa::path(
    post, path = "/users/{user_guid}/members/{member_guid}/fetch_statements", operation_id = "fetchStatements", tag = "statements",
    summary = "Fetch statements",
    params(MemberPath),
    responses((status = 202, description = "Accepted; poll the status until is_being_aggregated is false", body = MemberBody), Refusals),
)]
pub(super) async fn fetch_statements(
    caller: Caller,
    At(path): At<MemberPath>,
) -> Result<(StatusCode, Json<MemberBody>), Refusal> {
    let body = start(&caller, &path, RunKind::FetchStatements, Reads::default(), Callback(None)).await?;
    Ok((StatusCode::ACCEPTED, Json(body)))
}
