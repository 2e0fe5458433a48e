//! The outbox: what is queued for whom, what is taken when, and what becomes of it.

use crate::bed::{Bed, at};
use crate::records::{Household, bare_event, bare_webhook, same};
use domain::event::EventName;
use domain::id::TransactionGuid;
use store::deliveries::{self, Answer, Delivery, DeliveryClaim, DeliveryFilter, DeliveryStatus, ReplaySpan};
use store::events::{self, Event, EventFilter};
use store::webhooks::{self, Webhook, WebhookStatus};
use store::{Error, Page};

on_both! {
    an_event_is_queued_for_those_who_want_it
    several_things_are_queued_one_by_one
    what_is_due_is_taken_once
    order_is_kept_where_it_is_wanted
    what_failed_holds_back_what_comes_after
    a_late_answer_changes_nothing
    deliveries_are_listed_and_sent_again
    webhooks_are_changed_paused_and_removed
    paused_and_disabled_webhooks_keep_what_waits
    the_feed_is_read_in_order_and_narrowed
    old_events_go_with_what_was_delivered_of_them
}

const ALL: Page = Page { number: 1, size: 1000 };

async fn stored(bed: &Bed, webhook: Webhook) -> Webhook {
    bed.commit(webhooks::insert(&webhook)).await;
    webhook
}

/// Appends an event of the household's member and queues it.
async fn happened(bed: &Bed, home: &Household, name: EventName, seconds: i64) -> Event {
    let event = Event { name, happened_at: at(seconds), ..bare_event(bed, &home.member) };
    bed.commit(vec![events::append(&event), deliveries::queue(bed.client, &[event.guid], at(seconds))]).await;
    event
}

fn claim(webhook: &Webhook, seconds: i64, deliveries_max: u32) -> DeliveryClaim {
    DeliveryClaim {
        webhook: webhook.guid,
        now: at(seconds),
        operational_now: at(seconds),
        leased_until: at(seconds + 60),
        deliveries_max,
    }
}

async fn take(bed: &Bed, webhook: &Webhook, seconds: i64, most: u32) -> Vec<Delivery> {
    let mut taken = bed.store.settle_and_claim(Vec::new(), &[claim(webhook, seconds, most)]).await.unwrap();
    taken.sort_by_key(|one| one.sequence);
    taken
}

fn after(mut delivery: Delivery, status: DeliveryStatus, due: Option<i64>) -> Delivery {
    delivery.status = status;
    delivery.due_at = due.map(at);
    delivery.tries += 1;
    delivery.ended_at = if due.is_none() { Some(at(999)) } else { None };
    delivery.answers.push(Answer { at: 1, duration_ms: 2, http_status: Some(500), text: "no".to_owned() });
    delivery
}

async fn guids_waiting(bed: &Bed, webhook: &Webhook) -> Vec<String> {
    let filter = DeliveryFilter { status: Some(DeliveryStatus::Waiting), ..DeliveryFilter::default() };
    let found = bed.tenant().deliveries(webhook.guid, &filter, ALL).await.unwrap();
    found.items.iter().map(|(one, _)| one.id()).collect()
}

async fn an_event_is_queued_for_those_who_want_it(bed: &Bed) {
    let home = Household::stored(bed).await;
    let all = stored(bed, bare_webhook(bed, bed.client, &["*", "members.healed"])).await;
    let some = stored(bed, bare_webhook(bed, bed.client, &["members.healed", "accounts.gone"])).await;
    let none = stored(bed, bare_webhook(bed, bed.client, &["members.deleted"])).await;
    let other = bed.guid();
    bed.commit(vec![bed.new_client(other, "Stranger")]).await;
    let stranger = bare_webhook(bed, other, &["*"]);
    bed.commit(webhooks::insert(&stranger)).await;
    let event = happened(bed, &home, EventName::MemberHealed, 100).await;
    let expected = [event.guid.to_string()];
    assert_eq!(guids_waiting(bed, &all).await, expected);
    assert_eq!(guids_waiting(bed, &some).await, expected);
    assert!(guids_waiting(bed, &none).await.is_empty());
    let found = bed.store.of(other).deliveries(stranger.guid, &DeliveryFilter::default(), ALL).await.unwrap();
    assert_eq!(found.total, 0, "nobody hears of another client");
    // Queued twice is queued once.
    bed.commit(vec![deliveries::queue(bed.client, &[event.guid], at(101))]).await;
    assert_eq!(guids_waiting(bed, &some).await, expected);
}

async fn several_things_are_queued_one_by_one(bed: &Bed) {
    let home = Household::stored(bed).await;
    let webhook = stored(bed, bare_webhook(bed, bed.client, &["transactions.created"])).await;
    let event = Event { name: EventName::TransactionCreated, ..bare_event(bed, &home.member) };
    let items: Vec<TransactionGuid> = (0..3).map(|_| bed.guid()).collect();
    bed.commit(vec![
        events::append(&event),
        deliveries::queue_each(bed.client, event.guid, items.clone(), at(5)),
    ])
    .await;
    let taken = take(bed, &webhook, 5, 10).await;
    let ids: Vec<String> = taken.iter().map(Delivery::id).collect();
    let expected: Vec<String> = items.iter().map(|item| format!("{}.{item}", event.guid)).collect();
    assert_eq!(ids, expected, "in their order");
    let one = bed.tenant().delivery(webhook.guid, &expected[1]).await.unwrap().unwrap();
    assert_eq!(one.item, items[1].to_string());
}

async fn what_is_due_is_taken_once(bed: &Bed) {
    let home = Household::stored(bed).await;
    let webhook = stored(bed, bare_webhook(bed, bed.client, &["members.healed"])).await;
    for second in [10, 20, 30] {
        happened(bed, &home, EventName::MemberHealed, second).await;
    }
    let due = async |second| {
        let due = bed.store.webhooks_due(at(second), at(second)).await.unwrap();
        due.iter().filter(|one| one.guid == webhook.guid).count()
    };
    assert_eq!((due(9).await, due(10).await), (0, 1));
    assert_eq!(take(bed, &webhook, 20, 10).await.len(), 2, "the third is not due yet");
    assert!(take(bed, &webhook, 20, 10).await.is_empty(), "they are leased");
    assert_eq!(due(20).await, 0);
    let again = take(bed, &webhook, 81, 2).await;
    assert_eq!(again.len(), 2, "the leases have ended, and two are enough");
    assert!(again.iter().all(|one| one.attempt == 2));
    bed.commit(vec![deliveries::release(&again)]).await;
    assert_eq!(take(bed, &webhook, 82, 10).await.len(), 3);
}

async fn order_is_kept_where_it_is_wanted(bed: &Bed) {
    let home = Household::stored(bed).await;
    let webhook =
        stored(bed, Webhook { is_ordered: true, ..bare_webhook(bed, bed.client, &["members.healed"]) }).await;
    let (first, second) = (
        happened(bed, &home, EventName::MemberHealed, 10).await,
        happened(bed, &home, EventName::MemberHealed, 11).await,
    );
    let neighbour = crate::records::stored_link(bed).await.1;
    let other = Event { name: EventName::MemberHealed, ..bare_event(bed, &neighbour) };
    bed.commit(vec![events::append(&other), deliveries::queue(bed.client, &[other.guid], at(12))]).await;
    // On PostgreSQL, open transactions of other tests hold new events back for a moment.
    let mut taken = Vec::new();
    let both = async {
        while taken.len() < 2 {
            taken.extend(take(bed, &webhook, 20, 10).await);
        }
    };
    tokio::time::timeout(crate::bed::PATIENCE, both).await.unwrap();
    let events: Vec<_> = taken.iter().map(|one| one.event).collect();
    assert_eq!(events.len(), 2);
    assert!(events.contains(&first.guid) && events.contains(&other.guid), "one of each member");
    let first = taken.into_iter().find(|one| one.event == first.guid).unwrap();
    bed.commit(vec![deliveries::settle(&[after(first, DeliveryStatus::Delivered, None)])]).await;
    let next = take(bed, &webhook, 20, 10).await;
    assert_eq!(next.iter().map(|one| one.event).collect::<Vec<_>>(), [second.guid]);
}

async fn what_failed_holds_back_what_comes_after(bed: &Bed) {
    let home = Household::stored(bed).await;
    let webhook =
        stored(bed, Webhook { is_ordered: true, ..bare_webhook(bed, bed.client, &["members.healed"]) }).await;
    for second in [10, 11, 12] {
        happened(bed, &home, EventName::MemberHealed, second).await;
    }
    let head = async |second| {
        let patience = tokio::time::timeout(crate::bed::PATIENCE, async {
            loop {
                if let Some(head) = take(bed, &webhook, second, 10).await.pop() {
                    return head;
                }
            }
        });
        patience.await.unwrap()
    };
    let failed = after(head(20).await, DeliveryStatus::Waiting, Some(50));
    bed.commit(vec![deliveries::settle(std::slice::from_ref(&failed)), deliveries::hold_back(&failed)]).await;
    assert!(bed.store.webhooks_due(at(49), at(49)).await.unwrap().iter().all(|one| one.guid != webhook.guid));
    let arrived = after(head(50).await, DeliveryStatus::Delivered, None);
    assert_eq!(arrived.sequence, failed.sequence);
    // Were it held back further, what comes after would be let go with it.
    let far = Delivery { due_at: Some(at(500)), ..failed.clone() };
    bed.commit(vec![deliveries::hold_back(&far)]).await;
    bed.commit(vec![
        deliveries::settle(std::slice::from_ref(&arrived)),
        deliveries::let_go(&arrived, at(51)),
    ])
    .await;
    assert_ne!(head(51).await.sequence, failed.sequence);
}

async fn a_late_answer_changes_nothing(bed: &Bed) {
    let home = Household::stored(bed).await;
    let webhook = stored(bed, bare_webhook(bed, bed.client, &["members.healed"])).await;
    happened(bed, &home, EventName::MemberHealed, 10).await;
    let late = take(bed, &webhook, 10, 1).await.remove(0);
    let now = take(bed, &webhook, 100, 1).await.remove(0);
    bed.commit(vec![deliveries::settle(&[after(late, DeliveryStatus::GivenUp, None)])]).await;
    let stored = bed.tenant().delivery(webhook.guid, &now.id()).await.unwrap().unwrap();
    same(&stored, &now);
    let done = after(now, DeliveryStatus::Delivered, None);
    bed.commit(vec![deliveries::settle(std::slice::from_ref(&done))]).await;
    let stored = bed.tenant().delivery(webhook.guid, &done.id()).await.unwrap().unwrap();
    same(&stored, &done);
}

async fn deliveries_are_listed_and_sent_again(bed: &Bed) {
    let home = Household::stored(bed).await;
    let webhook = stored(bed, bare_webhook(bed, bed.client, &["members.healed"])).await;
    for second in [10, 20, 30] {
        happened(bed, &home, EventName::MemberHealed, second).await;
    }
    let mut taken = take(bed, &webhook, 30, 10).await;
    let third = taken.pop().unwrap();
    let rows: Vec<Delivery> = taken
        .into_iter()
        .zip([DeliveryStatus::GivenUp, DeliveryStatus::Delivered])
        .map(|(one, status)| after(one, status, None))
        .collect();
    bed.commit(vec![deliveries::settle(&rows)]).await;
    let listed = async |status, size| {
        let filter = DeliveryFilter { status, ..DeliveryFilter::default() };
        let page = Page { number: 1, size };
        let found = bed.tenant().deliveries(webhook.guid, &filter, page).await.unwrap();
        assert!(found.items.iter().all(|(_, name)| *name == Some(EventName::MemberHealed)));
        (found.total, found.items.iter().map(|(one, _)| one.sequence).collect::<Vec<_>>())
    };
    let [first, second] = [rows[0].sequence, rows[1].sequence];
    assert_eq!(listed(None, 2).await, (3, vec![third.sequence, second]), "the newest first");
    assert_eq!(listed(Some(DeliveryStatus::GivenUp), 10).await, (1, vec![first]));
    bed.commit(vec![deliveries::replay(bed.guid(), &rows[0], at(40))]).await;
    assert_eq!(listed(Some(DeliveryStatus::GivenUp), 10).await.0, 1, "not by another client");
    bed.commit(vec![deliveries::replay(bed.client, &rows[0], at(40))]).await;
    assert_eq!(listed(Some(DeliveryStatus::GivenUp), 10).await.0, 0);
    let span = |from, to, includes_delivered, most| ReplaySpan {
        from: at(from),
        to: at(to),
        includes_delivered,
        now: at(50),
        deliveries_max: most,
    };
    let replay = async |span| bed.tenant().replay_span(webhook.guid, &span).await.unwrap();
    assert_eq!(replay(span(0, 100, false, 10)).await, 0, "nothing is given up any more");
    assert_eq!(replay(span(0, 20, true, 10)).await, 0, "the end is outside");
    assert_eq!(replay(span(20, 21, true, 10)).await, 1);
    assert_eq!(take(bed, &webhook, 50, 10).await.len(), 2);
}

async fn webhooks_are_changed_paused_and_removed(bed: &Bed) {
    let webhook = stored(bed, bare_webhook(bed, bed.client, &["members.healed"])).await;
    let changed = Webhook {
        name: "Other".to_owned(),
        url: "https://other.example".to_owned(),
        events: vec!["accounts.gone".to_owned()],
        includes_resource: true,
        is_ordered: true,
        secret_sealed: vec![9],
        secret_before_sealed: Some(vec![1, 2, 3]),
        secret_before_until: Some(at(99)),
        login_sealed: Some(vec![4]),
        status: WebhookStatus::Disabled,
        failing_since: Some(at(3)),
        updated_at: at(61),
        ..webhook.clone()
    };
    bed.commit(webhooks::update(&changed, webhook.updated_at)).await;
    same(&bed.tenant().webhook(webhook.guid).await.unwrap(), &Some(changed.clone()));
    let twice = bed.store.commit(webhooks::update(&changed, webhook.updated_at)).await;
    assert!(matches!(twice, Err(Error::Conflict(webhooks::CHANGED))));
    let subscriptions = bed
        .number(
            "SELECT count(*) AS n FROM webhook_events WHERE webhook_guid = ?1 AND name = 'accounts.gone'",
            store::args![webhook.guid],
        )
        .await;
    assert_eq!(subscriptions, 1);
    // One that is no longer active is not paused.
    assert!(bed.store.commit(vec![webhooks::pause(webhook.guid, at(62))]).await.is_err());
    let active = Webhook { status: WebhookStatus::Active, updated_at: at(62), ..changed };
    bed.commit(webhooks::update(&active, at(61))).await;
    bed.commit(vec![webhooks::pause(webhook.guid, at(63))]).await;
    let stored = bed.tenant().webhook(webhook.guid).await.unwrap().unwrap();
    assert_eq!((stored.status, stored.updated_at), (WebhookStatus::Paused, at(63)));
    // The first failure is the one that counts, until something arrives.
    let failing = async |since: Option<i64>| {
        bed.commit(vec![webhooks::set_failing(webhook.guid, since.map(at))]).await;
        bed.tenant().webhook(webhook.guid).await.unwrap().unwrap().failing_since
    };
    assert_eq!(failing(Some(9)).await, Some(at(3)));
    assert_eq!(failing(None).await, None);
    assert_eq!(failing(Some(9)).await, Some(at(9)));
    bed.commit(vec![webhooks::delete(bed.client, webhook.guid)]).await;
    assert!(bed.tenant().webhook(webhook.guid).await.unwrap().is_none());
}

async fn paused_and_disabled_webhooks_keep_what_waits(bed: &Bed) {
    let home = Household::stored(bed).await;
    let webhook = stored(bed, bare_webhook(bed, bed.client, &["members.healed"])).await;
    bed.commit(vec![webhooks::pause(webhook.guid, at(61))]).await;
    happened(bed, &home, EventName::MemberHealed, 10).await;
    assert_eq!(guids_waiting(bed, &webhook).await.len(), 1, "it is kept");
    let due = bed.store.webhooks_due(at(100), at(100)).await.unwrap();
    assert!(due.iter().all(|one| one.guid != webhook.guid), "and not sent");
}

async fn the_feed_is_read_in_order_and_narrowed(bed: &Bed) {
    let home = Household::stored(bed).await;
    let healed = happened(bed, &home, EventName::MemberHealed, 10).await;
    let gone = happened(bed, &home, EventName::AccountGone, 11).await;
    let incident =
        Event { name: EventName::IncidentBegan, user: None, member: None, ..bare_event(bed, &home.member) };
    bed.commit(vec![events::append(&incident)]).await;
    let read = async |after, filter: &EventFilter, limit| {
        bed.tenant().events_after(after, filter, limit).await.unwrap()
    };
    let all = EventFilter::default();
    // On PostgreSQL, open transactions of other tests hold new events back for a moment.
    let whole = tokio::time::timeout(crate::bed::PATIENCE, async {
        loop {
            let found = read(0, &all, 10).await;
            if found.len() == 4 {
                return found;
            }
        }
    });
    let whole = whole.await.unwrap();
    let guids: Vec<_> = whole.iter().map(|one| one.event.guid).collect();
    assert_eq!(guids, [home.event.guid, healed.guid, gone.guid, incident.guid]);
    same(&whole[3].event, &incident);
    let place = whole[1].sequence;
    assert_eq!(read(place, &all, 1).await[0].event.guid, gone.guid);
    assert_eq!(bed.tenant().last_place().await.unwrap(), whole[3].sequence);
    let narrowed = async |filter: EventFilter| {
        read(0, &filter, 10).await.into_iter().map(|one| one.event.guid).collect::<Vec<_>>()
    };
    let names = vec![EventName::AccountGone, EventName::IncidentBegan];
    assert_eq!(narrowed(EventFilter { names, ..all.clone() }).await, [gone.guid, incident.guid]);
    let member = Some(home.member.guid);
    assert_eq!(narrowed(EventFilter { member, ..all.clone() }).await.len(), 3);
    let user = Some(bed.guid());
    assert!(narrowed(EventFilter { user, ..all.clone() }).await.is_empty());
}

async fn old_events_go_with_what_was_delivered_of_them(bed: &Bed) {
    let home = Household::stored(bed).await;
    for second in [10, 20, 100] {
        happened(bed, &home, EventName::MemberHealed, second).await;
    }
    let forget = async |before| bed.store.forget_events(at(before), 1).await.unwrap();
    let mut rounds = 0;
    while forget(30).await > 0 {
        rounds += 1;
    }
    assert_eq!(rounds, 2, "one at a time");
    let left = bed.number("SELECT count(*) AS n FROM event_log", Vec::new()).await;
    assert_eq!(left, 2, "the household's own at 60, and the last");
    let queued = bed.number("SELECT count(*) AS n FROM deliveries", Vec::new()).await;
    assert_eq!(queued, 2);
}
