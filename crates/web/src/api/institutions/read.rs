//! Reads an institution.

use super::name;
use crate::api::views::institution::{InstitutionBody, InstitutionView};
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, InstitutionPath};
use axum::Json;

#[utoipa::path(
    get, path = "/institutions/{institution_code}", operation_id = "readInstitution", tag = "institutions",
    summary = "Read an institution",
    params(InstitutionPath),
    responses((status = 200, description = "The institution", body = InstitutionBody), Refusals),
)]
pub(super) async fn read(
    caller: Caller,
    At(path): At<InstitutionPath>,
) -> Result<Json<InstitutionBody>, Refusal> {
    let institution = caller.engine().institution(&name(&path.institution_code)).await?;
    Ok(Json(InstitutionBody { institution: InstitutionView::new(&institution, caller.version) }))
}
