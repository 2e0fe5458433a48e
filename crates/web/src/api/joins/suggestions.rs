//! Lists what may be one.

use crate::api::views::join::SuggestionView;
use crate::error::{Code, Refusal};
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::page::{MOST, Pagination, Paging};
use crate::request::path::{At, UserPath};
use crate::request::query::Query;
use axum::Json;
use engine::records::SuggestionState;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Filter {
    /// `open`, `accepted` or `refused`
    state: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SuggestionsBody {
    suggestions: Vec<SuggestionView>,
    pagination: Pagination,
}

#[utoipa::path(
    get, path = "/users/{user_guid}/suggestions", operation_id = "listSuggestions", tag = "joins",
    summary = "List suggestions",
    description = "Accounts and transactions that may be one and were not joined, since it is not sure. Until a person says so, both are \
        shown.",
    params(UserPath, Paging, Filter),
    responses((status = 200, description = "A page of suggestions, oldest first", body = SuggestionsBody), Refusals),
)]
pub(super) async fn list(
    caller: Caller,
    At(path): At<UserPath>,
    paging: Paging,
    Query(filter): Query<Filter>,
) -> Result<Json<SuggestionsBody>, Refusal> {
    let page = paging.of_at_most(MOST);
    let user = caller.user(&path.user_guid).await?;
    let state = filter
        .state
        .map(|name| {
            SuggestionState::from_name(&name).ok_or_else(|| {
                Refusal::new(Code::InvalidParameter, "state must be open, accepted or refused")
            })
        })
        .transpose()?;
    let found = caller.scope().suggestions(&user, state, page).await?;
    Ok(Json(SuggestionsBody {
        suggestions: found.items.iter().map(SuggestionView::from).collect(),
        pagination: Pagination::new(page, found.total),
    }))
}
