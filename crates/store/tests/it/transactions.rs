//! Transactions: lists, what a new page is matched against, and what a person changed.

use crate::bed::{Bed, at};
use crate::records::{
    bare_account, bare_member, bare_transaction, full_edits, full_transaction, same, source_id, stored_link,
    text,
};
use domain::member::Status;
use jiff::civil::{Date, date};
use store::accounts;
use store::members::{self, Member};
use store::transactions::{self, Edits, Transaction, TransactionFilter};
use store::{Page, args};

on_both! {
    lists_are_narrowed_and_ordered
    lists_come_in_pages
    edits_survive_the_source
    known_transactions_carry_the_source_s_id
    transactions_are_found_by_the_source_s_ids
    a_large_page_is_stored_whole
}

const ALL: Page = Page { number: 1, size: 1000 };

fn day(number: i8) -> Date {
    date(2025, 10, number)
}

async fn lists_are_narrowed_and_ordered(bed: &Bed) {
    let (user, one, _) = stored_link(bed).await;
    let mut two = Member { use_cases: "MONEY_MOVEMENT PFM".to_owned(), ..bare_member(bed, &user) };
    two.state.status = Status::Manual;
    let accounts = [bare_account(bed, &one), bare_account(bed, &one), bare_account(bed, &two)];
    bed.commit(vec![members::insert(&two), accounts::upsert(&accounts)]).await;
    let (coffee, rent) = (bed.guid(), bed.guid());
    // Account, day, created, updated, category; the first is the oldest made.
    let rows = [
        (0, 5, 1, 10, Some(coffee)),
        (0, 7, 2, 20, Some(rent)),
        (1, 5, 3, 30, None),
        (2, 9, 4, 40, Some(coffee)),
    ];
    let all: Vec<Transaction> = rows
        .into_iter()
        .map(|(account, number, created, updated, category_guid)| {
            let mut one = bare_transaction(bed, &accounts[account]);
            one.facts.date = day(number);
            one.facts.description = format!("Tea_House 100% No {number}");
            let edits = Edits { category_guid, ..Edits::default() };
            Transaction { created_at: at(created), updated_at: at(updated), edits, ..one }
        })
        .collect();
    bed.commit(vec![transactions::upsert(&all)]).await;

    let none = TransactionFilter::default;
    for (filter, expected) in [
        // Newest day first, and of one day the newest made first.
        (none(), vec![3, 1, 2, 0]),
        (TransactionFilter { member: Some(one.guid), ..none() }, vec![1, 2, 0]),
        (TransactionFilter { account: Some(accounts[0].guid), ..none() }, vec![1, 0]),
        (TransactionFilter { account: Some(accounts[0].guid), member: Some(two.guid), ..none() }, vec![]),
        (TransactionFilter { from_date: Some(day(7)), ..none() }, vec![3, 1]),
        (TransactionFilter { to_date: Some(day(7)), ..none() }, vec![1, 2, 0]),
        (TransactionFilter { from_date: Some(day(6)), to_date: Some(day(8)), ..none() }, vec![1]),
        (TransactionFilter { from_date: Some(day(9)), to_date: Some(day(5)), ..none() }, vec![]),
        (
            TransactionFilter { from_date: Some(Date::MIN), to_date: Some(Date::MAX), ..none() },
            vec![3, 1, 2, 0],
        ),
        (
            TransactionFilter { from_created_at: Some(at(2)), to_created_at: Some(at(3)), ..none() },
            vec![1, 2],
        ),
        (TransactionFilter { from_updated_at: Some(at(30)), ..none() }, vec![3, 2]),
        (TransactionFilter { to_updated_at: Some(at(20)), ..none() }, vec![1, 0]),
        (TransactionFilter { categories: vec![coffee], ..none() }, vec![3, 0]),
        (TransactionFilter { categories: vec![rent, coffee, bed.guid()], ..none() }, vec![3, 1, 0]),
        (TransactionFilter { categories: vec![bed.guid()], ..none() }, vec![]),
        (TransactionFilter { use_case: text("PFM"), ..none() }, vec![3]),
        (TransactionFilter { use_case: text("pfm"), ..none() }, vec![]),
        (TransactionFilter { use_case: text("MONEY"), ..none() }, vec![]),
        (TransactionFilter { use_case: text("PFM"), categories: vec![rent], ..none() }, vec![]),
        (TransactionFilter { text: text("no 7"), ..none() }, vec![1]),
        (TransactionFilter { text: text("TEA_house 100%"), ..none() }, vec![3, 1, 2, 0]),
        (TransactionFilter { text: text("tea%house"), ..none() }, vec![]),
        (TransactionFilter { text: text("' OR ''='"), ..none() }, vec![]),
    ] {
        let found = bed.tenant().transactions(user.guid, &filter, ALL).await.unwrap();
        let guids: Vec<_> = found.items.iter().map(|one| one.guid).collect();
        let expected: Vec<_> = expected.iter().map(|index: &usize| all[*index].guid).collect();
        assert_eq!(guids, expected, "{filter:?}");
        assert_eq!(found.total, i64::try_from(expected.len()).unwrap(), "{filter:?}");
    }
}

async fn lists_come_in_pages(bed: &Bed) {
    let (user, member, _) = stored_link(bed).await;
    let account = bare_account(bed, &member);
    let all: Vec<Transaction> = (0..7).map(|_| bare_transaction(bed, &account)).collect();
    bed.commit(vec![accounts::upsert(&[account]), transactions::upsert(&all)]).await;
    let mut seen = Vec::new();
    for number in 1..=4 {
        let page = Page { number, size: 2 };
        let found = bed.tenant().transactions(user.guid, &TransactionFilter::default(), page).await.unwrap();
        assert_eq!(found.total, 7);
        seen.extend(found.items.iter().map(|one| one.guid));
    }
    assert_eq!(seen, all.iter().rev().map(|one| one.guid).collect::<Vec<_>>());
}

async fn edits_survive_the_source(bed: &Bed) {
    let (user, member, _) = stored_link(bed).await;
    let account = bare_account(bed, &member);
    let pending = bare_transaction(bed, &account);
    bed.commit(vec![
        accounts::upsert(std::slice::from_ref(&account)),
        transactions::upsert(std::slice::from_ref(&pending)),
    ])
    .await;
    let edits = Edits { is_hidden: false, ..full_edits(bed) };
    let edited = Transaction { edits, ..pending.clone() };
    bed.commit(vec![transactions::set_edits(&edited)]).await;
    // The source tells all anew, and knows nothing of edits.
    let posted = Transaction {
        guid: pending.guid,
        edits: Edits::default(),
        created_at: at(999),
        ..full_transaction(bed, &account)
    };
    bed.commit(vec![transactions::upsert(std::slice::from_ref(&posted))]).await;
    let expected = Transaction {
        edits: edited.edits,
        created_at: pending.created_at,
        is_manual: pending.is_manual,
        ..posted
    };
    let found = bed.tenant().transaction(user.guid, pending.guid).await.unwrap().unwrap();
    same(&found, &expected);
    assert_eq!((found.date(), found.facts.date), (day(1), day(9)));
}

async fn known_transactions_carry_the_source_s_id(bed: &Bed) {
    let (user, member, _) = stored_link(bed).await;
    let accounts = [bare_account(bed, &member), bare_account(bed, &member)];
    let mut all: Vec<Transaction> = (1..=4).map(|_| bare_transaction(bed, &accounts[0])).collect();
    for (number, one) in (1..).zip(&mut all) {
        one.facts.date = day(10 - number);
    }
    let elsewhere = bare_transaction(bed, &accounts[1]);
    bed.commit(vec![
        accounts::upsert(&accounts),
        transactions::upsert(&all),
        transactions::upsert(&[elsewhere]),
        source_id(&all[0], "pending-1", all[0].guid),
        source_id(&all[0], "posted-1", all[0].guid),
        transactions::upsert_sources(
            user.guid,
            accounts[0].guid,
            "other",
            &[("z".to_owned(), all[1].guid)],
            at(1),
        ),
    ])
    .await;
    let known = async |source: &str, from, to| {
        bed.tenant().known_transactions(user.guid, accounts[0].guid, source, from, to).await.unwrap()
    };
    let with_id = |index: usize, id: &str| Transaction { id: text(id), ..all[index].clone() };
    let expected = vec![all[3].clone(), all[2].clone(), all[1].clone(), with_id(0, "posted-1")];
    same(&known("simulated", Date::MIN, Date::MAX).await, &expected);
    same(&known("other", day(8), day(8)).await, &vec![with_id(1, "z")]);
    same(&known("other", day(9), day(9)).await, &vec![all[0].clone()]);
    same(&known("other", day(20), day(21)).await, &Vec::new());
}

async fn transactions_are_found_by_the_source_s_ids(bed: &Bed) {
    let (user, member, _) = stored_link(bed).await;
    let account = bare_account(bed, &member);
    let all: Vec<Transaction> = (0..3).map(|_| bare_transaction(bed, &account)).collect();
    let odd = "id with \"quotes\", \\ and ü?1";
    let ids =
        [("a", 0), ("b", 0), (odd, 1)].map(|(id, index): (&str, usize)| (id.to_owned(), all[index].guid));
    bed.commit(vec![
        accounts::upsert(std::slice::from_ref(&account)),
        transactions::upsert(&all),
        transactions::upsert_sources(user.guid, account.guid, "simulated", &ids, at(1)),
        transactions::upsert_sources(
            user.guid,
            account.guid,
            "other",
            &[("a".to_owned(), all[2].guid)],
            at(1),
        ),
    ])
    .await;
    let found = async |source: &str, ids: &[&str]| {
        let tenant = bed.tenant();
        let found = tenant.transactions_by_source_ids(user.guid, account.guid, source, ids).await.unwrap();
        let mut pairs: Vec<_> = found.into_iter().map(|one| (one.id.unwrap(), one.guid)).collect();
        pairs.sort();
        pairs
    };
    let pair = |id: &str, index: usize| (id.to_owned(), all[index].guid);
    assert_eq!(found("simulated", &["a", "b", "a", "unknown"]).await, [pair("a", 0), pair("b", 0)]);
    assert_eq!(found("simulated", &[odd]).await, [pair(odd, 1)]);
    assert_eq!(found("other", &["a", "b"]).await, [pair("a", 2)]);
    assert_eq!(found("simulated", &[]).await, []);
    // An id moves to another transaction, and a page may name it twice.
    let moved = [("a".to_owned(), all[1].guid), ("a".to_owned(), all[2].guid)];
    bed.commit(vec![transactions::upsert_sources(user.guid, account.guid, "simulated", &moved, at(1))]).await;
    assert_eq!(found("simulated", &["a"]).await, [pair("a", 2)]);
}

async fn a_large_page_is_stored_whole(bed: &Bed) {
    let (_, member, _) = stored_link(bed).await;
    let account = bare_account(bed, &member);
    let all: Vec<Transaction> = (0..3000).map(|_| bare_transaction(bed, &account)).collect();
    let ids: Vec<_> = all.iter().enumerate().map(|(number, one)| (format!("t-{number}"), one.guid)).collect();
    bed.commit(vec![
        accounts::upsert(std::slice::from_ref(&account)),
        transactions::upsert(&all).expect(3000, "all are new"),
        transactions::upsert_sources(account.user, account.guid, "simulated", &ids, at(1)),
    ])
    .await;
    let stored = bed
        .number("SELECT count(*) AS n FROM transactions WHERE account_guid = ?1", args![account.guid])
        .await;
    assert_eq!(stored, 3000);
    // Ids in any number are one argument.
    let names: Vec<&str> = ids.iter().map(|(id, _)| id.as_str()).collect();
    let found = bed
        .tenant()
        .transactions_by_source_ids(account.user, account.guid, "simulated", &names)
        .await
        .unwrap();
    assert_eq!(found.len(), 3000);
}
