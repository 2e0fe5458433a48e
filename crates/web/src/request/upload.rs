//! A form with a file (`multipart/form-data`): the file's bytes, bounded, and what was said beside it.

use crate::app::App;
use crate::error::{Code, Refusal};
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;
use engine::files::FILE_BYTES_MAX;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Bytes of a whole form: the file, and a little beside it.
pub(crate) const FORM_BYTES_MAX: usize = FILE_BYTES_MAX + 1024 * 1024;
/// Bytes of a field that is no file, and how many there may be.
const FIELD_BYTES_MAX: usize = 64 * 1024;
const FIELDS_MAX: usize = 100;
/// The part that holds the file.
pub(crate) const FILE: &str = "file";

/// What was sent with a file.
#[derive(Debug)]
pub(crate) struct Upload {
    pub(crate) file_name: Option<String>,
    pub(crate) content: Vec<u8>,
    /// The other fields, by name.
    pub(crate) fields: BTreeMap<String, String>,
}

impl FromRequest<Arc<App>> for Upload {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Refusal> {
        Self::read(request, app).await.map_err(Refusal::closing)
    }
}

impl Upload {
    async fn read(request: Request, app: &Arc<App>) -> Result<Self, Refusal> {
        let mut form = Multipart::from_request(request, app).await.map_err(|_| {
            Refusal::new(
                Code::InvalidHeader,
                "The body must be multipart/form-data, with the file in a part named file.",
            )
        })?;
        let mut fields = BTreeMap::new();
        let mut file = None;
        while let Some(field) = form.next_field().await.map_err(|error| refusal(&error))? {
            let name = field.name().unwrap_or_default().to_owned();
            if name == FILE {
                if file.is_some() {
                    return Err(Refusal::new(Code::InvalidValue, "file is given twice; send one at a time"));
                }
                let file_name = field.file_name().map(str::to_owned);
                file = Some((file_name, read(field, FILE_BYTES_MAX, "The file").await?));
                continue;
            }
            let bytes = read(field, FIELD_BYTES_MAX, "A field").await?;
            let text = String::from_utf8(bytes)
                .ok()
                .filter(|text| !text.contains('\0'))
                .ok_or_else(|| Refusal::new(Code::InvalidValue, "a field of the form is no text in UTF-8"))?;
            fields.insert(name, text);
            if fields.len() > FIELDS_MAX {
                return Err(Refusal::new(
                    Code::InvalidValue,
                    format!("the form has more than {FIELDS_MAX} fields"),
                ));
            }
        }
        let (file_name, content) =
            file.ok_or_else(|| Refusal::new(Code::MissingField, "file is missing from the form"))?;
        Ok(Self { file_name, content, fields })
    }
}

/// What a part holds, piece by piece: a large one is refused before all of it is here.
async fn read(mut field: Field<'_>, bytes_max: usize, what: &str) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    while let Some(piece) = field.chunk().await.map_err(|error| refusal(&error))? {
        if bytes.len().saturating_add(piece.len()) > bytes_max {
            return Err(Refusal::new(
                Code::BodyTooLarge,
                format!("{what} is larger than {bytes_max} bytes."),
            ));
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}

fn refusal(error: &MultipartError) -> Refusal {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Refusal::new(Code::BodyTooLarge, format!("The file is larger than {FILE_BYTES_MAX} bytes."))
    } else {
        Refusal::new(Code::InvalidValue, "The form broke off before its end, or is no multipart/form-data.")
    }
}
