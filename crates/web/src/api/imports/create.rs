//! Brings a file.

use super::ROWS;
use super::wishes::ImportRequest;
use crate::api::views::import::ImportBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::json::parse;
use crate::request::path::{At, UserPath};
use crate::request::upload::{FILE, Upload};
use axum::Json;
use axum::http::StatusCode;
use engine::{ImportWishes, NewImport};
use utoipa::ToSchema;

/// The part that says more than the file does.
const WISHES: &str = "import";

/// A form with the file, and with what it does not say itself.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes the form")]
struct ImportCreateForm {
    /// OFX, QFX, QIF, CSV, CAMT.053 or MT940; at most 64 MiB.
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    file: String,
    /// JSON.
    import: Option<ImportRequest>,
}

#[utoipa::path(
    post, path = "/users/{user_guid}/imports", operation_id = "createImport", tag = "imports",
    summary = "Bring a file",
    description = "Reads a file that the person's bank gave, and tells what it would bring: what is new, what is known, what looks like \
        what is there. Nothing of that is kept until it is confirmed; the file itself is, sealed, for an hour. What only a person can \
        say, such as the currency, is asked for as `question`. docs/FILES.md says what is read and how.",
    params(UserPath),
    request_body(content = ImportCreateForm, content_type = "multipart/form-data"),
    responses((status = 201, description = "The import, and what it would bring", body = ImportBody), Refusals),
)]
pub(super) async fn create(
    caller: Caller,
    At(path): At<UserPath>,
    upload: Upload,
) -> Result<(StatusCode, Json<ImportBody>), Refusal> {
    let wishes = match upload.fields.get(WISHES) {
        Some(json) => parse::<ImportRequest>(json.as_bytes())?.into_wishes()?,
        None => ImportWishes::default(),
    };
    if let Some(other) = upload.fields.keys().find(|name| *name != WISHES) {
        let known = format!("is no field of the form; there are {FILE} and {WISHES}");
        return Err(Refusal::invalid(&other.chars().take(50).collect::<String>(), known));
    }
    let user = caller.user(&path.user_guid).await?;
    let new = NewImport { file_name: upload.file_name, content: upload.content, wishes };
    let import = caller.scope().stage_import(&user, new).await?;
    let looked = caller.scope().look_at_import(&user, &import, ROWS).await?;
    Ok((StatusCode::CREATED, Json(ImportBody::looked(&import, &looked))))
}
