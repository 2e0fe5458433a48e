//! What a person takes along of a connection: its accounts and transactions as a file.

use crate::export::{Export, ExportFormat};
use crate::pages::connect::member_of;
use crate::pages::mishap::Mishap;
use crate::pages::viewer::Viewer;
use axum::extract::{Path, Query};
use axum::response::Response;
use engine::ExportOf;
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
    let format = ExportFormat::from_name(&wanted.format).ok_or(Mishap::Nowhere)?;
    let member = member_of(&viewer, &member).await?;
    let export = Export {
        engine: viewer.app().web.engine.clone(),
        client: viewer.session().client,
        user: viewer.user().clone(),
        of: ExportOf::Member(member.guid),
        language: viewer.language(),
    };
    Ok(export.answer(format))
}
