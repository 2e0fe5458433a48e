//! Lists what was joined.

use crate::api::views::join::JoinView;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::page::{MOST, Pagination, Paging};
use crate::request::path::{At, UserPath};
use crate::request::query::Query;
use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Filter {
    /// Only the joins of this account and of its transactions.
    account_guid: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct JoinsBody {
    joins: Vec<JoinView>,
    pagination: Pagination,
}

#[utoipa::path(
    get, path = "/users/{user_guid}/joins", operation_id = "listJoins", tag = "joins",
    summary = "List joins",
    description = "Accounts and transactions that were told apart, by several sources or by hand, and are one: why, and by whom they were \
        joined. Those that were taken back are listed too.",
    params(UserPath, Paging, Filter),
    responses((status = 200, description = "A page of joins, newest first", body = JoinsBody), Refusals),
)]
pub(super) async fn list(
    caller: Caller,
    At(path): At<UserPath>,
    paging: Paging,
    Query(filter): Query<Filter>,
) -> Result<Json<JoinsBody>, Refusal> {
    let page = paging.of_at_most(MOST);
    let user = caller.user(&path.user_guid).await?;
    let account = filter.account_guid.map(|guid| guid.parse()).transpose();
    let account = account.map_err(|_| Refusal::not_found("account"))?;
    let found = caller.scope().joins(&user, account, page).await?;
    Ok(Json(JoinsBody {
        joins: found.items.iter().map(JoinView::from).collect(),
        pagination: Pagination::new(page, found.total),
    }))
}
