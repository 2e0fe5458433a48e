//! How an open page learns that its connection or verification changed: a stream of events, read from the database once a second.
//!
//! A stream lives a minute at most, then the browser opens another; a session has few at once, so that forgotten tabs cost little.

use super::mishap::Mishap;
use super::viewer::Viewer;
use crate::app::App;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use domain::id::{ClientGuid, ImportGuid, MemberGuid, UserGuid};
use engine::Scope;
use engine::records::VerificationGuid;
use futures_util::stream;
use serde::Deserialize;
use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How often the database is asked.
const PERIOD: Duration = Duration::from_secs(1);
/// Looks of one stream; a browser then opens another.
const LOOKS_MAX: u32 = 60;
/// Streams of one session at once.
const STREAMS_PER_SESSION_MAX: u32 = 4;
/// How long a browser waits before it opens another stream.
const RETRY: Duration = Duration::from_secs(2);
/// How often something is sent, so that nobody between takes the stream for dead.
const SIGN_OF_LIFE: Duration = Duration::from_secs(15);

/// The streams that are open, by session.
#[derive(Debug, Clone, Default)]
pub(crate) struct Streams(Arc<Mutex<HashMap<String, u32>>>);

/// A place for one stream; given back when it is dropped.
#[derive(Debug)]
struct Place {
    streams: Streams,
    session: String,
}

impl Streams {
    fn take(&self, session: &str) -> Option<Place> {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(session.to_owned()).or_insert(0);
        if *count >= STREAMS_PER_SESSION_MAX {
            return None;
        }
        *count = count.saturating_add(1);
        Some(Place { streams: self.clone(), session: session.to_owned() })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.streams.0.lock().unwrap_or_else(PoisonError::into_inner);
        let left = open.get(&self.session).map_or(0, |count| count.saturating_sub(1));
        if left == 0 {
            open.remove(&self.session);
        } else {
            open.insert(self.session.clone(), left);
        }
    }
}

/// Which form of it the page shows.
#[derive(Debug, Deserialize)]
pub(in crate::pages) struct Seen {
    pub(in crate::pages) version: i64,
}

/// What a page shows.
#[derive(Debug, Clone, Copy)]
pub(super) enum Watched {
    Member(UserGuid, MemberGuid),
    Verification(VerificationGuid),
    Import(UserGuid, ImportGuid),
}

impl Watched {
    async fn version(self, scope: &Scope<'_>) -> Result<i64, engine::Error> {
        match self {
            Self::Member(user, guid) => Ok(scope.member_of(user, guid).await?.version),
            Self::Verification(guid) => Ok(scope.verification(guid).await?.version),
            Self::Import(user, guid) => Ok(scope.import_of(user, guid).await?.version),
        }
    }
}

/// What a page watches.
struct Watch {
    app: Arc<App>,
    client: ClientGuid,
    watched: Watched,
    version: i64,
    looks: u32,
    _place: Place,
}

pub(super) async fn changes(
    viewer: Viewer,
    Path((_, member)): Path<(String, String)>,
    Query(seen): Query<Seen>,
) -> Result<Response, Mishap> {
    let member = member.parse().map_err(|_| Mishap::MemberGone)?;
    let watched = Watched::Member(viewer.session().user, member);
    Ok(stream_of(&viewer, watched, seen.version))
}

/// The stream that tells when something has another version than the one that was seen.
pub(super) fn stream_of(viewer: &Viewer, watched: Watched, version: i64) -> Response {
    let Some(place) = viewer.app().streams.take(viewer.session().hash()) else {
        return StatusCode::TOO_MANY_REQUESTS.into_response();
    };
    let watch = Watch {
        app: viewer.app().clone(),
        client: viewer.session().client,
        watched,
        version,
        looks: 0,
        _place: place,
    };
    let events = stream::unfold(Some(watch), |watch| async move {
        let watch = watch?;
        let event = Event::default().retry(RETRY);
        Some(match look(watch).await {
            Looked::Changed => (Ok::<_, Infallible>(event.event("changed").data("1")), None),
            Looked::Same(watch) => (Ok(event.comment("")), Some(watch)),
            Looked::Over => return None,
        })
    });
    Sse::new(events).keep_alive(KeepAlive::new().interval(SIGN_OF_LIFE)).into_response()
}

enum Looked {
    Changed,
    Same(Watch),
    Over,
}

/// Looks until something changed, or for so long that a sign of life is due.
async fn look(mut watch: Watch) -> Looked {
    const LOOKS_BETWEEN_SIGNS: u32 = 15;
    for _ in 0..LOOKS_BETWEEN_SIGNS {
        if watch.looks >= LOOKS_MAX {
            return Looked::Over;
        }
        watch.looks = watch.looks.saturating_add(1);
        let scope = watch.app.web.engine.of(watch.client);
        match watch.watched.version(&scope).await {
            Ok(version) if version == watch.version => {}
            Ok(_) | Err(engine::Error::NotFound(_)) => return Looked::Changed,
            // The database is out of reach for a moment; the browser comes again.
            Err(_) => return Looked::Over,
        }
        if tokio::time::timeout(PERIOD, watch.app.web.stop.cancelled()).await.is_ok() {
            return Looked::Over;
        }
    }
    Looked::Same(watch)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_has_few_streams_and_gives_them_back() {
        let streams = Streams::default();
        let mut places: Vec<_> = (0..STREAMS_PER_SESSION_MAX).filter_map(|_| streams.take("a")).collect();
        assert!(streams.take("a").is_none() && streams.take("b").is_some());
        places.pop();
        places.push(streams.take("a").unwrap());
        assert!(streams.take("a").is_none());
        drop(places);
        assert!(streams.0.lock().unwrap().is_empty());
    }
}
