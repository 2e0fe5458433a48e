//! Deliveries: the outbox of webhooks, one row for each event and webhook, and what was answered.

use crate::error::Error;
use crate::value::Value;
use crate::webhooks::WebhookGuid;
use crate::{Page, PageOf, Row, Store, Tenant, Write, args};
use domain::clock::Timestamp;
use domain::event::EventName;
use domain::id::{ClientGuid, EventGuid, MemberGuid, UserGuid};
use serde::{Deserialize, Serialize};

/// How far a delivery has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeliveryStatus {
    Waiting,
    Delivered,
    GivenUp,
}

impl DeliveryStatus {
    /// The name in API and SQL.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Delivered => "delivered",
            Self::GivenUp => "given_up",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Waiting, Self::Delivered, Self::GivenUp].into_iter().find(|one| one.name() == name)
    }
}

/// What a receiver answered to one sending.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// In domain time, microseconds since 1970.
    pub at: i64,
    pub duration_ms: u64,
    /// None: no answer came.
    pub http_status: Option<u16>,
    /// Why no answer came; or the beginning of the one that came.
    pub text: String,
}

impl Answer {
    /// Whether the receiver took it: any 2xx.
    pub fn is_good(&self) -> bool {
        self.http_status.is_some_and(|status| (200..300).contains(&status))
    }
}

#[derive(Debug, Clone)]
pub struct Delivery {
    pub sequence: i64,
    pub webhook: WebhookGuid,
    pub event: EventGuid,
    /// The one thing of several that it is about; empty when the event is told whole.
    pub item: String,
    pub client: ClientGuid,
    pub user: Option<UserGuid>,
    pub member: Option<MemberGuid>,
    pub is_ordered: bool,
    pub status: DeliveryStatus,
    pub due_at: Option<Timestamp>,
    pub attempt: i64,
    /// Sendings since it was queued.
    pub tries: u32,
    pub answers: Vec<Answer>,
    pub created_at: Timestamp,
    pub ended_at: Option<Timestamp>,
}

/// Which deliveries of a webhook are listed.
#[derive(Debug, Clone, Copy, Default)]
pub struct DeliveryFilter {
    pub status: Option<DeliveryStatus>,
    pub event: Option<EventGuid>,
}

/// What claims of one webhook's deliveries need.
#[derive(Debug, Clone, Copy)]
pub struct DeliveryClaim {
    pub webhook: WebhookGuid,
    /// Domain time: deliveries due by then.
    pub now: Timestamp,
    /// Operational time, by which leases are judged.
    pub operational_now: Timestamp,
    pub leased_until: Timestamp,
    pub deliveries_max: u32,
}

/// Queues events that this commit appends for the webhooks that want them.
pub fn queue(client: ClientGuid, events: &[EventGuid], now: Timestamp) -> Write {
    Write::new(
        "INSERT INTO deliveries (webhook_guid, event_guid, item, client_guid, user_guid, member_guid, is_ordered, status, due_at,
            leased_until, attempt, tries, answers, created_at)
         SELECT webhooks.guid, event_log.guid, '', event_log.client_guid, event_log.user_guid, event_log.member_guid,
            webhooks.is_ordered, 'waiting', CAST(?3 AS BIGINT), 0, 0, 0, '[]', CAST(?3 AS BIGINT)
         FROM event_log
         JOIN webhook_events ON webhook_events.client_guid = ?1 AND webhook_events.name IN (event_log.name, '*')
         JOIN webhooks ON webhooks.guid = webhook_events.webhook_guid
         WHERE event_log.client_guid = ?1 AND event_log.guid IN (SELECT key FROM json_each(?2))
         ORDER BY event_log.sequence
         ON CONFLICT (webhook_guid, event_guid, item) DO NOTHING",
        args![client, Value::keys(events), now],
    )
}

/// Queues an event that this commit appends once for each of the things that it is about.
pub fn queue_each<T: ToString>(
    client: ClientGuid,
    event: EventGuid,
    items: impl IntoIterator<Item = T>,
    now: Timestamp,
) -> Write {
    Write::new(
        "INSERT INTO deliveries (webhook_guid, event_guid, item, client_guid, user_guid, member_guid, is_ordered, status, due_at,
            leased_until, attempt, tries, answers, created_at)
         SELECT webhooks.guid, event_log.guid, items.key, event_log.client_guid, event_log.user_guid, event_log.member_guid,
            webhooks.is_ordered, 'waiting', CAST(?4 AS BIGINT), 0, 0, 0, '[]', CAST(?4 AS BIGINT)
         FROM event_log
         JOIN webhook_events ON webhook_events.client_guid = ?1 AND webhook_events.name IN (event_log.name, '*')
         JOIN webhooks ON webhooks.guid = webhook_events.webhook_guid
         CROSS JOIN json_each(?3) AS items
         WHERE event_log.client_guid = ?1 AND event_log.guid = ?2
         ORDER BY items.key
         ON CONFLICT (webhook_guid, event_guid, item) DO NOTHING",
        args![client, event, Value::keys(items), now],
    )
}

/// Takes due deliveries of one webhook. Where order is wanted, nothing is taken of a member while something earlier of it is open.
#[macro_export]
#[doc(hidden)]
macro_rules! claim_deliveries_sql {
    ($lock:literal) => {
        concat!(
            "WITH due AS MATERIALIZED (
                SELECT sequence FROM deliveries
                WHERE webhook_guid = ?1 AND due_at IS NOT NULL AND due_at <= ?2 AND leased_until <= ?3
                    AND (is_ordered = 0 OR (
                        NOT EXISTS (SELECT 1 FROM deliveries AS earlier
                            WHERE earlier.webhook_guid = deliveries.webhook_guid AND earlier.member_guid = deliveries.member_guid
                                AND earlier.sequence < deliveries.sequence AND earlier.due_at IS NOT NULL AND earlier.is_ordered = 1)
                        AND EXISTS (SELECT 1 FROM events WHERE events.guid = deliveries.event_guid)))
                ORDER BY due_at, sequence LIMIT ?5 ",
            $lock,
            ")
            UPDATE deliveries SET attempt = attempt + 1, leased_until = ?4 FROM due
            WHERE deliveries.sequence = due.sequence
            RETURNING *"
        )
    };
}

impl DeliveryClaim {
    fn write(&self, sql: &'static str) -> Write {
        Write::new(
            sql,
            args![self.webhook, self.now, self.operational_now, self.leased_until, self.deliveries_max],
        )
    }
}

/// Writes what became of sendings: expects the attempts that sent them, and changes nothing where another has taken over.
pub fn settle(deliveries: &[Delivery]) -> Write {
    Write::many(
        "UPDATE deliveries SET status = ?3, due_at = ?4, leased_until = 0, tries = ?5, answers = ?6, ended_at = ?7
         WHERE sequence = ?1 AND attempt = ?2",
        deliveries
            .iter()
            .map(|one| {
                args![
                    one.sequence,
                    one.attempt,
                    one.status.name(),
                    one.due_at,
                    one.tries,
                    crate::to_json(&one.answers),
                    one.ended_at
                ]
            })
            .collect(),
    )
}

/// Where order is wanted, what comes after a delivery that failed is not due before it.
pub fn hold_back(delivery: &Delivery) -> Write {
    Write::new(
        "UPDATE deliveries SET due_at = ?4 WHERE webhook_guid = ?1 AND member_guid = ?2 AND sequence > ?3
            AND is_ordered = 1 AND due_at IS NOT NULL AND due_at < ?4",
        args![delivery.webhook, delivery.member, delivery.sequence, delivery.due_at],
    )
}

/// Lets what comes after a delivery go on.
pub fn let_go(delivery: &Delivery, now: Timestamp) -> Write {
    Write::new(
        "UPDATE deliveries SET due_at = ?4 WHERE webhook_guid = ?1 AND member_guid = ?2 AND sequence > ?3
            AND is_ordered = 1 AND due_at IS NOT NULL AND due_at > ?4 AND tries = 0",
        args![delivery.webhook, delivery.member, delivery.sequence, now],
    )
}

/// Gives leases back, so that others need not wait for their end.
pub fn release(deliveries: &[Delivery]) -> Write {
    Write::many(
        "UPDATE deliveries SET leased_until = 0 WHERE sequence = ?1 AND attempt = ?2",
        deliveries.iter().map(|one| args![one.sequence, one.attempt]).collect(),
    )
}

/// Sends one again that is over, from the beginning.
pub fn replay(client: ClientGuid, delivery: &Delivery, now: Timestamp) -> Write {
    Write::new(
        "UPDATE deliveries SET status = 'waiting', due_at = ?3, tries = 0, ended_at = NULL
         WHERE client_guid = ?1 AND sequence = ?2 AND due_at IS NULL",
        args![client, delivery.sequence, now],
    )
    .telling()
}

impl Delivery {
    fn read(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            sequence: row.int("sequence")?,
            webhook: row.parse("webhook_guid")?,
            event: row.parse("event_guid")?,
            item: row.string("item")?,
            client: row.parse("client_guid")?,
            user: row.opt_parse("user_guid")?,
            member: row.opt_parse("member_guid")?,
            is_ordered: row.flag("is_ordered")?,
            status: row.named("status", DeliveryStatus::from_name)?,
            due_at: row.opt_time("due_at")?,
            attempt: row.int("attempt")?,
            tries: row.count("tries")?,
            answers: row.json("answers")?,
            created_at: row.time("created_at")?,
            ended_at: row.opt_time("ended_at")?,
        })
    }

    /// By which receivers and the API know it: the event's guid, and the thing's where it is told one by one.
    pub fn id(&self) -> String {
        if self.item.is_empty() { self.event.to_string() } else { format!("{}.{}", self.event, self.item) }
    }
}

impl Store {
    /// Commits what became of sendings, and takes what is due of these webhooks.
    pub async fn settle_and_claim(
        &self,
        settled: Vec<Write>,
        claims: &[DeliveryClaim],
    ) -> Result<Vec<Delivery>, Error> {
        let skipped = settled.len();
        let sql = self.database().claim_deliveries_sql();
        let mut writes = settled;
        writes.extend(claims.iter().map(|claim| claim.write(sql)));
        if writes.is_empty() {
            return Ok(Vec::new());
        }
        let answers = self.commit(writes).await?;
        answers.iter().skip(skipped).flatten().map(Delivery::read).collect()
    }
}

impl Tenant<'_> {
    /// A delivery of a webhook, by its [`Delivery::id`].
    pub async fn delivery(&self, webhook: WebhookGuid, id: &str) -> Result<Option<Delivery>, Error> {
        let (event, item) = id.split_once('.').unwrap_or((id, ""));
        let rows = self
            .read(
                "SELECT * FROM deliveries WHERE client_guid = ?1 AND webhook_guid = ?2 AND event_guid = ?3 AND item = ?4",
                args![self.client, webhook, event, item],
            )
            .await?;
        rows.first().map(Delivery::read).transpose()
    }

    /// Deliveries of a webhook with the names of their events, newest first. A name is missing when its event is forgotten.
    pub async fn deliveries(
        &self,
        webhook: WebhookGuid,
        filter: &DeliveryFilter,
        page: Page,
    ) -> Result<PageOf<(Delivery, Option<EventName>)>, Error> {
        let (status, event) = (filter.status.map(DeliveryStatus::name), filter.event);
        let total = self
            .read(
                "SELECT count(*) AS total FROM deliveries WHERE client_guid = ?1 AND webhook_guid = ?2
                    AND (CAST(?3 AS TEXT) IS NULL OR status = ?3) AND (CAST(?4 AS TEXT) IS NULL OR event_guid = ?4)",
                args![self.client, webhook, status, event],
            )
            .await?;
        let rows = self
            .read(
                "SELECT deliveries.*, event_log.name FROM deliveries LEFT JOIN event_log ON event_log.guid = deliveries.event_guid
                 WHERE deliveries.client_guid = ?1 AND webhook_guid = ?2 AND (CAST(?3 AS TEXT) IS NULL OR status = ?3)
                    AND (CAST(?4 AS TEXT) IS NULL OR event_guid = ?4)
                 ORDER BY deliveries.event_guid DESC, item DESC LIMIT ?5 OFFSET ?6",
                args![self.client, webhook, status, event, page.size, page.offset()],
            )
            .await?;
        PageOf::read(&rows, &total, |row| {
            let name = row.opt_text("name")?.and_then(EventName::from_name);
            Ok((Delivery::read(row)?, name))
        })
    }

    /// Queues again what a webhook was told, or was to be told, of what happened between two times. Gives how much, oldest first.
    pub async fn replay_span(&self, webhook: WebhookGuid, span: &ReplaySpan) -> Result<usize, Error> {
        let statuses: &[DeliveryStatus] = if span.includes_delivered {
            &[DeliveryStatus::GivenUp, DeliveryStatus::Delivered]
        } else {
            &[DeliveryStatus::GivenUp]
        };
        let again = Write::new(
            "UPDATE deliveries SET status = 'waiting', due_at = ?5, tries = 0, ended_at = NULL
             WHERE sequence IN (SELECT deliveries.sequence FROM deliveries
                JOIN event_log ON event_log.guid = deliveries.event_guid
                WHERE deliveries.client_guid = ?1 AND webhook_guid = ?2 AND event_log.happened_at >= ?3
                    AND event_log.happened_at < ?4 AND status IN (SELECT key FROM json_each(?6))
                ORDER BY deliveries.sequence LIMIT ?7)
             RETURNING sequence",
            args![
                self.client,
                webhook,
                span.from,
                span.to,
                span.now,
                Value::keys(statuses.iter().map(|one| one.name())),
                span.deliveries_max
            ],
        )
        .telling();
        let answers = self.store.commit(vec![again]).await?;
        Ok(answers.first().map_or(0, Vec::len))
    }
}

/// What is told again.
#[derive(Debug, Clone, Copy)]
pub struct ReplaySpan {
    /// When it happened, in domain time; the end is outside.
    pub from: Timestamp,
    pub to: Timestamp,
    /// Also what has arrived.
    pub includes_delivered: bool,
    pub now: Timestamp,
    pub deliveries_max: u32,
}
