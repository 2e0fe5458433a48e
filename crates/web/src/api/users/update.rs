//! Changes a user.

use crate::api::views::user::UserBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::fields::{GivenId, Metadata, Name, Object};
use crate::request::json::Body;
use crate::request::path::{At, UserPath};
use axum::Json;
use domain::id;
use engine::UserEdits;
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct UserUpdateRequestBody {
    #[schema(value_type = UserUpdateRequest)]
    user: Object<UserUpdateRequest>,
}

/// What is absent or null stays as it is.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct UserUpdateRequest {
    #[schema(value_type = Option<String>, max_length = 1024)]
    id: Option<GivenId<id::User>>,
    #[schema(value_type = Option<String>, max_length = 255)]
    email: Option<Name>,
    #[schema(value_type = Option<String>, max_length = 65536)]
    metadata: Option<Metadata>,
    is_disabled: Option<bool>,
}

#[utoipa::path(
    put, path = "/users/{user_guid}", operation_id = "updateUser", tag = "users", summary = "Update a user",
    params(UserPath), request_body = UserUpdateRequestBody,
    responses((status = 200, description = "The user as it is now", body = UserBody), Refusals),
)]
pub(super) async fn update(
    caller: Caller,
    At(path): At<UserPath>,
    body: Body<UserUpdateRequestBody>,
) -> Result<Json<UserBody>, Refusal> {
    let user = caller.user(&path.user_guid).await?;
    let Object(given) = body.value.user;
    let edits = UserEdits {
        id: given.id.map(String::from),
        email: given.email.map(String::from),
        metadata: given.metadata.map(String::from),
        is_disabled: given.is_disabled,
    };
    if matches!(&edits, UserEdits { id: None, email: None, metadata: None, is_disabled: None }) {
        return Err(Refusal::nothing_to_change("user"));
    }
    let user = caller.scope().update_user(&engine::Name::Guid(user.guid), &edits).await?;
    Ok(Json(UserBody::from(&user)))
}
