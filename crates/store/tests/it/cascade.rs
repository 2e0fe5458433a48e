//! Who is deleted leaves nothing behind.

use crate::bed::{Bed, at};
use crate::records::{Household, bare_account, bare_transaction};
use domain::id::UserGuid;
use std::collections::BTreeSet;
use store::idempotency::{self, IdempotencyKey};
use store::removals::MemberCounts;
use store::transactions::Retired;
use store::{Value, accounts, args, members, transactions, users};

on_both! {
    a_deleted_user_leaves_nothing
    a_deleted_member_leaves_its_history_alone
    a_deleted_account_leaves_nothing
    no_guid_of_a_deleted_user_is_left
    what_hangs_on_a_member_is_counted
}

/// The rows that each of these statements counts as `n`.
async fn counts(bed: &Bed, tables: &[(&'static str, &'static str)], id: Value) -> Vec<(&'static str, i64)> {
    let mut found = Vec::new();
    for (table, sql) in tables {
        found.push((*table, bed.number(sql, vec![id.clone()]).await));
    }
    found
}

macro_rules! tables_by {
    ($column:literal: $($table:literal)*) => {
        [$(($table, concat!("SELECT count(*) AS n FROM ", $table, " WHERE ", $column, " = ?1"))),*]
    };
}

const WITH_USER: &[(&str, &str)] = &tables_by!("user_guid":
    "members" "links" "runs" "challenges" "accounts" "account_sightings" "coverages" "account_numbers" "account_owners"
    "holdings" "statements" "transactions" "transaction_ids" "transaction_sightings" "joins" "join_rows" "suggestions" "link_habits" "event_log" "remedy_answers" "visits" "page_links" "page_sessions"
    "data_consents" "support_requests" "institution_requests" "deliveries" "notifications" "notification_preferences"
    "verifications" "verification_members" "verification_reports" "imports" "import_files" "csv_layouts" "duplicates");
const WITH_MEMBER: &[(&str, &str)] = &tables_by!("member_guid":
    "links" "runs" "challenges" "accounts" "account_numbers" "account_owners" "holdings" "statements" "transactions"
    "remedy_answers" "visits" "notifications" "duplicates");
const WITH_ACCOUNT: &[(&str, &str)] = &tables_by!("account_guid":
    "account_sightings" "coverages" "account_numbers" "account_owners" "holdings" "statements" "transactions" "transaction_ids"
    "transaction_sightings" "joins" "suggestions" "csv_layouts");

/// Every table of the list has a row of the one and of the other; the delete takes those of the one.
async fn check(
    bed: &Bed,
    tables: &[(&'static str, &'static str)],
    deleted: Value,
    kept: Value,
    delete: store::Write,
) {
    let one_each: Vec<_> = tables.iter().map(|(table, _)| (*table, 1)).collect();
    let none: Vec<_> = tables.iter().map(|(table, _)| (*table, 0)).collect();
    assert_eq!(counts(bed, tables, deleted.clone()).await, one_each);
    bed.commit(vec![delete]).await;
    assert_eq!(counts(bed, tables, deleted).await, none);
    assert_eq!(counts(bed, tables, kept).await, one_each);
}

/// A second household beside the first, in another client.
async fn two(bed: &Bed) -> (Box<Household>, Box<Household>) {
    let one = Household::stored(bed).await;
    let client = bed.guid();
    bed.commit(vec![bed.new_client(client, "Neighbour")]).await;
    (one, Household::stored_of(bed, client).await)
}

async fn a_deleted_user_leaves_nothing(bed: &Bed) {
    let tables = crate::schema::tables_with(bed, "user_guid").await;
    // What is to be given back to a source stays until it is.
    assert_eq!(tables.len(), WITH_USER.len() + 1, "a table is missing from the list: {tables:?}");
    let (one, other) = two(bed).await;
    let delete = users::delete(bed.client, one.user.guid);
    check(bed, WITH_USER, args![one.user.guid].remove(0), args![other.user.guid].remove(0), delete).await;
    assert!(bed.tenant().user(one.user.guid).await.unwrap().is_none());
}

async fn a_deleted_member_leaves_its_history_alone(bed: &Bed) {
    let tables = crate::schema::tables_with(bed, "member_guid").await;
    // The facts stay with what was told of them, the requests for help, the account of who used a secret, what is to be given back,
    // and the verifications that stood on it.
    assert_eq!(tables.len(), WITH_MEMBER.len() + 6, "a table is missing from the list: {tables:?}");
    let (one, other) = two(bed).await;
    let delete = members::delete(bed.client, one.user.guid, one.member.guid);
    check(bed, WITH_MEMBER, args![one.member.guid].remove(0), args![other.member.guid].remove(0), delete)
        .await;
    let ids = bed.number("SELECT count(*) AS n FROM transaction_ids", Vec::new()).await;
    assert_eq!(ids, 1, "that of the other");
    // The facts stay until the user goes: that the member was deleted is one of them.
    assert_eq!(bed.number("SELECT count(*) AS n FROM event_log", Vec::new()).await, 2);
    assert_eq!(bed.number("SELECT count(*) AS n FROM support_requests", Vec::new()).await, 2);
    assert!(bed.tenant().user(one.user.guid).await.unwrap().is_some());
}

async fn a_deleted_account_leaves_nothing(bed: &Bed) {
    let (one, other) = two(bed).await;
    let delete = accounts::delete(bed.client, one.user.guid, one.account.guid);
    check(bed, WITH_ACCOUNT, args![one.account.guid].remove(0), args![other.account.guid].remove(0), delete)
        .await;
}

/// Tables in which nothing is of a person. A new table is either named here, or [`Household`] has a row in it.
const OF_NOBODY: &[&str] = &[
    "api_keys",
    "breakers",
    "client_origins",
    "clients",
    "commits",
    "definitions",
    "incidents",
    "institution_sources",
    "institutions",
    "lessons",
    "paces",
    "refinery_schema_history",
    "settings",
    "unknown_codes",
    "webhook_events",
    "webhooks",
];
/// What outlives a person on purpose, for a time: consents that are to be given back, and the account of who used a secret.
const OUTLIVING: &[&str] = &["audit_log", "farewells"];

/// The guids that stand in a text, alone or in JSON.
fn guids_in(text: &str) -> impl Iterator<Item = String> {
    const UUID_CHARS: usize = 36;
    let words = text.split(|one: char| !(one.is_ascii_alphanumeric() || one == '-'));
    let is_guid = |word: &&str| {
        word.split_once('-').is_some_and(|(prefix, uuid)| {
            prefix.bytes().all(|byte| byte.is_ascii_uppercase())
                && uuid.len() == UUID_CHARS
                && uuid.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
        })
    };
    words.filter(is_guid).map(str::to_owned)
}

/// The tables and the guids that stand in them, in any column; of one user's rows alone, or of all.
async fn guids(bed: &Bed, of: Option<UserGuid>) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    let with_user = crate::schema::tables_with(bed, "user_guid").await;
    for (table, column) in crate::schema::columns_of_tables(bed).await {
        if of.is_some() && !with_user.contains(&table) {
            continue;
        }
        let text = if bed.is_postgres() {
            format!("CAST(\"{column}\" AS TEXT)")
        } else {
            format!("CASE typeof(\"{column}\") WHEN 'blob' THEN '' ELSE CAST(\"{column}\" AS TEXT) END")
        };
        let whose = of.map(|user| format!("WHERE user_guid = '{user}'")).unwrap_or_default();
        let sql: &'static str = format!("SELECT {text} AS told FROM \"{table}\" {whose}").leak();
        for row in bed.read(sql, Vec::new()).await {
            let text = row.opt_text("told").unwrap().unwrap_or_default();
            found.extend(guids_in(text).map(|guid| (table.clone(), guid)));
        }
    }
    found
}

/// Whatever names the user or something of the user, in whatever table and column, is gone; a future table cannot be forgotten.
async fn no_guid_of_a_deleted_user_is_left(bed: &Bed) {
    let (one, other) = two(bed).await;
    for (key, guid) in [
        ("u", one.user.guid.to_string()),
        ("t", one.transaction.guid.to_string()),
        ("o", other.user.guid.to_string()),
    ] {
        let client = if key == "o" { other.user.client } else { bed.client };
        let key = IdempotencyKey { key: key.to_owned(), fingerprint: "ab".to_owned() };
        bed.commit(vec![idempotency::remember(client, &key, guid, at(9))]).await;
    }
    let of_clients: BTreeSet<String> = guids(bed, None)
        .await
        .into_iter()
        .filter(|(table, _)| OF_NOBODY.contains(&table.as_str()))
        .map(|(_, guid)| guid)
        .collect();
    let mine: BTreeSet<String> = guids(bed, Some(one.user.guid))
        .await
        .into_iter()
        .map(|(_, guid)| guid)
        .filter(|guid| !of_clients.contains(guid))
        .collect();
    assert!(mine.contains(&one.user.guid.to_string()) && mine.len() > 15, "{mine:?}");
    let holding = async || -> BTreeSet<String> {
        let found = guids(bed, None).await;
        found.into_iter().filter(|(_, guid)| mine.contains(guid)).map(|(table, _)| table).collect()
    };
    let theirs: BTreeSet<String> = crate::schema::tables(bed)
        .await
        .into_iter()
        .filter(|table| !OF_NOBODY.contains(&table.as_str()) && !OUTLIVING.contains(&table.as_str()))
        .collect();
    assert_eq!(holding().await, theirs, "each table holds something of them before");
    let others: BTreeSet<_> = guids(bed, Some(other.user.guid)).await;
    bed.commit(vec![
        idempotency::forget_of(bed.client, one.user.guid),
        users::delete(bed.client, one.user.guid),
    ])
    .await;
    assert_eq!(holding().await, BTreeSet::new(), "nothing names them after");
    assert_eq!(guids(bed, Some(other.user.guid)).await, others, "the other's is all there");
    let made = bed.tenant().made_with("u").await.unwrap().unwrap();
    assert_eq!(made.guid, "", "the key is used, and names nothing");
    assert_eq!(
        bed.store.of(other.user.client).made_with("o").await.unwrap().unwrap().guid,
        other.user.guid.to_string()
    );
}

async fn what_hangs_on_a_member_is_counted(bed: &Bed) {
    let (one, other) = two(bed).await;
    let counts = async |home: &Household| {
        bed.store.of(home.user.client).member_counts(home.user.guid, home.member.guid).await.unwrap()
    };
    let full = MemberCounts {
        accounts: 1,
        transactions: 1,
        statements: 1,
        edits: 2,
        account_numbers: 1,
        account_owners: 1,
    };
    assert_eq!(counts(&one).await, full, "an account and a transaction of which something was said");
    let bare = bare_account(bed, &one.member);
    let rows = [bare_transaction(bed, &bare), bare_transaction(bed, &bare)];
    bed.commit(vec![
        accounts::upsert(std::slice::from_ref(&bare)),
        transactions::upsert(&rows),
        transactions::retire(one.user.guid, &[rows[1].guid], Some(Retired::Removed), at(9)),
    ])
    .await;
    assert_eq!(counts(&one).await, MemberCounts { accounts: 2, transactions: 2, ..full });
    assert_eq!(counts(&other).await, full);
    let of_stranger = bed.tenant().member_counts(other.user.guid, other.member.guid).await.unwrap();
    assert_eq!(of_stranger, MemberCounts::default(), "another client's is not counted");
}
