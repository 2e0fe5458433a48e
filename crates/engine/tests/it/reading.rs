//! What is read stays one: pages, pending and posted, edits, new and closed accounts.

use crate::bed::Bed;
use domain::id::TransactionGuid;
use domain::member::Status;
use domain::run::RunKind;
use domain::transaction::TransactionStatus;
use engine::records::Of;
use engine::{AccountEdits, Name, TransactionEdits};
use jiff::{SignedDuration, ToSpan};
use std::collections::{HashMap, HashSet};

on_both! {
    reading_again_adds_only_what_is_new
    a_pending_transaction_keeps_its_guid_when_it_posts
    a_long_history_reaches_back_two_years
    hundreds_of_accounts_are_read
    numbers_and_owners_are_read_when_asked_for
    what_a_person_changed_stays
}

async fn refresh(bed: &Bed, member: &engine::records::Member, kind: RunKind) {
    bed.clock.advance(SignedDuration::from_secs(1));
    bed.operational.advance(SignedDuration::from_secs(1));
    bed.start(member, kind).await.unwrap();
    bed.work().await;
    assert_eq!(bed.status(member).await, Status::Connected);
}

async fn reading_again_adds_only_what_is_new(bed: &Bed) {
    let member = bed.connect("plain").await;
    bed.work().await;
    let before = bed.transactions(&member).await;
    refresh(bed, &member, RunKind::Aggregate).await;
    let again = bed.transactions(&member).await;
    assert_eq!(before.len(), again.len());
    let run = bed.scope().latest_run(&member).await.unwrap().unwrap();
    assert_eq!((run.transactions_created, run.transactions_updated), (0, 0));
    bed.clock.advance(SignedDuration::from_hours(24 * 10));
    refresh(bed, &member, RunKind::Aggregate).await;
    let run = bed.scope().latest_run(&member).await.unwrap().unwrap();
    assert!(run.transactions_created > 0);
    assert_eq!(bed.accounts(&member).await.len(), 12);
    let all = bed.transactions(&member).await;
    let ids: HashSet<_> = all.iter().map(|one| (one.account, one.id.clone())).collect();
    assert_eq!(ids.len(), all.len());
}

async fn a_pending_transaction_keeps_its_guid_when_it_posts(bed: &Bed) {
    let member = bed.connect("plain").await;
    bed.work().await;
    let pending: HashMap<TransactionGuid, Option<String>> = bed
        .transactions(&member)
        .await
        .into_iter()
        .filter(|one| one.facts.status == TransactionStatus::Pending)
        .map(|one| (one.guid, one.id))
        .collect();
    assert!(pending.len() > 1, "the last days have pending transactions");
    bed.clock.advance(SignedDuration::from_hours(24 * 5));
    refresh(bed, &member, RunKind::Aggregate).await;
    let after: HashMap<_, _> =
        bed.transactions(&member).await.into_iter().map(|one| (one.guid, one)).collect();
    for (guid, pending_id) in &pending {
        assert_eq!(after[guid].facts.status, TransactionStatus::Posted, "{guid}");
        assert_ne!(after[guid].id, *pending_id, "{guid} shows the id that it was told last");
    }
}

async fn a_long_history_reaches_back_two_years(bed: &Bed) {
    let member = bed.connect("plain").await;
    bed.work().await;
    let today = bed.engine.now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let oldest = |list: &[engine::records::Transaction]| {
        list.iter().map(engine::records::Transaction::date).min().unwrap()
    };
    let short = bed.transactions(&member).await;
    assert!(oldest(&short) >= today - 91.days());
    refresh(bed, &member, RunKind::ExtendHistory).await;
    let long = bed.transactions(&member).await;
    assert!(oldest(&long) < today - 23.months() && oldest(&long) >= today - 24.months() - 1.day());
    let kept: HashSet<_> = long.iter().map(|one| one.guid).collect();
    assert!(short.iter().all(|one| kept.contains(&one.guid)), "what was known keeps its guid");
}

async fn hundreds_of_accounts_are_read(bed: &Bed) {
    let member = bed.connect_at("granite_treasury", "ann", "plain").await.unwrap();
    bed.work().await;
    assert_eq!(bed.status(&member).await, Status::Connected);
    assert_eq!(bed.accounts(&member).await.len(), 300);
}

async fn numbers_and_owners_are_read_when_asked_for(bed: &Bed) {
    let member = bed.connect("plain").await;
    bed.work().await;
    let scope = bed.scope();
    assert_eq!(
        scope.account_numbers(&bed.user, Of::Member(member.guid), crate::bed::ALL).await.unwrap().total,
        0
    );
    refresh(bed, &member, RunKind::Verify).await;
    refresh(bed, &member, RunKind::Identify).await;
    let numbers = scope.account_numbers(&bed.user, Of::Member(member.guid), crate::bed::ALL).await.unwrap();
    assert!(
        numbers
            .items
            .iter()
            .any(|one| one.numbers.account_number.is_some() && one.numbers.routing_number.is_some())
    );
    assert!(bed.member(&member).await.state.processed.account_numbers || numbers.total > 0);
    let owners = scope.account_owners(&bed.user, Of::Member(member.guid), crate::bed::ALL).await.unwrap();
    assert!(owners.items.iter().all(|one| one.owner.owner_name.is_some()) && owners.total > 0);
    // Reading them again makes no second ones.
    refresh(bed, &member, RunKind::Verify).await;
    let again = scope.account_numbers(&bed.user, Of::Member(member.guid), crate::bed::ALL).await.unwrap();
    assert_eq!(numbers.total, again.total);
    assert_eq!(numbers.items[0].guid, again.items[0].guid);
}

async fn what_a_person_changed_stays(bed: &Bed) {
    let member = bed.connect("plain").await;
    bed.work().await;
    let account = bed.accounts(&member).await.remove(0);
    let edits =
        AccountEdits { is_hidden: Some(true), metadata: Some("mine".into()), ..AccountEdits::default() };
    bed.scope().update_account(&bed.user, &member, &Name::Guid(account.guid), &edits).await.unwrap();
    let one = bed.transactions(&member).await.remove(0);
    let edits =
        TransactionEdits { description: Some("Lunch with Ann".into()), ..TransactionEdits::default() };
    bed.scope().update_transaction(&bed.user, one.guid, edits).await.unwrap();
    bed.clock.advance(SignedDuration::from_hours(24 * 6));
    refresh(bed, &member, RunKind::Aggregate).await;
    let account = bed.scope().account(&bed.user, &Name::Guid(account.guid)).await.unwrap();
    assert!(account.is_hidden && account.metadata.as_deref() == Some("mine"));
    let one = bed.scope().transaction(&bed.user, one.guid).await.unwrap();
    assert_eq!(one.edits.description.as_deref(), Some("Lunch with Ann"));
}
