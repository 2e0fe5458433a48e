//! Lists events, in the order in which they became true, for readers who keep a place.

use crate::api::views::event::EventView;
use crate::error::{Code, Refusal};
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::fields::{GivenEventName, GuidText};
use crate::request::query::Query;
use axum::Json;
use domain::id;
use engine::records::EventFilter;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use utoipa::{IntoParams, ToSchema};

/// Events of an answer, when nothing is asked, and at most.
const DEFAULT_SIZE: u32 = 100;
const SIZE_MAX: u32 = 1_000;
/// How long a request may wait for events; shorter than a request may take.
const WAIT_SECONDS_MAX: u32 = 25;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Filter {
    /// The `cursor` of the last event that was read, or `next` of the last answer. Absent: from the first event that is kept; `latest`:
    /// only what comes from now on.
    after: Option<String>,
    /// At most so many, 100 unless asked otherwise.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<u32>,
    /// Seconds to wait for events when there are none.
    #[param(minimum = 1, maximum = 25)]
    wait: Option<u32>,
    /// Only these; may be repeated.
    #[serde(default)]
    event: Vec<GivenEventName>,
    /// Only of this user.
    #[param(value_type = Option<String>)]
    user_guid: Option<GuidText<id::User>>,
    /// Only of this member.
    #[param(value_type = Option<String>)]
    member_guid: Option<GuidText<id::Member>>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct EventsBody {
    events: Vec<EventView>,
    /// `after` of the next request: the place of the last event above, or where this request began when there was none.
    #[schema(example = "4711")]
    next: String,
}

#[utoipa::path(
    get, path = "/events", operation_id = "listEvents", tag = "events", summary = "List events",
    params(Filter),
    responses(
        (status = 200, description = "Events after a place, oldest first; those of one member in the order in which they happened",
            body = EventsBody),
        Refusals,
    ),
)]
pub(super) async fn list(caller: Caller, Query(filter): Query<Filter>) -> Result<Json<EventsBody>, Refusal> {
    let refuse = |problem: &str| Err(Refusal::new(Code::InvalidParameter, problem.to_owned()));
    let scope = caller.scope();
    let after = match filter.after.as_deref() {
        None => 0,
        Some("latest") => scope.last_place().await?,
        Some(text) => match text.parse::<i64>() {
            Ok(place) if place >= 0 => place,
            _ => return refuse("after must be a cursor of an event, or latest"),
        },
    };
    let limit = filter.limit.unwrap_or(DEFAULT_SIZE);
    if !(1..=SIZE_MAX).contains(&limit) {
        return refuse("limit must be a whole number from 1 to 1000");
    }
    let wait = filter.wait.unwrap_or(0);
    if wait > WAIT_SECONDS_MAX {
        return refuse("wait must be at most 25 seconds");
    }
    let wanted = EventFilter {
        names: filter.event.iter().map(|one| one.0).collect(),
        user: filter.user_guid.map(|guid| guid.0),
        member: filter.member_guid.map(|guid| guid.0),
    };
    let found = scope.events_after(after, &wanted, limit, Duration::from_secs(wait.into())).await?;
    let next = found.last().map_or(after, |last| last.sequence).to_string();
    Ok(Json(EventsBody { events: found.iter().map(EventView::from).collect(), next }))
}
