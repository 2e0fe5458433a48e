//! Changes a verification that is not over; it goes on from there.

use super::given::{ReportRequest, wanted};
use crate::api::views::verification::VerificationView;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::fields::{GuidText, Object};
use crate::request::json::Body;
use crate::request::path::{At, VerificationPath};
use axum::Json;
use domain::id;
use engine::VerificationEdits;
use serde::Deserialize;
use utoipa::ToSchema;

/// What to change; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct VerificationUpdateRequest {
    #[schema(value_type = Option<ReportRequest>)]
    report: Option<Object<ReportRequest>>,
    /// The connections that it stands on from now on.
    #[schema(value_type = Option<Vec<String>>)]
    member_guids: Option<Vec<GuidText<id::Member>>>,
    #[schema(value_type = Option<Vec<String>>)]
    account_guids: Option<Vec<GuidText<id::Account>>>,
    /// Without `account_guids`: `all`, or `chosen` by the person.
    accounts: Option<String>,
}

#[utoipa::path(
    patch, path = "/v2/verifications/{verification_guid}", operation_id = "updateVerification", tag = "verifications",
    summary = "Update a verification",
    params(VerificationPath),
    request_body = VerificationUpdateRequest,
    responses((status = 200, description = "The verification, which goes on", body = VerificationView), Refusals),
)]
pub(super) async fn update(
    caller: Caller,
    At(path): At<VerificationPath>,
    body: Body<VerificationUpdateRequest>,
) -> Result<Json<VerificationView>, Refusal> {
    let given = body.value;
    let report = given.report.map(|Object(report)| report).unwrap_or_default();
    let edits = VerificationEdits {
        report_type: report.kind(),
        months: report.months(),
        members: given.member_guids.map(|guids| guids.iter().map(|guid| guid.0).collect()),
        wanted: wanted(given.accounts.as_deref(), given.account_guids.as_deref())?,
    };
    if edits == VerificationEdits::default() {
        return Err(Refusal::nothing_to_change("the verification"));
    }
    let guid = super::guid(&path.verification_guid)?;
    let one = caller.scope().update_verification(guid, &edits).await?;
    Ok(Json(super::view(&caller, &one).await?))
}
