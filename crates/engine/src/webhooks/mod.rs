//! Webhooks: where applications hear of events. What they are made of is here; [`courier`] carries what is queued.

mod courier;
mod endpoint;
mod signature;

pub use courier::{Bodies, Courier, MemberResource, Resource, Telling, VerificationResource};
pub use endpoint::Login;

use crate::change::CONFLICT_RETRIES_MAX;
use crate::fence::{Inner, is_inner, literal};
use crate::records::{
    Answer, Delivery, DeliveryFilter, DeliveryStatus, IdempotencyKey, Page, PageOf, Webhook, WebhookGuid,
    WebhookStatus,
};
use crate::{Engine, Error, Scope};
use connectors::Secret;
use domain::clock::Timestamp;
use domain::event::EventName;
use endpoint::{Message, flaw_of_login, shared_client};
use jiff::SignedDuration;
use reqwest::Url;
use std::collections::BTreeSet;
use std::net::IpAddr;
use std::time::Duration;
use store::deliveries::{self, ReplaySpan};
use store::idempotency;
use store::webhooks::{self, Sealed, WebhookKind};

/// Webhooks of one client.
const WEBHOOKS_MAX: i64 = 100;
const NAME_CHARS_MAX: usize = 100;
const URL_CHARS_MAX: usize = 2_000;
/// Bytes of a secret: fewer can be guessed.
const SECRET_BYTES: std::ops::RangeInclusive<usize> = 16..=256;
/// Bytes of a secret that the hub makes, before they are written as hex.
const MADE_SECRET_BYTES: usize = 32;
/// Deliveries that one call sends again.
const REPLAY_MAX: u32 = 10_000;
/// How long an endpoint is asked, when it is named, whether it leads elsewhere.
const PROBE_TIMEOUT: Duration = Duration::from_secs(3);
/// How long the secret before may stay good.
const OVERLAP_MAX: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What a webhook may be told of.
pub(crate) const EVERYTHING: &str = "*";

/// How webhooks are told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookSettings {
    /// Whether addresses of this machine and its network may be told, and without TLS.
    pub inner: Inner,
    /// Messages under way at once, of this process.
    pub at_once: usize,
    /// How long a receiver may take to answer: it is to take what it hears and think later.
    pub exchange: Duration,
    /// How long nothing may arrive before an endpoint is told nothing more.
    pub paused_after: SignedDuration,
}

impl Default for WebhookSettings {
    fn default() -> Self {
        Self {
            inner: Inner::Refused,
            at_once: 512,
            exchange: Duration::from_secs(10),
            paused_after: SignedDuration::from_hours(20),
        }
    }
}

impl WebhookSettings {
    /// How long a message may be under way before another process sends it again.
    fn lease(&self) -> SignedDuration {
        SignedDuration::try_from(self.exchange.saturating_mul(3)).unwrap_or(SignedDuration::MAX)
    }
}

/// A webhook to be made.
#[derive(Debug, Clone)]
pub struct NewWebhook {
    pub name: String,
    pub url: String,
    /// Names of events, or `*` for all.
    pub events: Vec<String>,
    /// Made by the hub when none is given.
    pub secret: Option<Secret>,
    pub includes_resource: bool,
    pub is_ordered: bool,
    pub login: Option<Login>,
}

/// What becomes of how the hub names itself to a receiver.
#[derive(Debug, Clone, Default)]
pub enum LoginEdit {
    #[default]
    Keep,
    Remove,
    Set(Login),
}

/// What to change; what is absent stays.
#[derive(Debug, Clone, Default)]
pub struct WebhookEdits {
    pub name: Option<String>,
    pub url: Option<String>,
    pub events: Option<Vec<String>>,
    pub includes_resource: Option<bool>,
    pub is_ordered: Option<bool>,
    pub login: LoginEdit,
    /// Told again, or told nothing.
    pub is_active: Option<bool>,
}

impl Scope<'_> {
    /// Makes a webhook. Gives it with its secret, which is shown this once.
    pub async fn create_webhook(
        &self,
        new: NewWebhook,
        key: Option<&IdempotencyKey>,
    ) -> Result<(Webhook, Secret), Error> {
        if let Some(guid) = self.made_before::<WebhookKind>(key).await? {
            let webhook = self.webhook(guid).await?;
            let secret = self.secret_of(&webhook).await?;
            return Ok((webhook, secret));
        }
        if self.store.webhooks(Page { number: 1, size: 1 }).await?.total >= WEBHOOKS_MAX {
            return Err(Error::not_now(format!("a client has at most {WEBHOOKS_MAX} webhooks")));
        }
        let secret = match new.secret {
            Some(secret) => checked_secret(secret)?,
            None => self.engine.made_secret(),
        };
        let guid: WebhookGuid = self.engine.guid();
        let now = self.engine.operational.now();
        let webhook = Webhook {
            guid,
            client: self.client,
            name: checked_name(new.name)?,
            url: new.url,
            events: checked_events(new.events)?,
            includes_resource: new.includes_resource,
            is_ordered: new.is_ordered,
            secret_sealed: self.seal_secret(guid, &secret).await?,
            secret_before_sealed: None,
            secret_before_until: None,
            login_sealed: self.seal_login(guid, new.login.as_ref()).await?,
            status: WebhookStatus::Active,
            failing_since: None,
            created_at: now,
            updated_at: now,
        };
        self.check_url(&webhook).await?;
        let mut writes = webhooks::insert(&webhook);
        writes.extend(key.map(|key| idempotency::remember(self.client, key, guid.to_string(), now)));
        match self.engine.store.commit(writes).await {
            Ok(_) => Ok((webhook, secret)),
            Err(store::Error::Conflict(idempotency::USED)) => {
                let guid = self.made_before::<WebhookKind>(key).await?.ok_or(Error::Contended)?;
                let webhook = self.webhook(guid).await?;
                let secret = self.secret_of(&webhook).await?;
                Ok((webhook, secret))
            }
            Err(error) => Err(error.into()),
        }
    }

    pub async fn webhook(&self, guid: WebhookGuid) -> Result<Webhook, Error> {
        self.store.webhook(guid).await?.ok_or(Error::NotFound("webhook"))
    }

    /// Oldest first.
    pub async fn webhooks(&self, page: Page) -> Result<PageOf<Webhook>, Error> {
        Ok(self.store.webhooks(page).await?)
    }

    pub async fn update_webhook(&self, guid: WebhookGuid, edits: WebhookEdits) -> Result<Webhook, Error> {
        let name = edits.name.map(checked_name).transpose()?;
        let events = edits.events.map(checked_events).transpose()?;
        let login = match &edits.login {
            LoginEdit::Keep => None,
            LoginEdit::Remove => Some(None),
            LoginEdit::Set(login) => Some(self.seal_login(guid, Some(login)).await?),
        };
        if let Some(url) = &edits.url {
            let webhook = self.webhook(guid).await?;
            if webhook.url != *url {
                self.check_url(&Webhook { url: url.clone(), ..webhook }).await?;
            }
        }
        self.change_webhook(guid, |webhook| {
            if let Some(name) = &name {
                webhook.name.clone_from(name);
            }
            if let Some(events) = &events {
                webhook.events.clone_from(events);
            }
            if let Some(login) = &login {
                webhook.login_sealed.clone_from(login);
            }
            webhook.includes_resource = edits.includes_resource.unwrap_or(webhook.includes_resource);
            webhook.is_ordered = edits.is_ordered.unwrap_or(webhook.is_ordered);
            match edits.is_active {
                Some(true) => {
                    webhook.status = WebhookStatus::Active;
                    webhook.failing_since = None;
                }
                Some(false) => webhook.status = WebhookStatus::Disabled,
                None => {}
            }
            if let Some(url) = &edits.url {
                webhook.url.clone_from(url);
            }
        })
        .await
    }

    /// Replaces the secret; for `overlap` both are good. Gives the new one, which is shown this once.
    pub async fn rotate_webhook_secret(
        &self,
        guid: WebhookGuid,
        secret: Option<Secret>,
        overlap: SignedDuration,
    ) -> Result<(Webhook, Secret), Error> {
        if overlap.is_negative() || overlap > OVERLAP_MAX {
            let hours = OVERLAP_MAX.as_hours();
            return Err(Error::invalid("overlap_hours", format!("must be from 0 to {hours}")));
        }
        let secret = match secret {
            Some(secret) => checked_secret(secret)?,
            None => self.engine.made_secret(),
        };
        // A third would leave a receiver behind that knows the first alone.
        let is_replacing = self
            .webhook(guid)
            .await?
            .secret_before_until
            .filter(|until| *until > self.engine.operational.now());
        if let Some(until) = is_replacing.filter(|_| overlap.is_positive()) {
            return Err(Error::not_now(format!(
                "the secret before is good until {until}; wait for that, or replace both at once with overlap_hours 0"
            )));
        }
        let sealed = self.seal_secret(guid, &secret).await?;
        let until = self.engine.operational.now().checked_add(overlap).unwrap_or(Timestamp::MAX);
        let webhook = self
            .change_webhook(guid, |webhook| {
                webhook.secret_before_sealed =
                    Some(std::mem::replace(&mut webhook.secret_sealed, sealed.clone()));
                webhook.secret_before_until = Some(until);
            })
            .await?;
        Ok((webhook, secret))
    }

    /// Removes a webhook with what waits for it.
    pub async fn delete_webhook(&self, guid: WebhookGuid) -> Result<(), Error> {
        match self.engine.store.commit(vec![webhooks::delete(self.client, guid)]).await {
            Ok(_) => Ok(()),
            Err(store::Error::Conflict(_)) => Err(Error::NotFound("webhook")),
            Err(error) => Err(error.into()),
        }
    }

    /// Sends a message that means nothing, at once, and says what was answered.
    pub async fn ping_webhook(&self, guid: WebhookGuid) -> Result<Answer, Error> {
        let webhook = self.webhook(guid).await?;
        self.engine.ping(webhook).await
    }

    pub async fn deliveries(
        &self,
        webhook: WebhookGuid,
        filter: &DeliveryFilter,
        page: Page,
    ) -> Result<PageOf<(Delivery, Option<EventName>)>, Error> {
        self.webhook(webhook).await?;
        Ok(self.store.deliveries(webhook, filter, page).await?)
    }

    /// Sends a delivery again that is over, and gives it with the name of its event. One that waits is left as it is.
    pub async fn replay_delivery(
        &self,
        webhook: WebhookGuid,
        id: &str,
    ) -> Result<(Delivery, EventName), Error> {
        if id.contains('\0') {
            return Err(Error::NotFound("delivery"));
        }
        self.webhook(webhook).await?;
        let found = self.store.delivery(webhook, id).await?.ok_or(Error::NotFound("delivery"))?;
        let event = self.engine.store.events_anywhere(&[found.event]).await?.pop();
        let event = event.ok_or_else(|| Error::not_now("the event is older than events are kept"))?;
        if found.status != DeliveryStatus::Waiting {
            let write = deliveries::replay(self.client, &found, self.engine.now());
            self.engine.store.commit(vec![write]).await?;
        }
        let queued = self.store.delivery(webhook, id).await?.ok_or(Error::NotFound("delivery"))?;
        Ok((queued, event.name))
    }

    /// Sends again what happened between two times: what was given up, or everything. Gives how much, and whether there is more.
    pub async fn replay_deliveries(
        &self,
        webhook: WebhookGuid,
        (from, to): (Timestamp, Timestamp),
        includes_delivered: bool,
    ) -> Result<(usize, bool), Error> {
        if from >= to {
            return Err(Error::invalid("to", "must be after from"));
        }
        self.webhook(webhook).await?;
        let now = self.engine.now();
        let span = ReplaySpan { from, to, includes_delivered, now, deliveries_max: REPLAY_MAX };
        let count = self.store.replay_span(webhook, &span).await?;
        Ok((count, u32::try_from(count).is_ok_and(|count| count >= REPLAY_MAX)))
    }

    async fn change_webhook(
        &self,
        guid: WebhookGuid,
        change: impl Fn(&mut Webhook),
    ) -> Result<Webhook, Error> {
        for _ in 0..CONFLICT_RETRIES_MAX {
            let mut webhook = self.webhook(guid).await?;
            let read_at = webhook.updated_at;
            change(&mut webhook);
            webhook.updated_at = self.engine.later_than(read_at);
            match self.engine.store.commit(webhooks::update(&webhook, read_at)).await {
                Ok(_) => return Ok(webhook),
                Err(store::Error::Conflict(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(Error::Contended)
    }

    async fn seal_secret(&self, guid: WebhookGuid, secret: &Secret) -> Result<Vec<u8>, Error> {
        Ok(self.store.seal_of_webhook(guid, Sealed::Secret, secret.expose().as_bytes()).await?)
    }

    async fn seal_login(&self, guid: WebhookGuid, login: Option<&Login>) -> Result<Option<Vec<u8>>, Error> {
        let Some(login) = login else { return Ok(None) };
        if let Some(flaw) = flaw_of_login(login) {
            return Err(Error::invalid("config.auth", flaw));
        }
        Ok(Some(self.store.seal_of_webhook(guid, Sealed::Login, &login.to_bytes()).await?))
    }

    async fn secret_of(&self, webhook: &Webhook) -> Result<Secret, Error> {
        let bytes = self.store.open_of_webhook(webhook.guid, Sealed::Secret, &webhook.secret_sealed).await?;
        Ok(Secret::new(String::from_utf8_lossy(&bytes).as_ref()))
    }

    /// Whether a webhook may be told at its address: by its form, by where its name leads, and by what it answers, if it answers.
    async fn check_url(&self, webhook: &Webhook) -> Result<(), Error> {
        let refuse = |problem: &str| Err(Error::invalid("url", problem));
        let inner = self.engine.settings.webhooks.inner;
        if webhook.url.chars().count() > URL_CHARS_MAX {
            return Err(Error::invalid("url", format!("has more than {URL_CHARS_MAX} characters")));
        }
        if webhook.url.chars().any(char::is_control) {
            return Err(Error::invalid("url", "must have no control characters"));
        }
        let url = match Url::parse(&webhook.url) {
            Ok(url) if matches!(url.scheme(), "http" | "https") && url.host_str().is_some() => url,
            _ => return refuse("must be an address that begins with https://"),
        };
        if !url.username().is_empty() || url.password().is_some() {
            return refuse("must not hold a user name or password; config.auth has a place for them");
        }
        if url.fragment().is_some() {
            return refuse("must not hold a fragment (#)");
        }
        if url.scheme() == "http" && inner == Inner::Refused {
            return refuse("must begin with https://");
        }
        let addresses = addresses_of(&url, self.engine.settings.webhooks.exchange).await;
        if !addresses.is_empty() && addresses.iter().all(|address| !inner.lets(*address)) {
            return refuse(
                "leads to an address of this machine or its network, which the setting webhooks.inner does not allow",
            );
        }
        let is_all_inner = !addresses.is_empty() && addresses.iter().all(|address| is_inner(*address));
        if url.scheme() == "http" && !is_all_inner {
            return refuse("must begin with https:// unless it leads to this machine or its network");
        }
        let answer = tokio::time::timeout(PROBE_TIMEOUT, self.engine.ping(webhook.clone())).await;
        match answer {
            // One that does not answer yet may be up later.
            Err(_) => Ok(()),
            Ok(Err(error)) => Err(error),
            Ok(Ok(answer)) if answer.http_status.is_some_and(|status| (300..400).contains(&status)) => {
                refuse("answers with a redirect, which is not followed: give the address that it leads to")
            }
            Ok(Ok(_)) => Ok(()),
        }
    }
}

impl Engine {
    async fn ping(&self, webhook: Webhook) -> Result<Answer, Error> {
        let body = serde_json::json!({
            "event": EventName::WebhookPing.name(),
            "name": webhook.name,
            "data": {"webhook": webhook.guid.to_string()},
        });
        let message = Message {
            id: self.guid::<domain::id::Event>().to_string(),
            body: body.to_string().into_bytes(),
            is_of_verification: true,
            callback_payload: None,
        };
        let endpoint = self.endpoint(webhook, &shared_client(&self.settings.webhooks)).await?;
        Ok(endpoint.send(&message, self.now(), self.operational.now()).await)
    }

    fn made_secret(&self) -> Secret {
        let mut bytes = [0; MADE_SECRET_BYTES];
        self.random.fill(&mut bytes);
        Secret::new(store::hex(&bytes))
    }

    /// How many webhooks are paused, how many deliveries wait, and how many are given up; for the operator.
    pub async fn webhook_counts(&self) -> Result<(i64, i64, i64), Error> {
        Ok(self.store.webhook_counts().await?)
    }
}

/// Where a name leads now; nowhere when it is not known.
async fn addresses_of(url: &Url, patience: Duration) -> Vec<IpAddr> {
    if let Some(address) = literal(url) {
        return vec![address];
    }
    let Some(host) = url.host_str() else { return Vec::new() };
    let looked = tokio::time::timeout(patience, tokio::net::lookup_host((host, 0))).await;
    match looked {
        Ok(Ok(found)) => found.map(|address| address.ip()).collect(),
        Ok(Err(_)) | Err(_) => Vec::new(),
    }
}

fn checked_name(name: String) -> Result<String, Error> {
    if name.trim().is_empty() || name.chars().count() > NAME_CHARS_MAX || name.contains('\0') {
        return Err(Error::invalid("name", format!("must have 1 to {NAME_CHARS_MAX} characters")));
    }
    Ok(name)
}

/// Each once, in the order in which they were given.
fn checked_events(events: Vec<String>) -> Result<Vec<String>, Error> {
    if events.is_empty() {
        return Err(Error::invalid("events", "must name at least one event, or * for all"));
    }
    let mut seen = BTreeSet::new();
    for (place, name) in events.iter().enumerate() {
        let can_be_wanted =
            name == EVERYTHING || EventName::from_name(name).is_some_and(|one| one != EventName::WebhookPing);
        if !can_be_wanted {
            let names: Vec<_> = EventName::ALL
                .iter()
                .filter(|one| **one != EventName::WebhookPing)
                .map(|one| one.name())
                .collect();
            return Err(Error::invalid(
                format!("events[{place}]"),
                format!("is no event; there are {}, and * for all", names.join(", ")),
            ));
        }
        seen.insert(name.clone());
    }
    Ok(events.into_iter().filter(|name| seen.remove(name)).collect())
}

fn checked_secret(secret: Secret) -> Result<Secret, Error> {
    if SECRET_BYTES.contains(&secret.expose().len()) {
        return Ok(secret);
    }
    let (least, most) = (SECRET_BYTES.start(), SECRET_BYTES.end());
    Err(Error::invalid("secret", format!("must have {least} to {most} bytes")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_named_and_unknown_ones_are_told() {
        let check = |given: &[&str]| checked_events(given.iter().map(|one| (*one).to_owned()).collect());
        assert_eq!(check(&["*"]).unwrap(), ["*"]);
        let twice = check(&["members.healed", "accounts.gone", "members.healed"]).unwrap();
        assert_eq!(twice, ["members.healed", "accounts.gone"]);
        for bad in [&[][..], &["members.*"], &["webhooks.ping"], &["accounts.gone", "CONNECTION_STATUS"]] {
            let Err(Error::Invalid { field, .. }) = check(bad) else { panic!("{bad:?}") };
            assert!(field.starts_with("events"), "{field}");
        }
    }

    #[test]
    fn a_secret_is_long_enough_to_be_one() {
        for (length, is_good) in [(0, false), (15, false), (16, true), (256, true), (257, false)] {
            assert_eq!(checked_secret(Secret::new("x".repeat(length))).is_ok(), is_good, "{length}");
        }
    }
}
