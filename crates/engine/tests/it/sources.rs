//! A member moved to its institution's other source keeps accounts and transactions.

use crate::bed::Bed;
use domain::member::Status;
use domain::run::RunKind;
use engine::{Error, Name};
use jiff::SignedDuration;
use std::collections::HashSet;

on_both! { a_move_keeps_what_is_known }

async fn a_move_keeps_what_is_known(bed: &Bed) {
    let member = bed.connect_at("first_harbor", "ann", "plain").await.unwrap();
    bed.work().await;
    let accounts: HashSet<_> = bed.accounts(&member).await.into_iter().map(|one| one.guid).collect();
    let before = bed.transactions(&member).await;
    let name = Name::Guid(member.guid);
    assert!(matches!(bed.scope().move_member(&bed.user, &name, "nowhere").await, Err(Error::Invalid { .. })));
    let moved = bed.scope().move_member(&bed.user, &name, "sandbox_mirror").await.unwrap();
    assert_eq!(moved.state.status, Status::Reconnected);
    assert!(moved.state.foreground_only);
    bed.start(&member, RunKind::Aggregate).await.unwrap();
    bed.work().await;
    assert_eq!(bed.status(&member).await, Status::Connected);
    let after: HashSet<_> = bed.accounts(&member).await.into_iter().map(|one| one.guid).collect();
    assert_eq!(accounts, after);
    let posted = |list: Vec<engine::records::Transaction>| -> HashSet<_> {
        list.into_iter().map(|one| one.guid).collect()
    };
    assert_eq!(posted(before.clone()), posted(bed.transactions(&member).await));
    // And back again, later, with new transactions from here and there.
    bed.clock.advance(SignedDuration::from_hours(24 * 7));
    bed.start(&member, RunKind::Aggregate).await.unwrap();
    bed.work().await;
    let there = bed.transactions(&member).await;
    bed.scope().move_member(&bed.user, &name, "sandbox").await.unwrap();
    bed.start(&member, RunKind::Aggregate).await.unwrap();
    bed.work().await;
    assert_eq!(bed.accounts(&member).await.len(), accounts.len());
    assert_eq!(posted(there), posted(bed.transactions(&member).await));
}
