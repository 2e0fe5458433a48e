//! What webhooks are sent: MX's bodies for MX's events, and one form for all others.

use crate::api::views::account::{AccountView, Around};
use crate::api::views::event::data;
use crate::api::views::member::{MemberView, status_message};
use crate::api::views::time;
use crate::api::views::transaction::TransactionView;
use crate::api::views::verification::VerificationView;
use crate::report;
use crate::request::version::Version;
use domain::clock::Timestamp;
use domain::event::EventName;
use domain::member::Status;
use domain::text::Language;
use engine::{Bodies, MemberResource, ReportDraft, Resource, Telling, VerificationResource};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// Writes the bodies of webhooks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Told;

impl Bodies for Told {
    fn body(&self, telling: &Telling<'_>) -> Vec<u8> {
        let body = match mx_name(telling.event.name) {
            Some((kind, action)) => mx_body(telling, kind, action),
            None if telling.event.name == EventName::InitialDataReady => initial_data_ready(telling),
            None => own_body(telling),
        };
        Value::Object(body).to_string().into_bytes()
    }

    fn report(&self, draft: &ReportDraft) -> Vec<u8> {
        report::written(draft)
    }
}

/// MX's `type` and `action`.
const fn mx_name(name: EventName) -> Option<(&'static str, &'static str)> {
    const READ: &str = "member_data_updated";
    Some(match name {
        EventName::ConnectionStatusChanged => ("CONNECTION_STATUS", "CHANGED"),
        EventName::Aggregated => ("AGGREGATION", READ),
        EventName::BalancesRead => ("BALANCE", READ),
        EventName::HistoryRead => ("HISTORY", READ),
        EventName::StatementsRead => ("STATEMENT", READ),
        EventName::NumbersRead => ("VERIFICATION", READ),
        EventName::OwnersRead => ("IDENTIFICATION", READ),
        EventName::MemberCreated => ("MEMBER", "created"),
        EventName::MemberUpdated => ("MEMBER", "updated"),
        EventName::MemberDeleted => ("MEMBER", "deleted"),
        EventName::AccountCreated => ("ACCOUNT", "created"),
        EventName::AccountUpdated => ("ACCOUNT", "updated"),
        EventName::AccountDeleted => ("ACCOUNT", "deleted"),
        EventName::TransactionCreated => ("TRANSACTION", "created"),
        EventName::TransactionUpdated => ("TRANSACTION", "updated"),
        EventName::TransactionDeleted => ("TRANSACTION", "deleted"),
        EventName::InitialDataReady
        | EventName::MemberHealed
        | EventName::NotificationOpened
        | EventName::NotificationWithdrawn
        | EventName::AccountAppeared
        | EventName::AccountGone
        | EventName::IncidentBegan
        | EventName::IncidentEnded
        | EventName::VerificationUpdated
        | EventName::VerificationCreationFailed
        | EventName::WebhookPaused
        | EventName::WebhookPing => return None,
    })
}

/// Fields side by side, as receivers of MX's webhooks read them; what is ours beside them.
fn mx_body(telling: &Telling<'_>, kind: &str, action: &str) -> Map<String, Value> {
    let event = telling.event;
    let mut body = Map::new();
    // MX's objects of members, accounts and transactions stand side by side with type and action.
    let is_whole = !matches!(
        event.name,
        EventName::ConnectionStatusChanged
            | EventName::Aggregated
            | EventName::BalancesRead
            | EventName::HistoryRead
            | EventName::StatementsRead
            | EventName::NumbersRead
            | EventName::OwnersRead
    );
    match resource(telling) {
        Some(resource) if is_whole => body = resource,
        Some(resource) if telling.webhook.includes_resource => {
            body.insert("resource".to_owned(), resource.into());
        }
        None if is_whole && telling.item.is_empty() => {
            let guid = data(event).get("account_guid").cloned();
            let guid = guid.or_else(|| event.member.map(|guid| guid.to_string().into()));
            body.extend(guid.map(|guid| ("guid".to_owned(), guid)));
        }
        None if is_whole => {
            body.insert("guid".to_owned(), telling.item.into());
        }
        Some(_) | None => {}
    }
    let mut told = data(event);
    if !telling.item.is_empty() {
        // Of several, this tells of one.
        told.remove("transaction_guids");
    }
    body.extend(told);
    if let Some(fact) = &event.fact {
        body.insert("fact".to_owned(), fact.event.clone().into());
        body.insert("reason".to_owned(), fact.reason.clone().into());
        // As it was then, which may not be as it is now.
        status(&mut body, telling, fact.status_after.as_deref());
    }
    if event.name == EventName::ConnectionStatusChanged {
        let after = body.get("connection_status").and_then(Value::as_str).map(str::to_owned);
        status(&mut body, telling, after.as_deref());
    }
    body.extend(whom(telling));
    body.insert("type".to_owned(), kind.into());
    body.insert("action".to_owned(), action.into());
    body.extend(ours(telling));
    body
}

/// The status with MX's number and what people are told of it.
fn status(body: &mut Map<String, Value>, telling: &Telling<'_>, name: Option<&str>) {
    let Some(status) = Status::from_name(name) else { return };
    let message = match &telling.resource {
        Some(Resource::Member(found)) => status_message(&found.member, status, Language::default()),
        Some(Resource::Account(..) | Resource::Transaction(..) | Resource::Verification(_)) | None => None,
    };
    body.insert("connection_status".to_owned(), status.name().into());
    body.insert("connection_status_id".to_owned(), status.id().into());
    body.insert("connection_status_message".to_owned(), message.into());
}

/// MX's webhook of v20250224; `guid` is the webhook's.
fn initial_data_ready(telling: &Telling<'_>) -> Map<String, Value> {
    let mut body = Map::new();
    body.insert("type".to_owned(), "initial_data_ready".into());
    body.insert("guid".to_owned(), telling.webhook.guid.to_string().into());
    body.insert("client_guid".to_owned(), telling.event.client.to_string().into());
    body.extend(whom(telling));
    body.extend(ours(telling));
    body
}

/// Everything else: the event, the webhook's name, and what happened.
fn own_body(telling: &Telling<'_>) -> Map<String, Value> {
    let event = telling.event;
    let mut data = data(event);
    if let Some(user) = event.user {
        data.insert("user".to_owned(), user.to_string().into());
    }
    if let Some(member) = event.member {
        data.insert("member".to_owned(), member.to_string().into());
    }
    if telling.webhook.includes_resource
        && !data.contains_key("resource")
        && let Some(resource) = resource(telling)
    {
        data.insert("resource".to_owned(), resource.into());
    } else if !telling.webhook.includes_resource {
        data.remove("resource");
    }
    let mut body = ours(telling);
    body.insert("name".to_owned(), telling.webhook.name.clone().into());
    body.insert("data".to_owned(), data.into());
    body
}

fn whom(telling: &Telling<'_>) -> Map<String, Value> {
    let event = telling.event;
    let mut whom = Map::new();
    whom.insert("user_guid".to_owned(), event.user.map(|guid| guid.to_string()).into());
    whom.insert("user_id".to_owned(), telling.user.and_then(|user| user.id.clone()).into());
    whom.insert("member_guid".to_owned(), event.member.map(|guid| guid.to_string()).into());
    if let Some(run) = event.run {
        whom.insert("job_guid".to_owned(), run.to_string().into());
    }
    whom
}

/// What receivers need that no other says: which event, and when.
fn ours(telling: &Telling<'_>) -> Map<String, Value> {
    let event = telling.event;
    let mut ours = Map::new();
    ours.insert("event".to_owned(), event.name.name().into());
    ours.insert("event_guid".to_owned(), event.guid.to_string().into());
    ours.insert("happened_at".to_owned(), time(event.happened_at).into());
    ours
}

/// What it is about, as it is now, with times as MX's webhooks write them.
fn resource(telling: &Telling<'_>) -> Option<Map<String, Value>> {
    let (user, language) = (telling.user?, Language::default());
    match telling.resource.as_ref()? {
        Resource::Member(found) => {
            let MemberResource { member, institution } = found.as_ref();
            in_seconds(&MemberView::new(member, user, *institution, telling.event.run, language))
        }
        Resource::Account(account, found) => {
            let around = Around::new(user, &found.member, found.institution);
            in_seconds(&AccountView::new(account, &around, Version::V1))
        }
        Resource::Transaction(one, account_id) => {
            in_seconds(&TransactionView::new(one, user, account_id.clone()))
        }
        Resource::Verification(found) => {
            let VerificationResource { verification, members, report } = found.as_ref();
            let view = VerificationView::new(verification, members, report.as_ref(), language);
            as_it_was(&view, &data(telling.event))
        }
    }
}

/// A verification with the status that it had when the event happened: it may have gone on since.
fn as_it_was(view: &VerificationView, event: &Map<String, Value>) -> Option<Map<String, Value>> {
    let Ok(Value::Object(mut fields)) = serde_json::to_value(view) else { return None };
    fields.extend(event.get("status").map(|status| ("status".to_owned(), status.clone())));
    Some(fields)
}

/// As an object, with every time in seconds since 1970.
fn in_seconds(view: &impl Serialize) -> Option<Map<String, Value>> {
    let Ok(Value::Object(mut fields)) = serde_json::to_value(view) else { return None };
    for (name, value) in &mut fields {
        let is_time = name.ends_with("_at") || name.ends_with("_on") || name == "date";
        if is_time && let Some(seconds) = value.as_str().and_then(seconds) {
            *value = json!(seconds);
        }
    }
    Some(fields)
}

fn seconds(text: &str) -> Option<i64> {
    let midnight = || {
        let day: jiff::civil::Date = text.parse().ok()?;
        day.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
    };
    text.parse::<Timestamp>().ok().or_else(midnight).map(Timestamp::as_second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_seconds_and_the_rest_stays() {
        let view = json!({"created_at": "2026-10-06T12:00:00.000Z", "date": "2026-10-06", "matures_on": null, "name": "2026-10-06"});
        let expected = json!({"created_at": 1_791_288_000, "date": 1_791_244_800, "matures_on": null, "name": "2026-10-06"});
        assert_eq!(Value::Object(in_seconds(&view).unwrap()), expected);
    }
}
