//! An event as JSON, as readers of the feed see it.

use super::time;
use engine::records::{Event, Placed};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// What happened.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Event)]
pub(crate) struct EventView {
    /// The place of this event; `after` of the next request.
    #[schema(example = "4711")]
    cursor: String,
    /// Names it for good: the same event in a webhook has the same.
    #[schema(example = "EVT-0199c0de-0000-7000-8000-000000000000")]
    guid: String,
    #[schema(example = "connection_status.changed")]
    event: &'static str,
    happened_at: String,
    user_guid: Option<String>,
    member_guid: Option<String>,
    /// The job that it happened in.
    job_guid: Option<String>,
    /// The step of the member's life that it is, if it is one.
    fact: Option<FactView>,
    /// What else is told; its fields depend on the event.
    #[schema(value_type = Object)]
    data: Map<String, Value>,
}

/// A step of a member's life.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Fact)]
pub(crate) struct FactView {
    /// A row of the life cycle's table.
    #[schema(example = "credentials_rejected")]
    name: String,
    reason: Option<String>,
    status_before: Option<String>,
    status_after: Option<String>,
}

impl From<&Placed> for EventView {
    fn from(placed: &Placed) -> Self {
        let event = &placed.event;
        Self {
            cursor: placed.sequence.to_string(),
            guid: event.guid.to_string(),
            event: event.name.name(),
            happened_at: time(event.happened_at),
            user_guid: event.user.map(|guid| guid.to_string()),
            member_guid: event.member.map(|guid| guid.to_string()),
            job_guid: event.run.map(|guid| guid.to_string()),
            fact: event.fact.as_ref().map(|fact| FactView {
                name: fact.event.clone(),
                reason: fact.reason.clone(),
                status_before: fact.status_before.clone(),
                status_after: fact.status_after.clone(),
            }),
            data: data(event),
        }
    }
}

/// An event as the feed shows it.
pub fn view(placed: &Placed) -> impl Serialize + use<> {
    EventView::from(placed)
}

/// What an event tells beside its own fields.
pub(crate) fn data(event: &Event) -> Map<String, Value> {
    serde_json::from_str(&event.data).unwrap_or_default()
}
