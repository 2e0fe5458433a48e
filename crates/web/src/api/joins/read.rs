//! Reads a join.

use crate::api::views::join::JoinBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, JoinPath};
use axum::Json;

#[utoipa::path(
    get, path = "/users/{user_guid}/joins/{join_guid}", operation_id = "readJoin", tag = "joins",
    summary = "Read a join", params(JoinPath),
    responses((status = 200, description = "The join", body = JoinBody), Refusals),
)]
pub(super) async fn read(caller: Caller, At(path): At<JoinPath>) -> Result<Json<JoinBody>, Refusal> {
    let user = caller.user(&path.user_guid).await?;
    let guid = path.join_guid.parse().map_err(|_| Refusal::not_found("join"))?;
    Ok(Json((&caller.scope().join(&user, guid).await?).into()))
}
