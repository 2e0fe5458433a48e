//! Takes a join back.

use crate::api::views::join::JoinBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, JoinPath};
use axum::Json;

#[utoipa::path(
    post, path = "/users/{user_guid}/joins/{join_guid}/undo", operation_id = "undoJoin", tag = "joins",
    summary = "Undo a join",
    description = "Each side has again what it had, with what its sources have told since and with what a person said of it. The same two \
        are not joined or suggested again. Undoing twice is undoing once. Where what the join made was joined further, the later join \
        is to be undone first (409).",
    params(JoinPath),
    responses((status = 200, description = "The join as it is then", body = JoinBody), Refusals),
)]
pub(super) async fn undo(caller: Caller, At(path): At<JoinPath>) -> Result<Json<JoinBody>, Refusal> {
    let user = caller.user(&path.user_guid).await?;
    let guid = path.join_guid.parse().map_err(|_| Refusal::not_found("join"))?;
    Ok(Json((&caller.scope().undo_join(&user, guid).await?).into()))
}
