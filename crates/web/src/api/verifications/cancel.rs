//! Ends a verification that is not over.

use crate::api::views::verification::VerificationView;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, VerificationPath};
use axum::Json;

#[utoipa::path(
    post, path = "/v2/verifications/{verification_guid}/cancel", operation_id = "cancelVerification", tag = "verifications",
    summary = "Cancel a verification",
    params(VerificationPath),
    responses((status = 200, description = "The verification, CANCELLED", body = VerificationView), Refusals),
)]
pub(super) async fn cancel(
    caller: Caller,
    At(path): At<VerificationPath>,
) -> Result<Json<VerificationView>, Refusal> {
    let one = caller.scope().cancel_verification(super::guid(&path.verification_guid)?).await?;
    Ok(Json(super::view(&caller, &one).await?))
}
