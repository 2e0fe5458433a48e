//! What a person removes stays removed, what they keep is found again.

use crate::bed::{Bed, new_member};
use domain::id::AccountGuid;
use engine::records::{Account, JoinMaker, Page, Transaction, TransactionFilter};
use engine::{Error, Name, NewUser, TransactionEdits};
use jiff::SignedDuration;
use std::collections::{BTreeMap, BTreeSet};

on_both! {
    a_removed_account_is_not_read_again_until_it_is_shared
    a_removed_transaction_does_not_come_back
    kept_history_is_taken_over_when_the_institution_comes_back
    kept_accounts_can_be_deleted_for_good
    history_is_kept_or_not_as_was_said
}

const ALL: Page = Page { number: 1, size: 1000 };

async fn all_accounts(bed: &Bed) -> Vec<Account> {
    bed.scope().accounts(&bed.user, None, None, ALL).await.unwrap().items
}

async fn rows_of(bed: &Bed, account: AccountGuid) -> Vec<Transaction> {
    let filter = TransactionFilter { account: Some(account), ..TransactionFilter::default() };
    bed.scope().transactions(&bed.user, &filter, ALL).await.unwrap().items
}

/// How often each amount stands at each day.
fn counts(rows: &[Transaction]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for row in rows {
        let facts = &row.facts;
        *counts
            .entry(format!("{} {:?} {:?}", facts.date, facts.transaction_type, facts.amount))
            .or_default() += 1;
    }
    counts
}

/// Each account with its transactions, by what stays of them.
async fn told(bed: &Bed) -> BTreeMap<AccountGuid, BTreeSet<String>> {
    let mut told = BTreeMap::new();
    for account in all_accounts(bed).await {
        let rows = rows_of(bed, account.guid).await;
        let rows = rows.iter().map(|row| format!("{} {:?} {:?}", row.guid, row.facts.amount, row.edits));
        told.insert(account.guid, rows.collect());
    }
    told
}

async fn a_removed_account_is_not_read_again_until_it_is_shared(bed: &Bed) {
    let member = bed.connect_at("first_harbor", "ann", "plain").await.unwrap();
    bed.work().await;
    let before = bed.accounts(&member).await;
    let removed = &before[1];
    let rows = rows_of(bed, removed.guid).await.len();
    assert!(rows > 0);
    let name = Name::Guid(removed.guid);
    bed.scope().remove_account(&bed.user, &member, &name).await.unwrap();
    assert!(matches!(bed.scope().account(&bed.user, &name).await, Err(Error::NotFound("account"))));
    assert!(matches!(
        bed.scope().remove_account(&bed.user, &member, &name).await,
        Err(Error::NotFound("account"))
    ));
    for hours in [0, 30] {
        bed.clock.advance(SignedDuration::from_hours(hours));
        bed.read_anew(&member).await;
        let guids: Vec<_> = bed.accounts(&member).await.iter().map(|one| one.guid).collect();
        assert_eq!(guids.len(), before.len() - 1);
        assert!(!guids.contains(&removed.guid));
        assert!(rows_of(bed, removed.guid).await.is_empty());
    }
    // A move to another source does not bring it back either.
    bed.scope().move_member(&bed.user, &Name::Guid(member.guid), "sandbox_mirror").await.unwrap();
    bed.read_anew(&member).await;
    assert_eq!(bed.accounts(&member).await.len(), before.len() - 1);
    let listed = bed.scope().removed_accounts(&bed.user, &member).await.unwrap();
    assert_eq!(listed.iter().map(|one| one.guid).collect::<Vec<_>>(), [removed.guid]);
    assert!(listed[0].facts.amounts.is_empty() && listed[0].facts.texts.is_empty(), "what was read is gone");
    let shared = bed.scope().share_account(&bed.user, &member, removed.guid).await.unwrap();
    assert_eq!(shared.guid, removed.guid);
    bed.read_anew(&member).await;
    assert_eq!(bed.accounts(&member).await.len(), before.len());
    assert!(rows_of(bed, removed.guid).await.len() > rows / 2, "as far as the job reads back");
    let again = bed.scope().share_account(&bed.user, &member, removed.guid).await;
    assert!(matches!(again, Err(Error::NotFound("account"))));
}

async fn a_removed_transaction_does_not_come_back(bed: &Bed) {
    let member = bed.connect_at("first_harbor", "ann", "plain").await.unwrap();
    bed.work().await;
    let before = bed.transactions(&member).await;
    let removed = &before[before.len() / 2];
    bed.scope().remove_transaction(&bed.user, removed).await.unwrap();
    assert!(matches!(
        bed.scope().transaction(&bed.user, removed.guid).await,
        Err(Error::NotFound("transaction"))
    ));
    bed.read_anew(&member).await;
    assert_eq!(bed.transactions(&member).await.len(), before.len() - 1);
    bed.scope().move_member(&bed.user, &Name::Guid(member.guid), "sandbox_mirror").await.unwrap();
    bed.read_anew(&member).await;
    let guids: BTreeSet<_> = bed.transactions(&member).await.iter().map(|one| one.guid).collect();
    let expected: BTreeSet<_> =
        before.iter().map(|one| one.guid).filter(|guid| *guid != removed.guid).collect();
    assert_eq!(guids, expected, "nor from another source");

    let back = bed.scope().restore_transaction(&bed.user, removed.guid).await.unwrap();
    assert_eq!((back.guid, &back.edits), (removed.guid, &removed.edits));
    let again = bed.scope().restore_transaction(&bed.user, removed.guid).await;
    assert!(matches!(again, Err(Error::NotFound("transaction"))));
    bed.read_anew(&member).await;
    let guids = |all: &[Transaction]| all.iter().map(|one| one.guid).collect::<BTreeSet<_>>();
    assert_eq!(guids(&bed.transactions(&member).await), guids(&before), "no refresh takes it or doubles it");
}

async fn kept_history_is_taken_over_when_the_institution_comes_back(bed: &Bed) {
    let member = bed.connect_at("first_harbor", "ann", "plain").await.unwrap();
    bed.work().await;
    let row = bed.transactions(&member).await.remove(7);
    let edits =
        TransactionEdits { description: Some("Coffee with Bo".to_owned()), ..TransactionEdits::default() };
    bed.scope().update_transaction(&bed.user, row.guid, edits).await.unwrap();
    let before = told(bed).await;
    bed.scope().delete_member_keeping_history(&bed.user, &Name::Guid(member.guid)).await.unwrap();
    assert!(matches!(
        bed.scope().member(&bed.user, &Name::Guid(member.guid)).await,
        Err(Error::NotFound("member"))
    ));
    assert_eq!(told(bed).await, before, "everything is there");
    let kept = all_accounts(bed).await;
    assert!(kept.iter().all(|one| one.kept_institution_code.as_deref() == Some("first_harbor")));
    assert!(kept.iter().all(|one| one.member != member.guid));
    // Two weeks later it is connected anew.
    bed.clock.advance(SignedDuration::from_hours(24 * 14));
    let again = bed.connect_at("first_harbor", "ann", "plain").await.unwrap();
    bed.work().await;
    let after = told(bed).await;
    assert_eq!(after.keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>(), "the same accounts");
    let accounts = bed.accounts(&again).await;
    assert_eq!(accounts.len(), before.len(), "and they are the new connection's");
    assert!(accounts.iter().all(|one| one.kept_institution_code.is_none()));
    let edited = bed.scope().transaction(&bed.user, row.guid).await.unwrap();
    assert_eq!((edited.edits.description.as_deref(), edited.member), (Some("Coffee with Bo"), again.guid));
    // Each is there once: as many of each day and amount as somebody has who connects for the first time.
    let other = bed.scope().create_user(NewUser::default(), None).await.unwrap();
    let new = new_member(&bed.engine, "first_harbor", "ann", "plain").await;
    bed.scope().create_member(&other, new, None).await.unwrap();
    bed.work().await;
    let fresh = bed.scope().transactions(&other, &TransactionFilter::default(), ALL).await.unwrap().items;
    let from = fresh.iter().map(|one| one.facts.date).min();
    let filter = TransactionFilter { from_date: from, ..TransactionFilter::default() };
    let mine = bed.scope().transactions(&bed.user, &filter, ALL).await.unwrap().items;
    assert_eq!(counts(&mine), counts(&fresh));
    let joins = bed.scope().joins(&bed.user, None, ALL).await.unwrap().items;
    assert!(joins.iter().all(|one| one.made_by == JoinMaker::Hub));
}

async fn kept_accounts_can_be_deleted_for_good(bed: &Bed) {
    let member = bed.connect_at("first_harbor", "ann", "plain").await.unwrap();
    bed.work().await;
    bed.scope().delete_member_keeping_history(&bed.user, &Name::Guid(member.guid)).await.unwrap();
    for account in all_accounts(bed).await {
        bed.scope().delete_account(&bed.user, &Name::Guid(account.guid)).await.unwrap();
        assert!(rows_of(bed, account.guid).await.is_empty());
    }
    assert!(all_accounts(bed).await.is_empty());
    let again = bed.connect_at("first_harbor", "ann", "plain").await.unwrap();
    bed.work().await;
    assert!(!bed.accounts(&again).await.is_empty(), "it is read as never before");
}

async fn history_is_kept_or_not_as_was_said(bed: &Bed) {
    let member = bed.connect_at("first_harbor", "ann", "plain").await.unwrap();
    bed.work().await;
    bed.scope().delete_member(&bed.user, &Name::Guid(member.guid)).await.unwrap();
    assert!(all_accounts(bed).await.is_empty());
    // A connection without accounts leaves none behind, and needs no manual member.
    let failed = bed.connect_at("first_harbor", "bob", "INVALID").await.unwrap();
    bed.work().await;
    bed.scope().delete_member_keeping_history(&bed.user, &Name::Guid(failed.guid)).await.unwrap();
    assert_eq!(bed.scope().members(&bed.user, None, ALL).await.unwrap().total, 0);
}
