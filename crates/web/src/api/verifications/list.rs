//! Lists verifications.

use crate::api::views::verification::VerificationsBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::fields::{GivenVerificationState, GuidText};
use crate::request::page::{MOST, Pagination, Paging};
use crate::request::query::Query;
use axum::Json;
use domain::id;
use engine::records::VerificationFilter;
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Filter {
    /// Only of this user.
    #[param(value_type = Option<String>)]
    user_guid: Option<GuidText<id::User>>,
    /// Only those that stand there.
    #[param(value_type = Option<String>)]
    state: Option<GivenVerificationState>,
}

#[utoipa::path(
    get, path = "/v2/verifications", operation_id = "listVerifications", tag = "verifications", summary = "List verifications",
    params(Paging, Filter),
    responses((status = 200, description = "A page of verifications, the newest first", body = VerificationsBody), Refusals),
)]
pub(super) async fn list(
    caller: Caller,
    paging: Paging,
    Query(filter): Query<Filter>,
) -> Result<Json<VerificationsBody>, Refusal> {
    let page = paging.of_at_most(MOST);
    let filter = VerificationFilter {
        user: filter.user_guid.map(|guid| guid.0),
        state: filter.state.map(|state| state.0),
    };
    let found = caller.scope().verifications(filter, page).await?;
    let mut verifications = Vec::with_capacity(found.items.len());
    for one in &found.items {
        verifications.push(super::view(&caller, one).await?);
    }
    Ok(Json(VerificationsBody { verifications, pagination: Pagination::new(page, found.total) }))
}
