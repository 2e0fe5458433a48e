//! Whose turn it is to read a file. A large one takes much memory and seconds of work, so that few are read at once, whoever brings them.

use crate::Error;
use std::time::Duration;
use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::sync::{Semaphore, SemaphorePermit};

/// Files that are read at once.
const AT_ONCE: usize = 2;
/// How long somebody waits for a turn.
const PATIENCE: Duration = Duration::from_secs(10);

#[derive(Debug)]
pub(crate) struct Turns {
    seats: Semaphore,
    patience: Duration,
}

/// Somebody's turn, until it is dropped.
#[derive(Debug)]
pub struct Turn<'a> {
    #[expect(dead_code, reason = "it is given back when it is dropped")]
    held: SemaphorePermit<'a>,
}

impl Default for Turns {
    fn default() -> Self {
        Self { seats: Semaphore::new(AT_ONCE), patience: PATIENCE }
    }
}

impl Turns {
    /// # Errors
    /// Others have had all of them for too long ([`Error::Busy`]).
    pub(crate) async fn take(&self) -> Result<Turn<'_>, Error> {
        match tokio::time::timeout(self.patience, self.seats.acquire()).await {
            Ok(Ok(held)) => Ok(Turn { held }),
            Ok(Err(_)) | Err(_) => Err(Error::Busy),
        }
    }
}

/// Lets something that computes for seconds do so while no other task waits for it. What runs beside it in the same task does wait, and must
/// hold nothing that it needs.
pub(super) async fn aside<T>(work: impl Future<Output = T>) -> T {
    let here = Handle::current();
    if here.runtime_flavor() == RuntimeFlavor::MultiThread {
        tokio::task::block_in_place(|| here.block_on(work))
    } else {
        work.await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::pin::pin;
    use std::task::Poll;

    #[tokio::test]
    async fn who_waits_too_long_is_told_so() {
        let mut turns = Turns { patience: Duration::ZERO, ..Turns::default() };
        let held = [turns.take().await.unwrap(), turns.take().await.unwrap()];
        assert!(matches!(turns.take().await, Err(Error::Busy)));
        drop(held);
        turns.patience = PATIENCE;
        let [first, _second] = [turns.take().await.unwrap(), turns.take().await.unwrap()];
        let mut third = pin!(turns.take());
        assert!(std::future::poll_fn(|cx| Poll::Ready(third.as_mut().poll(cx).is_pending())).await);
        drop(first);
        assert!(third.await.is_ok());
    }

    /// A worker that is alone would let nobody else do anything meanwhile.
    #[tokio::test(flavor = "multi_thread", worker_threads = 1)]
    async fn nobody_waits_for_who_computes() {
        let (go, stopped) = std::sync::mpsc::channel();
        let computing = tokio::spawn(aside(async move { stopped.recv().is_ok() }));
        let other = tokio::spawn(async move { go.send(()).is_ok() });
        assert!(other.await.unwrap() && computing.await.unwrap());
    }
}
