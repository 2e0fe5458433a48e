//! Reads a verification.

use crate::api::views::verification::VerificationView;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, VerificationPath};
use axum::Json;

#[utoipa::path(
    get, path = "/v2/verifications/{verification_guid}", operation_id = "readVerification", tag = "verifications",
    summary = "Read a verification",
    params(VerificationPath),
    responses((status = 200, description = "The verification", body = VerificationView), Refusals),
)]
pub(super) async fn read(
    caller: Caller,
    At(path): At<VerificationPath>,
) -> Result<Json<VerificationView>, Refusal> {
    let one = caller.scope().verification(super::guid(&path.verification_guid)?).await?;
    Ok(Json(super::view(&caller, &one).await?))
}
