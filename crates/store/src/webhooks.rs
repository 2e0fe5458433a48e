//! Webhooks: where applications hear of events.

use crate::error::Error;
use crate::{Page, PageOf, Place, Row, Store, Tenant, Write, args};
use domain::clock::Timestamp;
use domain::id::{ClientGuid, Guid, Kind};
use zeroize::Zeroizing;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WebhookKind;
impl Kind for WebhookKind {
    const PREFIX: &'static str = "WHK";
}
pub type WebhookGuid = Guid<WebhookKind>;

/// What a change of somebody else's answers.
pub const CHANGED: &str = "the webhook was changed meanwhile";

/// Whether a webhook is told anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WebhookStatus {
    Active,
    /// Stopped by the application; what happens is kept for it.
    Disabled,
    /// Stopped by the hub, since nothing arrived for long; what happens is kept for it.
    Paused,
}

impl WebhookStatus {
    /// The name in API and SQL.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Disabled => "disabled",
            Self::Paused => "paused",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Active, Self::Disabled, Self::Paused].into_iter().find(|one| one.name() == name)
    }
}

#[derive(Debug, Clone)]
pub struct Webhook {
    pub guid: WebhookGuid,
    pub client: ClientGuid,
    pub name: String,
    pub url: String,
    /// Names of events, or `*`.
    pub events: Vec<String>,
    pub includes_resource: bool,
    /// Of one member, the next event is sent when the one before has arrived or is given up.
    pub is_ordered: bool,
    pub secret_sealed: Vec<u8>,
    pub secret_before_sealed: Option<Vec<u8>>,
    pub secret_before_until: Option<Timestamp>,
    pub login_sealed: Option<Vec<u8>>,
    pub status: WebhookStatus,
    pub failing_since: Option<Timestamp>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// A sealed column of a webhook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sealed {
    Secret,
    Login,
}

impl Sealed {
    fn place(self, row: &str) -> Place<'_> {
        let column = match self {
            Self::Secret => "secret",
            Self::Login => "login",
        };
        Place { table: "webhooks", column, row }
    }
}

impl Webhook {
    pub(crate) fn read(row: &Row) -> Result<Self, Error> {
        let blob = |column| row.opt_blob(column).map(|blob| blob.map(<[u8]>::to_vec));
        Ok(Self {
            guid: row.parse("guid")?,
            client: row.parse("client_guid")?,
            name: row.string("name")?,
            url: row.string("url")?,
            events: row.json("events")?,
            includes_resource: row.flag("includes_resource")?,
            is_ordered: row.flag("is_ordered")?,
            secret_sealed: row.blob("secret_sealed")?.to_vec(),
            secret_before_sealed: blob("secret_before_sealed")?,
            secret_before_until: row.opt_time("secret_before_until")?,
            login_sealed: blob("login_sealed")?,
            status: row.named("status", WebhookStatus::from_name)?,
            failing_since: row.opt_time("failing_since")?,
            created_at: row.time("created_at")?,
            updated_at: row.time("updated_at")?,
        })
    }

    /// What it is told of.
    fn subscriptions(&self) -> Write {
        Write::many(
            "INSERT INTO webhook_events (client_guid, name, webhook_guid) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
            self.events.iter().map(|name| args![self.client, name, self.guid]).collect(),
        )
    }
}

/// A new webhook with what it is told of.
pub fn insert(webhook: &Webhook) -> Vec<Write> {
    let insert = Write::new(
        "INSERT INTO webhooks (guid, client_guid, name, url, events, includes_resource, is_ordered, secret_sealed,
            secret_before_sealed, secret_before_until, login_sealed, status, failing_since, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        args![
            webhook.guid,
            webhook.client,
            &webhook.name,
            &webhook.url,
            crate::to_json(&webhook.events),
            webhook.includes_resource,
            webhook.is_ordered,
            webhook.secret_sealed.clone(),
            webhook.secret_before_sealed.clone(),
            webhook.secret_before_until,
            webhook.login_sealed.clone(),
            webhook.status.name(),
            webhook.failing_since,
            webhook.created_at,
            webhook.updated_at
        ],
    );
    vec![insert, webhook.subscriptions()]
}

/// Changed from what was read at `read_at`, with what it is told of. What waits for it is sent as it says now.
pub fn update(webhook: &Webhook, read_at: Timestamp) -> Vec<Write> {
    let update = Write::new(
        "UPDATE webhooks SET name = ?4, url = ?5, events = ?6, includes_resource = ?7, is_ordered = ?8, secret_sealed = ?9,
            secret_before_sealed = ?10, secret_before_until = ?11, login_sealed = ?12, status = ?13, failing_since = ?14,
            updated_at = ?15
         WHERE client_guid = ?1 AND guid = ?2 AND updated_at = ?3",
        args![
            webhook.client,
            webhook.guid,
            read_at,
            &webhook.name,
            &webhook.url,
            crate::to_json(&webhook.events),
            webhook.includes_resource,
            webhook.is_ordered,
            webhook.secret_sealed.clone(),
            webhook.secret_before_sealed.clone(),
            webhook.secret_before_until,
            webhook.login_sealed.clone(),
            webhook.status.name(),
            webhook.failing_since,
            webhook.updated_at
        ],
    )
    .expect(1, CHANGED)
    .telling();
    let unsubscribe = Write::new("DELETE FROM webhook_events WHERE webhook_guid = ?1", args![webhook.guid]);
    let waiting = Write::new(
        "UPDATE deliveries SET is_ordered = ?2 WHERE webhook_guid = ?1 AND due_at IS NOT NULL AND is_ordered <> ?2",
        args![webhook.guid, webhook.is_ordered],
    );
    vec![update, unsubscribe, webhook.subscriptions(), waiting]
}

/// Removes a webhook with what waits for it.
pub fn delete(client: ClientGuid, guid: WebhookGuid) -> Write {
    Write::new("DELETE FROM webhooks WHERE client_guid = ?1 AND guid = ?2", args![client, guid])
        .expect(1, "there is no such webhook")
}

/// Since when nothing arrives at a webhook; none when something does again.
pub fn set_failing(guid: WebhookGuid, since: Option<Timestamp>) -> Write {
    Write::new(
        "UPDATE webhooks SET failing_since = ?2 WHERE guid = ?1 AND (failing_since IS NULL OR CAST(?2 AS BIGINT) IS NULL)",
        args![guid, since],
    )
}

/// Stops an active webhook; a conflict when it is none.
pub fn pause(guid: WebhookGuid, now: Timestamp) -> Write {
    Write::new(
        "UPDATE webhooks SET status = 'paused', updated_at = ?2 WHERE guid = ?1 AND status = 'active'",
        args![guid, now],
    )
    .expect(1, CHANGED)
}

impl Tenant<'_> {
    pub async fn webhook(&self, guid: WebhookGuid) -> Result<Option<Webhook>, Error> {
        let rows = self
            .read("SELECT * FROM webhooks WHERE client_guid = ?1 AND guid = ?2", args![self.client, guid])
            .await?;
        rows.first().map(Webhook::read).transpose()
    }

    /// Oldest first.
    pub async fn webhooks(&self, page: Page) -> Result<PageOf<Webhook>, Error> {
        let total = self
            .read("SELECT count(*) AS total FROM webhooks WHERE client_guid = ?1", args![self.client])
            .await?;
        let rows = self
            .read(
                "SELECT * FROM webhooks WHERE client_guid = ?1 ORDER BY guid LIMIT ?2 OFFSET ?3",
                args![self.client, page.size, page.offset()],
            )
            .await?;
        PageOf::read(&rows, &total, Webhook::read)
    }

    /// Seals a secret of a webhook.
    pub async fn seal_of_webhook(
        &self,
        guid: WebhookGuid,
        column: Sealed,
        secret: &[u8],
    ) -> Result<Vec<u8>, Error> {
        self.seal(column.place(&guid.to_string()), secret).await
    }

    /// Opens a secret of a webhook.
    pub async fn open_of_webhook(
        &self,
        guid: WebhookGuid,
        column: Sealed,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, Error> {
        self.open(column.place(&guid.to_string()), sealed).await
    }
}

impl Store {
    /// Active webhooks of any client for which something is due that nobody has. The cost follows the number of webhooks that something
    /// waits for, not how much waits.
    pub async fn webhooks_due(
        &self,
        now: Timestamp,
        operational_now: Timestamp,
    ) -> Result<Vec<Webhook>, Error> {
        let rows = self
            .database()
            .read(
                "WITH RECURSIVE waiting(guid) AS (
                    SELECT min(webhook_guid) FROM deliveries WHERE due_at IS NOT NULL
                    UNION ALL
                    SELECT (SELECT min(deliveries.webhook_guid) FROM deliveries
                        WHERE deliveries.due_at IS NOT NULL AND deliveries.webhook_guid > waiting.guid)
                    FROM waiting WHERE waiting.guid IS NOT NULL
                )
                SELECT webhooks.* FROM waiting JOIN webhooks ON webhooks.guid = waiting.guid
                WHERE webhooks.status = 'active' AND EXISTS (SELECT 1 FROM deliveries
                    WHERE deliveries.webhook_guid = webhooks.guid AND deliveries.due_at IS NOT NULL AND deliveries.due_at <= ?1
                        AND deliveries.leased_until <= ?2)",
                args![now, operational_now],
            )
            .await?;
        rows.iter().map(Webhook::read).collect()
    }

    /// How many webhooks of any client are paused, and how many deliveries wait and are given up.
    pub async fn webhook_counts(&self) -> Result<(i64, i64, i64), Error> {
        let rows = self
            .database()
            .read(
                "SELECT (SELECT count(*) FROM webhooks WHERE status = 'paused') AS paused,
                    (SELECT count(*) FROM deliveries WHERE due_at IS NOT NULL) AS waiting,
                    (SELECT count(*) FROM deliveries WHERE status = 'given_up') AS given_up",
                Vec::new(),
            )
            .await?;
        rows.first()
            .map_or(Ok((0, 0, 0)), |row| Ok((row.int("paused")?, row.int("waiting")?, row.int("given_up")?)))
    }
}
