//! Lists the members of a user.

use crate::api::views::member::{MemberView, MembersBody};
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::fields::GivenUseCase;
use crate::request::page::{MOST, Pagination, Paging};
use crate::request::path::{At, UserPath};
use crate::request::query::Query;
use axum::Json;
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Filter {
    /// Only members used for this.
    #[param(inline)]
    use_case: Option<GivenUseCase>,
}

#[utoipa::path(
    get, path = "/users/{user_guid}/members", operation_id = "listMembers", tag = "members", summary = "List members",
    params(UserPath, Paging, Filter),
    responses((status = 200, description = "A page of members, in the order they were made", body = MembersBody), Refusals),
)]
pub(super) async fn list(
    caller: Caller,
    At(path): At<UserPath>,
    paging: Paging,
    Query(filter): Query<Filter>,
) -> Result<Json<MembersBody>, Refusal> {
    let page = paging.of_at_most(MOST);
    let user = caller.user(&path.user_guid).await?;
    let use_case = filter.use_case.map(|GivenUseCase(one)| one.name());
    let found = caller.scope().members(&user, use_case, page).await?;
    let mut members = Vec::with_capacity(found.items.len());
    for member in &found.items {
        members.push(MemberView::read(&caller, &user, member).await?);
    }
    Ok(Json(MembersBody { members, pagination: Pagination::new(page, found.total) }))
}
