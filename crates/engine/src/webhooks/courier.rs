//! Carries what is queued to where it is wanted. Each webhook has a lane of its own in each process, as wide as its receiver is quick, so
//! that one that is slow or dead holds up nobody else.

use super::endpoint::{Endpoint, Message, shared_client};
use crate::error::as_cause;
use crate::events::{About, Told};
use crate::records::{
    Account, Answer, Delivery, DeliveryStatus, Event, Member, ReportHead, Transaction, User, Verification,
    VerificationMember, Webhook, WebhookGuid,
};
use crate::{Engine, Error, Name, ReportDraft};
use domain::clock::Timestamp;
use domain::event::{EventName, rest_after, wait_after};
use domain::id::{ClientGuid, EventGuid, InstitutionGuid, MemberGuid, UserGuid};
use reqwest::Client;
use serde_json::{Value as Json, json};
use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use store::deliveries::{self, DeliveryClaim};
use store::{Write, webhooks};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

/// How wide a lane is at the beginning, and at most.
const LANE_FIRST: usize = 8;
const LANE_MAX: usize = 64;
/// A receiver that takes longer is slow: its lane narrows.
const SLOW_MS: u64 = 1_000;
/// What is settled in one commit.
const SETTLED_MAX: usize = 256;
/// Webhooks whose secrets are kept open.
const OPEN_MAX: usize = 1_000;
/// How long the database is left alone when it did not answer.
const OUTAGE_PAUSE: Duration = Duration::from_secs(5);

/// How what is told is written; the API says it.
pub trait Bodies: Send + Sync + fmt::Debug {
    /// The JSON of one message.
    fn body(&self, telling: &Telling<'_>) -> Vec<u8>;

    /// The JSON of a lender's report.
    fn report(&self, draft: &ReportDraft) -> Vec<u8>;
}

/// What one message tells.
#[derive(Debug)]
pub struct Telling<'a> {
    pub webhook: &'a Webhook,
    pub event: &'a Event,
    /// The one thing of several that it is about; empty when the event is told whole.
    pub item: &'a str,
    /// None: the user is gone, or the event is of none.
    pub user: Option<&'a User>,
    /// What it is about, as it is now; none when it is gone, or not wanted.
    pub resource: Option<Resource>,
}

/// What an event is about.
#[derive(Debug)]
pub enum Resource {
    Member(Box<MemberResource>),
    Account(Box<Account>, Box<MemberResource>),
    /// With the account's own name for itself.
    Transaction(Box<Transaction>, Option<String>),
    Verification(Box<VerificationResource>),
}

/// A verification with what it stands on.
#[derive(Debug)]
pub struct VerificationResource {
    pub verification: Verification,
    pub members: Vec<VerificationMember>,
    pub report: Option<ReportHead>,
}

/// A member with the guid of its institution, if the directory still has it.
#[derive(Debug)]
pub struct MemberResource {
    pub member: Member,
    pub institution: Option<InstitutionGuid>,
}

/// Carries what is queued.
#[derive(Debug)]
pub struct Courier {
    engine: Arc<Engine>,
    bodies: Arc<dyn Bodies>,
    stop: CancellationToken,
    client: Client,
}

/// What a webhook's receiver can take.
#[derive(Debug)]
struct Lane {
    under_way: usize,
    width: usize,
    failures_in_row: u32,
    /// In domain time: nothing is sent before.
    rests_until: Timestamp,
    endpoint: Option<Arc<Endpoint>>,
}

impl Default for Lane {
    fn default() -> Self {
        Self {
            under_way: 0,
            width: LANE_FIRST,
            failures_in_row: 0,
            rests_until: Timestamp::MIN,
            endpoint: None,
        }
    }
}

impl Lane {
    fn answered(&mut self, is_good: bool, duration_ms: u64, now: Timestamp) {
        self.under_way = self.under_way.saturating_sub(1);
        if is_good {
            self.failures_in_row = 0;
            self.rests_until = Timestamp::MIN;
        } else {
            self.failures_in_row = self.failures_in_row.saturating_add(1);
            self.rests_until = now.checked_add(rest_after(self.failures_in_row)).unwrap_or(now);
        }
        self.width = if !is_good {
            1
        } else if duration_ms >= SLOW_MS {
            (self.width / 2).max(1)
        } else {
            self.width.saturating_add(1).min(LANE_MAX)
        };
    }

    fn room(&self, now: Timestamp) -> usize {
        if now < self.rests_until { 0 } else { self.width.saturating_sub(self.under_way) }
    }
}

/// A message that came back.
#[derive(Debug)]
struct Sent {
    delivery: Delivery,
    /// None: there was nothing to send, since what it was about is gone.
    answer: Option<Answer>,
}

/// What one process has under way.
#[derive(Debug)]
struct Desk {
    lanes: HashMap<WebhookGuid, Lane>,
    under_way: usize,
    back: mpsc::Receiver<Sent>,
    giver: mpsc::Sender<Sent>,
    /// Came back and are not committed yet.
    settled: Vec<Write>,
}

impl Courier {
    pub fn new(engine: Arc<Engine>, bodies: Arc<dyn Bodies>, stop: CancellationToken) -> Self {
        let client = shared_client(&engine.settings.webhooks);
        Self { engine, bodies, stop, client }
    }

    /// Works until it is stopped; what is under way then is waited for.
    pub async fn run(self) {
        let mut desk = self.desk();
        while !(self.stop.is_cancelled() && desk.under_way == 0 && desk.settled.is_empty()) {
            let appended = self.engine.store.database().appended();
            tokio::pin!(appended);
            appended.as_mut().enable();
            let pause = match self.round(&mut desk).await {
                Ok(()) => self.engine.settings.poll,
                Err(error) => {
                    tracing::error!(error = as_cause(&error), "what is queued for webhooks cannot be sent");
                    OUTAGE_PAUSE
                }
            };
            let is_stopping = self.stop.is_cancelled();
            if is_stopping && desk.under_way == 0 {
                return;
            }
            tokio::select! {
                sent = desk.back.recv(), if desk.under_way > 0 => self.take_back(&mut desk, sent).await,
                () = appended, if !is_stopping => {}
                () = tokio::time::sleep(pause) => {}
                () = self.stop.cancelled(), if !is_stopping => {}
            }
        }
    }

    /// Sends everything that is due now and waits for what becomes of it; for tests and commands. Gives how many were sent.
    pub async fn run_due(&self) -> Result<usize, Error> {
        let (mut desk, mut count) = (self.desk(), 0_usize);
        loop {
            self.round(&mut desk).await?;
            if desk.under_way == 0 && desk.settled.is_empty() {
                return Ok(count);
            }
            if desk.under_way > 0 {
                let before = desk.under_way;
                let sent = desk.back.recv().await;
                self.take_back(&mut desk, sent).await;
                count = count.saturating_add(before.saturating_sub(desk.under_way));
            }
        }
    }

    fn desk(&self) -> Desk {
        let (giver, back) = mpsc::channel(self.engine.settings.webhooks.at_once.max(1));
        Desk { lanes: HashMap::new(), under_way: 0, back, giver, settled: Vec::new() }
    }

    /// One round: commits what came back, takes what is due as far as there is room, and sends it.
    async fn round(&self, desk: &mut Desk) -> Result<(), Error> {
        let (engine, now) = (&self.engine, self.engine.now());
        let operational_now = engine.operational.now();
        let due = if self.stop.is_cancelled() {
            Vec::new()
        } else {
            engine.store.webhooks_due(now, operational_now).await?
        };
        let leased_until =
            operational_now.checked_add(engine.settings.webhooks.lease()).unwrap_or(operational_now);
        let mut room = engine.settings.webhooks.at_once.saturating_sub(desk.under_way);
        let mut claims = Vec::new();
        for webhook in &due {
            let lane = desk.lanes.entry(webhook.guid).or_default();
            let wanted = lane.room(now).min(room);
            room = room.saturating_sub(wanted);
            if let Some(deliveries_max) = u32::try_from(wanted).ok().filter(|wanted| *wanted > 0) {
                let webhook = webhook.guid;
                claims.push(DeliveryClaim { webhook, now, operational_now, leased_until, deliveries_max });
            }
        }
        let claimed = engine.store.settle_and_claim(desk.settled.clone(), &claims).await?;
        desk.settled.clear();
        self.forget_idle(desk);
        self.send(desk, &due, claimed).await
    }

    /// Lanes without anything under way are forgotten when there are many; a receiver that fails is not.
    fn forget_idle(&self, desk: &mut Desk) {
        if desk.lanes.len() > OPEN_MAX {
            let now = self.engine.now();
            desk.lanes.retain(|_, lane| lane.under_way > 0 || now < lane.rests_until);
        }
    }

    /// Sends what was taken.
    async fn send(&self, desk: &mut Desk, due: &[Webhook], claimed: Vec<Delivery>) -> Result<(), Error> {
        if claimed.is_empty() {
            return Ok(());
        }
        let guids: BTreeSet<EventGuid> = claimed.iter().map(|one| one.event).collect();
        let guids: Vec<EventGuid> = guids.into_iter().collect();
        let events: HashMap<EventGuid, Event> =
            self.engine.store.events_anywhere(&guids).await?.into_iter().map(|one| (one.guid, one)).collect();
        for delivery in claimed {
            let Some(webhook) = due.iter().find(|webhook| webhook.guid == delivery.webhook) else { continue };
            let endpoint = self.endpoint(desk, webhook).await?;
            let lane = desk.lanes.entry(webhook.guid).or_default();
            lane.under_way = lane.under_way.saturating_add(1);
            desk.under_way = desk.under_way.saturating_add(1);
            let event = events.get(&delivery.event).cloned();
            let (engine, bodies, giver) = (self.engine.clone(), self.bodies.clone(), desk.giver.clone());
            tokio::spawn(async move {
                let answer = match event {
                    Some(event) => Some(tell(&engine, bodies.as_ref(), &endpoint, &event, &delivery).await),
                    None => None,
                };
                // Nobody listens any more when the courier was dropped: the lease ends, and another sends it again.
                drop(giver.send(Sent { delivery, answer }).await);
            });
        }
        Ok(())
    }

    /// The webhook with its secrets open, as it is now.
    async fn endpoint(&self, desk: &mut Desk, webhook: &Webhook) -> Result<Arc<Endpoint>, Error> {
        let lane = desk.lanes.entry(webhook.guid).or_default();
        let is_current = |known: &&Arc<Endpoint>| known.is_of(webhook, self.engine.operational.now());
        if let Some(known) = lane.endpoint.as_ref().filter(is_current) {
            return Ok(known.clone());
        }
        let endpoint = Arc::new(self.engine.endpoint(webhook.clone(), &self.client).await?);
        lane.endpoint = Some(endpoint.clone());
        Ok(endpoint)
    }

    /// Takes back what came, and all that has come with it.
    async fn take_back(&self, desk: &mut Desk, first: Option<Sent>) {
        let mut sent: Vec<Sent> = first.into_iter().collect();
        while sent.len() < SETTLED_MAX {
            match desk.back.try_recv() {
                Ok(one) => sent.push(one),
                Err(_) => break,
            }
        }
        let now = self.engine.now();
        let mut rows = Vec::with_capacity(sent.len());
        for Sent { mut delivery, answer } in sent {
            desk.under_way = desk.under_way.saturating_sub(1);
            let lane = desk.lanes.entry(delivery.webhook).or_default();
            let is_good = answer.as_ref().is_none_or(Answer::is_good);
            lane.answered(is_good, answer.as_ref().map_or(0, |answer| answer.duration_ms), now);
            let was_failing = lane.endpoint.as_ref().and_then(|one| one.webhook.failing_since);
            settle(&mut delivery, answer, now);
            count(&delivery);
            match (is_good, was_failing) {
                (true, Some(_)) => desk.settled.push(webhooks::set_failing(delivery.webhook, None)),
                (false, None) => desk.settled.push(webhooks::set_failing(delivery.webhook, Some(now))),
                (true, None) => {}
                (false, Some(since)) => {
                    let is_long = now.duration_since(since) >= self.engine.settings.webhooks.paused_after;
                    if is_long && delivery.status == DeliveryStatus::GivenUp {
                        self.pause(lane.endpoint.as_deref(), since, now).await;
                    }
                }
            }
            if delivery.is_ordered && delivery.member.is_some() {
                desk.settled.push(if delivery.due_at.is_some() {
                    deliveries::hold_back(&delivery)
                } else {
                    deliveries::let_go(&delivery, now)
                });
            }
            rows.push(delivery);
        }
        if !rows.is_empty() {
            // What is held back or let go depends on what became of what came before.
            desk.settled.insert(0, deliveries::settle(&rows));
        }
    }

    /// Tells a dead endpoint nothing more, and its owner that it is so.
    async fn pause(&self, endpoint: Option<&Endpoint>, since: Timestamp, now: Timestamp) {
        let Some(webhook) = endpoint.map(|endpoint| &endpoint.webhook) else { return };
        let data = json!({
            "webhook": webhook.guid.to_string(),
            "webhook_name": webhook.name,
            "failing_since": since.to_string(),
        });
        let mut told = Told::default();
        told.push(self.engine.event(EventName::WebhookPaused, About::client(webhook.client), data, now));
        let mut writes = vec![webhooks::pause(webhook.guid, self.engine.operational.now())];
        writes.extend(told.into_writes(webhook.client, now));
        match self.engine.store.commit(writes).await {
            Ok(_) => {
                metrics::counter!("swingbridge_webhooks_paused_total").increment(1);
                tracing::warn!(webhook.guid = %webhook.guid, client.guid = %webhook.client, %since,
                    "nothing has arrived at the webhook for long; it is paused");
            }
            // Another process did it, or somebody has just changed it.
            Err(store::Error::Conflict(_)) => {}
            Err(error) => {
                tracing::error!(error = as_cause(&error), "a dead webhook could not be paused");
            }
        }
    }
}

/// What becomes of a delivery after a sending.
fn settle(delivery: &mut Delivery, answer: Option<Answer>, now: Timestamp) {
    /// Answers that are kept of one delivery, the newest.
    const ANSWERS_MAX: usize = 20;
    let is_good = answer.as_ref().is_none_or(Answer::is_good);
    delivery.answers.extend(answer);
    let surplus = delivery.answers.len().saturating_sub(ANSWERS_MAX);
    delivery.answers.drain(..surplus);
    delivery.tries = delivery.tries.saturating_add(1);
    let next = if is_good { None } else { wait_after(delivery.tries) };
    delivery.due_at = next.map(|wait| now.checked_add(wait).unwrap_or(Timestamp::MAX));
    delivery.status = match (is_good, next) {
        (true, _) => DeliveryStatus::Delivered,
        (false, Some(_)) => DeliveryStatus::Waiting,
        (false, None) => DeliveryStatus::GivenUp,
    };
    delivery.ended_at = delivery.due_at.is_none().then_some(now);
}

fn count(delivery: &Delivery) {
    let outcome = match delivery.status {
        DeliveryStatus::Waiting => "failed",
        DeliveryStatus::Delivered | DeliveryStatus::GivenUp => delivery.status.name(),
    };
    metrics::counter!("swingbridge_deliveries_total", "outcome" => outcome).increment(1);
    if delivery.status == DeliveryStatus::GivenUp {
        tracing::warn!(webhook.guid = %delivery.webhook, event.guid = %delivery.event, "a delivery is given up");
    }
}

/// Writes the message and sends it. What cannot be loaded now is as if the receiver had not answered.
async fn tell(
    engine: &Engine,
    bodies: &dyn Bodies,
    endpoint: &Endpoint,
    event: &Event,
    delivery: &Delivery,
) -> Answer {
    let now = engine.now();
    let loaded = async {
        let user = match event.user {
            Some(user) => engine.store.of(event.client).user(user).await?,
            None => None,
        };
        Ok::<_, Error>((user, resource(engine, event, delivery, &endpoint.webhook).await?))
    };
    let (user, resource) = match loaded.await {
        Ok(loaded) => loaded,
        Err(error) => {
            tracing::error!(error = as_cause(&error), "what a webhook is to be told cannot be read");
            let text = "the hub could not read what it was to send".to_owned();
            return Answer { at: now.as_microsecond(), duration_ms: 0, http_status: None, text };
        }
    };
    let body = bodies.body(&Telling {
        webhook: &endpoint.webhook,
        event,
        item: &delivery.item,
        user: user.as_ref(),
        resource,
    });
    let is_of_verification =
        matches!(event.name, EventName::VerificationUpdated | EventName::VerificationCreationFailed);
    let data: Json = serde_json::from_str(&event.data).unwrap_or_default();
    let callback_payload = data.get("callback_payload").and_then(Json::as_str).map(str::to_owned);
    let message = Message { id: delivery.id(), body, is_of_verification, callback_payload };
    endpoint.send(&message, now, engine.operational.now()).await
}

/// What an event is about, as it is now: always for the kinds of MX that hold it whole, else when it is wanted.
async fn resource(
    engine: &Engine,
    event: &Event,
    delivery: &Delivery,
    webhook: &Webhook,
) -> Result<Option<Resource>, Error> {
    let Some(user) = event.user else { return Ok(None) };
    let store = engine.store.of(event.client);
    match event.name {
        // What a person is told of a status names the member's institution.
        EventName::MemberCreated | EventName::MemberUpdated | EventName::ConnectionStatusChanged => {
            Ok(member(engine, event.client, user, event.member).await?.map(Resource::Member))
        }
        EventName::MemberHealed
        | EventName::NotificationOpened
        | EventName::NotificationWithdrawn
        | EventName::InitialDataReady
        | EventName::Aggregated
        | EventName::BalancesRead
        | EventName::HistoryRead
        | EventName::StatementsRead
        | EventName::NumbersRead
        | EventName::OwnersRead => {
            let wanted = event.member.filter(|_| webhook.includes_resource);
            Ok(member(engine, event.client, user, wanted).await?.map(Resource::Member))
        }
        EventName::AccountCreated
        | EventName::AccountUpdated
        | EventName::AccountAppeared
        | EventName::AccountGone => {
            let data: Json = serde_json::from_str(&event.data).unwrap_or_default();
            let guid = data.get("account_guid").and_then(Json::as_str).and_then(|guid| guid.parse().ok());
            let Some(guid) = guid else { return Ok(None) };
            let Some(account) = store.account(user, guid).await? else { return Ok(None) };
            let member = member(engine, event.client, user, Some(account.member)).await?;
            Ok(member.map(|member| Resource::Account(Box::new(account), member)))
        }
        EventName::TransactionCreated | EventName::TransactionUpdated => {
            let Ok(guid) = delivery.item.parse() else { return Ok(None) };
            let Some(one) = store.transaction(user, guid).await? else { return Ok(None) };
            let account = store.account(user, one.account).await?;
            Ok(Some(Resource::Transaction(Box::new(one), account.and_then(|account| account.id))))
        }
        EventName::VerificationUpdated => {
            let data: Json = serde_json::from_str(&event.data).unwrap_or_default();
            let guid = data.get("verification").and_then(Json::as_str).and_then(|guid| guid.parse().ok());
            let Some(guid) = guid.filter(|_| webhook.includes_resource) else { return Ok(None) };
            let Some(verification) = store.verification(guid).await? else { return Ok(None) };
            let members = store.verification_members(user, guid).await?;
            let report = store.report_head(user, guid).await?;
            let resource = VerificationResource { verification, members, report };
            Ok(Some(Resource::Verification(Box::new(resource))))
        }
        EventName::MemberDeleted
        | EventName::AccountDeleted
        | EventName::TransactionDeleted
        | EventName::IncidentBegan
        | EventName::IncidentEnded
        | EventName::VerificationCreationFailed
        | EventName::WebhookPaused
        | EventName::WebhookPing => Ok(None),
    }
}

async fn member(
    engine: &Engine,
    client: ClientGuid,
    user: UserGuid,
    guid: Option<MemberGuid>,
) -> Result<Option<Box<MemberResource>>, Error> {
    let Some(guid) = guid else { return Ok(None) };
    let Some(member) = engine.store.of(client).member(user, guid).await? else { return Ok(None) };
    let institution = match engine.institution(&Name::Id(member.institution_code.clone())).await {
        Ok(institution) => Some(institution.guid),
        Err(Error::NotFound(_)) => None,
        Err(error) => return Err(error),
    };
    Ok(Some(Box::new(MemberResource { member, institution })))
}
