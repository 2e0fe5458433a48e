//! Connects a user to an institution.

use super::{CredentialRequest, values};
use crate::api::institutions;
use crate::api::views::member::MemberBody;
use crate::api::widgets::address::PublicUrl;
use crate::api::widgets::oauth_window::{self, OauthWindow};
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::callback::Callback;
use crate::request::caller::Caller;
use crate::request::fields::{GivenId, GivenUseCase, Metadata, Name, Object};
use crate::request::json::Body;
use crate::request::path::{At, UserPath};
use crate::request::strays::GivenStrays;
use crate::request::version::Version;
use axum::Json;
use axum::http::StatusCode;
use domain::id;
use domain::member::Status;
use engine::{NewMember, PageOptions};
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct MemberCreateRequestBody {
    #[schema(value_type = MemberCreateRequest)]
    member: Object<MemberCreateRequest>,
    /// With `is_oauth`: how the visit at the institution's page ends.
    #[serde(flatten)]
    window: OauthWindow,
}

#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct MemberCreateRequest {
    background_aggregation_is_disabled: Option<bool>,
    /// All fields of the institution's login form. An empty list makes a member that waits for its login (IMPORTED).
    #[schema(value_type = Vec<CredentialRequest>)]
    credentials: Vec<Object<CredentialRequest>>,
    /// The application's own name for the member; one member of the user has it. It does not begin with `MBR-`.
    #[schema(value_type = Option<String>, max_length = 1024)]
    id: Option<GivenId<id::Member>>,
    #[schema(value_type = String, example = "mxbank")]
    institution_code: Name,
    is_oauth: Option<bool>,
    #[schema(value_type = Option<String>, max_length = 65536)]
    metadata: Option<Metadata>,
    /// v20111101: do not read anything before it is asked for. With `is_oauth` it holds for the visit that `oauth_window_uri` leads to.
    skip_aggregation: Option<bool>,
    #[schema(inline)]
    use_cases: Option<Vec<GivenUseCase>>,
}

#[utoipa::path(
    post, path = "/users/{user_guid}/members", operation_id = "createMember", tag = "members", summary = "Create a member",
    params(
        UserPath,
        ("Idempotency-Key" = Option<String>, Header, description = "The same key gives back the same member"),
        ("Swingbridge-Accept-Stray-Characters" = Option<String>, Header, description = "`true`: values that begin or end with a space, or hold something invisible, are meant so"),
        ("X-CALLBACK-PAYLOAD" = Option<String>, Header, description = "Base64; comes back in the webhooks of the first job"),
    ),
    request_body = MemberCreateRequestBody,
    responses(
        (status = 202, description = "Accepted; poll the status until is_being_aggregated is false", body = MemberBody),
        Refusals,
    ),
)]
pub(super) async fn create(
    caller: Caller,
    At(path): At<UserPath>,
    callback: Callback,
    strays: GivenStrays,
    address: Result<PublicUrl, Refusal>,
    body: Body<MemberCreateRequestBody>,
) -> Result<(StatusCode, Json<MemberBody>), Refusal> {
    let user = caller.user(&path.user_guid).await?;
    let Object(given) = body.value.member;
    let skips = caller.version == Version::V1 && given.skip_aggregation.unwrap_or(false);
    let window = PageOptions { skip_aggregation: skips, ..body.value.window.options(&caller)? };
    let address = if given.is_oauth == Some(true) { Some(address?) } else { None };
    let use_cases = given.use_cases.unwrap_or_default();
    let new = NewMember {
        strays: strays.0,
        id: given.id.map(String::from),
        institution: institutions::name(&given.institution_code.0),
        metadata: given.metadata.map(String::from),
        use_cases: use_cases.into_iter().map(|GivenUseCase(one)| one.name().to_owned()).collect(),
        is_background_disabled: given.background_aggregation_is_disabled.unwrap_or(false),
        reads: None,
        credentials: values(given.credentials),
        is_oauth: given.is_oauth.unwrap_or(false),
        skip_aggregation: skips,
        callback_payload: callback.0,
        under: None,
    };
    let member = caller.scope().create_member(&user, new, body.key.as_ref()).await?;
    let mut body = MemberBody::read(&caller, &user, &member).await?;
    if let Some(address) = address.filter(|_| member.state.status == Status::Pending) {
        body.leads_to(oauth_window::link(&caller, &user, &member, window, &address).await?);
    }
    Ok((StatusCode::ACCEPTED, Json(body)))
}
