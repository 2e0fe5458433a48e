//! Ways to the counterpart other than the author's: one that takes notes, and one on which a stranger answers.

use crate::http::{Http, HttpError, Request, Response};
use async_trait::async_trait;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Passes everything on, and keeps what went over it.
pub(super) struct Noting<'a> {
    http: &'a dyn Http,
    notes: Mutex<Vec<(Request, Option<Response>)>>,
}

impl<'a> Noting<'a> {
    pub(super) fn new(http: &'a dyn Http) -> Self {
        Self { http, notes: Mutex::new(Vec::new()) }
    }

    /// The answers that came, in their order.
    pub(super) fn answers(&self) -> Vec<Response> {
        self.notes().iter().filter_map(|(_, answer)| answer.clone()).collect()
    }

    pub(super) fn requests(&self) -> Vec<Request> {
        self.notes().iter().map(|(request, _)| request.clone()).collect()
    }

    fn notes(&self) -> MutexGuard<'_, Vec<(Request, Option<Response>)>> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Http for Noting<'_> {
    async fn send(&self, request: Request) -> Result<Response, HttpError> {
        let answer = self.http.send(request.clone()).await;
        self.notes().push((request, answer.clone().ok()));
        answer
    }
}

/// What is answered in place of the counterpart.
pub(super) type Answer = Result<Response, HttpError>;

/// Answers as the counterpart did, and from some request on as a stranger.
pub(super) struct Stranger<'a> {
    good: &'a [Response],
    bad: &'a Answer,
    asked: AtomicUsize,
}

impl<'a> Stranger<'a> {
    pub(super) fn after(good: &'a [Response], bad: &'a Answer) -> Self {
        Self { good, bad, asked: AtomicUsize::new(0) }
    }

    /// The stranger itself was asked, and not only what was noted told again.
    pub(super) fn was_asked(&self) -> bool {
        self.asked.load(Ordering::SeqCst) > self.good.len()
    }
}

#[async_trait]
impl Http for Stranger<'_> {
    async fn send(&self, _: Request) -> Result<Response, HttpError> {
        let position = self.asked.fetch_add(1, Ordering::SeqCst);
        self.good.get(position).map_or_else(|| self.bad.clone(), |answer| Ok(answer.clone()))
    }
}
