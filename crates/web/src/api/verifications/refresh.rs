//! Orders the same once more, on connections that there are.

use crate::api::views::verification::VerificationView;
use crate::api::widgets::address::PublicUrl;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::json::Body;
use axum::Json;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct VerificationRefreshRequest {
    /// The verification that is ordered once more.
    #[schema(example = "VRF-0199c0de-0000-7000-8000-000000000000")]
    verification: String,
}

#[utoipa::path(
    post, path = "/v2/verifications/refresh", operation_id = "refreshVerification", tag = "verifications",
    summary = "Refresh a verification",
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key gives back the same verification")),
    request_body = VerificationRefreshRequest,
    responses((status = 201, description = "A new verification on the same connections", body = VerificationView), Refusals),
)]
pub(super) async fn refresh(
    caller: Caller,
    address: Result<PublicUrl, Refusal>,
    body: Body<VerificationRefreshRequest>,
) -> Result<(StatusCode, Json<VerificationView>), Refusal> {
    let guid = super::guid(&body.value.verification)?;
    let (one, token) = caller.scope().refresh_verification(guid, body.key.as_ref()).await?;
    Ok((StatusCode::CREATED, Json(super::view(&caller, &one).await?.linked(address.ok(), token.as_deref()))))
}
