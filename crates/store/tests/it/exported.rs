//! Accounts and transactions page after page: each once, in one order, whatever the size of a page.

use crate::bed::{Bed, at};
use crate::records::{bare_account, bare_transaction, full_holding, same, stored_link};
use domain::money::{Currency, Money};
use domain::transaction::TransactionStatus;
use jiff::civil::date;
use store::transactions::{self, Retired, Slice, Span, Transaction};
use store::{Page, accounts};

on_both! {
    transactions_are_met_once_in_one_order
    accounts_are_met_once_in_one_order
}

/// The pages of so many each, one behind the other.
async fn pages(bed: &Bed, account: &store::accounts::Account, slice: Slice, size: u32) -> Vec<String> {
    let (mut met, mut after) = (Vec::new(), None);
    loop {
        let page = bed.tenant().transactions_after(account, slice, after, size).await.unwrap();
        assert!(page.len() <= usize::try_from(size).unwrap());
        let Some(last) = page.last() else { return met };
        after = Some((last.date(), last.guid));
        met.extend(page.iter().map(|one| one.facts.description.clone()));
    }
}

async fn transactions_are_met_once_in_one_order(bed: &Bed) {
    let (_, member, _) = stored_link(bed).await;
    let [account, other] = [bare_account(bed, &member), bare_account(bed, &member)];
    bed.commit(vec![accounts::upsert(&[account.clone(), other.clone()])]).await;
    let yen: Currency = "JPY".parse().unwrap();
    // Two of one day, one pending, one in another currency; the last was removed.
    let rows = [
        (1, true, Currency::USD),
        (5, true, Currency::USD),
        (5, true, Currency::USD),
        (7, false, Currency::USD),
        (3, true, yen),
        (4, true, yen),
    ];
    let all: Vec<Transaction> = rows
        .into_iter()
        .enumerate()
        .map(|(place, (day, is_posted, currency))| {
            let mut one = bare_transaction(bed, &account);
            one.facts.date = date(2025, 10, day);
            one.facts.description = place.to_string();
            one.facts.amount = Money::new(100, currency);
            one.facts.status = if is_posted { TransactionStatus::Posted } else { TransactionStatus::Pending };
            one
        })
        .collect();
    let elsewhere = bare_transaction(bed, &other);
    bed.commit(vec![
        transactions::upsert(&all),
        transactions::upsert(&[elsewhere]),
        transactions::retire(account.user, &[all[5].guid], Some(Retired::Removed), at(9)),
    ])
    .await;
    let whole = ["3", "2", "1", "4", "0"];
    for size in [1, 2, 3, 5, 100] {
        assert_eq!(pages(bed, &account, Slice::default(), size).await, whole, "{size}");
    }
    let of = |currency, status| Slice { currency, status };
    let posted = of(Some(Currency::USD), Some(TransactionStatus::Posted));
    assert_eq!(pages(bed, &account, posted, 2).await, ["2", "1", "0"]);
    assert_eq!(pages(bed, &account, of(None, Some(TransactionStatus::Pending)), 2).await, ["3"]);
    assert_eq!(pages(bed, &account, of(Some(yen), None), 2).await, ["4"]);
    let span = |currency, status, first, last| Span {
        currency,
        status,
        first: date(2025, 10, first),
        last: date(2025, 10, last),
    };
    assert_eq!(
        bed.tenant().spans(&account).await.unwrap(),
        [
            span(yen, TransactionStatus::Posted, 3, 3),
            span(Currency::USD, TransactionStatus::Pending, 7, 7),
            span(Currency::USD, TransactionStatus::Posted, 1, 5),
        ]
    );
    let removed = bed.tenant().removed_transactions_after(account.user, None, 10).await.unwrap();
    assert_eq!(removed.iter().map(|one| one.guid).collect::<Vec<_>>(), [all[5].guid]);
    let listed = bed.tenant().removed_transactions(account.user, Page { number: 1, size: 10 }).await.unwrap();
    assert_eq!((listed.total, listed.items[0].guid), (1, all[5].guid));
    let of = async |guid| bed.tenant().removed_transaction(account.user, guid).await.unwrap().is_some();
    assert!(of(all[5].guid).await && !of(all[4].guid).await);
    let behind = bed.tenant().removed_transactions_after(account.user, Some(all[5].guid), 10).await.unwrap();
    assert!(behind.is_empty());
}

async fn accounts_are_met_once_in_one_order(bed: &Bed) {
    let (user, member, _) = stored_link(bed).await;
    let all: Vec<_> = (0..5).map(|_| bare_account(bed, &member)).collect();
    let gone = bed.guid();
    let holding = (bed.guid(), full_holding());
    let mut writes =
        vec![accounts::upsert(&all), accounts::retire(&all[4], Some(Retired::Joined), Some(gone), at(9))];
    writes.extend(accounts::upsert_holdings(&all[0], std::slice::from_ref(&holding), at(9)));
    bed.commit(writes).await;
    let (mut met, mut after) = (Vec::new(), None);
    loop {
        let page = bed.tenant().accounts_after(user.guid, (None, None), after, 3).await.unwrap();
        let Some(last) = page.last() else { break };
        after = Some(last.guid);
        met.extend(page.iter().map(|account| account.guid));
    }
    assert_eq!(met, all[..4].iter().map(|account| account.guid).collect::<Vec<_>>());
    let of = async |member, account| {
        bed.tenant().accounts_after(user.guid, (member, account), None, 10).await.unwrap().len()
    };
    assert_eq!((of(Some(member.guid), None).await, of(Some(bed.guid()), None).await), (4, 0));
    assert_eq!((of(None, Some(all[1].guid)).await, of(None, Some(all[4].guid)).await), (1, 0));
    same(&bed.tenant().holdings(&all[0]).await.unwrap(), &vec![holding]);
}
