//! Lists the fields of an institution's login form.

use super::name;
use crate::api::views::credential::CredentialsBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::page::{MOST, Paging};
use crate::request::path::{At, InstitutionPath};
use axum::Json;

#[utoipa::path(
    get, path = "/institutions/{institution_code}/credentials", operation_id = "listInstitutionCredentials",
    tag = "institutions", summary = "List an institution's login fields",
    params(InstitutionPath, Paging),
    responses((status = 200, description = "The fields, in the order of the form", body = CredentialsBody), Refusals),
)]
pub(super) async fn credentials(
    caller: Caller,
    At(path): At<InstitutionPath>,
    paging: Paging,
) -> Result<Json<CredentialsBody>, Refusal> {
    let institution = caller.engine().institution(&name(&path.institution_code)).await?;
    let form = caller.engine().login_form(&institution.code).await?;
    Ok(Json(CredentialsBody::new(&form, paging.of_at_most(MOST))))
}
