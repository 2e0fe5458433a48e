//! Applications are told what happened, whatever their endpoints do: nothing is lost, and repeats and order are as promised.

use crate::bed::{Bed, on_postgres, on_sqlite};
use crate::receiver::{Does, Heard, Receiver};
use domain::event::{EventName, TRIES_MAX};
use domain::run::RunKind;
use engine::records::{DeliveryFilter, DeliveryStatus, EventFilter, Member, Page, Webhook, WebhookStatus};
use engine::{
    Bodies, Courier, Engine, Error, Inner, NewWebhook, ReportDraft, Secret, Settings, Telling, WebhookEdits,
};
use hmac::{Hmac, KeyInit, Mac};
use jiff::SignedDuration;
use serde_json::json;
use sha2::Sha512;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;
use store::{Dies, Fuse};
use tokio_util::sync::CancellationToken;

const SECRET: &str = "a secret of 23 characters";
const ALL: Page = Page { number: 1, size: 1_000 };

macro_rules! on_both_here {
    ($($test:ident)*) => {
        mod sqlite {
            $(#[test] fn $test() { super::on_sqlite(super::settings(), &super::$test); })*
        }
        mod postgres {
            $(#[test] fn $test() { super::on_postgres(super::settings(), &super::$test); })*
        }
    };
}

on_both_here! {
    what_happens_arrives_signed
    a_receiver_that_misbehaves_loses_nothing
    a_receiver_may_be_down_for_hours_and_move
    what_never_arrives_is_given_up_and_told
    a_hanging_receiver_delays_nobody
    order_is_kept_per_member
    a_secret_is_replaced_with_an_overlap
    a_courier_may_die_at_any_commit
    addresses_are_looked_at_before_anything_is_stored
    what_is_told_of_accounts_and_transactions
    the_feed_is_waited_for
}

/// Endpoints on this machine, and little patience with them.
fn settings() -> Settings {
    let mut settings = Settings::default();
    settings.webhooks.inner = Inner::Loopback;
    settings.webhooks.exchange = Duration::from_millis(700);
    settings
}

/// Writes what the tests look at.
#[derive(Debug)]
pub(crate) struct Plain;

impl Bodies for Plain {
    fn body(&self, telling: &Telling<'_>) -> Vec<u8> {
        let event = telling.event;
        let body = json!({
            "event": event.name.name(),
            "event_guid": event.guid.to_string(),
            "member_guid": event.member.map(|guid| guid.to_string()),
            "item": telling.item,
            "has_resource": telling.resource.is_some(),
            "data": serde_json::from_str::<serde_json::Value>(&event.data).unwrap(),
        });
        body.to_string().into_bytes()
    }

    fn report(&self, draft: &ReportDraft) -> Vec<u8> {
        format!("{:?}", domain::report::make(&draft.input)).into_bytes()
    }
}

fn courier(engine: &Arc<Engine>, stop: &CancellationToken) -> Courier {
    Courier::new(engine.clone(), Arc::new(Plain), stop.clone())
}

/// Delivers everything that is due.
async fn deliver(bed: &Bed) -> usize {
    courier(&bed.engine, &CancellationToken::new()).run_due().await.unwrap()
}

/// Lets time pass in steps; at each, what is due is delivered.
async fn pass(bed: &Bed, time: SignedDuration) {
    const STEP: SignedDuration = SignedDuration::from_mins(10);
    let mut left = time;
    while left > SignedDuration::ZERO {
        bed.clock.advance(left.min(STEP));
        // What a dead process had under way is taken again.
        bed.operational.advance(left.min(STEP));
        left -= STEP;
        deliver(bed).await;
    }
}

fn new_webhook(url: &str, events: &[&str]) -> NewWebhook {
    NewWebhook {
        name: "App".to_owned(),
        url: url.to_owned(),
        events: events.iter().map(|one| (*one).to_owned()).collect(),
        secret: Some(Secret::new(SECRET)),
        includes_resource: false,
        is_ordered: false,
        login: None,
    }
}

/// A webhook at that receiver; what was asked when it was made is forgotten.
async fn subscribe(bed: &Bed, receiver: &Receiver, events: &[&str]) -> Webhook {
    bed.scope().create_webhook(new_webhook(&receiver.url, events), None).await.unwrap().0
}

/// What was heard but for the message that looks whether anybody is there.
fn heard(receiver: &Receiver) -> Vec<Heard> {
    let is_ping = |one: &Heard| one.body.contains("webhooks.ping");
    receiver.heard().into_iter().filter(|one| !is_ping(one)).collect()
}

fn taken(receiver: &Receiver) -> Vec<serde_json::Value> {
    heard(receiver).iter().filter(|one| one.does == Does::Answer(204)).map(Heard::json).collect()
}

fn names(bodies: &[serde_json::Value]) -> Vec<&str> {
    bodies.iter().filter_map(|body| body["event"].as_str()).collect()
}

fn guids(bodies: &[serde_json::Value]) -> BTreeSet<String> {
    bodies.iter().map(|body| format!("{}.{}", body["event_guid"], body["item"])).collect()
}

async fn counts(bed: &Bed, webhook: &Webhook) -> BTreeMap<&'static str, i64> {
    let mut counts = BTreeMap::new();
    for status in [DeliveryStatus::Waiting, DeliveryStatus::Delivered, DeliveryStatus::GivenUp] {
        let filter = DeliveryFilter { status: Some(status), ..DeliveryFilter::default() };
        let found = bed.scope().deliveries(webhook.guid, &filter, ALL).await.unwrap();
        counts.insert(status.name(), found.total);
    }
    counts
}

fn signature(secret: &str, text: &str) -> String {
    let mut mac = Hmac::<Sha512>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(text.as_bytes());
    store::hex(&mac.finalize().into_bytes())
}

/// The signatures of a message, and what they are over.
fn signatures(heard: &Heard) -> (Vec<String>, String) {
    let header = heard.header("x-swingbridge-signature");
    let mut parts = header.split(',');
    let at = parts.next().and_then(|part| part.strip_prefix("t=")).unwrap();
    let signatures = parts.map(|part| part.strip_prefix("v1=").unwrap().to_owned()).collect();
    (signatures, format!("{at}.{}", heard.body))
}

async fn what_happens_arrives_signed(bed: &Bed) {
    let receiver = Receiver::up().await;
    let webhook = subscribe(bed, &receiver, &["*"]).await;
    let member = bed.connect("INVALID").await;
    bed.work().await;
    deliver(bed).await;
    let arrived = heard(&receiver);
    let bodies: Vec<_> = arrived.iter().map(Heard::json).collect();
    let mut expected = [
        "members.created",
        "members.updated",
        "members.updated",
        "connection_status.changed",
        "notifications.opened",
    ]
    .to_vec();
    let mut found = names(&bodies);
    expected.sort_unstable();
    found.sort_unstable();
    assert_eq!(found, expected);
    for one in &arrived {
        let (signed, text) = signatures(one);
        assert_eq!(signed, [signature(SECRET, &text)]);
        assert_eq!(one.header("content-type"), "application/json; charset=utf-8");
        assert_eq!(one.header("x-swingbridge-delivery"), one.json()["event_guid"].as_str().unwrap());
        assert_eq!(one.json()["member_guid"], member.guid.to_string());
        assert!(one.header("x-argyle-signature").is_empty(), "that is for verifications");
    }
    assert_eq!(deliver(bed).await, 0, "each once");
    assert_eq!(counts(bed, &webhook).await, [("delivered", 5), ("given_up", 0), ("waiting", 0)].into());
    let changed = bodies.iter().find(|one| one["event"] == "connection_status.changed").unwrap();
    assert_eq!(changed["data"]["connection_status"], "DENIED");
    assert_eq!(changed["data"]["reason"], "credentials_rejected");
}

async fn a_receiver_that_misbehaves_loses_nothing(bed: &Bed) {
    let receiver = Receiver::up().await;
    let webhook = subscribe(bed, &receiver, &["*"]).await;
    receiver.next(&[Does::Answer(500), Does::Reset, Does::Hang, Does::Answer(301), Does::Answer(429)]);
    bed.connect("INVALID").await;
    bed.work().await;
    pass(bed, SignedDuration::from_hours(2)).await;
    let arrived = taken(&receiver);
    assert_eq!(arrived.len(), 5, "{:?}", names(&arrived));
    assert_eq!(guids(&arrived).len(), 5, "what was taken is not sent again");
    assert_eq!(heard(&receiver).len(), 10, "five did not arrive");
    assert_eq!(counts(bed, &webhook).await["delivered"], 5);
    let log = bed.scope().deliveries(webhook.guid, &DeliveryFilter::default(), ALL).await.unwrap().items;
    let mut said: Vec<(Option<u16>, String)> = log
        .iter()
        .flat_map(|(one, _)| &one.answers)
        .map(|answer| (answer.http_status, answer.text.clone()))
        .filter(|(status, _)| *status != Some(204))
        .collect();
    said.sort();
    let text = |text: &str| text.to_owned();
    assert_eq!(
        said,
        [
            (None, text("no answer in time")),
            (None, text("the connection broke off before an answer came")),
            (Some(301), text("said so")),
            (Some(429), text("said so")),
            (Some(500), text("said so")),
        ]
    );
}

async fn a_receiver_may_be_down_for_hours_and_move(bed: &Bed) {
    let receiver = Receiver::up().await;
    let url = receiver.url.clone();
    let webhook = subscribe(bed, &receiver, &["*"]).await;
    drop(receiver);
    let member = bed.connect("INVALID").await;
    bed.work().await;
    pass(bed, SignedDuration::from_hours(6)).await;
    bed.update(&member, "ann", "LOCKED").await.unwrap();
    bed.work().await;
    let before = counts(bed, &webhook).await;
    assert_eq!((before["delivered"], before["given_up"]), (0, 0));
    assert!(bed.scope().webhook(webhook.guid).await.unwrap().failing_since.is_some());
    let new_home = Receiver::up().await;
    assert_ne!(new_home.url, url);
    let edits = WebhookEdits { url: Some(new_home.url.clone()), ..WebhookEdits::default() };
    bed.scope().update_webhook(webhook.guid, edits).await.unwrap();
    pass(bed, SignedDuration::from_hours(6)).await;
    let arrived = taken(&new_home);
    assert_eq!(guids(&arrived).len(), usize::try_from(before["waiting"]).unwrap());
    assert_eq!(arrived.len(), guids(&arrived).len());
    assert!(bed.scope().webhook(webhook.guid).await.unwrap().failing_since.is_none());
}

async fn what_never_arrives_is_given_up_and_told(bed: &Bed) {
    let (dead, alive) = (Receiver::up().await, Receiver::up().await);
    let webhook = subscribe(bed, &dead, &["connection_status.changed"]).await;
    subscribe(bed, &alive, &["webhooks.paused"]).await;
    dead.always(Does::Answer(503));
    let member = bed.connect("INVALID").await;
    bed.work().await;
    pass(bed, SignedDuration::from_hours(23)).await;
    assert_eq!(counts(bed, &webhook).await["waiting"], 1);
    pass(bed, SignedDuration::from_hours(3)).await;
    assert_eq!(heard(&dead).len(), usize::try_from(TRIES_MAX).unwrap());
    assert_eq!(counts(bed, &webhook).await, [("delivered", 0), ("given_up", 1), ("waiting", 0)].into());
    deliver(bed).await;
    let told = taken(&alive);
    assert_eq!(names(&told), ["webhooks.paused"]);
    assert_eq!(told[0]["data"]["webhook"], webhook.guid.to_string());
    let paused = bed.scope().webhook(webhook.guid).await.unwrap();
    assert_eq!(paused.status, WebhookStatus::Paused);
    // What happens meanwhile is kept, and sent when somebody wakes it.
    bed.update(&member, "ann", "LOCKED").await.unwrap();
    bed.work().await;
    pass(bed, SignedDuration::from_hours(30)).await;
    assert_eq!(heard(&dead).len(), usize::try_from(TRIES_MAX).unwrap(), "nothing is sent");
    dead.always(Does::Answer(204));
    let edits = WebhookEdits { is_active: Some(true), ..WebhookEdits::default() };
    bed.scope().update_webhook(webhook.guid, edits).await.unwrap();
    deliver(bed).await;
    assert_eq!(taken(&dead).len(), 1);
    // What was given up is sent again on request.
    let given_up = DeliveryFilter { status: Some(DeliveryStatus::GivenUp), ..DeliveryFilter::default() };
    let listed = bed.scope().deliveries(webhook.guid, &given_up, ALL).await.unwrap().items;
    let (again, name) = bed.scope().replay_delivery(webhook.guid, &listed[0].0.id()).await.unwrap();
    assert_eq!(Some(name), listed[0].1);
    assert_eq!((again.status, again.tries), (DeliveryStatus::Waiting, 0));
    deliver(bed).await;
    assert_eq!(taken(&dead).len(), 2);
    // And a span of time with it.
    let span = (bed.clock_now() - SignedDuration::from_hours(100), bed.clock_now());
    assert_eq!(bed.scope().replay_deliveries(webhook.guid, span, false).await.unwrap(), (0, false));
    assert_eq!(bed.scope().replay_deliveries(webhook.guid, span, true).await.unwrap(), (2, false));
    deliver(bed).await;
    assert_eq!((taken(&dead).len(), guids(&taken(&dead)).len()), (4, 2));
}

async fn a_hanging_receiver_delays_nobody(bed: &Bed) {
    let (hanging, quick) = (Receiver::up().await, Receiver::up().await);
    subscribe(bed, &hanging, &["*"]).await;
    subscribe(bed, &quick, &["*"]).await;
    hanging.always(Does::Hang);
    let stop = CancellationToken::new();
    let running = tokio::spawn(courier(&bed.engine, &stop).run());
    for login in ["ann", "bob", "cy", "di", "ed"] {
        bed.connect_at("mxbank", login, "INVALID").await.unwrap();
    }
    bed.work().await;
    let all_arrived = async {
        while taken(&quick).len() < 20 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(crate::PATIENCE, all_arrived).await.unwrap();
    assert!(taken(&hanging).is_empty());
    hanging.let_go();
    stop.cancel();
    tokio::time::timeout(crate::PATIENCE, running).await.unwrap().unwrap();
}

async fn order_is_kept_per_member(bed: &Bed) {
    let receiver = Receiver::up().await;
    let new = NewWebhook { is_ordered: true, ..new_webhook(&receiver.url, &["*"]) };
    let webhook = bed.scope().create_webhook(new, None).await.unwrap().0;
    let mut members: Vec<Member> = Vec::new();
    for login in ["ann", "bob"] {
        members.push(bed.connect_at("mxbank", login, "INVALID").await.unwrap());
    }
    bed.work().await;
    receiver.next(&[Does::Answer(500), Does::Answer(204), Does::Reset, Does::Answer(500)]);
    // On PostgreSQL, open transactions of other tests hold new events back for a moment.
    let arrived = async {
        while counts(bed, &webhook).await["waiting"] > 0 {
            pass(bed, SignedDuration::from_mins(10)).await;
        }
    };
    tokio::time::timeout(crate::PATIENCE, arrived).await.unwrap();
    for member in &members {
        let filter = EventFilter { member: Some(member.guid), ..EventFilter::default() };
        let happened = bed.scope().events_after(0, &filter, 100, Duration::ZERO).await.unwrap();
        let expected: Vec<String> = happened.iter().map(|one| one.event.guid.to_string()).collect();
        let guid = member.guid.to_string();
        let found: Vec<String> = taken(&receiver)
            .iter()
            .filter(|body| body["member_guid"] == guid)
            .map(|body| body["event_guid"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(found, expected);
        assert_eq!(found.len(), 5);
    }
}

async fn a_secret_is_replaced_with_an_overlap(bed: &Bed) {
    let receiver = Receiver::up().await;
    let webhook = subscribe(bed, &receiver, &["*"]).await;
    let other = "another secret of 30 bytes....";
    let rotate = async |secret: Option<&str>, hours| {
        let secret = secret.map(Secret::new);
        bed.scope().rotate_webhook_secret(webhook.guid, secret, SignedDuration::from_hours(hours)).await
    };
    let (_, shown) = rotate(Some(other), 24).await.unwrap();
    assert_eq!(shown.expose(), other);
    let signed = async |login| {
        bed.connect_at("mxbank", login, "INVALID").await.unwrap();
        deliver(bed).await;
        let last = heard(&receiver).pop().unwrap();
        let (found, text) = signatures(&last);
        let is_good = |secret: &&str| found.contains(&signature(secret, &text));
        [SECRET, other].into_iter().filter(is_good).collect::<Vec<&str>>()
    };
    assert_eq!(signed("ann").await, [SECRET, other]);
    bed.operational.advance(SignedDuration::from_hours(25));
    assert_eq!(signed("bob").await, [other]);
    let (_, made) = rotate(None, 0).await.unwrap();
    assert_eq!(made.expose().len(), 64);
    assert!(signed("cy").await.is_empty(), "the one that was made is neither");
    for hours in [-1, 24 * 8] {
        assert!(matches!(rotate(None, hours).await, Err(Error::Invalid { .. })), "{hours}");
    }
    assert!(matches!(rotate(Some("short"), 1).await, Err(Error::Invalid { .. })));
}

/// The store dies at the n-th commit of the courier, for every n: another one sends what is left, and repeats are repeats of what was
/// under way.
async fn a_courier_may_die_at_any_commit(bed: &Bed) {
    for dies in [Dies::Before, Dies::After] {
        let mut commits = 0;
        loop {
            let receiver = Receiver::up().await;
            let webhook = subscribe(bed, &receiver, &["*"]).await;
            let login = format!("{dies:?}-{commits}");
            bed.connect_at("mxbank", &login, "INVALID").await.unwrap();
            bed.work().await;
            let queued = counts(bed, &webhook).await["waiting"];
            let fuse = Arc::new(Fuse::new(commits, dies));
            let dying = bed.beside(Some(fuse.clone())).await;
            drop(courier(&dying, &CancellationToken::new()).run_due().await);
            bed.operational.advance(SignedDuration::from_mins(1));
            deliver(bed).await;
            let found = guids(&taken(&receiver));
            assert_eq!(i64::try_from(found.len()).unwrap(), queued, "{dies:?} {commits}");
            assert_eq!(counts(bed, &webhook).await["waiting"], 0);
            bed.scope().delete_webhook(webhook.guid).await.unwrap();
            if !fuse.is_burnt() {
                break;
            }
            commits += 1;
            assert!(commits < 50, "delivering five messages makes no end of commits");
        }
        assert!(commits >= 2, "only {commits} commits were cut");
    }
}

async fn addresses_are_looked_at_before_anything_is_stored(bed: &Bed) {
    let refused = async |engine: &Arc<Engine>, url: &str| {
        let made = engine.of(bed.client).create_webhook(new_webhook(url, &["*"]), None).await;
        match made {
            Err(Error::Invalid { field, problem }) => {
                assert_eq!(field, "url", "{url}");
                problem
            }
            other => panic!("{url}: {other:?}"),
        }
    };
    for (url, expected) in [
        ("", "https://"),
        ("ftp://app.example/", "https://"),
        ("app.example", "https://"),
        ("https://ann:secret@app.example/", "config.auth"),
        ("https://app.example/#there", "fragment"),
        ("http://10.0.0.1/", "machine"),
        ("https://169.254.169.254/latest", "machine"),
        ("https://[fd00::1]/", "machine"),
        ("http://0.0.0.0:80/", "machine"),
        ("http://1.1.1.1/", "https://"),
        ("http://no-such-host.invalid/", "https://"),
    ] {
        let problem = refused(&bed.engine, url).await;
        assert!(problem.contains(expected), "{url}: {problem}");
    }
    let endless = refused(&bed.engine, &format!("https://app.example/{}", "x".repeat(2_000))).await;
    assert!(endless.contains("2000"), "{endless}");
    // One that leads elsewhere is not followed, there or here.
    let receiver = Receiver::up().await;
    receiver.always(Does::Redirect("http://169.254.169.254/latest"));
    assert!(refused(&bed.engine, &receiver.url).await.contains("redirect"));
    assert_eq!(bed.scope().webhooks(ALL).await.unwrap().total, 0, "nothing is stored");
    // Where nothing inside is allowed, this machine is inside.
    let strict = bed.with(Settings::default()).await;
    receiver.always(Does::Answer(204));
    assert!(refused(&strict, &receiver.url).await.contains("https://"));
    assert!(refused(&strict, &receiver.url.replace("http:", "https:")).await.contains("machine"));
    assert!(refused(&strict, "https://localhost/hooks").await.contains("machine"));
    // A name that leads inside by the time something is sent is not followed either.
    let webhook = subscribe(bed, &receiver, &["*"]).await;
    bed.connect("INVALID").await;
    let before = receiver.heard().len();
    courier(&strict, &CancellationToken::new()).run_due().await.unwrap();
    assert_eq!(receiver.heard().len(), before, "nobody is asked");
    let log = bed.scope().deliveries(webhook.guid, &DeliveryFilter::default(), ALL).await.unwrap().items;
    let said = log.iter().flat_map(|(one, _)| &one.answers).next().unwrap();
    assert!(said.text.contains("webhooks.inner"), "{said:?}");
}

async fn what_is_told_of_accounts_and_transactions(bed: &Bed) {
    let receiver = Receiver::up().await;
    subscribe(bed, &receiver, &["*"]).await;
    let member = bed.connect("plain").await;
    bed.work().await;
    deliver(bed).await;
    let arrived = taken(&receiver);
    let count = |name: EventName| names(&arrived).iter().filter(|one| **one == name.name()).count();
    let (accounts, transactions) = (bed.accounts(&member).await, bed.transactions(&member).await);
    assert_eq!(count(EventName::AccountCreated), accounts.len());
    assert_eq!(count(EventName::AccountAppeared), 0, "the first accounts do not appear, they come");
    assert_eq!(count(EventName::TransactionCreated), transactions.len());
    assert_eq!((count(EventName::Aggregated), count(EventName::InitialDataReady)), (1, 1));
    let items: BTreeSet<&str> = arrived.iter().filter_map(|body| body["item"].as_str()).collect();
    assert!(transactions.iter().all(|one| items.contains(one.guid.to_string().as_str())));
    let aggregated = arrived.iter().find(|body| body["event"] == EventName::Aggregated.name()).unwrap();
    assert_eq!(aggregated["data"]["transactions_created_count"], transactions.len());
    assert_eq!(aggregated["data"]["is_background"], false);
    let told = arrived.iter().filter(|body| body["event"] == EventName::TransactionCreated.name());
    assert!(told.clone().all(|body| body["has_resource"] == true));
    // A second aggregation finds nothing new, and says so once.
    bed.clock.advance(SignedDuration::from_hours(4));
    bed.refresh(&member).await;
    deliver(bed).await;
    let arrived = taken(&receiver);
    let count = |name: EventName| names(&arrived).iter().filter(|one| **one == name.name()).count();
    assert_eq!((count(EventName::Aggregated), count(EventName::InitialDataReady)), (2, 1));
    bed.start(&member, RunKind::Verify).await.unwrap();
    bed.work().await;
    bed.scope().delete_member(&bed.user, &engine::Name::Guid(member.guid)).await.unwrap();
    deliver(bed).await;
    let arrived = taken(&receiver);
    let count = |name: EventName| names(&arrived).iter().filter(|one| **one == name.name()).count();
    assert_eq!((count(EventName::NumbersRead), count(EventName::MemberDeleted)), (1, 1));
}

async fn the_feed_is_waited_for(bed: &Bed) {
    let engine = bed.engine.clone();
    let (client, filter) = (bed.client, EventFilter::default());
    let waiting = tokio::spawn(async move {
        engine.of(client).events_after(0, &filter, 10, crate::PATIENCE).await.unwrap()
    });
    bed.connect("plain").await;
    let found = waiting.await.unwrap();
    assert_eq!(found[0].event.name, EventName::MemberCreated);
    let none = EventFilter { names: vec![EventName::IncidentBegan], ..EventFilter::default() };
    let found = bed.scope().events_after(0, &none, 10, Duration::from_millis(1)).await.unwrap();
    assert!(found.is_empty(), "nobody waits for ever");
}
