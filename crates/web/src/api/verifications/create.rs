//! Orders a verification.

use super::given::{ReportRequest, wanted};
use crate::api::views::verification::VerificationView;
use crate::api::widgets::address::PublicUrl;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::fields::{GuidText, Name, Object};
use crate::request::json::Body;
use axum::Json;
use axum::http::StatusCode;
use domain::id;
use engine::records::WantedAccounts;
use engine::{NewVerification, OrderedFor, ReportType};
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct VerificationCreateRequest {
    /// Whose accounts are verified; left out for somebody who opens the link, for whom a user is made.
    #[schema(value_type = Option<String>, example = "USR-0199c0de-0000-7000-8000-000000000000")]
    user_guid: Option<GuidText<id::User>>,
    /// `banking`, which it is anyway.
    #[schema(example = "banking")]
    data_source: Option<String>,
    #[schema(value_type = Option<ReportRequest>)]
    report: Option<Object<ReportRequest>>,
    /// The institution that the person is led to, by code or guid.
    #[schema(value_type = Option<String>)]
    institution_code: Option<Name>,
    /// Connections that there are already.
    #[schema(value_type = Option<Vec<String>>)]
    member_guids: Option<Vec<GuidText<id::Member>>>,
    /// The accounts that are verified.
    #[schema(value_type = Option<Vec<String>>)]
    account_guids: Option<Vec<GuidText<id::Account>>>,
    /// Without `account_guids`: `all`, or `chosen` by the person, which it is unless it is said.
    #[schema(example = "chosen")]
    accounts: Option<String>,
}

#[utoipa::path(
    post, path = "/v2/verifications", operation_id = "createVerification", tag = "verifications", summary = "Create a verification",
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key gives back the same verification")),
    request_body = VerificationCreateRequest,
    responses((status = 201, description = "The new verification", body = VerificationView), Refusals),
)]
pub(super) async fn create(
    caller: Caller,
    address: Result<PublicUrl, Refusal>,
    body: Body<VerificationCreateRequest>,
) -> Result<(StatusCode, Json<VerificationView>), Refusal> {
    let given = body.value;
    if given.data_source.as_deref().is_some_and(|source| source != "banking") {
        return Err(Refusal::invalid("data_source", "must be banking"));
    }
    let report = given.report.map(|Object(report)| report).unwrap_or_default();
    let wanted = wanted(given.accounts.as_deref(), given.account_guids.as_deref())?;
    let new = NewVerification {
        ordered_for: given
            .user_guid
            .map_or(OrderedFor::Link, |guid| OrderedFor::User(engine::Name::Guid(guid.0))),
        report_type: report.kind().unwrap_or(ReportType::Assets),
        months: report.months(),
        institution: given.institution_code.map(|name| institution(name.into())),
        members: given.member_guids.unwrap_or_default().iter().map(|guid| guid.0).collect(),
        wanted: wanted.unwrap_or(WantedAccounts::Chosen(None)),
    };
    let (one, token) = caller.scope().create_verification(new, body.key.as_ref()).await?;
    Ok((StatusCode::CREATED, Json(super::view(&caller, &one).await?.linked(address.ok(), token.as_deref()))))
}

fn institution(named: String) -> engine::Name<id::Institution> {
    match named.parse() {
        Ok(guid) => engine::Name::Guid(guid),
        Err(_) => engine::Name::Id(named),
    }
}
