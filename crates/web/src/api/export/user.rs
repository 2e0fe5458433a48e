//! Writes out everything of a user.

use super::{File, Wanted};
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, UserPath};
use crate::request::query::Query;
use axum::response::Response;
use engine::ExportOf;

#[utoipa::path(
    get, path = "/users/{user_guid}/export", operation_id = "exportUser", tag = "exports",
    summary = "Export a user",
    description = "Accounts and transactions as clients see them; in JSON everything that is kept of the user, but no secrets.",
    params(UserPath, Wanted),
    responses(
        (status = 200, description = "The file, to be saved under the name that the header Content-Disposition gives", content(
            (inline(File) = "application/json"), (inline(File) = "text/csv"), (inline(File) = "application/x-ofx"),
        )),
        Refusals,
    ),
)]
pub(super) async fn export(
    caller: Caller,
    At(at): At<UserPath>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Refusal> {
    let user = caller.user(&at.user_guid).await?;
    let of = ExportOf::User;
    Ok(caller.export(user, of).answer(wanted.format()).await)
}
