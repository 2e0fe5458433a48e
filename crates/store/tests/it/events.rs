//! Events are read in the order of their numbers, and no reader passes a number that may still come.

use crate::bed::{Bed, PATIENCE, connect, on_postgres};
use crate::records::{bare_event, same, stored_link, text};
use store::events::{self, Event, Fact};
use store::{Address, Store};

on_both! {
    events_come_oldest_first
    the_latest_events_come_oldest_of_them_first
}

/// The member's events, once there are so many: on PostgreSQL, open transactions of any database hold them back.
async fn events_of(store: &Store, of: &Event, count: usize) -> Vec<Event> {
    let tenant = store.of(of.client);
    tokio::time::timeout(PATIENCE, async {
        loop {
            let found = tenant.facts_of(of.user.unwrap(), of.member.unwrap(), 100).await.unwrap();
            if found.len() >= count {
                return found;
            }
        }
    })
    .await
    .expect("the events appear")
}

async fn events_come_oldest_first(bed: &Bed) {
    let (_, member, _) = stored_link(bed).await;
    let bare = bare_event(bed, &member);
    let full = Event {
        run: Some(bed.guid()),
        fact: Some(Fact {
            event: "locked".to_owned(),
            reason: text("login_locked"),
            status_before: text("CONNECTED"),
            status_after: text("LOCKED"),
        }),
        data: "{\"a\":1}".to_owned(),
        happened_at: crate::bed::at(5),
        ..bare_event(bed, &member)
    };
    bed.commit(vec![events::append(&full)]).await;
    bed.commit(vec![events::append(&bare)]).await;
    same(&events_of(&bed.store, &bare, 2).await, &vec![full.clone(), bare.clone()]);
    same(&bed.tenant().facts_of(member.user, member.guid, 1).await.unwrap(), &vec![full]);
    assert!(bed.store.commit(vec![events::append(&bare)]).await.is_err(), "a fact is appended once");
}

async fn the_latest_events_come_oldest_of_them_first(bed: &Bed) {
    let (_, member, _) = stored_link(bed).await;
    let (_, other, _) = stored_link(bed).await;
    let all: Vec<Event> = (0..5).map(|_| bare_event(bed, &member)).collect();
    bed.commit(all.iter().map(events::append).collect()).await;
    bed.commit(vec![events::append(&bare_event(bed, &other))]).await;
    for (limit, expected) in [(0, 5..5), (1, 4..5), (3, 2..5), (5, 0..5), (100, 0..5)] {
        let found = bed.tenant().latest_facts_of(member.user, member.guid, limit).await.unwrap();
        same(&found.as_slice(), &&all[expected]);
    }
}

/// Holds an earlier number open while a later one is committed.
#[test]
fn an_event_hides_behind_an_uncommitted_lower_number() {
    on_postgres(async |bed| {
        let Address::Postgres(url) = &bed.address else { return };
        let (_, member, _) = stored_link(bed).await;
        let (earlier, later) = (bare_event(bed, &member), bare_event(bed, &member));
        let slow = connect(url).await;
        let insert = format!(
            "BEGIN; INSERT INTO event_log (guid, client_guid, user_guid, member_guid, name, event, data, happened_at)
             VALUES ('{}', '{}', '{}', '{}', '{}', '{}', '{{}}', {})",
            earlier.guid,
            earlier.client,
            member.user,
            member.guid,
            earlier.name.name(),
            earlier.fact.as_ref().unwrap().event,
            earlier.happened_at.as_microsecond()
        );
        slow.batch_execute(&insert).await.unwrap();
        bed.commit(vec![events::append(&later)]).await;
        assert_eq!(bed.number("SELECT count(*) AS n FROM event_log", Vec::new()).await, 1, "it is committed");
        let seen = bed.tenant().facts_of(member.user, member.guid, 100).await.unwrap();
        assert!(seen.is_empty(), "{seen:?}");
        // Who wants the newest has no cursor to lose anything by.
        let latest = bed.tenant().latest_facts_of(member.user, member.guid, 100).await.unwrap();
        same(&latest, &vec![later.clone()]);
        slow.batch_execute("COMMIT").await.unwrap();
        same(&events_of(&bed.store, &later, 2).await, &vec![earlier, later]);
    });
}

/// A dump that is restored into a younger cluster brings transaction numbers which that one has yet to reach.
#[test]
fn restored_events_are_seen() {
    on_postgres(async |bed| {
        let Address::Postgres(url) = &bed.address else { return };
        let (_, member, _) = stored_link(bed).await;
        let event = bare_event(bed, &member);
        bed.commit(vec![events::append(&event)]).await;
        let restoring = connect(url).await;
        restoring.batch_execute("UPDATE event_log SET xid = '9000000000000'").await.unwrap();
        assert!(bed.tenant().facts_of(member.user, member.guid, 100).await.unwrap().is_empty());
        let opened = bed.beside().await;
        same(&events_of(&opened, &event, 1).await, &vec![event]);
    });
}
