//! Starts reading accounts, balances and transactions.

use super::start;
use crate::api::views::member::MemberBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::callback::Callback;
use crate::request::caller::Caller;
use crate::request::path::{At, MemberPath};
use crate::request::query::Query;
use axum::Json;
use axum::http::StatusCode;
use domain::run::{Reads, RunKind};
use serde::Deserialize;
use utoipa::IntoParams;

/// What is read beside accounts and balances.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Given {
    /// `false` leaves investment holdings out.
    include_holdings: Option<bool>,
    /// `false` leaves transactions out.
    include_transactions: Option<bool>,
}

impl Given {
    fn left_out(&self) -> Reads {
        Reads {
            holdings: self.include_holdings == Some(false),
            transactions: self.include_transactions == Some(false),
            ..Reads::default()
        }
    }
}

#[utoipa::path(
    post, path = "/users/{user_guid}/members/{member_guid}/aggregate", operation_id = "aggregateMember", tag = "members",
    summary = "Aggregate a member",
    params(MemberPath, Given, ("X-CALLBACK-PAYLOAD" = Option<String>, Header, description = "Base64; comes back in the webhooks of this job")),
    responses((status = 202, description = "Accepted; poll the status until is_being_aggregated is false. Fresh data is not read again", body = MemberBody), Refusals),
)]
pub(super) async fn aggregate(
    caller: Caller,
    At(path): At<MemberPath>,
    Query(given): Query<Given>,
    callback: Callback,
) -> Result<(StatusCode, Json<MemberBody>), Refusal> {
    let body = start(&caller, &path, RunKind::Aggregate, given.left_out(), callback).await?;
    Ok((StatusCode::ACCEPTED, Json(body)))
}
