//! Events: put together here, written with the change that they tell of, and read in order by whoever keeps a place.

use crate::records::{Account, Event, EventFilter, Fact, Member, Placed, Run};
use crate::{Engine, Error, Scope};
use domain::clock::Timestamp;
use domain::event::{EventName, is_told};
use domain::id::{AccountGuid, ClientGuid, EventGuid, MemberGuid, RunGuid, TransactionGuid, UserGuid};
use domain::member::{Event as MemberEvent, State};
use domain::reason::Reason;
use serde_json::{Map, Value as Json, json};
use std::time::Duration;
use store::{Write, deliveries, events};

/// Whom an event is about.
#[derive(Debug, Clone, Copy)]
pub(crate) struct About<'a> {
    pub(crate) client: ClientGuid,
    pub(crate) user: Option<UserGuid>,
    pub(crate) member: Option<MemberGuid>,
    pub(crate) run: Option<RunGuid>,
    /// What came with the call that began it, and goes back with what it leads to.
    pub(crate) callback_payload: Option<&'a str>,
}

impl<'a> About<'a> {
    pub(crate) const fn member(member: &Member) -> Self {
        Self {
            client: member.client,
            user: Some(member.user),
            member: Some(member.guid),
            run: None,
            callback_payload: None,
        }
    }

    pub(crate) const fn account(account: &Account) -> Self {
        Self {
            client: account.client,
            user: Some(account.user),
            member: Some(account.member),
            run: None,
            callback_payload: None,
        }
    }

    pub(crate) fn run(run: &'a Run) -> Self {
        Self {
            client: run.client,
            user: Some(run.user),
            member: Some(run.member),
            run: Some(run.guid),
            callback_payload: run.callback_payload.as_deref(),
        }
    }

    /// Of a client and none of its users.
    pub(crate) const fn client(client: ClientGuid) -> Self {
        Self { client, user: None, member: None, run: None, callback_payload: None }
    }
}

/// Events gathered for one commit.
#[derive(Debug, Clone, Default)]
pub(crate) struct Told {
    events: Vec<Event>,
    /// Those that are told once for each of the things they are about.
    items: Vec<(EventGuid, Vec<TransactionGuid>)>,
}

impl Told {
    pub(crate) fn push(&mut self, event: Event) {
        self.events.push(event);
    }

    /// The writes: what happened, and who is to be told.
    pub(crate) fn into_writes(self, client: ClientGuid, now: Timestamp) -> Vec<Write> {
        let whole: Vec<EventGuid> =
            self.events.iter().filter(|one| !one.name.is_told_one_by_one()).map(|one| one.guid).collect();
        let mut writes: Vec<Write> = self.events.iter().map(events::append).collect();
        if !whole.is_empty() {
            writes.push(deliveries::queue(client, &whole, now));
        }
        for (event, items) in self.items {
            writes.push(deliveries::queue_each(client, event, items, now));
        }
        writes
    }
}

impl Engine {
    /// An event of that name; `data` says what else is told of it.
    pub(crate) fn event(&self, name: EventName, about: About<'_>, data: Json, now: Timestamp) -> Event {
        let mut data = match data {
            Json::Object(fields) => fields,
            _ => Map::new(),
        };
        if let Some(payload) = about.callback_payload {
            data.insert("callback_payload".to_owned(), payload.into());
        }
        Event {
            guid: self.guid(),
            client: about.client,
            user: about.user,
            member: about.member,
            run: about.run,
            name,
            fact: None,
            data: Json::Object(data).to_string(),
            happened_at: now,
        }
    }

    /// A step of a member's life, and what follows from it for those who are told.
    pub(crate) fn tell_step(
        &self,
        told: &mut Told,
        about: About<'_>,
        (event, reason): (MemberEvent, Option<Reason>),
        (before, after): (Option<&State>, &State),
        now: Timestamp,
    ) {
        let name = match event {
            MemberEvent::CreatedWithCredentials
            | MemberEvent::CreatedOauth
            | MemberEvent::CreatedManual
            | MemberEvent::ImportedWithoutCredentials => EventName::MemberCreated,
            MemberEvent::Deleted | MemberEvent::PendingOneHourPassed => EventName::MemberDeleted,
            _ => EventName::MemberUpdated,
        };
        let fact = Fact {
            event: event.name().to_owned(),
            reason: reason.map(|reason| reason.name().to_owned()),
            status_before: before.and_then(|before| before.status.name()).map(str::to_owned),
            status_after: after.status.name().map(str::to_owned),
        };
        let of = |name| self.event(name, about, Json::Null, now);
        told.push(Event { fact: Some(fact.clone()), ..of(name) });
        if before.is_some_and(|before| is_told(before.status, after.status)) {
            // The fact is the member's; this tells of where it led.
            let data = json!({"reason": fact.reason, "connection_status": fact.status_after});
            told.push(self.event(EventName::ConnectionStatusChanged, about, data, now));
        }
        let was_read = before.is_some_and(|before| before.successfully_aggregated_at.is_some());
        if !was_read && after.successfully_aggregated_at.is_some() {
            told.push(of(EventName::InitialDataReady));
        }
    }

    /// Something about transactions, told of each.
    pub(crate) fn tell_transactions(
        &self,
        told: &mut Told,
        name: EventName,
        (about, account): (About<'_>, AccountGuid),
        transactions: Vec<TransactionGuid>,
        now: Timestamp,
    ) {
        if transactions.is_empty() {
            return;
        }
        let guids: Vec<String> = transactions.iter().map(ToString::to_string).collect();
        let data = json!({"account_guid": account.to_string(), "transaction_guids": guids});
        let event = self.event(name, about, data, now);
        told.items.push((event.guid, transactions));
        told.push(event);
    }

    /// Something about an account.
    pub(crate) fn tell_account(
        &self,
        told: &mut Told,
        name: EventName,
        (about, account): (About<'_>, &Account),
        now: Timestamp,
    ) {
        told.push(self.event(name, about, json!({"account_guid": account.guid.to_string()}), now));
    }
}

impl Scope<'_> {
    /// The client's events after a place, oldest first; when there are none, the next are waited for, at most so long.
    pub async fn events_after(
        &self,
        after: i64,
        filter: &EventFilter,
        limit: u32,
        wait: Duration,
    ) -> Result<Vec<Placed>, Error> {
        let until = tokio::time::Instant::now().checked_add(wait);
        loop {
            let appended = self.engine.store.database().appended();
            tokio::pin!(appended);
            appended.as_mut().enable();
            let found = self.store.events_after(after, filter, limit).await?;
            let left = until
                .map_or(Duration::ZERO, |until| until.saturating_duration_since(tokio::time::Instant::now()));
            if !found.is_empty() || left.is_zero() {
                return Ok(found);
            }
            // Another node's events are not heard of.
            tokio::select! {
                () = appended => {}
                () = tokio::time::sleep(left.min(self.engine.settings.poll)) => {}
            }
        }
    }

    /// The place of the client's newest event.
    pub async fn last_place(&self) -> Result<i64, Error> {
        Ok(self.store.last_place().await?)
    }
}
