//! A form with a file (`multipart/form-data`): the file's bytes, bounded, and what was said beside it.

use crate::app::App;
use crate::error::{Code, Refusal};
use crate::request::deadline::Deadline;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;
use engine::files::FILE_BYTES_MAX;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

/// Bytes of a whole form: the file, and a little beside it.
pub(crate) const FORM_BYTES_MAX: usize = FILE_BYTES_MAX + 1024 * 1024;
/// Bytes of files that are being sent or wait to be read: four of the largest.
pub(crate) const ROOM_BYTES: usize = 4 * FILE_BYTES_MAX;
const PATIENCE: Patience = Patience {
    room: Duration::from_secs(5),
    silence: Duration::from_secs(20),
    whole: Duration::from_mins(15),
};
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
    #[expect(dead_code, reason = "the file's bytes have this room as long as they are here")]
    room: Option<OwnedSemaphorePermit>,
}

impl FromRequest<Arc<App>> for Upload {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Refusal> {
        let coming = Coming {
            // Each request has one.
            deadline: request.extensions().get::<Deadline>().cloned(),
            patience: PATIENCE,
            begun: Instant::now(),
            room: app.room.clone(),
            held: None,
        };
        coming.read(request, app.web.settings.request_timeout).await.map_err(Refusal::closing)
    }
}

/// How long is waited for what.
#[derive(Debug, Clone, Copy)]
struct Patience {
    room: Duration,
    /// Nothing of the file comes.
    silence: Duration,
    /// The file has not come to its end.
    whole: Duration,
}

/// A form that is being sent.
struct Coming {
    deadline: Option<Deadline>,
    patience: Patience,
    begun: Instant,
    room: Arc<Semaphore>,
    held: Option<OwnedSemaphorePermit>,
}

impl Coming {
    /// Reads the form; what is made of it may take so long as every other request.
    async fn read(mut self, request: Request, then: Duration) -> Result<Upload, Refusal> {
        let mut form = Multipart::from_request(request, &()).await.map_err(|_| {
            Refusal::new(
                Code::InvalidHeader,
                "The body must be multipart/form-data, with the file in a part named file.",
            )
        })?;
        let mut fields = BTreeMap::new();
        let mut file = None;
        self.heard();
        while let Some(field) = form.next_field().await.map_err(|error| refusal(&error))? {
            let name = field.name().unwrap_or_default().to_owned();
            if name == FILE {
                if file.is_some() {
                    return Err(Refusal::new(Code::InvalidValue, "file is given twice; send one at a time"));
                }
                let file_name = field.file_name().map(str::to_owned);
                file = Some((file_name, self.part(field, FILE_BYTES_MAX, "The file").await?));
                continue;
            }
            let bytes = self.part(field, FIELD_BYTES_MAX, "A field").await?;
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
        if let Some(deadline) = &self.deadline {
            deadline.put_off(then);
        }
        let (file_name, content) =
            file.ok_or_else(|| Refusal::new(Code::MissingField, "file is missing from the form"))?;
        Ok(Upload { file_name, content, fields, room: self.held })
    }

    /// What a part holds, piece by piece: a large one is refused before all of it is here.
    async fn part(&mut self, mut field: Field<'_>, bytes_max: usize, what: &str) -> Result<Vec<u8>, Refusal> {
        let mut bytes = Vec::new();
        while let Some(piece) = field.chunk().await.map_err(|error| refusal(&error))? {
            self.heard();
            if bytes.len().saturating_add(piece.len()) > bytes_max {
                return Err(Refusal::new(
                    Code::BodyTooLarge,
                    format!("{what} is larger than {bytes_max} bytes."),
                ));
            }
            self.hold(piece.len()).await?;
            bytes.extend_from_slice(&piece);
        }
        Ok(bytes)
    }

    /// Something came: it may go on, unless it goes on for too long.
    fn heard(&self) {
        let Patience { silence, whole, .. } = self.patience;
        if let Some(deadline) = &self.deadline {
            deadline.put_off(silence.min(whole.saturating_sub(self.begun.elapsed())));
        }
    }

    /// Takes room for so many bytes more.
    async fn hold(&mut self, count: usize) -> Result<(), Refusal> {
        let count = u32::try_from(count).map_err(|_| Refusal::busy())?;
        let more = self.room.clone().acquire_many_owned(count);
        let Ok(Ok(more)) = tokio::time::timeout(self.patience.room, more).await else {
            return Err(Refusal::busy());
        };
        match &mut self.held {
            Some(held) => held.merge(more),
            None => self.held = Some(more),
        }
        Ok(())
    }
}

fn refusal(error: &MultipartError) -> Refusal {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Refusal::new(Code::BodyTooLarge, format!("The file is larger than {FILE_BYTES_MAX} bytes."))
    } else {
        Refusal::new(Code::InvalidValue, "The form broke off before its end, or is no multipart/form-data.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::{Body, Bytes};
    use futures_util::{StreamExt, stream};
    use std::convert::Infallible;

    const HEAD: &str = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n";
    const TAIL: &str = "\r\n--x--\r\n";
    const LONG: Duration = Duration::from_hours(1);
    const SURE: Patience = Patience { room: Duration::ZERO, silence: LONG, whole: LONG };

    /// What comes of a form of two pieces that are followed by its end, or by nothing; nothing, where the request was ended. It has
    /// taken too long before it began.
    async fn sent(patience: Patience, ends: bool, room: &Arc<Semaphore>) -> Option<Result<Upload, Refusal>> {
        let pieces = [HEAD, "0123456789", "0123456789"].map(Bytes::from);
        let end = if ends { stream::iter([Bytes::from(TAIL)]).boxed() } else { stream::pending().boxed() };
        let pieces = stream::iter(pieces).then(async |piece| {
            tokio::task::yield_now().await;
            piece
        });
        let body = Body::from_stream(pieces.chain(end).map(Ok::<_, Infallible>));
        let request = Request::builder().header("content-type", "multipart/form-data; boundary=x").body(body);
        let deadline = Deadline::after(Duration::ZERO);
        let coming = Coming {
            deadline: Some(deadline.clone()),
            patience,
            begun: Instant::now(),
            room: room.clone(),
            held: None,
        };
        deadline.keep(coming.read(request.unwrap(), LONG)).await
    }

    #[tokio::test]
    async fn a_slow_line_is_waited_for_and_silence_is_not() {
        let room = Arc::new(Semaphore::new(ROOM_BYTES));
        let upload = sent(SURE, true, &room).await.unwrap().unwrap();
        assert_eq!(upload.content.len(), 20);
        for patience in
            [Patience { silence: Duration::ZERO, ..SURE }, Patience { whole: Duration::ZERO, ..SURE }]
        {
            assert!(sent(patience, false, &room).await.is_none());
        }
    }

    #[tokio::test]
    async fn all_files_together_have_only_so_much_room() {
        let room = Arc::new(Semaphore::new(35));
        let first = sent(SURE, true, &room).await.unwrap().unwrap();
        let refusal = sent(SURE, true, &room).await.unwrap().unwrap_err();
        assert_eq!((refusal.code, refusal.retry_after_seconds), (Code::Busy, Some(5)));
        drop(first);
        assert!(sent(SURE, true, &room).await.unwrap().is_ok());
        assert_eq!(room.available_permits(), 35, "all of it is given back");
    }
}
