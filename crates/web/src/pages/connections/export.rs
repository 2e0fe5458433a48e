//! What a person takes along of a connection, of one account, or of what they kept: accounts and transactions as a file.

use crate::export::{Export, ExportFormat};
use crate::pages::connect::member_of;
use crate::pages::mishap::Mishap;
use crate::pages::viewer::Viewer;
use axum::extract::{Path, Query};
use axum::response::Response;
use engine::{ExportOf, Name};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub(super) struct Wanted {
    format: String,
}

pub(super) async fn file(
    viewer: Viewer,
    Path((_, member)): Path<(String, String)>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Mishap> {
    let member = member_of(&viewer, &member).await?;
    answer(&viewer, ExportOf::Member(member.guid), &wanted).await
}

pub(super) async fn file_of_account(
    viewer: Viewer,
    Path((_, member, account)): Path<(String, String, String)>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Mishap> {
    let member = member_of(&viewer, &member).await?;
    let name = Name::Guid(account.parse().map_err(|_| Mishap::Nowhere)?);
    let account = viewer.scope().account_of(viewer.user(), &member, &name).await?;
    answer(&viewer, ExportOf::Account(account.guid), &wanted).await
}

pub(super) async fn file_of_kept(
    viewer: Viewer,
    Path((_, code)): Path<(String, String)>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Mishap> {
    super::kept::kept_of(&viewer, &code).await?.ok_or(Mishap::Nowhere)?;
    answer(&viewer, ExportOf::Kept(code), &wanted).await
}

async fn answer(viewer: &Viewer, of: ExportOf, wanted: &Wanted) -> Result<Response, Mishap> {
    let format = ExportFormat::from_name(&wanted.format).ok_or(Mishap::Nowhere)?;
    let export = Export {
        engine: viewer.app().web.engine.clone(),
        client: viewer.session().client,
        user: viewer.user().clone(),
        of,
        language: viewer.language(),
    };
    Ok(export.answer(format).await)
}
