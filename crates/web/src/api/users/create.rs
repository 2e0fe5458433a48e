//! Creates a user.

use crate::api::views::user::UserBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::fields::{GivenId, Metadata, Name, Object};
use crate::request::json::Body;
use axum::Json;
use domain::id;
use engine::NewUser;
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct UserCreateRequestBody {
    #[schema(value_type = UserCreateRequest)]
    user: Object<UserCreateRequest>,
}

#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct UserCreateRequest {
    /// The application's own name for the user; one user has it. It does not begin with `USR-`.
    #[schema(value_type = Option<String>, example = "My-Unique-ID", max_length = 1024)]
    id: Option<GivenId<id::User>>,
    #[schema(value_type = Option<String>, example = "email@provider.com", max_length = 255)]
    email: Option<Name>,
    #[schema(value_type = Option<String>, max_length = 65536)]
    metadata: Option<Metadata>,
    is_disabled: Option<bool>,
}

#[utoipa::path(
    post, path = "/users", operation_id = "createUser", tag = "users", summary = "Create a user",
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key gives back the same user")),
    request_body = UserCreateRequestBody,
    responses((status = 200, description = "The new user", body = UserBody), Refusals),
)]
pub(super) async fn create(
    caller: Caller,
    body: Body<UserCreateRequestBody>,
) -> Result<Json<UserBody>, Refusal> {
    let Object(given) = body.value.user;
    let new = NewUser {
        id: given.id.map(String::from),
        email: given.email.map(String::from),
        metadata: given.metadata.map(String::from),
        is_disabled: given.is_disabled.unwrap_or(false),
    };
    let user = caller.scope().create_user(new, body.key.as_ref()).await?;
    Ok(Json(UserBody::from(&user)))
}
