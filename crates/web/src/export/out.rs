//! Hands on what is written, in chunks, and waits while nobody takes them.

use std::fmt;
use std::time::Duration;
use tokio::sync::mpsc;

/// Bytes of a chunk; what was written last may make it a little longer.
const CHUNK_BYTES: usize = 32 * 1024;
/// Chunks that wait to be taken.
const WAITING_MAX: usize = 2;
/// How long the writer waits for somebody to take a chunk.
const PATIENCE: Duration = Duration::from_mins(2);

/// Why an export ends before its end.
#[derive(Debug)]
pub(super) enum Stop {
    /// Nobody takes it any more.
    Left,
    /// Accounts came or went while they were written.
    Changed,
    Failed(engine::Error),
}

impl From<engine::Error> for Stop {
    fn from(error: engine::Error) -> Self {
        Self::Failed(error)
    }
}

/// What is being written.
#[derive(Debug)]
pub(super) struct Out {
    text: String,
    to: mpsc::Sender<Vec<u8>>,
}

impl Out {
    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    pub(super) fn text(&mut self) -> &mut String {
        &mut self.text
    }

    /// Hands on what has been written, if it is a chunk.
    pub(super) async fn pass_full(&mut self) -> Result<(), Stop> {
        if self.text.len() < CHUNK_BYTES { Ok(()) } else { self.pass().await }
    }

    /// Hands on what has been written. Nothing is what stands behind the last chunk.
    async fn pass(&mut self) -> Result<(), Stop> {
        let chunk = std::mem::take(&mut self.text).into_bytes();
        match tokio::time::timeout(PATIENCE, self.to.send(chunk)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(Stop::Left),
        }
    }

    /// All has been written.
    pub(super) async fn finish(mut self) -> Result<(), Stop> {
        if !self.text.is_empty() {
            self.pass().await?;
        }
        self.pass().await
    }
}

/// The file is not whole; the log says why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken;

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the export broke off before its end")
    }
}

impl std::error::Error for Broken {}

/// The chunks of a file that is being written. Dropped, nothing more is written.
#[derive(Debug)]
pub struct Chunks {
    written: mpsc::Receiver<Vec<u8>>,
    is_over: bool,
}

impl Chunks {
    /// The next one; none behind the last.
    ///
    /// # Errors
    /// What came so far must not be taken for the whole.
    pub async fn next(&mut self) -> Option<Result<Vec<u8>, Broken>> {
        if self.is_over {
            return None;
        }
        match self.written.recv().await {
            Some(chunk) if !chunk.is_empty() => Some(Ok(chunk)),
            end => {
                self.is_over = true;
                if end.is_some() { None } else { Some(Err(Broken)) }
            }
        }
    }
}

/// Lets something be written.
pub(super) fn begin<F: Future<Output = Result<(), Stop>> + Send + 'static>(
    write: impl FnOnce(Out) -> F + Send + 'static,
) -> Chunks {
    let (to, written) = mpsc::channel(WAITING_MAX);
    tokio::spawn(async move {
        let out = Out { text: String::with_capacity(CHUNK_BYTES), to };
        match write(out).await {
            Ok(()) | Err(Stop::Left) => {}
            Err(Stop::Changed) => tracing::warn!("an export broke off: accounts came or went meanwhile"),
            Err(Stop::Failed(error)) => tracing::error!(error = %error, "an export broke off"),
        }
    });
    Chunks { written, is_over: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes of an export that writes so many chunks and then ends so.
    async fn taken(count: usize, end: fn(Out) -> Result<Out, Stop>) -> (usize, Vec<Result<Vec<u8>, Broken>>) {
        let mut chunks = begin(async move |mut out: Out| {
            for _ in 0..count {
                out.push(&"x".repeat(CHUNK_BYTES));
                out.pass_full().await?;
            }
            out.push("end");
            end(out)?.finish().await
        });
        // As far as the writer comes while nobody takes anything.
        while chunks.written.len() < WAITING_MAX.min(count) {
            tokio::task::yield_now().await;
        }
        let waiting = chunks.written.len();
        let mut all = Vec::new();
        while let Some(chunk) = chunks.next().await {
            all.push(chunk);
        }
        (waiting, all)
    }

    #[tokio::test]
    async fn the_writer_is_no_faster_than_the_reader() {
        let (waiting, all) = taken(50, Ok).await;
        assert_eq!((waiting, all.len()), (WAITING_MAX, 51));
        assert!(all.iter().take(50).all(|chunk| chunk.as_ref().unwrap().len() == CHUNK_BYTES));
        assert_eq!(all.last(), Some(&Ok(b"end".to_vec())));
    }

    #[tokio::test]
    async fn what_broke_off_is_not_taken_for_the_whole() {
        let (_, all) = taken(1, |_| Err(Stop::Failed(engine::Error::Contended))).await;
        assert_eq!(all.len(), 2);
        assert_eq!(all.last(), Some(&Err(Broken)));
        let (_, all) = taken(1, |_| Err(Stop::Left)).await;
        assert_eq!(all.last(), Some(&Err(Broken)));
    }
}
