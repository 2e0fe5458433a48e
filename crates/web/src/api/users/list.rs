//! Lists users.

use crate::api::views::user::{UserView, UsersBody};
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::fields::{ID_CHARS_MAX, Name, Text};
use crate::request::page::{MOST, Pagination, Paging};
use crate::request::query::Query;
use axum::Json;
use engine::records::UserFilter;
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Filter {
    /// The user with this id.
    #[param(value_type = Option<String>)]
    id: Option<Text<ID_CHARS_MAX>>,
    /// Users with this address.
    #[param(value_type = Option<String>)]
    email: Option<Name>,
    /// Only disabled users, or only the others.
    is_disabled: Option<bool>,
}

#[utoipa::path(
    get, path = "/users", operation_id = "listUsers", tag = "users", summary = "List users",
    params(Paging, Filter),
    responses((status = 200, description = "A page of users, in the order they were made", body = UsersBody), Refusals),
)]
pub(super) async fn list(
    caller: Caller,
    paging: Paging,
    Query(filter): Query<Filter>,
) -> Result<Json<UsersBody>, Refusal> {
    let page = paging.of_at_most(MOST);
    let filter = UserFilter {
        id: filter.id.map(String::from),
        email: filter.email.map(String::from),
        is_disabled: filter.is_disabled,
    };
    let found = caller.scope().users(&filter, page).await?;
    Ok(Json(UsersBody {
        users: found.items.iter().map(UserView::from).collect(),
        pagination: Pagination::new(page, found.total),
    }))
}
