//! Changes a member; new credentials start a job.

use super::{CredentialRequest, values};
use crate::api::views::member::MemberBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::callback::Callback;
use crate::request::caller::Caller;
use crate::request::fields::{GivenId, GivenUseCase, Metadata, Object};
use crate::request::json::Body;
use crate::request::path::{At, MemberPath};
use crate::request::strays::GivenStrays;
use crate::request::version::Version;
use axum::Json;
use domain::id;
use engine::MemberEdits;
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct MemberUpdateRequestBody {
    #[schema(value_type = MemberUpdateRequest)]
    member: Object<MemberUpdateRequest>,
}

/// What is absent or null stays as it is.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct MemberUpdateRequest {
    background_aggregation_is_disabled: Option<bool>,
    /// All fields of the institution's login form anew.
    #[schema(value_type = Option<Vec<CredentialRequest>>)]
    credentials: Option<Vec<Object<CredentialRequest>>>,
    #[schema(value_type = Option<String>, max_length = 1024)]
    id: Option<GivenId<id::Member>>,
    #[schema(value_type = Option<String>, max_length = 65536)]
    metadata: Option<Metadata>,
    /// v20111101: keep the new credentials for later.
    skip_aggregation: Option<bool>,
    #[schema(inline)]
    use_cases: Option<Vec<GivenUseCase>>,
}

impl MemberUpdateRequest {
    const fn changes_nothing(&self) -> bool {
        self.background_aggregation_is_disabled.is_none()
            && self.credentials.is_none()
            && self.id.is_none()
            && self.metadata.is_none()
            && self.use_cases.is_none()
    }
}

#[utoipa::path(
    put, path = "/users/{user_guid}/members/{member_guid}", operation_id = "updateMember", tag = "members",
    summary = "Update a member",
    params(
        MemberPath,
        ("Swingbridge-Accept-Stray-Characters" = Option<String>, Header, description = "`true`: values that begin or end with a space, or hold something invisible, are meant so"),
        ("X-CALLBACK-PAYLOAD" = Option<String>, Header, description = "Base64; comes back in the webhooks of the job"),
    ),
    request_body = MemberUpdateRequestBody,
    responses((status = 200, description = "The member as it is now", body = MemberBody), Refusals),
)]
pub(super) async fn update(
    caller: Caller,
    At(path): At<MemberPath>,
    callback: Callback,
    strays: GivenStrays,
    body: Body<MemberUpdateRequestBody>,
) -> Result<Json<MemberBody>, Refusal> {
    let user = caller.user(&path.user_guid).await?;
    let name = caller.member_name(&path.member_guid)?;
    let Object(given) = body.value.member;
    if given.changes_nothing() {
        return Err(Refusal::nothing_to_change("member"));
    }
    let use_cases =
        |cases: Vec<GivenUseCase>| cases.into_iter().map(|GivenUseCase(one)| one.name().to_owned()).collect();
    let edits = MemberEdits {
        strays: strays.0,
        reopened_by: None,
        id: given.id.map(String::from),
        metadata: given.metadata.map(String::from),
        use_cases: given.use_cases.map(use_cases),
        is_background_disabled: given.background_aggregation_is_disabled,
        credentials: given.credentials.map(values),
        skip_aggregation: caller.version == Version::V1 && given.skip_aggregation.unwrap_or(false),
        callback_payload: callback.0,
        under: None,
    };
    let member = caller.scope().update_member(&user, &name, &edits, None).await;
    let member = caller.found(user.guid, &name, member).await?;
    Ok(Json(MemberBody::read(&caller, &user, &member).await?))
}
