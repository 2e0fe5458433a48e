//! Until when a request may take. Who reads a large body puts it off with each piece, so that a slow line is no reason to end it.

use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

/// Carried by each request.
#[derive(Debug, Clone)]
pub(crate) struct Deadline(watch::Sender<Instant>);

impl Deadline {
    pub(crate) fn after(time: Duration) -> Self {
        Self(watch::Sender::new(Instant::now() + time))
    }

    /// From now on the request may take so long.
    pub(crate) fn put_off(&self, time: Duration) {
        self.0.send_replace(Instant::now() + time);
    }

    /// What comes of work that ends in time.
    pub(crate) async fn keep<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        let mut moved = self.0.subscribe();
        let mut work = std::pin::pin!(work);
        loop {
            let at = *moved.borrow_and_update();
            tokio::select! {
                biased;
                done = &mut work => return Some(done),
                Ok(()) = moved.changed() => {}
                () = sleep_until(at) => return None,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::pending;

    const LONG: Duration = Duration::from_hours(1);

    #[tokio::test]
    async fn it_counts_from_when_it_was_put_off_last() {
        assert!(Deadline::after(LONG).keep(tokio::task::yield_now()).await.is_some());
        assert!(Deadline::after(Duration::ZERO).keep(pending::<()>()).await.is_none());
        for (first, then, comes) in [(Duration::ZERO, LONG, true), (LONG, Duration::ZERO, false)] {
            let deadline = Deadline::after(first);
            let work = async {
                deadline.put_off(then);
                if comes { tokio::task::yield_now().await } else { pending().await }
            };
            assert_eq!(deadline.keep(work).await.is_some(), comes);
        }
    }
}
