//! What the data of a run looked like: counted, and said of each account.

use crate::bed::Bed;
use engine::Name;
use engine::records::Member;
use engine::runs::{AccountQuality, RowCounts};
use jiff::SignedDuration;
use std::collections::BTreeMap;

on_both! {
    each_run_says_what_became_of_what_it_was_told
    a_hole_in_the_history_is_seen
}

async fn quality(bed: &Bed, member: &Member) -> Vec<AccountQuality> {
    bed.scope().data_quality(member).await.unwrap().map(|(_, accounts)| accounts).unwrap_or_default()
}

async fn refresh(bed: &Bed, member: &Member) -> Vec<AccountQuality> {
    bed.read_anew(member).await;
    quality(bed, member).await
}

/// Transactions of each account.
async fn counts(bed: &Bed, member: &Member) -> BTreeMap<String, u32> {
    let mut counts = BTreeMap::new();
    for row in bed.transactions(member).await {
        *counts.entry(row.account.to_string()).or_default() += 1;
    }
    counts
}

async fn each_run_says_what_became_of_what_it_was_told(bed: &Bed) {
    let member = bed.connect_at("first_harbor", "ann", "plain").await.unwrap();
    assert!(quality(bed, &member).await.is_empty());
    bed.work().await;
    let (first, all) = (quality(bed, &member).await, counts(bed, &member).await);
    assert_eq!(first.len(), bed.accounts(&member).await.len());
    for account in &first {
        let expected = RowCounts { new: all[&account.account_guid], ..RowCounts::default() };
        assert_eq!((account.rows, account.gaps.len(), account.unexplained), (expected, 0, None));
    }
    // The same again: all of it is known.
    for account in refresh(bed, &member).await {
        let expected = RowCounts { seen: all[&account.account_guid], ..RowCounts::default() };
        assert_eq!((account.rows, account.unexplained), (expected, None));
    }
    // A day later some have come, and balances follow from them.
    for _ in 0..3 {
        bed.clock.advance(SignedDuration::from_hours(26));
        let later = refresh(bed, &member).await;
        assert!(later.iter().any(|one| one.rows.new + one.rows.changed > 0));
        for account in later {
            assert_eq!(account.unexplained, None, "{account:?}");
        }
    }
    let removed = bed.transactions(&member).await.remove(9);
    bed.scope().remove_transaction(&bed.user, &removed).await.unwrap();
    let told = refresh(bed, &member).await;
    let of_account = told.iter().find(|one| one.account_guid == removed.account.to_string()).unwrap();
    assert_eq!(of_account.rows.removed, 1);
    // Another source tells the same: joined.
    bed.scope().move_member(&bed.user, &Name::Guid(member.guid), "sandbox_mirror").await.unwrap();
    for account in refresh(bed, &member).await {
        assert!(account.rows.joined > 0 && account.rows.copies + account.rows.reversed == 0, "{account:?}");
    }
}

async fn a_hole_in_the_history_is_seen(bed: &Bed) {
    let member = bed.connect_at("first_harbor", "ann", "plain").await.unwrap();
    bed.work().await;
    let days = 120;
    bed.clock.advance(SignedDuration::from_hours(24 * days));
    for account in refresh(bed, &member).await {
        let [(from, to)] = account.gaps[..] else { panic!("{account:?}") };
        assert_eq!(from.until(to).unwrap().get_days(), 28, "{account:?}");
        assert_eq!(account.unexplained, None, "what is missing explains nothing");
    }
}
