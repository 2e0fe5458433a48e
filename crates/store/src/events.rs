//! Events: what happened, appended in the commit that makes it true and told to the webhooks that want it.

use crate::error::Error;
use crate::value::Value;
use crate::{Row, Store, Tenant, Write, args};
use domain::clock::Timestamp;
use domain::event::EventName;
use domain::id::{ClientGuid, EventGuid, MemberGuid, RunGuid, UserGuid};

#[derive(Debug, Clone)]
pub struct Event {
    pub guid: EventGuid,
    pub client: ClientGuid,
    /// None: it is of no person, such as an incident at an institution.
    pub user: Option<UserGuid>,
    pub member: Option<MemberGuid>,
    pub run: Option<RunGuid>,
    /// What applications subscribe to.
    pub name: EventName,
    /// The fact of a member's life that it is, if it is one.
    pub fact: Option<Fact>,
    /// A JSON object: what else is told.
    pub data: String,
    pub happened_at: Timestamp,
}

/// A step of the life cycle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The row of the transition table.
    pub event: String,
    pub reason: Option<String>,
    pub status_before: Option<String>,
    pub status_after: Option<String>,
}

/// An event with its place in the order that readers see.
#[derive(Debug, Clone)]
pub struct Placed {
    pub sequence: i64,
    pub event: Event,
}

/// Which events a reader wants; what is absent does not matter.
#[derive(Debug, Clone, Default)]
pub struct EventFilter {
    pub names: Vec<EventName>,
    pub user: Option<UserGuid>,
    pub member: Option<MemberGuid>,
}

/// Appends an event.
pub fn append(event: &Event) -> Write {
    let fact = event.fact.as_ref();
    Write::new(
        "INSERT INTO event_log (guid, client_guid, user_guid, member_guid, run_guid, name, event, reason, status_before,
            status_after, data, happened_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        args![
            event.guid,
            event.client,
            event.user,
            event.member,
            event.run,
            event.name.name(),
            fact.map(|fact| fact.event.clone()),
            fact.and_then(|fact| fact.reason.clone()),
            fact.and_then(|fact| fact.status_before.clone()),
            fact.and_then(|fact| fact.status_after.clone()),
            &event.data,
            event.happened_at
        ],
    )
    .telling()
}

impl Tenant<'_> {
    /// Facts of a member's life, oldest first.
    pub async fn facts_of(
        &self,
        user: UserGuid,
        member: MemberGuid,
        limit: u32,
    ) -> Result<Vec<Event>, Error> {
        let rows = self
            .read(
                "SELECT * FROM events WHERE client_guid = ?1 AND user_guid = ?2 AND member_guid = ?3 AND event IS NOT NULL
                 ORDER BY sequence LIMIT ?4",
                args![self.client, user, member, limit],
            )
            .await?;
        rows.iter().map(read).collect()
    }

    /// The newest facts of a member's life, oldest of them first. All that are committed, also those that the view of readers with a
    /// cursor still holds back.
    pub async fn latest_facts_of(
        &self,
        user: UserGuid,
        member: MemberGuid,
        limit: u32,
    ) -> Result<Vec<Event>, Error> {
        let rows = self
            .read(
                "SELECT guid, client_guid, user_guid, member_guid, run_guid, name, event, reason, status_before, status_after, data,
                    happened_at
                 FROM event_log WHERE client_guid = ?1 AND user_guid = ?2 AND member_guid = ?3 AND event IS NOT NULL
                 ORDER BY sequence DESC LIMIT ?4",
                args![self.client, user, member, limit],
            )
            .await?;
        rows.iter().rev().map(read).collect()
    }

    /// The client's events after a place, oldest first. A place is never passed while an event that is not committed yet may take a
    /// lower one.
    pub async fn events_after(
        &self,
        after: i64,
        filter: &EventFilter,
        limit: u32,
    ) -> Result<Vec<Placed>, Error> {
        let rows = self
            .read(
                "SELECT * FROM events WHERE client_guid = ?1 AND sequence > ?2
                    AND (CAST(?3 AS BIGINT) = 0 OR name IN (SELECT key FROM json_each(?4)))
                    AND (CAST(?5 AS TEXT) IS NULL OR user_guid = ?5) AND (CAST(?6 AS TEXT) IS NULL OR member_guid = ?6)
                 ORDER BY sequence LIMIT ?7",
                args![
                    self.client,
                    after,
                    !filter.names.is_empty(),
                    Value::keys(filter.names.iter().map(|name| name.name())),
                    filter.user,
                    filter.member,
                    limit
                ],
            )
            .await?;
        rows.iter().map(|row| Ok(Placed { sequence: row.int("sequence")?, event: read(row)? })).collect()
    }

    /// The last place that readers of the client's events can have reached; 0 before the first event.
    pub async fn last_place(&self) -> Result<i64, Error> {
        let rows = self
            .read(
                "SELECT coalesce(max(sequence), 0) AS last FROM events WHERE client_guid = ?1",
                args![self.client],
            )
            .await?;
        rows.first().map_or(Ok(0), |row| row.int("last"))
    }
}

impl Store {
    /// Events of any client by their guids, in no order; those that are gone are left out.
    pub async fn events_anywhere(&self, guids: &[EventGuid]) -> Result<Vec<Event>, Error> {
        let rows = self
            .database()
            .read(
                "SELECT guid, client_guid, user_guid, member_guid, run_guid, name, event, reason, status_before, status_after, data,
                    happened_at
                 FROM event_log WHERE guid IN (SELECT key FROM json_each(?1))",
                args![Value::keys(guids)],
            )
            .await?;
        rows.iter().map(read).collect()
    }

    /// Forgets at most `limit` events that happened before then, with what was delivered of them. Gives how many.
    pub async fn forget_events(&self, before: Timestamp, limit: u32) -> Result<u64, Error> {
        let forget = |sql| Write::new(sql, args![before, limit]);
        let answers = self
            .commit(vec![
                forget(
                    "DELETE FROM deliveries WHERE sequence IN
                        (SELECT sequence FROM deliveries WHERE created_at < ?1 ORDER BY created_at LIMIT ?2)
                     RETURNING sequence",
                ),
                forget(
                    "DELETE FROM event_log WHERE sequence IN
                        (SELECT sequence FROM event_log WHERE happened_at < ?1 ORDER BY happened_at LIMIT ?2)
                     RETURNING sequence",
                ),
            ])
            .await?;
        Ok(answers.iter().map(|rows| u64::try_from(rows.len()).unwrap_or(u64::MAX)).max().unwrap_or(0))
    }
}

fn read(row: &Row) -> Result<Event, Error> {
    let fact = row
        .opt_string("event")?
        .map(|event| {
            Ok::<_, Error>(Fact {
                event,
                reason: row.opt_string("reason")?,
                status_before: row.opt_string("status_before")?,
                status_after: row.opt_string("status_after")?,
            })
        })
        .transpose()?;
    Ok(Event {
        guid: row.parse("guid")?,
        client: row.parse("client_guid")?,
        user: row.opt_parse("user_guid")?,
        member: row.opt_parse("member_guid")?,
        run: row.opt_parse("run_guid")?,
        name: row.named("name", EventName::from_name)?,
        fact,
        data: row.string("data")?,
        happened_at: row.time("happened_at")?,
    })
}
