//! A new link for the person.

use super::guid;
use crate::api::views::verification::VerificationView;
use crate::api::widgets::address::PublicUrl;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, VerificationPath};
use axum::Json;

#[utoipa::path(
    post, path = "/v2/verifications/{verification_guid}/link", operation_id = "renewVerificationLink", tag = "verifications",
    summary = "Renew a verification's link",
    params(VerificationPath),
    responses((status = 200, description = "The verification with a new `link_url`; the link before opens nothing any more", body = VerificationView), Refusals),
)]
pub(super) async fn link(
    caller: Caller,
    address: PublicUrl,
    At(path): At<VerificationPath>,
) -> Result<Json<VerificationView>, Refusal> {
    let (one, token) = caller.scope().renew_verification_link(guid(&path.verification_guid)?).await?;
    Ok(Json(super::view(&caller, &one).await?.linked(Some(address), Some(&token))))
}
