//! Lists the institutions that the operator put first. There is no setting for it yet, so there are none.

use crate::api::views::institution::InstitutionsBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::page::{INSTITUTIONS, Pagination, Paging};
use axum::Json;

#[utoipa::path(
    get, path = "/institutions/favorites", operation_id = "listFavoriteInstitutions", tag = "institutions",
    summary = "List favorite institutions",
    params(Paging),
    responses((status = 200, description = "None, until an operator can choose some", body = InstitutionsBody), Refusals),
)]
pub(super) async fn favorites(_: Caller, paging: Paging) -> Result<Json<InstitutionsBody>, Refusal> {
    let pagination = Pagination::new(paging.of_at_most(INSTITUTIONS), 0);
    Ok(Json(InstitutionsBody { institutions: Vec::new(), pagination }))
}
