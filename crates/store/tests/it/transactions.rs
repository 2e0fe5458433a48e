//! Transactions: lists, what a new page is matched against, and what a person changed.

use crate::bed::{Bed, at};
use crate::identity::bare_sighting;
use crate::records::{
    bare_account, bare_member, bare_transaction, full_edits, full_transaction, same, stored_link, text,
};
use domain::id::TransactionGuid;
use domain::member::Status;
use jiff::civil::{Date, date};
use store::accounts;
use store::members::{self, Member};
use store::transactions::{self, Edits, NamedBy, Sighting, Transaction, TransactionFilter};
use store::{Page, args};

on_both! {
    lists_are_narrowed_and_ordered
    lists_come_in_pages
    edits_survive_the_source
    known_transactions_are_those_of_the_days_and_those_that_are_named
    transactions_are_found_by_the_ids_that_links_gave
    each_link_s_forms_of_a_transaction_are_kept
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

async fn known_transactions_are_those_of_the_days_and_those_that_are_named(bed: &Bed) {
    let (user, member, link) = stored_link(bed).await;
    let accounts = [bare_account(bed, &member), bare_account(bed, &member)];
    let mut all: Vec<Transaction> = (1..=4).map(|_| bare_transaction(bed, &accounts[0])).collect();
    for (number, one) in (1..).zip(&mut all) {
        one.facts.date = day(10 - number);
    }
    let elsewhere = bare_transaction(bed, &accounts[1]);
    let mut seen = bare_sighting(&link, &all[3]);
    seen.facts.date = day(20);
    bed.commit(vec![
        accounts::upsert(&accounts),
        transactions::upsert(&all),
        transactions::upsert(&[elsewhere]),
        transactions::upsert_sightings(&[seen]),
    ])
    .await;
    let known = async |days, guids: &[TransactionGuid]| {
        let tenant = bed.tenant();
        let found = tenant.known_transactions(user.guid, accounts[0].guid, days, guids).await.unwrap();
        found
            .iter()
            .map(|one| all.iter().position(|other| other.guid == one.guid).unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(known((Date::MIN, Date::MAX), &[]).await, [3, 2, 1, 0]);
    assert_eq!(known((day(8), day(8)), &[]).await, [1]);
    assert_eq!(known((day(9), day(9)), &[all[2].guid]).await, [2, 0]);
    assert_eq!(known((day(20), day(21)), &[]).await, [3], "a link told it with that day");
    assert!(known((day(22), day(23)), &[]).await.is_empty());
}

async fn transactions_are_found_by_the_ids_that_links_gave(bed: &Bed) {
    let (user, member, _) = stored_link(bed).await;
    let account = bare_account(bed, &member);
    let all: Vec<Transaction> = (0..3).map(|_| bare_transaction(bed, &account)).collect();
    let odd = "id with \"quotes\", \\ and ü?1";
    let (one, other) = (bed.guid(), bed.guid());
    let set = |link, id: &str, index: usize, moment| {
        let named = NamedBy { link, id: id.to_owned(), transaction: all[index].guid, named_at: at(moment) };
        transactions::set_ids(user.guid, account.guid, &[named])
    };
    bed.commit(vec![
        accounts::upsert(std::slice::from_ref(&account)),
        transactions::upsert(&all),
        set(one, "b", 0, 1),
        set(one, "a", 0, 2),
        set(one, odd, 1, 1),
        set(other, "a", 2, 1),
    ])
    .await;
    let named = async |ids: &[&str]| {
        let found = bed.tenant().transactions_named(user.guid, account.guid, ids).await.unwrap();
        all.iter().map(|one| found.contains(&one.guid)).collect::<Vec<_>>()
    };
    assert_eq!(named(&["a", "b", "a", "unknown"]).await, [true, false, true]);
    assert_eq!(named(&[odd]).await, [false, true, false]);
    assert_eq!(named(&[]).await, [false; 3]);
    let ids = async |index: usize| {
        let found = bed.tenant().transaction_ids(user.guid, &[all[index].guid]).await.unwrap();
        found.into_iter().map(|one| (one.link, one.id)).collect::<Vec<_>>()
    };
    assert_eq!(ids(0).await, [(one, "b".to_owned()), (one, "a".to_owned())], "in the order they were given");
    assert_eq!(ids(2).await, [(other, "a".to_owned())]);
    // The id is shown that was told last, of the link that is shown.
    let shown =
        async |index: usize| bed.tenant().transaction(user.guid, all[index].guid).await.unwrap().unwrap().id;
    bed.commit(vec![set(one, "b", 0, 3)]).await;
    assert_eq!(shown(0).await, text("b"));
    let told = Transaction { link: Some(one), ..all[2].clone() };
    bed.commit(vec![transactions::upsert(&[told]), set(one, "z", 2, 0)]).await;
    assert_eq!(shown(2).await, text("z"));
    let z = bed.tenant().transaction_ids(user.guid, &[all[2].guid]).await.unwrap();
    assert_eq!((z[0].id.as_str(), z[0].named_at), ("z", at(0)));
    bed.commit(vec![transactions::forget_ids(user.guid, account.guid, &z[..1])]).await;
    assert_eq!(shown(2).await, text("a"));
}

async fn each_link_s_forms_of_a_transaction_are_kept(bed: &Bed) {
    let (user, member, link) = stored_link(bed).await;
    let account = bare_account(bed, &member);
    let (one, full) = (bare_transaction(bed, &account), full_transaction(bed, &account));
    bed.commit(vec![
        accounts::upsert(std::slice::from_ref(&account)),
        transactions::upsert(&[one.clone(), full.clone()]),
    ])
    .await;
    let posted = Sighting { transaction: one.guid, ..bare_sighting(&link, &full) };
    let pending = bare_sighting(&link, &one);
    assert_ne!(posted.facts.status, pending.facts.status);
    let found = async || bed.tenant().sightings(user.guid, &[one.guid, full.guid]).await.unwrap();
    bed.commit(vec![transactions::upsert_sightings(&[posted.clone(), pending.clone()])]).await;
    same(&found().await, &vec![pending.clone(), posted.clone()]);
    let mut again = posted.clone();
    again.facts.description = "ANOTHER TEXT".to_owned();
    again.first_on = day(2);
    bed.commit(vec![
        transactions::upsert_sightings(std::slice::from_ref(&again)),
        transactions::forget_sightings(user.guid, &[(one.guid, link.guid, pending.facts.status)]),
    ])
    .await;
    same(&found().await, &vec![again]);
}

async fn a_large_page_is_stored_whole(bed: &Bed) {
    let (_, member, _) = stored_link(bed).await;
    let account = bare_account(bed, &member);
    let all: Vec<Transaction> = (0..3000).map(|_| bare_transaction(bed, &account)).collect();
    let link = bed.guid();
    let id = |(number, one): (usize, &Transaction)| NamedBy {
        link,
        id: format!("t-{number}"),
        transaction: one.guid,
        named_at: at(1),
    };
    let ids: Vec<_> = all.iter().enumerate().map(id).collect();
    bed.commit(vec![
        accounts::upsert(std::slice::from_ref(&account)),
        transactions::upsert(&all).expect(3000, "all are new"),
        transactions::set_ids(account.user, account.guid, &ids),
    ])
    .await;
    let stored = bed
        .number("SELECT count(*) AS n FROM transactions WHERE account_guid = ?1", args![account.guid])
        .await;
    assert_eq!(stored, 3000);
    // Ids in any number are one argument.
    let names: Vec<&str> = ids.iter().map(|one| one.id.as_str()).collect();
    let found = bed.tenant().transactions_named(account.user, account.guid, &names).await.unwrap();
    assert_eq!(found.len(), 3000);
}
