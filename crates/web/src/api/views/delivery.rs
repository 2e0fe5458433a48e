//! What became of telling a webhook of an event, as JSON.

use super::time;
use crate::request::page::Pagination;
use domain::clock::Timestamp;
use domain::event::EventName;
use engine::records::{Answer, Delivery};
use serde::Serialize;
use utoipa::ToSchema;

/// One event for one webhook.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Delivery)]
pub(crate) struct DeliveryView {
    /// By which a receiver knows a repeat: `X-Swingbridge-Delivery`.
    #[schema(example = "EVT-0199c0de-0000-7000-8000-000000000000")]
    id: String,
    /// Null when the event is older than events are kept.
    #[schema(example = "connection_status.changed")]
    event: Option<&'static str>,
    event_guid: String,
    user_guid: Option<String>,
    member_guid: Option<String>,
    /// `waiting`, `delivered` or `given_up`
    #[schema(example = "delivered")]
    status: &'static str,
    /// Sendings since it was queued, or queued again.
    tries: u32,
    /// When it is sent next; null once it has arrived or is given up. While the endpoint rests, a time that has passed means: as soon as
    /// something arrives there.
    next_try_at: Option<String>,
    /// What was answered, the newest last.
    answers: Vec<AnswerView>,
    created_at: String,
    ended_at: Option<String>,
}

/// What a receiver answered.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DeliveryAnswer)]
pub(crate) struct AnswerView {
    at: Option<String>,
    duration_ms: u64,
    /// Null when no answer came.
    http_status: Option<u16>,
    /// The beginning of the answer, or why none came.
    text: String,
}

impl From<&Answer> for AnswerView {
    fn from(answer: &Answer) -> Self {
        Self {
            at: Timestamp::from_microsecond(answer.at).ok().map(time),
            duration_ms: answer.duration_ms,
            http_status: answer.http_status,
            text: answer.text.clone(),
        }
    }
}

impl DeliveryView {
    pub(crate) fn new(delivery: &Delivery, name: Option<EventName>) -> Self {
        Self {
            id: delivery.id(),
            event: name.map(EventName::name),
            event_guid: delivery.event.to_string(),
            user_guid: delivery.user.map(|guid| guid.to_string()),
            member_guid: delivery.member.map(|guid| guid.to_string()),
            status: delivery.status.name(),
            tries: delivery.tries,
            next_try_at: delivery.due_at.map(time),
            answers: delivery.answers.iter().map(AnswerView::from).collect(),
            created_at: time(delivery.created_at),
            ended_at: delivery.ended_at.map(time),
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DeliveriesBody {
    pub(crate) deliveries: Vec<DeliveryView>,
    pub(crate) pagination: Pagination,
}
