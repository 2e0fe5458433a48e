//! Events: facts that happened to members, appended in the commit that makes them true.

use crate::error::Error;
use crate::{Row, Tenant, Write, args};
use domain::clock::Timestamp;
use domain::id::{ClientGuid, EventGuid, MemberGuid, RunGuid, UserGuid};

#[derive(Debug, Clone)]
pub struct Event {
    pub guid: EventGuid,
    pub client: ClientGuid,
    pub user: UserGuid,
    pub member: MemberGuid,
    pub run: Option<RunGuid>,
    /// The row of the transition table.
    pub event: String,
    pub reason: Option<String>,
    pub status_before: Option<String>,
    pub status_after: Option<String>,
    pub happened_at: Timestamp,
}

/// Appends a fact.
pub fn append(event: &Event) -> Write {
    Write::new(
        "INSERT INTO event_log (guid, client_guid, user_guid, member_guid, run_guid, event, reason, status_before,
            status_after, happened_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        args![
            event.guid,
            event.client,
            event.user,
            event.member,
            event.run,
            &event.event,
            event.reason.clone(),
            event.status_before.clone(),
            event.status_after.clone(),
            event.happened_at
        ],
    )
}

impl Tenant<'_> {
    /// Facts of a member, oldest first.
    pub async fn events_of(
        &self,
        user: UserGuid,
        member: MemberGuid,
        limit: u32,
    ) -> Result<Vec<Event>, Error> {
        let rows = self
            .read(
                "SELECT * FROM events WHERE client_guid = ?1 AND user_guid = ?2 AND member_guid = ?3
                 ORDER BY sequence LIMIT ?4",
                args![self.client, user, member, limit],
            )
            .await?;
        rows.iter().map(read).collect()
    }

    /// The newest facts of a member, oldest of them first. All that are committed, also those that the view of readers with a cursor
    /// still holds back.
    pub async fn latest_events_of(
        &self,
        user: UserGuid,
        member: MemberGuid,
        limit: u32,
    ) -> Result<Vec<Event>, Error> {
        let rows = self
            .read(
                "SELECT guid, client_guid, user_guid, member_guid, run_guid, event, reason, status_before, status_after, happened_at
                 FROM event_log WHERE client_guid = ?1 AND user_guid = ?2 AND member_guid = ?3
                 ORDER BY sequence DESC LIMIT ?4",
                args![self.client, user, member, limit],
            )
            .await?;
        rows.iter().rev().map(read).collect()
    }
}

fn read(row: &Row) -> Result<Event, Error> {
    Ok(Event {
        guid: row.parse("guid")?,
        client: row.parse("client_guid")?,
        user: row.parse("user_guid")?,
        member: row.parse("member_guid")?,
        run: row.opt_parse("run_guid")?,
        event: row.string("event")?,
        reason: row.opt_string("reason")?,
        status_before: row.opt_string("status_before")?,
        status_after: row.opt_string("status_after")?,
        happened_at: row.time("happened_at")?,
    })
}
